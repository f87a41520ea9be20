import type { SavedView } from '@/lib/console/views/saved-view.ts';

/**
 * The part of an address that a view keeps, always in the same order. `saved` names the view itself and is no part of
 * it.
 */
export function addressOf(values: Readonly<Record<string, string>>): string {
  const search = new URLSearchParams(Object.entries(values).filter(([name]) => name !== 'saved'));
  search.sort();
  return search.toString();
}

/** The address of a page that shows a view. */
export function addressOfView(view: Pick<SavedView, 'key' | 'address'>): string {
  const search = new URLSearchParams(view.address);
  search.set('saved', view.key);
  return search.toString();
}

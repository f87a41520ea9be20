import type { InstanceSelection } from '@/lib/console/contract.ts';

/** Keys chosen by hand that an address can carry. */
export const MAX_KEYS_IN_ADDRESS = 300;

/** The page on which an action on many is drawn. */
export function drawnBatch(action: 'modify' | 'migrate', selection: InstanceSelection): string {
  return `/batches/new?${new URLSearchParams({ action, selection: JSON.stringify(selection) }).toString()}`;
}

export function readSelection(text: string | undefined): InstanceSelection | null {
  if (text === undefined) return null;
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null && ('keys' in read || 'filter' in read)
      ? (read as InstanceSelection)
      : null;
  } catch {
    return null;
  }
}

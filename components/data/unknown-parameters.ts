import { t, tCount } from '@/components/messages/messages.ts';

/** A link of somebody else may name filters that this page does not know: they are kept, and said. */
export function unknownParameters(values: Readonly<Record<string, string>>, known: readonly string[]): string | null {
  const names = Object.keys(values).filter((name) => !known.includes(name) && !name.startsWith('var.'));
  if (names.length === 0) return null;
  return `${tCount('filter.unknownOne', 'filter.unknownMany', names.length)} ${names.join(', ')}${t('filter.unknownEnd')}`;
}

import { tCount } from '@/components/messages/messages.ts';
import { formatCount } from '@/components/ui/format.ts';

/** Of rows that have come while a list was read. */
export function newRows(count: number): string {
  return tCount('list.newOne', 'list.new', count, formatCount(count));
}

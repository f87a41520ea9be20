import Link from 'next/link';
import { formatCount } from '@/components/ui/format.ts';
import type { BoundedCount } from '@/lib/console/views/shared.ts';

/** A count that leads to what was counted; with more than were counted it says so. */
export function AtLeast({ count, href, isBad = false }: { count: BoundedCount; href: string; isBad?: boolean }) {
  if (count.value === 0) return <span className="text-ink-3">{count.isExact ? '0' : '–'}</span>;
  return (
    <Link
      className={isBad ? 'font-semibold text-incident-text hover:underline' : 'link'}
      href={href}
      onClick={(event) => event.stopPropagation()}
    >
      {formatCount(count.value)}
      {count.isExact ? '' : '+'}
    </Link>
  );
}

import type { ReactNode } from 'react';
import { t } from '@/components/messages/messages.ts';
import { Kbd } from '@/components/ui/button.tsx';
import { classNames } from '@/components/ui/class-names.ts';

/**
 * Title, one line of facts, actions at the right. No page has a second title. `isLong`: a name that in narrow windows
 * has a line of its own, as with facts.
 */
export function PageHead({
  title,
  beside,
  facts,
  actions,
  isLong = facts !== undefined,
}: {
  isLong?: boolean;
  title: ReactNode;
  beside?: ReactNode;
  facts?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <div className="grid flex-none grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 px-[var(--page-x)] pt-3.5 pb-3">
      <div className={classNames('flex min-w-0 items-center gap-2.5', isLong && 'max-[1100px]:col-span-2')}>
        <h1
          title={typeof title === 'string' ? title : undefined}
          className="min-w-0 truncate text-20 font-semibold tracking-[-0.018em]"
        >
          {title}
        </h1>
        {beside}
      </div>
      {facts !== undefined && (
        <div
          className={classNames(
            'mt-0.5 flex min-w-0 flex-wrap gap-x-4 self-start text-12 text-ink-2',
            isLong && 'max-[1100px]:col-span-2',
          )}
        >
          {facts}
        </div>
      )}
      {actions !== undefined && (
        <div
          className={classNames(
            'col-start-2 flex flex-none items-center gap-2 [grid-row:1/span_2]',
            isLong &&
              (facts === undefined
                ? 'max-[1100px]:mt-1.5 max-[1100px]:[grid-row:2]'
                : 'max-[1100px]:col-span-2 max-[1100px]:col-start-1 max-[1100px]:mt-2 max-[1100px]:[grid-row:3]'),
          )}
        >
          {actions}
        </div>
      )}
    </div>
  );
}
export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <span className="min-w-0 max-w-full truncate">
      {label} <b className="font-medium text-ink">{children}</b>
    </span>
  );
}
/** The quiet line at a page's foot. */
export function StatusLine({ children, right }: { children?: ReactNode; right: ReactNode }) {
  return (
    <div className="flex h-[26px] flex-none items-center gap-4 overflow-hidden whitespace-nowrap border-t border-line bg-surface px-[var(--page-x)] text-12 text-ink-2">
      {children}
      <span className="ml-auto">{right}</span>
    </div>
  );
}
/** The keys of a list, at the foot of its page; `also`: what else one does with its rows. */
export function ListKeys({
  canOpen = true,
  canFilter = false,
  canPeek = false,
  also = [],
}: {
  canOpen?: boolean;
  canFilter?: boolean;
  canPeek?: boolean;
  also?: readonly KeyHint[];
}) {
  const hints: readonly KeyHint[] = [
    { keys: ['J', 'K'], does: t('keys.move') },
    ...(canOpen ? [{ keys: ['Enter'], does: t('keys.open') }] : []),
    ...(canPeek ? [{ keys: ['Space'], does: t('keys.peek') }] : []),
    ...also,
    ...(canFilter ? [{ keys: ['F'], does: t('keys.filter') }] : []),
  ];
  return hints.map(({ keys, does }) => (
    <span key={does} className="flex items-center gap-1">
      {keys.map((key) => (
        <Kbd key={key}>{key}</Kbd>
      ))}{' '}
      {does}
    </span>
  ));
}
interface KeyHint {
  readonly keys: readonly string[];
  readonly does: string;
}

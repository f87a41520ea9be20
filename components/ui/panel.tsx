import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

/** A framed part of a page. Never put one into another. */
export function Panel({
  title,
  note,
  aside,
  className,
  children,
}: {
  title: string;
  note?: ReactNode;
  aside?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  return (
    <section
      aria-label={title}
      className={classNames(
        'flex min-h-0 min-w-0 flex-col overflow-hidden rounded-3 border border-line bg-surface',
        className,
      )}
    >
      <div className="flex min-h-10 flex-none items-center gap-2 border-b border-line-faint pr-2 pl-3.5">
        <h2 className="whitespace-nowrap font-semibold tracking-[-0.005em]">{title}</h2>
        {note !== undefined && <span className="truncate text-12 text-ink-3">{note}</span>}
        {aside !== undefined && <div className="ml-auto pr-1.5">{aside}</div>}
      </div>
      {children}
    </section>
  );
}

/** Names and values of one thing. */
export function Facts({ rows }: { rows: readonly { readonly label: string; readonly value: ReactNode }[] }) {
  return (
    <dl className="grid grid-cols-[108px_minmax(0,1fr)] items-baseline gap-x-3 gap-y-1.5 text-[12.5px] leading-[18px]">
      {rows.map((row) => (
        <div key={row.label} className="contents">
          <dt className="text-ink-2">{row.label}</dt>
          <dd className="min-w-0 break-words">{row.value}</dd>
        </div>
      ))}
    </dl>
  );
}

const NOTE = {
  plain: 'bg-sunken border-line',
  bad: 'bg-incident-soft border-incident-line',
  warn: 'bg-warning-soft border-warning-line',
  ok: 'bg-done-soft border-done-line',
} as const;
export function Note({
  tone = 'plain',
  children,
  role,
}: {
  tone?: keyof typeof NOTE;
  children: ReactNode;
  role?: 'alert' | 'status';
}) {
  return (
    <div
      role={role}
      className={classNames('flex gap-2.5 rounded-2 border px-3 py-2 text-[12.5px] leading-[18px]', NOTE[tone])}
    >
      {children}
    </div>
  );
}

'use client';
import type { ReactNode } from 'react';

/** Floats above the foot of a list while rows are chosen: how many, what can be done with them, and a way out. */
export function BulkBar({
  label,
  note,
  count,
  children,
  aside,
}: {
  label: string;
  /** What has to be known of the chosen rows; above the rest. */
  note: ReactNode;
  count: ReactNode;
  children: ReactNode;
  aside: ReactNode;
}) {
  return (
    <section
      aria-label={label}
      className="absolute bottom-[18px] w-max left-1/2 z-[var(--z-bulkbar)] flex max-w-[calc(100%-40px)] -translate-x-1/2 flex-col gap-2 rounded-3 border border-line-strong bg-raised px-3 py-2 shadow-dialog"
    >
      <div role="status" className={note === false ? 'sr-only' : 'flex items-center gap-2 text-12 text-warning-text'}>
        {note}
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <span role="status" className="whitespace-nowrap font-medium">
          {count}
        </span>
        <span aria-hidden className="h-5 w-px bg-line" />
        {children}
        <span aria-hidden className="h-5 w-px bg-line" />
        {aside}
      </div>
    </section>
  );
}

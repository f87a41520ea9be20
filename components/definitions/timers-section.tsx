import type { ReactNode } from 'react';

/** A part of the timers, under its name. */
export function TimersSection({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h2 className="px-3.5 pt-3 pb-1.5 text-12 font-semibold">{title}</h2>
      {children}
    </section>
  );
}

import type { ReactNode } from 'react';

/** What the next click on the diagram does, beside the tools, which two lines of it leave where they are: at its foot it would stand on the model. */
export function BoardHint({ children }: { children: ReactNode }) {
  return (
    <p
      role="status"
      className="pointer-events-none -my-2.5 min-w-0 rounded-2 bg-surface/85 px-2 py-1.5 text-12 leading-[18px] text-ink-2"
    >
      {children}
    </p>
  );
}

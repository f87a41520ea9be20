import type { ReactNode } from 'react';

/** What the next click on the diagram does, beside the tools: at its foot it would stand on the model. */
export function BoardHint({ children }: { children: ReactNode }) {
  return (
    <p
      role="status"
      className="pointer-events-none flex h-[30px] items-center truncate rounded-2 bg-surface/85 px-2 text-12 text-ink-2"
    >
      {children}
    </p>
  );
}

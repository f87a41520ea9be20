import type { ReactNode } from 'react';

/**
 * Details beside a list; where the window is narrow, a sheet over it. Its place is the nearest ancestor that is
 * `relative`.
 */
export function SidePane({ label, children }: { label: string; children: ReactNode }) {
  return (
    <aside
      aria-label={label}
      className="flex w-[404px] flex-none flex-col overflow-auto border-l border-line bg-surface max-[1100px]:absolute max-[1100px]:inset-y-0 max-[1100px]:right-0 max-[1100px]:z-[var(--z-drawer)] max-[1100px]:w-[480px] max-[1100px]:max-w-full max-[1100px]:shadow-dialog"
    >
      {children}
    </aside>
  );
}

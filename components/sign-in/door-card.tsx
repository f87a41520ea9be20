import type { ReactNode } from 'react';
import { Mark } from '@/components/frame/brand.tsx';

/** The page before the console: mark, name, one card. */
export function DoorCard({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="grid h-full place-items-center overflow-auto p-6">
      <div className="w-[380px] max-w-full">
        <div className="mb-4 flex items-center justify-center gap-2.5 text-20 font-semibold tracking-[-0.018em]">
          <Mark size={28} />
          Wheelhouse
        </div>
        <div className="rounded-4 border border-line bg-surface p-6 shadow-float">
          <h1 className="mb-4 text-16 font-semibold">{title}</h1>
          {children}
        </div>
      </div>
    </main>
  );
}

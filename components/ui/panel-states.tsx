import { Lock, RefreshCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { StateGlyph } from './state-glyph.tsx';
import type { GlyphKind } from './state-glyph.tsx';

/** Bars in the shape of rows, seen only when loading takes long enough to be noticed. */
export function SkeletonRows({ count = 8, label }: { count?: number; label: string }) {
  return (
    <div role="status" aria-label={label} className="w-full">
      {Array.from({ length: count }, (_, index) => index).map((index) => (
        <div key={index} className="flex h-[var(--row-h)] items-center gap-6 border-b border-line-faint px-3.5">
          <span className="skeleton h-2.5 w-20" />
          <span className="skeleton h-2.5" style={{ width: `${20 + ((index * 7) % 30)}%` }} />
          <span className="skeleton h-2.5 w-24" />
        </div>
      ))}
    </div>
  );
}

export function EmptyState({ glyph, title, children }: { glyph?: GlyphKind; title: string; children?: ReactNode }) {
  return (
    <div className="flex flex-col items-center gap-2 px-6 py-10 text-center text-ink-2">
      {glyph !== undefined && <StateGlyph kind={glyph} size={20} />}
      <p>{title}</p>
      {children}
    </div>
  );
}

/** `children`: what can be done about it. */
export function ForbiddenState({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="flex flex-col items-center gap-2 px-6 py-10 text-center">
      <Lock size={20} strokeWidth={1.75} className="text-ink-3" aria-hidden />
      <p className="max-w-[520px] font-medium">{title}</p>
      {children}
    </div>
  );
}

export function ErrorState({
  title,
  note,
  detail,
  retryLabel,
  onRetry,
}: {
  title: string;
  note?: string;
  detail?: string;
  retryLabel: string;
  onRetry: () => void;
}) {
  return (
    <div role="alert" className="flex flex-col items-center gap-2 px-6 py-10 text-center">
      <StateGlyph kind="overdue" size={20} />
      <p className="max-w-[520px] font-medium">{title}</p>
      {note !== undefined && <p className="max-w-[520px] text-ink-2">{note}</p>}
      {detail !== undefined && <p className="mono max-w-[520px] text-ink-3">{detail}</p>}
      <Button icon={RefreshCw} isSmall onClick={onRetry}>
        {retryLabel}
      </Button>
    </div>
  );
}

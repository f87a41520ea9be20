'use client';
import { useState } from 'react';
import type { KeyboardEvent, PointerEvent } from 'react';

/** Each part keeps at least a quarter of the height. */
const LEAST = 25;
const MOST = 75;
const STEP = 3;

export interface Split {
  /** Of the upper part, per cent of the height. */
  readonly share: number;
  /** null: as it is usually. */
  readonly change: (share: number | null) => void;
  readonly upper: { readonly flex: string };
  readonly lower: { readonly flex: string };
}

/** How two parts, one above the other, share the height; kept in this browser under a name. */
export function useSplit(name: string, usual: number): Split {
  const key = `wh-split-${name}`;
  const [chosen, setChosen] = useState<number | null>(() => readShare(localStorage.getItem(key)));
  const share = chosen ?? usual;
  const change = (next: number | null) => {
    const kept = next === null ? null : Math.min(MOST, Math.max(LEAST, Math.round(next)));
    setChosen(kept);
    if (kept === null) localStorage.removeItem(key);
    else localStorage.setItem(key, String(kept));
  };
  return { share, change, upper: { flex: `${share} 1 0%` }, lower: { flex: `${100 - share} 1 0%` } };
}

function readShare(kept: string | null): number | null {
  const share = Number(kept);
  return kept !== null && share >= LEAST && share <= MOST ? share : null;
}

/** The line between them: drawn with the pointer, moved by the arrow keys, put back by a double click or `Delete`. */
export function SplitLine({ split, label }: { split: Split; label: string }) {
  const draw = (event: PointerEvent<HTMLHRElement>) => {
    const frame = event.currentTarget.parentElement?.getBoundingClientRect();
    if (frame === undefined || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    split.change(((event.clientY - frame.top) / frame.height) * 100);
  };
  const move = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowUp' ? -STEP : event.key === 'ArrowDown' ? STEP : null;
    if (step === null && event.key !== 'Delete') return;
    event.preventDefault();
    split.change(step === null ? null : split.share + step);
  };
  return (
    <hr
      tabIndex={0}
      aria-label={label}
      aria-orientation="horizontal"
      aria-valuenow={split.share}
      aria-valuemin={LEAST}
      aria-valuemax={MOST}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={draw}
      onKeyDown={move}
      onDoubleClick={() => split.change(null)}
      className="relative z-[var(--z-sticky)] -mb-[6px] h-[6px] flex-none cursor-row-resize touch-none border-0 border-t border-line hover:border-t-2 hover:border-accent focus-visible:border-t-2 focus-visible:border-accent focus-visible:shadow-none"
    />
  );
}

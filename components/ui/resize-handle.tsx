import type { PointerEvent as GridPointerEvent } from 'react';

const MIN_COLUMN_PX = 40;

/** Drawn with the pointer; with the keyboard widths are set where the columns are chosen. */
export function ResizeHandle({ onResize }: { onResize: (width: number) => void }) {
  const begin = (event: GridPointerEvent<HTMLSpanElement>) => {
    const head = event.currentTarget.parentElement;
    if (head === null) return;
    event.preventDefault();
    event.stopPropagation();
    const handle = event.currentTarget;
    const left = head.getBoundingClientRect().left;
    const finish = (end: PointerEvent) => {
      handle.removeEventListener('pointerup', finish);
      onResize(Math.max(MIN_COLUMN_PX, Math.round(end.clientX - left)));
    };
    handle.setPointerCapture(event.pointerId);
    handle.addEventListener('pointerup', finish);
  };
  return (
    <span
      aria-hidden
      onPointerDown={begin}
      className="absolute inset-y-0 right-0 w-1.5 cursor-col-resize touch-none border-r border-line hover:border-accent"
    />
  );
}

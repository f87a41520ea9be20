'use client';
import { useSyncExternalStore } from 'react';

/** Up to this width side panes become tabs or sheets (1024 px wide screens and smaller windows). */
const NARROW = '(max-width: 1100px)';

/** Whether the window is too narrow for a pane beside the page. Wide until the browser has said otherwise. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(
    listen,
    () => window.matchMedia(NARROW).matches,
    () => false,
  );
}

function listen(onChange: () => void): () => void {
  const query = window.matchMedia(NARROW);
  query.addEventListener('change', onChange);
  return () => query.removeEventListener('change', onChange);
}

'use client';
import { useEffect, useRef } from 'react';

/** Single keys of a page, or keys with `Ctrl`. Never while somebody writes, nor under a dialog or menu. */
export function useShortcuts(keys: Readonly<Record<string, () => void>>, withKey: 'none' | 'ctrl' = 'none'): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey || (event.ctrlKey || event.metaKey) !== (withKey === 'ctrl')) return;
      if (
        event.target instanceof HTMLElement &&
        event.target.closest('input, textarea, select, [contenteditable], [role="menu"]') !== null
      )
        return;
      if (document.querySelector('[role="dialog"]') !== null) return;
      const action = latest.current[event.key];
      if (action === undefined) return;
      event.preventDefault();
      action();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [withKey]);
}

'use client';
import { useEffect, useRef, useState } from 'react';
import type { Standing } from './standing.ts';

/**
 * By its button, or `Ctrl Enter` from anywhere in the dialog. Who confirms while the preview of the values is awaited
 * has said so once and for all: it is done when that preview allows it, and given up when it refuses. Who goes on
 * writing has taken it back.
 */
export function useConfirmation(
  standing: Standing,
  confirm: () => void,
): { readonly isAwaited: boolean; readonly ask: () => void } {
  const [isAwaited, setAwaited] = useState(false);
  const ask = () => {
    if (standing === 'awaited') setAwaited(true);
    else confirm();
  };
  useEffect(() => {
    if (!isAwaited || standing === 'awaited') return;
    setAwaited(false);
    confirm();
  });
  const latest = useRef(ask);
  latest.current = ask;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !event.ctrlKey) return;
      event.preventDefault();
      latest.current();
    };
    const takeBack = (event: Event) => {
      if (isSaid(event)) setAwaited(false);
    };
    document.addEventListener('keydown', press);
    document.addEventListener('input', takeBack);
    document.addEventListener('change', takeBack);
    // Buttons in the form change values too. On the way down: the button that confirms comes after it.
    document.addEventListener('click', takeBack, { capture: true });
    return () => {
      document.removeEventListener('keydown', press);
      document.removeEventListener('input', takeBack);
      document.removeEventListener('change', takeBack);
      document.removeEventListener('click', takeBack, { capture: true });
    };
  }, []);
  return { isAwaited, ask };
}

/**
 * What is written is told by `input`, and a second time by `change` when the field is left. What is chosen from a list
 * is told by both at once, and the field hears the second alone: to draw anew between the two would put the list back
 * to what was chosen before.
 */
function isSaid({ type, target }: Event): boolean {
  return type === 'click' || (type === 'change') === target instanceof HTMLSelectElement;
}

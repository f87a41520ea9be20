'use client';
import { useEffect, useSyncExternalStore } from 'react';

let open = 0;
const listeners = new Set<() => void>();
const say = () => {
  for (const listener of listeners) listener();
};

/** While it is on the screen the person is about to change something. */
export function useIsChangingHere(): void {
  useEffect(() => {
    open += 1;
    say();
    return () => {
      open -= 1;
      say();
    };
  }, []);
}

/** Whether a dialog of an action is open on this page. */
export function useIsChanging(): boolean {
  return useSyncExternalStore(subscribe, isChanging, () => false);
}

function isChanging(): boolean {
  return open > 0;
}
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

'use client';
import { useState } from 'react';

/** Rows chosen by hand, or all that match a filter without those left out. */
export interface Selection {
  readonly keys: ReadonlySet<string>;
  readonly isAll: boolean;
  readonly left: ReadonlySet<string>;
}
const NOTHING: Selection = { keys: new Set(), isAll: false, left: new Set() };

export function useSelection() {
  const [selection, setSelection] = useState<Selection>(NOTHING);
  const isChosen = (key: string) => (selection.isAll ? !selection.left.has(key) : selection.keys.has(key));
  const toggle = (key: string) => setSelection((before) => (before.isAll ? { ...before, left: toggled(before.left, key) } : { ...before, keys: toggled(before.keys, key) }));
  const choose = (keys: readonly string[]) => setSelection({ ...NOTHING, keys: new Set(keys) });
  const chooseAll = () => setSelection({ ...NOTHING, isAll: true });
  const clear = () => setSelection(NOTHING);
  return { selection, isChosen, toggle, choose, chooseAll, clear };
}

/** How many that is, of so many that match. */
export function countOf({ keys, isAll, left }: Selection, matching: number): number { return isAll ? Math.max(0, matching - left.size) : keys.size; }

function toggled(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(keys);
  if (!next.delete(key)) next.add(key);
  return next;
}

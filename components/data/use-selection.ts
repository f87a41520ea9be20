'use client';
import { useState } from 'react';
import { t } from '@/components/messages/messages.ts';
import type { GridSelection } from '@/components/ui/data-grid.tsx';
import { type ReadList, useGoneRows } from './use-gone-rows.ts';
import type { InstanceSelection } from '@/lib/console/contract.ts';
import type { BoundedCount } from '@/lib/console/views/shared.ts';

/** Rows chosen by hand, or all that match a filter without those left out. */
export interface Selection {
  readonly keys: ReadonlySet<string>;
  readonly isAll: boolean;
  readonly left: ReadonlySet<string>;
}
const NOTHING: Selection = { keys: new Set(), isAll: false, left: new Set() };

/** Chosen rows of a list that needs no filter to be chosen by. */
function useSelection() {
  const [selection, setSelection] = useState<Selection>(NOTHING);
  const isChosen = (key: string) => (selection.isAll ? !selection.left.has(key) : selection.keys.has(key));
  const toggle = (key: string) =>
    setSelection((before) =>
      before.isAll ? { ...before, left: toggled(before.left, key) } : { ...before, keys: toggled(before.keys, key) },
    );
  const choose = (keys: readonly string[]) => setSelection({ ...NOTHING, keys: new Set(keys) });
  const chooseAll = () => setSelection({ ...NOTHING, isAll: true });
  const clear = () => setSelection(NOTHING);
  return { selection, isChosen, toggle, choose, chooseAll, clear };
}

export type Filter = Readonly<Record<string, string>>;
/** What is chosen among what matches a filter: how many, and as lists, bars and operations take it. */
export interface Chosen {
  readonly selection: Selection;
  readonly count: number;
  readonly matching: BoundedCount | undefined;
  readonly asked: InstanceSelection;
  readonly grid: GridSelection;
  /** Chosen rows that have left the list since. */
  readonly gone: readonly string[];
  leaveOutGone(): void;
  chooseAll(): void;
  clear(): void;
}

/** `list`: where the rows are chosen; `order`: how it is sorted. */
export function useChosen(filter: Filter, matching: BoundedCount | undefined, list: ReadList, order = ''): Chosen {
  const { selection, isChosen, toggle, choose, chooseAll, clear } = useSelection();
  // What matches another filter is another choice.
  const filterText = JSON.stringify(filter);
  const [chosenFor, setChosenFor] = useState(filterText);
  if (chosenFor !== filterText) {
    setChosenFor(filterText);
    clear();
  }
  const count = countOf(selection, matching?.value ?? 0);
  const gone = useGoneRows(selection.keys, list, order);
  return {
    selection,
    count,
    matching,
    gone,
    leaveOutGone: () => choose([...selection.keys].filter((key) => !gone.includes(key))),
    chooseAll,
    clear,
    asked: selection.isAll ? { filter, except: [...selection.left] } : { keys: [...selection.keys] },
    grid: {
      isAny: count > 0,
      isChosen,
      onToggle: toggle,
      onChoose: choose,
      rowLabel: (key) => t('bulk.row', { key }),
      allLabel: t('bulk.loaded'),
    },
  };
}

/** How many that is, of so many that match. */
function countOf({ keys, isAll, left }: Selection, matching: number): number {
  return isAll ? Math.max(0, matching - left.size) : keys.size;
}

function toggled(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(keys);
  if (!next.delete(key)) next.add(key);
  return next;
}

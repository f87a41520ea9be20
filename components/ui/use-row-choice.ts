import { useRef } from 'react';
import { type GridRows, indexOfKey } from './grid-rows.ts';
import type { TickProps } from './tick.tsx';

/** Which rows are chosen; the words are the owner's. */
export interface GridSelection {
  readonly isAny: boolean;
  readonly isChosen: (key: string) => boolean;
  readonly onToggle: (key: string) => void;
  /** These and no others; none at all clears the choice. */
  readonly onChoose: (keys: readonly string[]) => void;
  readonly rowLabel: (key: string) => string;
  readonly allLabel: string;
}
export interface RowChoice {
  readonly allTick: TickProps;
  readonly tickOf: (key: string) => TickProps;
  readonly toggle: (key: string) => void;
  /** Chooses all from the row that was chosen last to this one. */
  readonly chooseTo: (key: string) => void;
  readonly toggleAll: () => void;
}

/** Null: in this grid no rows can be chosen. */
export function useRowChoice<Row>(grid: GridRows<Row>, selection: GridSelection | undefined): RowChoice | null {
  const { rows, rowKey } = grid;
  // Where `x` was pressed last: from there on Shift chooses.
  const anchor = useRef<string | null>(null);
  if (selection === undefined) return null;
  const isAllChosen = rows.length > 0 && rows.every((row) => selection.isChosen(rowKey(row)));
  const toggleAll = () => selection.onChoose(isAllChosen ? [] : rows.map(rowKey));
  const toggle = (key: string) => {
    anchor.current = key;
    selection.onToggle(key);
  };
  return {
    allTick: { label: selection.allLabel, checked: isAllChosen, onChange: toggleAll },
    tickOf: (key) => ({
      label: selection.rowLabel(key),
      checked: selection.isChosen(key),
      onChange: () => toggle(key),
    }),
    toggleAll,
    toggle,
    chooseTo: (key) => {
      const to = indexOfKey(grid, key);
      const anchored = indexOfKey(grid, anchor.current);
      const from = anchored < 0 ? to : anchored;
      for (const row of rows.slice(Math.min(from, to), Math.max(from, to) + 1))
        if (!selection.isChosen(rowKey(row))) selection.onToggle(rowKey(row));
      anchor.current = key;
    },
  };
}

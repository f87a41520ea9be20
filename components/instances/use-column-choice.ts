import { useState } from 'react';
import { readPath } from '@/lib/console/filter/written-value.ts';
import { type ChosenColumn, readColumns } from './instance-columns.tsx';

const MAX_VARIABLES = 20;

/** The columns as they are being chosen: taken in and out, moved, made as wide as wanted. */
export function useColumnChoice(columns: readonly ChosenColumn[]) {
  const [chosen, setChosen] = useState(columns);
  const canAdd = (path: string) => {
    const read = readPath(path.trim());
    return (
      read !== null &&
      !read.ignoresCase &&
      !chosen.some((each) => each.id === `var.${path.trim()}`) &&
      chosen.filter((each) => each.id.startsWith('var.')).length < MAX_VARIABLES
    );
  };
  const take = (id: string) => setChosen([...chosen, { id, width: null }]);
  return {
    chosen,
    canAdd,
    take,
    addPath: (path: string) => take(`var.${path.trim()}`),
    leaveOut: (id: string) => setChosen(chosen.filter((each) => each.id !== id)),
    reset: () => setChosen(readColumns(undefined)),
    resize: (id: string, width: number | null) =>
      setChosen(chosen.map((each) => (each.id === id ? { ...each, width } : each))),
    move: (index: number, step: number) =>
      setChosen((before) => {
        const next = [...before];
        const [moved] = next.splice(index, 1);
        if (moved !== undefined) next.splice(index + step, 0, moved);
        return next;
      }),
  };
}
export type ColumnChoice = ReturnType<typeof useColumnChoice>;

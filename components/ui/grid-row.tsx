import type { CSSProperties } from 'react';
import { classNames } from './class-names.ts';
import type { Column } from './grid-column.ts';
import { Tick, type TickProps } from './tick.tsx';

interface GridRowProps<Row> {
  readonly id: string;
  /** Counted from 0, without the head. */
  readonly index: number;
  readonly row: Row;
  readonly columns: readonly Column<Row>[];
  readonly isCurrent: boolean;
  /** What chooses the row; null where rows cannot be chosen. */
  readonly tick: TickProps | null;
  readonly style: CSSProperties;
  readonly onCurrent?: (row: Row) => void;
  readonly onOpen?: (row: Row) => void;
}

export function GridRow<Row>({
  id,
  index,
  row,
  columns,
  isCurrent,
  tick,
  style,
  onCurrent,
  onOpen,
}: GridRowProps<Row>) {
  const firstColumn = tick === null ? 1 : 2;
  return (
    <div
      id={id}
      role="row"
      tabIndex={-1}
      aria-rowindex={index + 2}
      aria-selected={tick?.checked ?? isCurrent}
      onClick={() => onCurrent?.(row)}
      onDoubleClick={() => onOpen?.(row)}
      className={classNames(
        'absolute inset-x-0 grid items-center border-b border-line-faint',
        isCurrent ? 'bg-accent-soft shadow-[inset_3px_0_0_var(--accent)]' : 'hover:bg-hover',
      )}
      style={style}
    >
      {tick !== null && (
        <div role="gridcell" aria-colindex={1} className="grid place-items-center">
          <Tick {...tick} />
        </div>
      )}
      {columns.map((column, at) => (
        <div
          key={column.id}
          role="gridcell"
          aria-colindex={at + firstColumn}
          className={classNames(
            'min-w-0 truncate px-[var(--cell-x)] first:pl-3.5 last:pr-3.5',
            column.isRight === true && 'num text-right',
          )}
        >
          {column.cell(row)}
        </div>
      ))}
    </div>
  );
}

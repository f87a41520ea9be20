import { ArrowDown, ArrowUp } from 'lucide-react';
import type { CSSProperties } from 'react';
import { classNames } from './class-names.ts';
import type { Column } from './grid-column.ts';
import { ResizeHandle } from './resize-handle.tsx';
import { Tick, type TickProps } from './tick.tsx';

interface Sorting {
  readonly sort?: string | null;
  readonly onSort?: (sort: string) => void;
}
interface GridHeadProps<Row> extends Sorting {
  readonly columns: readonly Column<Row>[];
  readonly onResize?: (id: string, width: number) => void;
  readonly style: CSSProperties;
  /** What chooses all rows; null where rows cannot be chosen. */
  readonly tick: TickProps | null;
}

export function GridHead<Row>({ columns, sort, onSort, onResize, style, tick }: GridHeadProps<Row>) {
  return (
    <div role="rowgroup" className="sticky top-0 z-[var(--z-sticky)]">
      <div
        role="row"
        tabIndex={-1}
        aria-rowindex={1}
        className="grid h-[30px] items-center border-b border-line bg-sunken"
        style={style}
      >
        {tick !== null && (
          <div role="columnheader" tabIndex={-1} className="grid place-items-center">
            <Tick {...tick} />
          </div>
        )}
        {columns.map((column) => (
          <div
            key={column.id}
            role="columnheader"
            tabIndex={-1}
            aria-sort={directionOf(column.sort, sort) ?? undefined}
            className={classNames(
              'relative min-w-0 truncate px-[var(--cell-x)] text-11 font-medium text-ink-2 first:pl-3.5 last:pr-3.5',
              column.isRight === true && 'text-right',
            )}
          >
            <HeadWords head={column.head} field={column.sort} sort={sort} onSort={onSort} />
            {onResize !== undefined && <ResizeHandle onResize={(width) => onResize(column.id, width)} />}
          </div>
        ))}
      </div>
    </div>
  );
}

/** `sort` is a field's name, with a minus before it where it goes down. */
function directionOf(field: string | undefined, sort: Sorting['sort']): 'ascending' | 'descending' | null {
  if (field === undefined) return null;
  if (sort === field) return 'ascending';
  return sort === `-${field}` ? 'descending' : null;
}

/** The name of a column; it sorts where it can, down first. */
function HeadWords({ head, field, sort, onSort }: { head: string; field: string | undefined } & Sorting) {
  if (field === undefined || onSort === undefined) return head;
  const direction = directionOf(field, sort);
  const Arrow = direction === 'ascending' ? ArrowUp : ArrowDown;
  return (
    <button
      type="button"
      onClick={() => onSort(direction === 'descending' ? field : `-${field}`)}
      className="inline-flex items-center gap-0.5 hover:text-ink"
    >
      {head}
      {direction !== null && <Arrow size={11} aria-hidden />}
    </button>
  );
}

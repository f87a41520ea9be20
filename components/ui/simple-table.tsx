import type { KeyboardEvent, ReactNode } from 'react';
import { classNames } from './class-names.ts';

export interface SimpleColumn<Row> {
  readonly id: string;
  readonly head: string;
  readonly width?: string;
  readonly isRight?: boolean /** Left out where the page is narrow. */;
  readonly isExtra?: boolean;
  readonly cell: (row: Row) => ReactNode;
}

/** A short table without loading or sorting: a tab of a page, a panel. */
export function SimpleTable<Row>({
  label,
  columns,
  rows,
  rowKey,
  currentKey,
  onRow,
}: {
  label: string;
  columns: readonly SimpleColumn<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  currentKey?: string | null;
  onRow?: (row: Row) => void;
}) {
  return (
    <table className="w-full table-fixed border-separate border-spacing-0 text-left">
      <caption className="sr-only">{label}</caption>
      <thead className="sticky top-0 z-[var(--z-sticky)]">
        <tr>
          {columns.map((column) => (
            <th
              key={column.id}
              scope="col"
              style={{ width: column.width }}
              className={classNames(
                'h-[30px] truncate border-b border-line bg-sunken px-[var(--cell-x)] text-11 font-medium text-ink-2 first:pl-3.5 last:pr-3.5',
                column.isRight === true && 'text-right',
                column.isExtra === true && 'max-[1100px]:hidden',
              )}
            >
              {column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const isCurrent = currentKey !== undefined && currentKey !== null && rowKey(row) === currentKey;
          return (
            <tr
              key={rowKey(row)}
              {...(onRow !== undefined && openedBy(() => onRow(row)))}
              aria-current={isCurrent || undefined}
              className={classNames(
                'focus-visible:shadow-[inset_0_0_0_2px_var(--accent)]',
                isCurrent ? 'bg-accent-soft' : 'hover:bg-hover',
              )}
            >
              {columns.map((column) => (
                <td
                  key={column.id}
                  className={classNames(
                    'h-[var(--row-h)] truncate border-b border-line-faint px-[var(--cell-x)] first:pl-3.5 last:pr-3.5',
                    column.isRight === true && 'num text-right',
                    column.isExtra === true && 'max-[1100px]:hidden',
                    isCurrent && 'first:shadow-[inset_3px_0_0_var(--accent)]',
                  )}
                >
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** A row that opens something is reached by Tab and opened by Enter or Space; buttons in it keep their own keys. */
function openedBy(open: () => void) {
  return {
    tabIndex: 0,
    onClick: open,
    onKeyDown: (event: KeyboardEvent<HTMLTableRowElement>) => {
      if (event.target !== event.currentTarget || (event.key !== 'Enter' && event.key !== ' ')) return;
      event.preventDefault();
      open();
    },
  };
}

import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react';
import { currentRow, type GridRows } from './grid-rows.ts';
import type { RowChoice } from './use-row-choice.ts';

interface GridDeeds<Row> {
  readonly grid: GridRows<Row>;
  readonly choice: RowChoice | null;
  readonly walk: (step: number) => void;
  readonly onOpen?: (row: Row) => void;
  readonly onPeek?: (row: Row) => void;
}
type Pressed = Pick<globalThis.KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'preventDefault'>;

/** What a key does in the grid; null: nothing, it is left to others. */
function deedOf<Row>(pressed: Pressed, deeds: GridDeeds<Row>): (() => void) | null {
  const { grid, choice, walk } = deeds;
  if (pressed.ctrlKey || pressed.metaKey) return pressed.key === 'a' ? (choice?.toggleAll ?? null) : null;
  const withRow = (row: Row | undefined, deed: ((row: Row) => void) | undefined) =>
    row === undefined || deed === undefined ? null : () => deed(row);
  const withKey = (deed: ((key: string) => void) | undefined) => {
    const key = grid.currentKey;
    return key === null || deed === undefined ? null : () => deed(key);
  };
  switch (pressed.key) {
    case 'j':
    case 'ArrowDown':
      return () => walk(1);
    case 'k':
    case 'ArrowUp':
      return () => walk(-1);
    case 'x':
      return withKey(choice?.toggle);
    case 'X':
      return withKey(choice?.chooseTo);
    case ' ':
      return withRow(currentRow(grid) ?? grid.rows[0], deeds.onPeek);
    case 'Enter':
      return withRow(currentRow(grid), deeds.onOpen);
    default:
      return null;
  }
}

/** Whether a key pressed anywhere on the page is the list's. */
function isForTheList(event: globalThis.KeyboardEvent): boolean {
  const target = event.target as HTMLElement;
  // Prevented: the key is somebody else's, who has done with it what it is for.
  if (event.altKey || event.defaultPrevented) return false;
  if (target.closest('input, textarea, select, [role="dialog"], [role="menu"], [role="tab"], [role="grid"]') !== null)
    return false;
  // A button keeps the keys that press it; letters are the list's.
  if ((event.key.length > 1 || event.key === ' ') && target.closest('button, a') !== null) return false;
  return document.querySelector('[role="dialog"]') === null;
}

/**
 * Arrows and j/k walk, Enter opens, Space peeks, x chooses; with `ownsKeys` from anywhere on the page. Returns what
 * listens to the keys of the grid itself.
 */
export function useGridKeys<Row>(
  scroller: RefObject<HTMLDivElement | null>,
  ownsKeys: boolean,
  deeds: GridDeeds<Row>,
): (event: KeyboardEvent) => void {
  const press = (pressed: Pressed) => {
    const deed = deedOf(pressed, deeds);
    if (deed === null) return;
    deed();
    pressed.preventDefault();
  };
  const latest = useRef(press);
  latest.current = press;
  useEffect(() => {
    if (!ownsKeys) return;
    const listen = (event: globalThis.KeyboardEvent) => {
      if (!isForTheList(event)) return;
      latest.current(event);
      // Whoever walks the rows is in the grid from then on: it is read to them, and Tab goes on from there.
      if (event.defaultPrevented && !event.ctrlKey && !event.metaKey && event.key !== 'Enter')
        scroller.current?.focus({ preventScroll: true });
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [ownsKeys, scroller]);
  return (event) => {
    const isOnControl = (event.target as HTMLElement).closest('a, button, input') !== null;
    // Whatever has the focus within a row keeps the keys that press it.
    if (isOnControl && (event.key === 'Enter' || event.key === ' ')) return;
    if (!event.altKey) press(event);
  };
}

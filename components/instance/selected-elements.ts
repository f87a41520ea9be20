/**
 * Elements that are chosen together in diagram, tree and time line; in the address with commas between them, which no
 * id has. Empty: all.
 */
export type SelectedElements = readonly string[];
/** null: none any more. `isAdding`: beside those that are chosen, or without it where it is one of them. */
export type SelectElement = (elementId: string | null, isAdding?: boolean) => void;

export function readSelected(text: string | undefined): SelectedElements {
  return text === undefined ? [] : [...new Set(text.split(',').filter((id) => id !== ''))];
}

/** As it stands in the address; null: nothing is chosen. */
export function writeSelected(before: SelectedElements, elementId: string | null, isAdding: boolean): string | null {
  if (elementId === null) return null;
  const next = !isAdding
    ? [elementId]
    : before.includes(elementId)
      ? before.filter((id) => id !== elementId)
      : [...before, elementId];
  return next.length === 0 ? null : next.join(',');
}

/** Whether something that belongs to this element is shown. */
export function isShown(selected: SelectedElements, elementId: string | null): boolean {
  return selected.length === 0 || (elementId !== null && selected.includes(elementId));
}

/** The one that is chosen alone. */
export function onlyOne(selected: SelectedElements): string | null {
  return selected.length === 1 ? (selected[0] ?? null) : null;
}

/** With these keys held, a click adds. */
export function isAdding(event: {
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
}): boolean {
  return event.ctrlKey || event.metaKey || event.shiftKey;
}

/** A line of what is copied for a ticket; without a value it is left out. */
export type DetailLine = readonly [label: string, value: string | number | null | undefined];

/** What is known of a thing, as text: a title, a line for each fact, longer parts below, and where it stands. */
export function detailsText(title: string, lines: readonly DetailLine[], parts: readonly DetailLine[] = []): string {
  const said = ([, value]: DetailLine) => value !== null && value !== undefined && value !== '';
  return [
    title,
    ...lines.filter(said).map(([label, value]) => `${label}: ${value}`),
    ...parts.filter(said).flatMap(([label, value]) => ['', `${label}:`, String(value)]),
  ].join('\n');
}

/** The address of a page of this console. */
export const addressOf = (path: string): string => `${window.location.origin}${path}`;

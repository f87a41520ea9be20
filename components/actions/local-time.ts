const SECONDS_FROM = 19;

/** A moment as a `datetime-local` input shows it, in the zone of the browser. */
export function toLocalInput(at: number): string {
  const date = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return date.toISOString().slice(0, SECONDS_FROM);
}

/** What was typed there, as ISO 8601; null: it is no moment. */
export function fromLocalInput(text: string): string | null {
  const at = new Date(text);
  return text === '' || Number.isNaN(at.getTime()) ? null : at.toISOString();
}

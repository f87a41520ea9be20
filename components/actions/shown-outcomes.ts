/** Jobs whose outcome the person sees, or has seen, in the dialog of the retry: the bell need not say it again. */
const shown = new Set<string>();

export function showOutcomes(jobKeys: readonly string[]): void {
  for (const key of jobKeys) shown.add(key);
}
/** The dialog was closed before these were over. */
export function leaveOutcomes(jobKeys: readonly string[]): void {
  for (const key of jobKeys) shown.delete(key);
}
export function wasOutcomeShown(jobKey: string): boolean {
  return shown.has(jobKey);
}

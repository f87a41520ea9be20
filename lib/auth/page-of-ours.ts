/** Stands for the console's address, whatever that is: an address that stays below it leads to a page of ours. */
const CONSOLE = 'http://console.invalid';

/**
 * Where sign-in leads to: the page that was asked for, or the start page. Browsers leave tabs and line breaks out of an
 * address and read `\` as `/`, so it is their own way of reading that says whether an address leads away (WHATWG URL,
 * 4.4).
 */
export function pageOfOurs(next: unknown): string {
  if (typeof next !== 'string' || !next.startsWith('/') || !URL.canParse(next, CONSOLE)) return '/';
  return new URL(next, CONSOLE).origin === CONSOLE ? next : '/';
}

/** How far back a page is told what changed when its channel opens, in milliseconds. */
export const RECENT_HINTS_MS = 10_000;

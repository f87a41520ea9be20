const TAB_IDS = [
  'details',
  'history',
  'variables',
  'incidents',
  'jobs',
  'tasks',
  'messages',
  'called',
  'decisions',
  'listeners',
  'model',
  'operations',
  'events',
] as const;
export type TabId = (typeof TAB_IDS)[number];

/** Panes of their own where there is room beside the tabs. */
export const NARROW_ONLY: ReadonlySet<TabId> = new Set(['details', 'history']);

export function isTabId(id: string | null | undefined): id is TabId {
  return TAB_IDS.some((each) => each === id);
}

import type { IncidentGroup } from '@/lib/console/views/incident-view.ts';

const BY: Readonly<Record<string, (group: IncidentGroup) => number>> = {
  open: (group) => group.open,
  last: (group) => group.lastSeen,
  first: (group) => group.firstSeen,
};
/** Most first. */
export const USUAL_ORDER = '-open';

/** As the column says that is sorted by, downwards with a minus; what is unknown sorts as usual. */
export function inOrder(groups: readonly IncidentGroup[], sort: string = USUAL_ORDER): readonly IncidentGroup[] {
  const of = BY[sort.replace('-', '')];
  if (of === undefined) return groups;
  const direction = sort.startsWith('-') ? -1 : 1;
  return [...groups].sort((a, b) => direction * (of(a) - of(b)));
}

/** The next group behind this one that nobody owns, from the beginning again after the last. */
export function nextUnowned(groups: readonly IncidentGroup[], current: string | undefined): IncidentGroup | undefined {
  const at = groups.findIndex((group) => group.fingerprint === current);
  return [...groups.slice(at + 1), ...groups.slice(0, at + 1)].find((group) => group.triage.owner === null);
}

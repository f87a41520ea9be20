import { compareEvents } from './event-order.ts';
import type { InstanceEvent, InstanceEventKind } from './views/event-view.ts';
import type { StoryFact, StoryMoment } from './views/story-view.ts';

/** What of an instance moves its picture, and what the story calls it. */
const TOLD = {
  entered: 'entered',
  left: 'left',
  cancelled: 'cancelled',
  written: 'variable',
  removed: 'removed',
  jobFailed: 'failed',
  incident: 'incident',
  resolved: 'resolved',
  operation: 'operation',
  ended: 'ended',
} as const satisfies Readonly<Partial<Record<InstanceEventKind, StoryFact['kind']>>>;
type ToldKind = keyof typeof TOLD;
const isTold = (kind: InstanceEventKind): kind is ToldKind => Object.hasOwn(TOLD, kind);
const KINDS = Object.keys(TOLD) as readonly ToldKind[];
export const STORY_EVENT_KINDS: ReadonlySet<InstanceEventKind> = new Set(KINDS);

/** Events in any order as moments, oldest first: each is one command's work. */
export function momentsOf(events: readonly InstanceEvent[]): readonly StoryMoment[] {
  const moments: { at: number; facts: StoryFact[] }[] = [];
  for (const { kind, at, elementId, text, key } of events.toSorted(compareEvents).reverse()) {
    if (!isTold(kind)) continue;
    const fact: StoryFact = { kind: TOLD[kind], elementId, text, key };
    const last = moments.at(-1);
    if (last?.at === at) last.facts.push(fact);
    else moments.push({ at, facts: [fact] });
  }
  return moments;
}

/** Moments as the events that they were made of, newest first. */
export function eventsOf(moments: readonly StoryMoment[]): readonly InstanceEvent[] {
  return moments
    .flatMap(({ at, facts }) =>
      facts.flatMap(({ kind, elementId, text, key }) => {
        const told = KINDS.find((each) => TOLD[each] === kind);
        return told === undefined ? [] : [{ kind: told, at, key: key ?? '', elementId, text }];
      }),
    )
    .reverse();
}

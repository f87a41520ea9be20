import { t } from '@/components/messages/messages.ts';
import type { InstanceEvent, InstanceEventKind } from '@/lib/console/views/event-view.ts';

/** What events are about, to choose among them. */
const EVENT_TOPICS = {
  steps: ['started', 'ended', 'entered', 'left', 'cancelled', 'called', 'decided'],
  values: ['written', 'removed'],
  work: ['jobMade', 'jobFailed', 'jobDone', 'jobCancelled'],
  trouble: ['jobFailed', 'incident', 'resolved'],
  waits: ['waits', 'waitsNoMore'],
  tasks: ['taskMade', 'taskAssigned', 'taskDone', 'taskCancelled'],
  people: ['operation', 'taskAssigned'],
} as const satisfies Readonly<Record<string, readonly InstanceEventKind[]>>;
export type EventTopic = keyof typeof EVENT_TOPICS;
export const TOPIC_NAMES = Object.keys(EVENT_TOPICS) as readonly EventTopic[];

interface Choice {
  readonly topic: EventTopic | null;
  readonly text: string;
  readonly elementIds: readonly string[] /** Nothing later than this moment. */;
  readonly at: number | null;
}

/** Of these elements, about this, with this in its words, key or element. */
export function chosenEvents(
  events: readonly InstanceEvent[],
  { topic, text, elementIds, at }: Choice,
  nameOf: (elementId: string) => string,
): readonly InstanceEvent[] {
  const kinds: readonly InstanceEventKind[] | null = topic === null ? null : EVENT_TOPICS[topic];
  const wanted = text.trim().toLocaleLowerCase();
  return events.filter(
    (event) =>
      (at === null || event.at <= at) &&
      (kinds === null || kinds.includes(event.kind)) &&
      (elementIds.length === 0 || (event.elementId !== null && elementIds.includes(event.elementId))) &&
      (wanted === '' ||
        `${t(`event.${event.kind}`)} ${event.text ?? ''} ${event.key} ${event.elementId ?? ''} ${event.elementId === null ? '' : nameOf(event.elementId)}`
          .toLocaleLowerCase()
          .includes(wanted)),
  );
}

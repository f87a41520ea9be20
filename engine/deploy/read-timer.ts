import type { TimerTrigger } from '../graph/trigger.ts';
import { bpmnChild } from './model-reader.ts';
import type { Reading } from './reading.ts';
import { attributeOf, type XmlElement } from './xml-source.ts';

const TYPES = [
  ['timeDate', 'date'],
  ['timeCycle', 'cycle'],
  ['timeDuration', 'duration'],
] as const;

/**
 * Timer: one of date, duration and cycle. A cycle repeats by ISO 8601 or by cron. Camunda 8 checks a fixed text at
 * once, Camunda 7 when the timer is reached.
 */
export function readTimer(
  { reader, dialect }: Pick<Reading, 'reader' | 'dialect'>,
  owner: XmlElement,
  definition: XmlElement,
): TimerTrigger | null {
  const elementId = attributeOf(owner, 'id') ?? null;
  const [first] = TYPES.flatMap(([tag, type]) => {
    const child = bpmnChild(definition, tag);
    return child ? [{ child, type }] : [];
  });
  if (!first) {
    dialect.refusals.emptyTimer(reader, owner, definition);
    return null;
  }
  const { child, type } = first;
  const text = child.text.trim();
  const timer: TimerTrigger = {
    kind: 'timer',
    type,
    value: reader.checked(dialect.expression(text), dialect.timerPlace(definition, child), elementId),
  };
  dialect.timer(reader, owner, child, timer);
  return timer;
}

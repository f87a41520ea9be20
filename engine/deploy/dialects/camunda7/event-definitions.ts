import type { TriggerPosition } from '../../../core/trigger-behavior.ts';
import type { ChosenDefinition } from '../../dialect.ts';
import { eventDefinitionsOf, type ModelReader } from '../../model-reader.ts';
import { attributeOf, type XmlElement } from '../../xml-source.ts';

const definitions = (kinds: string): readonly string[] => kinds.split(' ').map((kind) => `${kind}EventDefinition`);

/** Of several event definitions at one event only the first of these counts, wherever it stands in the file. */
const ORDER: Readonly<Record<TriggerPosition, readonly string[]>> = {
  startEvent: definitions('timer message signal conditional'),
  eventSubProcessStart: definitions('error message signal timer compensate escalation conditional'),
  intermediateCatchEvent: definitions('timer signal message link conditional'),
  boundaryEvent: definitions('timer error signal cancel compensate message escalation conditional'),
  intermediateThrowEvent: definitions('link signal compensate message escalation'),
  endEvent: definitions('error cancel terminate message signal compensate escalation'),
  receiveTask: [],
};
/** Here an event is one without definition, if it has none that counts; elsewhere it is refused. */
const MAY_BE_NONE: ReadonlySet<TriggerPosition> = new Set(['startEvent', 'intermediateThrowEvent', 'endEvent']);

/**
 * Camunda 7 asks an event for one kind of definition after the other, and looks at no more when it has found one. What
 * it passes by has no effect, and is a warning; two of one kind it refuses.
 */
export function chosenDefinition(reader: ModelReader, event: XmlElement, position: TriggerPosition): ChosenDefinition {
  const given = eventDefinitionsOf(event);
  const id = attributeOf(event, 'id') ?? null;
  const second = given.find(({ name }, at) => given.findIndex((other) => other.name === name) < at);
  if (second) {
    reader.problem(second, `multiple elements with tag name ${second.name} found`, id);
    return 'refused';
  }
  const counting = ORDER[position]
    .map((name) => given.find((definition) => definition.name === name))
    .find((definition) => definition !== undefined);
  if (!counting && !MAY_BE_NONE.has(position)) return given[0];
  for (const other of given)
    if (other !== counting)
      reader.warning(
        other,
        `<${other.name}> of element '${id}' in line ${other.place.line} has no effect: ${counting ? `of several event definitions only <${counting.name}> counts` : `it means nothing in <${event.name}>`}`,
        id,
      );
  return counting;
}

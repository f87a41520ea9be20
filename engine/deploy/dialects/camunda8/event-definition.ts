import type { ChosenDefinition } from '../../dialect.ts';
import { eventDefinitionsOf, type ModelReader } from '../../model-reader.ts';
import type { XmlElement } from '../../xml-source.ts';

/** Camunda 8 has events with one definition at most. */
export function onlyDefinition(reader: ModelReader, event: XmlElement): ChosenDefinition {
  const [definition, second] = eventDefinitionsOf(event);
  if (!second) return definition;
  const isWaiting = event.name === 'boundaryEvent' || event.name === 'intermediateCatchEvent';
  reader.problem(event, `Must have ${isWaiting ? 'exactly' : 'at most'} one event definition`);
  return 'refused';
}

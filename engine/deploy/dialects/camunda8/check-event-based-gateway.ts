import type { EventBasedGateway } from '../../../graph/element.ts';
import type { ProcessGraph } from '../../../graph/process-graph.ts';
import type { ModelReader } from '../../model-reader.ts';
import type { XmlElement } from '../../xml-source.ts';
import { asWritten, repeated } from './repeated.ts';

/** At least two events, of four kinds, each waited for once, and no other flow leads to them. */
export function checkEventBased(
  reader: ModelReader,
  graph: ProcessGraph,
  gateway: EventBasedGateway,
  source: XmlElement,
): void {
  if (gateway.outgoing.length < 2)
    reader.problem(source, 'Event-based gateway must have at least 2 outgoing sequence flows.');
  const targets = gateway.eventIds.flatMap((id) => graph.elements.get(id) ?? []);
  const events = targets.flatMap((target) =>
    target.kind === 'intermediateCatchEvent' &&
    ['message', 'timer', 'signal', 'conditional'].includes(target.trigger.kind)
      ? [target]
      : [],
  );
  if (events.length < targets.length)
    reader.problem(
      source,
      'Event-based gateway must not have an outgoing sequence flow to other elements than message/timer/signal intermediate catch events.',
    );
  if (events.some(({ incoming }) => incoming.length > 1))
    reader.problem(
      source,
      'Target elements of an event gateway must not have any additional incoming sequence flows other than that from the event gateway.',
    );
  for (const kind of ['message', 'signal'] as const) {
    const names = events.flatMap(({ trigger }) => (trigger.kind === kind ? [asWritten(trigger.name)] : []));
    for (const name of repeated(names))
      reader.problem(source, `Multiple ${kind} event definitions with the same name '${name}' are not allowed.`);
  }
}

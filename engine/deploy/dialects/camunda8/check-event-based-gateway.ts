import type { EventBasedGateway } from '../../../graph/element.ts';
import type { ProcessGraph } from '../../../graph/process-graph.ts';
import type { SourceOf } from '../../dialect.ts';
import { BPMN, type ModelReader } from '../../model-reader.ts';
import { childrenOf, type XmlElement } from '../../xml-source.ts';
import { flowIdOf } from './named-flows.ts';
import { asWritten, repeated } from './repeated.ts';

/** Events of four kinds, each waited for once, and none names a flow that comes from elsewhere. */
export function checkEventBased(
  reader: ModelReader,
  graph: ProcessGraph,
  gateway: EventBasedGateway,
  source: XmlElement,
  sourceOf: SourceOf,
): void {
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
  const comesFromElsewhere = (id: string): boolean =>
    childrenOf(sourceOf(id), BPMN, 'incoming').some(({ text }) => !gateway.outgoing.includes(flowIdOf(text)));
  if (events.some(({ id }) => comesFromElsewhere(id)))
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

import type { EventBasedGateway } from '../../../graph/element.ts';
import type { ProcessGraph } from '../../../graph/process-graph.ts';
import type { SourceOf } from '../../dialect.ts';
import type { ModelReader } from '../../model-reader.ts';

/** Only catch events stand behind it, and no other flow leads to them. */
export function checkEventBased(
  reader: ModelReader,
  graph: ProcessGraph,
  gateway: EventBasedGateway,
  sourceOf: SourceOf,
): void {
  const source = sourceOf(gateway.id);
  if (gateway.asyncAfter) reader.problem(source, "'asyncAfter' not supported for eventBasedGateway elements.");
  for (const id of gateway.eventIds) {
    const event = graph.elements.get(id);
    if (event && event.kind !== 'intermediateCatchEvent')
      reader.problem(source, 'Event based gateway can only be connected to elements of type intermediateCatchEvent');
    if (event?.kind !== 'intermediateCatchEvent') continue;
    if (event.trigger.kind === 'link')
      reader.problem(sourceOf(id), 'IntermediateCatchLinkEvent is not allowed after an EventBasedGateway.', id);
    for (const flowId of event.incoming) {
      if (graph.flows.get(flowId)?.sourceId !== gateway.id)
        reader.problem(
          sourceOf(flowId),
          `Invalid incoming sequenceflow for intermediateCatchEvent with id '${id}' connected to an event-based gateway.`,
          flowId,
        );
    }
  }
}

import type { ProcessGraph } from '../../../graph/process-graph.ts';
import type { SourceOf } from '../../dialect.ts';
import type { ModelReader } from '../../model-reader.ts';

/** Several conditions may start a process, each once. */
export function checkConditions(reader: ModelReader, graph: ProcessGraph, sourceOf: SourceOf): void {
  const seen = new Set<string>();
  for (const id of graph.startEventIds) {
    const start = graph.elements.get(id);
    if (start?.kind !== 'startEvent' || start.trigger.kind !== 'conditional') continue;
    const { text } = start.trigger.condition;
    if (seen.has(text))
      reader.problem(
        sourceOf(id),
        `Cannot have more than one conditional event subscription with the same condition '${text}'`,
      );
    seen.add(text);
  }
}

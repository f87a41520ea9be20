import type { ProcessGraph } from '../../../graph/process-graph.ts';
import type { SourceOf } from '../../dialect.ts';
import { eventDefinitionsOf, type ModelReader } from '../../model-reader.ts';

/** One scope catches a code only once at its boundary and once inside, and beside a catcher of all codes no other. */
export function checkEscalations(reader: ModelReader, graph: ProcessGraph, sourceOf: SourceOf): void {
  checkTogether(reader, graph, sourceOf, graph.eventStartIds, INSIDE);
  for (const element of graph.elements.values()) {
    if ('boundaryIds' in element) checkTogether(reader, graph, sourceOf, element.boundaryIds, AT_BOUNDARY);
    if ('eventStartIds' in element) checkTogether(reader, graph, sourceOf, element.eventStartIds, INSIDE);
  }
}

interface Words {
  readonly one: string;
  readonly many: string;
}
const AT_BOUNDARY: Words = { one: 'escalation boundary event', many: 'escalation boundary events' };
const INSIDE: Words = { one: 'escalation event subprocess', many: 'escalation event subprocesses' };

function checkTogether(
  reader: ModelReader,
  graph: ProcessGraph,
  sourceOf: SourceOf,
  eventIds: readonly string[],
  words: Words,
): void {
  const codes: (string | null)[] = [];
  for (const id of eventIds) {
    const event = graph.elements.get(id);
    if ((event?.kind !== 'boundaryEvent' && event?.kind !== 'startEvent') || event.trigger.kind !== 'escalation')
      continue;
    const code = event.trigger.code?.text ?? null;
    const problem = problemWith(code, codes, words);
    const source = sourceOf(id);
    if (problem !== null) reader.problem(eventDefinitionsOf(source)[0] ?? source, problem, id);
    codes.push(code);
  }
}

function problemWith(code: string | null, others: readonly (string | null)[], { one, many }: Words): string | null {
  const [first] = others;
  if (first === undefined) return null;
  if (code === null && first === null)
    return `The same scope can not contains more than one ${one} without escalation code. An ${one} without escalation code catch all escalation events.`;
  if (code === null || first === null)
    return `The same scope can not contains an ${one} without escalation code and another one with escalation code. The ${one} without escalation code catch all escalation events.`;
  return others.includes(code)
    ? `multiple ${many} with the same escalationCode '${code}' are not supported on same scope`
    : null;
}

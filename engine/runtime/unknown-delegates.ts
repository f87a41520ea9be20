import type { Code, ConnectorUse, DelegateCall } from '../graph/code.ts';
import type { Element } from '../graph/element.ts';
import type { ProcessGraph } from '../graph/process-graph.ts';
import type { DelegateRegistry } from './delegate-registry.ts';

/** Names that a process calls and nobody registered, each with the elements that call it. */
export function unknownDelegates(
  graph: ProcessGraph,
  registry: DelegateRegistry,
): ReadonlyMap<string, readonly string[]> {
  const unknown = new Map<string, string[]>();
  const look = (code: Code | ConnectorUse, at: string): void => {
    if (code.language === 'delegate' && !code.isComputed && !registry.route(code.name))
      unknown.set(code.name, [...(unknown.get(code.name) ?? []), at]);
  };
  for (const listener of graph.listeners ?? []) look(listener.code, graph.processId);
  for (const flow of graph.flows.values()) for (const listener of flow.listeners ?? []) look(listener.code, flow.id);
  for (const element of graph.elements.values()) for (const code of codeOf(element)) look(code, element.id);
  return unknown;
}

/** Those of the fields of its form. */
function validatorsOf(element: Element): readonly DelegateCall[] {
  const fields = 'form' in element ? (element.form?.fields ?? []) : [];
  return fields.flatMap(({ constraints }) =>
    constraints.flatMap((constraint) => (constraint.name === 'validator' ? [constraint.delegate] : [])),
  );
}

function codeOf(element: Element): readonly (Code | ConnectorUse)[] {
  return [
    ...('logic' in element && element.logic ? [element.logic.code] : []),
    ...(element.listeners ?? []).map(({ code }) => code),
    ...(element.kind === 'userTask' ? (element.listenersOfTask ?? []) : []).map(({ code }) => code),
    ...validatorsOf(element),
  ];
}

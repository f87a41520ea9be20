import type { DeploymentProblem } from '../../engine.ts';
import type { Code, ConnectorUse, DelegateCall } from '../../graph/code.ts';
import type { Element } from '../../graph/element.ts';
import type { ProcessGraph } from '../../graph/process-graph.ts';
import type { DelegateRegistry } from './delegate-registry.ts';

/** A warning for each class or bean that a process calls and nobody registered: it fails when it is reached. */
export const unknownDelegates = (
  resource: string,
  graph: ProcessGraph,
  registry: DelegateRegistry,
): readonly DeploymentProblem[] =>
  [...calledBy(graph, registry)].map(([name, [first, ...others]]) => {
    const place = first === undefined ? undefined : graph.elements.get(first)?.place;
    return {
      resource,
      message: `The delegate '${name}' of ${[first, ...others].map((id) => `'${id}'`).join(', ')} is not registered, and fails when it is reached. Register it with startEngine({ delegates: { '${name}': … } }), or let workers do it as an external task of this topic: see docs/delegates.md`,
      line: place?.line ?? null,
      column: place?.column ?? null,
      elementId: first ?? null,
      severity: 'warning',
      kind: 'unavailable',
    };
  });

/** Names, each with the elements that call it. */
function calledBy(graph: ProcessGraph, registry: DelegateRegistry): ReadonlyMap<string, readonly string[]> {
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

import type { Element } from './element.ts';
import type { ProcessGraph } from './process-graph.ts';

/** Where a model names a variable: in a flow's condition, or anywhere in an element. */
export interface VariableUse {
  /** The element that reads it; of a condition, the gateway or activity that the flow leaves. */
  readonly elementId: string;
  readonly flowId: string | null;
  readonly kind:
    | 'condition'
    | 'input'
    | 'output'
    | 'multiInstance'
    | 'event'
    | 'call'
    | 'decision'
    | 'form'
    | 'listener'
    | 'other';
  /** As it stands in the model. */
  readonly text: string;
}

/**
 * Every place that names the variable, elements in the order of the model. Work itself may read more: workers are no
 * part of the model.
 */
export function variableUses(graph: ProcessGraph, name: string): readonly VariableUse[] {
  const names = namePattern(name);
  const uses: VariableUse[] = [];
  for (const element of graph.elements.values()) {
    for (const [field, part] of Object.entries(element)) {
      for (const text of expressionsIn(part))
        if (mentions(text, name, names))
          uses.push({ elementId: element.id, flowId: null, kind: kindOf(element, field), text });
    }
  }
  for (const flow of graph.flows.values()) {
    for (const text of expressionsIn(flow.condition))
      if (mentions(text, name, names))
        uses.push({ elementId: flow.sourceId, flowId: flow.id, kind: 'condition', text });
    for (const text of expressionsIn(flow.listeners))
      if (mentions(text, name, names)) uses.push({ elementId: flow.sourceId, flowId: flow.id, kind: 'listener', text });
  }
  return uses;
}

/** Elements that a token can come to from any of these, themselves left out unless a loop leads back. */
export function reachableFrom(graph: ProcessGraph, from: Iterable<string>): ReadonlySet<string> {
  const reached = new Set<string>();
  const open = [...from].flatMap((id) => nextOf(graph, id));
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    open.push(...nextOf(graph, id));
  }
  return reached;
}

/** Along flows and links, into what a scope holds, and out of it again where the scope's own flows lead. */
function nextOf(graph: ProcessGraph, id: string): string[] {
  const element = graph.elements.get(id);
  if (element === undefined) return [];
  const next = element.outgoing.flatMap((flowId) => graph.flows.get(flowId)?.targetId ?? []);
  if ('boundaryIds' in element) next.push(...element.boundaryIds);
  if ('childIds' in element) next.push(...element.childIds);
  if ('eventIds' in element) next.push(...element.eventIds);
  if ('trigger' in element && element.trigger.kind === 'link' && element.trigger.targetId !== undefined)
    next.push(element.trigger.targetId);
  const parent = element.parentId === undefined ? undefined : graph.elements.get(element.parentId);
  if (parent !== undefined)
    next.push(
      ...parent.outgoing.flatMap((flowId) => graph.flows.get(flowId)?.targetId ?? []),
      ...('boundaryIds' in parent ? parent.boundaryIds : []),
    );
  return next;
}

/** Texts of all expressions in a part of the graph, however deep. */
function* expressionsIn(part: unknown): Generator<string> {
  if (Array.isArray(part)) {
    for (const item of part) yield* expressionsIn(item);
    return;
  }
  if (typeof part !== 'object' || part === null) return;
  if ('language' in part && 'text' in part && typeof part.text === 'string') {
    if (part.language !== 'literal' && part.language !== 'delegate') yield part.text;
    if (part.language !== 'delegate') return;
  }
  for (const inner of Object.values(part)) yield* expressionsIn(inner);
}

/** Whether an expression names the variable. */
export function namesVariable(text: string, name: string): boolean {
  return mentions(text, name, namePattern(name));
}

/**
 * A name stands by itself, never behind a dot and never inside a text, except where a script or JUEL asks for it by
 * name.
 */
function mentions(text: string, name: string, { bare, quoted }: NamePattern): boolean {
  if (!text.includes(name)) return false;
  return quoted.test(text) || bare.test(text.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '""'));
}

interface NamePattern {
  readonly bare: RegExp;
  readonly quoted: RegExp;
}
function namePattern(name: string): NamePattern {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return {
    bare: new RegExp(`(?<![\\w$.])${escaped}(?![\\w$])`, 'u'),
    quoted: new RegExp(`[vV]ariable(?:Local|Typed)?\\(\\s*["']${escaped}["']`, 'u'),
  };
}

function kindOf(element: Element, field: string): VariableUse['kind'] {
  switch (field) {
    case 'inputs':
      return 'input';
    case 'outputs':
      return 'output';
    case 'multiInstance':
      return 'multiInstance';
    case 'trigger':
      return element.kind === 'boundaryEvent' ||
        element.kind === 'intermediateCatchEvent' ||
        element.kind === 'startEvent' ||
        element.kind === 'receiveTask'
        ? 'event'
        : 'other';
    case 'variablesIn':
    case 'variablesOut':
    case 'calledProcessId':
    case 'tenantId':
    case 'businessKey':
      return 'call';
    case 'call':
      return 'decision';
    case 'form':
    case 'formReference':
      return 'form';
    case 'listeners':
    case 'listenersOfTask':
      return 'listener';
    default:
      return 'other';
  }
}

import type { Element, Expression, ProcessGraph } from '@/engine/index.ts';

/** Words of the languages and names that the engines provide themselves. */
const OWN_WORDS = new Set([
  'true',
  'false',
  'null',
  'empty',
  'not',
  'and',
  'or',
  'eq',
  'ne',
  'lt',
  'gt',
  'le',
  'ge',
  'div',
  'mod',
  'instanceof',
  'if',
  'then',
  'else',
  'for',
  'in',
  'return',
  'some',
  'every',
  'satisfies',
  'between',
  'function',
  'date',
  'time',
  'duration',
  'item',
  'partial',
  'execution',
  'task',
  'externalTask',
  'caseExecution',
  'authenticatedUserId',
  'loopCounter',
  'nrOfInstances',
  'nrOfActiveInstances',
  'nrOfCompletedInstances',
]);
const NAME = /(?<![\w.$])[A-Za-z_][\w]*(?!\w*\s*[(:])/g;
const QUOTED = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/g;

/**
 * Variables that an element reads as a token comes: names in its own expressions, and in the conditions of the flows
 * that it decides between. What workers, scripts and forms read by themselves is not known.
 */
export function readNames(graph: ProcessGraph, elementId: string): readonly string[] {
  const element = graph.elements.get(elementId);
  if (element === undefined) return [];
  const conditions = element.outgoing.flatMap((id) => graph.flows.get(id)?.condition ?? []);
  const given = new Set([...element.inputs.map(({ target }) => target), ...itemOf(element)]);
  const inputs = new Set(expressionsIn(element.inputs).flatMap(namesOf));
  const others = [...expressionsIn(withoutInputs(element)), ...conditions]
    .flatMap(namesOf)
    .filter((name) => !given.has(name));
  return [...new Set([...inputs, ...others])].sort();
}

/** What comes out is read when the token goes, and is not there yet. */
function withoutInputs(element: Element): object {
  return Object.fromEntries(
    Object.entries(element).filter(
      ([name]) =>
        !['inputs', 'outputs', 'variablesOut', 'errorMappings', 'listeners', 'jobListeners', 'retryTimeCycle'].includes(
          name,
        ),
    ),
  );
}

function itemOf(element: Element): readonly string[] {
  const item = 'multiInstance' in element ? element.multiInstance?.elementVariable : undefined;
  return item === undefined ? [] : [item];
}

function expressionsIn(value: unknown): readonly Expression[] {
  if (typeof value !== 'object' || value === null) return [];
  if (isExpression(value)) return [value];
  return Object.values(value).flatMap(expressionsIn);
}

function isExpression(value: object): value is Expression {
  return 'language' in value && 'text' in value && typeof value.text === 'string';
}

function namesOf({ language, text }: Expression): readonly string[] {
  if (language === 'literal' || language === 'javascript') return [];
  const parts = language === 'juel' ? [...text.matchAll(/[$#]\{([^}]*)\}/g)].map(([, part]) => part ?? '') : [text];
  return parts
    .flatMap((part) => [...part.replace(QUOTED, '""').matchAll(NAME)].map(([name]) => name))
    .filter((name) => !OWN_WORDS.has(name));
}

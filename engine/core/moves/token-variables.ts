import type { ActivityBase, Element } from '../../graph/element.ts';
import type { VariableValue } from '../../graph/variable-value.ts';
import type { TokenVariables } from '../element-behavior.ts';
import type { ElementInstance, Key, Variable } from '../state.ts';
import type { Step } from '../step.ts';
import { isOwnScope } from './inner-variables.ts';
import { localVariables } from './variables.ts';

/**
 * Whether Camunda 7 makes a scope for the element: for work, what is in it, mappings, boundary events and timers of its
 * task, and for what it waits for.
 */
export function needsScope(element: Element): boolean {
  const { boundaryIds = [], compensation } = element as Partial<ActivityBase>;
  return (
    isOwnScope(element) ||
    (element.kind === 'callActivity' && element.multiInstance === undefined) ||
    ('work' in element && element.work !== undefined) ||
    element.inputs.length > 0 ||
    element.outputs.length > 0 ||
    boundaryIds.some((id) => id !== compensation?.boundaryId) ||
    hasTimers(element)
  );
}

const hasTimers = (element: Element): boolean =>
  element.kind === 'userTask' && element.listenersOfTask?.some(({ event }) => event === 'timeout') === true;

/**
 * Camunda 7 keeps local variables with the token where the element needs no scope, so they go on with it when it
 * leaves, at a fork along the first flow. A scope's own end with it, those that the token came with go on. In Camunda 8
 * every element instance is a scope. undefined: nothing goes on.
 */
export function variablesOfToken(step: Step, element: Element, at: ElementInstance): TokenVariables | undefined {
  if (isOfTheActivity(step, at) || at.index !== null) return undefined;
  return takeAlong(step, at.key, element.id, hasScope(element, at));
}

/** What is local to a token that goes on, or only what it came with; it is no longer where it was. */
export function takeAlong(
  step: Step,
  scopeKey: Key,
  elementId: string,
  isOnlyBrought = false,
): TokenVariables | undefined {
  const present = step.draft.variablesOf(scopeKey);
  if (present === undefined) return undefined;
  const taken = [...present.values()].filter(({ originKey }) => !isOnlyBrought || originKey !== undefined);
  for (const { key } of taken)
    step.emit({ type: 'variableRemoved', at: step.now, variableKey: key, writtenBy: elementId });
  return asTaken(scopeKey, taken);
}

/** The same of a token that goes no further: it keeps them to its end. */
export const keptBy = (step: Step, scopeKey: Key): TokenVariables | undefined =>
  asTaken(scopeKey, [...(step.draft.variablesOf(scopeKey)?.values() ?? [])]);

const asTaken = (scopeKey: Key, taken: readonly Variable[]): TokenVariables | undefined =>
  taken.length === 0
    ? undefined
    : Object.fromEntries(taken.map(({ name, value, originKey = scopeKey }) => [name, { value, originKey }]));

/** Whether a scope holds the variable for the token that came into it. */
export const isOfToken = (step: Step, scopeKey: Key, name: string): boolean =>
  step.draft.variablesOf(scopeKey)?.get(name)?.originKey !== undefined;

export const holdsTokenVariables = (step: Step, scopeKey: Key): boolean =>
  [...(step.draft.variablesOf(scopeKey)?.values() ?? [])].some(({ originKey }) => originKey !== undefined);

/** What is in a scope of its own. */
export function ownVariables(step: Step, scopeKey: Key): Record<string, VariableValue> {
  return Object.fromEntries(
    Object.entries(localVariables(step, scopeKey)).filter(([name]) => !isOfToken(step, scopeKey, name)),
  );
}

/**
 * Where what is local to an element instance is kept. Camunda 7: one that needs no scope has only its token, which is
 * told apart from its scope while there are others in that, as with parallel inner instances always. What an activity
 * needs a scope for beside its work is its body's where it has one.
 */
export function localScopeOf(step: Step, at: ElementInstance): Key {
  const element = step.elementOf(at);
  if (isOfTheActivity(step, at)) return at.key;
  if (at.index !== null) {
    const isToldApart = isOwnScope(element) || hasTimers(element) || !isSequential(element);
    return isToldApart ? at.key : at.scopeKey;
  }
  return hasScope(element, at) || step.tokenCount(at.scopeKey) > 1 ? at.key : at.scopeKey;
}

const isSequential = (element: Element): boolean =>
  (element as Partial<ActivityBase>).multiInstance?.isSequential === true;

const isOfTheActivity = (step: Step, at: ElementInstance): boolean =>
  step.semanticsOf(at.instanceKey).localVariables === 'ofTheActivity';
export const hasScope = (element: Element, at: ElementInstance): boolean =>
  at.kind === 'multiInstanceBody' || needsScope(element) || waitsForEvent(element) || undoes(element);

const waitsForEvent = ({ kind }: Element): boolean =>
  kind === 'intermediateCatchEvent' || kind === 'eventBasedGateway' || kind === 'eventSubProcess';

/** What it undoes is done inside of it. */
const undoes = (element: Element): boolean =>
  (element.kind === 'intermediateThrowEvent' || element.kind === 'endEvent') && element.trigger.kind === 'compensation';

/** Where the only token of a scope stands; null: there are several, or it is in a scope of its own. */
export function soleTokenAt(step: Step, scopeKey: Key): string | null {
  if (step.tokenCount(scopeKey) !== 1) return null;
  const [key] = step.draft.tokensIn(scopeKey) ?? [];
  const at = key === undefined ? undefined : step.draft.elements.get(key);
  return at && !hasScope(step.elementOf(at), at) ? at.elementId : null;
}

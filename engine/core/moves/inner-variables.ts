import type { Element, MultiInstance } from '../../graph/element.ts';
import type { VariableValue } from '../../graph/variable-value.ts';
import type { Arrival } from '../element-behavior.ts';
import { StepFailure } from '../failure.ts';
import type { ElementInstance, Key } from '../state.ts';
import type { Step } from '../step.ts';
import { multiInstanceOf } from './enter.ts';
import { listAt, placeAround, placeOf, type EvaluationPlace } from './evaluate-at.ts';
import { setLocalVariables } from './variables.ts';

export function loopOf(element: Element): MultiInstance {
  const loop = multiInstanceOf(element);
  if (!loop) throw new Error(`element ${element.id} is not multi-instance`);
  return loop;
}

export function countersAreVariables(step: Step, at: ElementInstance): boolean {
  return step.semanticsOf(at.instanceKey).loopCounterBase === 0;
}

/** Where the number and the item of an inner instance are kept. */
export function loopScopeOf(step: Step, element: Element, inner: ElementInstance): Key {
  return countersAreVariables(step, inner) && loopOf(element).isSequential ? inner.scopeKey : inner.key;
}

/**
 * Whether an inner instance of Camunda 7 is a scope around which its number and item lie. The others share the scope of
 * their number and item, and their inputs see only what lies around that; a call activity is a scope only where it
 * stands alone.
 */
export function isOwnScope(element: Element): boolean {
  return (
    element.kind === 'workerTask' ||
    (element.kind === 'receiveTask' && element.trigger.kind !== 'none') ||
    element.kind === 'subProcess'
  );
}

/**
 * The variables with which an inner instance begins. `from`: where the list is looked for, the body or an inner
 * instance that begins again.
 */
export function innerVariables(
  step: Step,
  element: Element,
  arrival: Arrival & { readonly index: number },
  from: Key = arrival.scopeKey,
): Record<string, VariableValue> {
  const loop = loopOf(element);
  const { loopCounterBase } = step.semanticsOf(arrival.instanceKey);
  const counter: VariableValue = { type: 'Integer', text: String(arrival.index + loopCounterBase) };
  const item = itemOf(step, loop, arrival, from);
  const itsItem = item && loop.elementVariable ? { [loop.elementVariable]: item } : {};
  if (loopCounterBase === 0) return { loopCounter: counter, ...itsItem };
  // A plain name that the result is read from is a variable of the inner instance, so that items keep theirs apart.
  const [, resultName] =
    /^(?!(?:true|false|null)$)([A-Za-z_]\w*)(?:\.\w+)*$/.exec(loop.outputElement?.text ?? '') ?? [];
  return {
    ...(resultName !== undefined && { [resultName]: { type: 'Null', text: null } }),
    ...itsItem,
    loopCounter: counter,
  };
}

function itemOf(
  step: Step,
  loop: MultiInstance,
  { scopeKey, index }: Arrival & { readonly index: number },
  from: Key,
): VariableValue | null {
  const body = step.draft.elements.get(scopeKey);
  const itemCount = (body?.data?.total ?? 0) - (body?.data?.added ?? 0);
  if (!loop.collection || !loop.elementVariable || index >= itemCount) return null;
  const items = itemsOf(step, loop, from);
  const item = items[index];
  if (item) return item;
  throw new StepFailure(
    'EXTRACT_VALUE_ERROR',
    step.semanticsOf(body?.instanceKey ?? '').onFailure === 'rollback'
      ? `Index ${index} out of bounds for length ${items.length}`
      : `Expected to read item at index ${index} of the multiInstanceBody input collection but it contains only ${items.length} elements. The input collection might be modified while iterating over it.`,
  );
}

/**
 * Camunda 7 gives all inner instances of a parallel body their number and item before the first begins, so that history
 * knows those of the ones too that never began. Told as the body ends, which is when nobody sees them any more.
 */
export function noteUnbegun(step: Step, body: ElementInstance): void {
  if (body.kind !== 'multiInstanceBody' || !countersAreVariables(step, body)) return;
  const element = step.elementOf(body);
  for (const index of step.unbegunIn(body.key)) {
    const variables = innerVariables(step, element, {
      instanceKey: body.instanceKey,
      scopeKey: body.key,
      enteredBy: [],
      index,
    });
    for (const [name, value] of Object.entries(variables)) {
      step.emit({
        type: 'variableSet',
        at: step.now,
        writtenBy: element.id,
        before: null,
        variable: { key: step.newKey(), instanceKey: body.instanceKey, scopeKey: body.key, name, value, revision: 1 },
      });
    }
  }
}

/**
 * Camunda 7 has number and item before a job that holds the inner instance up: at a sequential body, of a parallel one
 * with the token.
 */
export function prepareInner(step: Step, element: Element, arrival: Arrival & { readonly index: number }): Arrival {
  if (step.semanticsOf(arrival.instanceKey).loopCounterBase !== 0) return arrival;
  const variables = innerVariables(step, element, arrival);
  if (!loopOf(element).isSequential) return { ...arrival, localVariables: { ...variables, ...arrival.localVariables } };
  setLocalVariables(step, arrival.scopeKey, variables, element.id);
  return arrival;
}

/** Whether that was done for this very inner instance. */
export function isInnerPrepared(step: Step, element: Element, arrival: Arrival): boolean {
  const { asyncBefore, isSequential } = loopOf(element);
  if (!asyncBefore) return false;
  return isSequential
    ? step.draft.variablesOf(arrival.scopeKey)?.get('loopCounter')?.value.text === String(arrival.index)
    : arrival.localVariables?.loopCounter !== undefined;
}

/**
 * Camunda 8 looks for the list from the body (or an inner instance that begins again), where what is collected hides a
 * list of the same name.
 */
export const placeOfList = (step: Step, body: ElementInstance): EvaluationPlace =>
  countersAreVariables(step, body) ? placeAround(body) : placeOf(body);

/** A sequential body reads its list for each item, since those before may have changed it. */
function itemsOf(step: Step, loop: MultiInstance, from: Key): readonly VariableValue[] {
  const at = step.draft.elements.get(from);
  const { collection, isSequential } = loop;
  if (!at || !collection) return [];
  const place = placeOfList(step, at);
  const read = (): readonly VariableValue[] => listAt(step, collection, place);
  return isSequential ? read() : step.listOnce(from, read);
}

import type { ExecutionListener } from '../../graph/code.ts';
import type { SequenceFlow } from '../../graph/element.ts';
import { StepFailure } from '../failure.ts';
import type { ElementInstance, Key } from '../state.ts';
import type { Step } from '../step.ts';
import { placeOf } from './evaluate-at.ts';
import type { EvaluationPlace } from './evaluation-place.ts';
import { runCode } from './run-code.ts';
import { throwOnTheWay, throwOutOfCode } from './throw-out-of-code.ts';

/**
 * Code that hangs on an element, a flow or the process, run in the order of the model as part of the step: what fails
 * in it fails the step. Of a multi-instance activity each inner instance has them, the body has none.
 */
function run(
  step: Step,
  listeners: readonly ExecutionListener[] | undefined,
  event: ExecutionListener['event'],
  place: EvaluationPlace,
): void {
  if (listeners === undefined || step.skipping.skipsListeners) return;
  for (const listener of listeners)
    if (listener.event === event) runCode(step, listener.code, { ...place, eventName: event });
}

/** True: the element goes on. What a listener throws may end it, as if the element had thrown it. */
export function runListeners(step: Step, at: ElementInstance, event: 'start' | 'end'): boolean {
  const { listeners } = step.elementOf(at);
  if (listeners === undefined || at.kind === 'multiInstanceBody') return true;
  if (event === 'end' && step.endsWithoutListeners.has(at.key)) return true;
  try {
    run(step, listeners, event, placeOf(at));
    return step.isAlive(at.key);
  } catch (failure) {
    if (event === 'end') step.endsWithoutListeners.add(at.key);
    throwOutOfCode(step, at, failure);
    return false;
  }
}

/** The listeners of an element that is ended from outside: nothing of it can be caught any more. */
export function runListenersOfEnded(step: Step, at: ElementInstance): void {
  const { listeners } = step.elementOf(at);
  if (listeners === undefined || at.kind === 'multiInstanceBody' || step.endsWithoutListeners.has(at.key)) return;
  try {
    run(step, listeners, 'end', placeOf(at));
  } catch (failure) {
    if (failure instanceof StepFailure) failure.elementId ??= at.elementId;
    throw failure;
  }
}

/**
 * A token takes a flow: it has left its element and has not come to the next one. True: it goes on; what a listener
 * throws is thrown within the scope, and ends it.
 */
export function runListenersOfFlow(
  step: Step,
  { id, sourceId, listeners }: SequenceFlow,
  instanceKey: Key,
  scopeKey: Key,
): boolean {
  if (listeners === undefined) return true;
  try {
    run(step, listeners, 'take', { instanceKey, scopeKey, elementId: sourceId, elementInstanceKey: null, flowId: id });
    return step.isAlive(scopeKey);
  } catch (failure) {
    throwOnTheWay(step, scopeKey, sourceId, failure);
    return false;
  }
}

export function runStartListenersOfProcess(step: Step, instanceKey: Key): void {
  run(step, step.graphOf(instanceKey).listeners, 'start', {
    instanceKey,
    scopeKey: instanceKey,
    elementId: step.instance(instanceKey).startElementId,
    elementInstanceKey: null,
  });
}

/** They are told where the last token has ended; null: others ended the instance. */
export function runEndListenersOfProcess(step: Step, instanceKey: Key, lastElementId: string | null): void {
  const { listeners, processId } = step.graphOf(instanceKey);
  run(step, listeners, 'end', {
    instanceKey,
    scopeKey: instanceKey,
    elementId: processId,
    currentElementId: lastElementId,
    elementInstanceKey: null,
  });
}

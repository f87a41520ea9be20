import type { ActivityBase, Element } from '../../graph/element.ts';
import type { TokenVariables } from '../element-behavior.ts';
import { StepFailure } from '../failure.ts';
import { noteUnbegun } from './inner-variables.ts';
import { endInnerInstance, prepareInnerEnd } from './multi-instance.ts';
import type { ElementInstance, Key } from '../state.ts';
import type { Step } from '../step.ts';
import { compensated, isUndoing, rememberCompleted } from './compensation.ts';
import { createContinuation } from './continuation.ts';
import { takeFlows, multiInstanceOf } from './enter.ts';
import { conditionAt, placeOf, type EvaluationPlace } from './evaluate-at.ts';
import { runListeners } from './execution-listeners.ts';
import { attempt, closeWaits } from './incidents.ts';
import { beginNextListener, listenersDone } from './job-listeners.ts';
import { completeInstance } from './instances.ts';
import { endReplaced } from './join-tokens.ts';
import { applyOutputs, evaluateSource } from './mappings.ts';
import { isMail, topicOf } from './outside.ts';
import { throwOutOfCode } from './throw-out-of-code.ts';
import { takeAlong, variablesOfToken } from './token-variables.ts';

/**
 * The element instance has done its work: outputs, end, and on along the flows. In Camunda 8 all but a gateway
 * completes after what was on its way before it.
 */
export function completeElement(step: Step, at: ElementInstance): void {
  if (step.behaviors.ofElement(at.kind).completesAtOnce) completeNow(step, at);
  else if (step.semanticsOf(at.instanceKey).branchOrder === 'depthFirst') completeNow(step, step.current(at));
  else inTurn(step, at, () => completeNow(step, step.current(at)));
}

/** The same, with what its work or trigger has brought: written as it completes. */
export function completeWith(step: Step, at: ElementInstance, write: () => void): void {
  inTurn(step, at, () => {
    write();
    completeNow(step, step.current(at));
  });
}

/** What comes next of an element instance: at once in Camunda 7, in its turn in Camunda 8. */
export function inTurn(step: Step, at: ElementInstance, run: () => void): void {
  const semantics = step.semanticsOf(at.instanceKey);
  if (semantics.branchOrder === 'depthFirst') run();
  else step.schedule(semantics, [{ run, whileAlive: at.key, tokenOf: null, completes: at }]);
}

function completeNow(step: Step, at: ElementInstance): void {
  const { complete } = step.behaviors.ofElement(at.kind);
  if (complete) complete(step, step.elementOf(at), at);
  else finish(step, at, true);
}

/**
 * Ends, but the path goes no further and there is nothing to undo later: Camunda 7 after an error that nothing catches.
 */
export function completeWithoutLeaving(step: Step, at: ElementInstance): void {
  finish(step, at, false);
}

function finish(step: Step, at: ElementInstance, isLeaving: boolean): void {
  // What the work has written may end the element instance before it has ended by itself.
  if (step.hasCauses && !step.survivesConditions(at.key)) return;
  const element = step.elementOf(at);
  let flowIds: readonly string[] = [];
  let isPrepared = false;
  let isBodyDone = false;
  // A handler of Camunda 7 gives nothing outwards, and no job stands behind it.
  const isHandler =
    isLeaving && step.semanticsOf(at.instanceKey).compensation === 'inItsScopes' && isUndoing(step, element, at);
  const isEndedByJob = !isHandler && endsByJob(element, at, isLeaving);
  attempt(step, at, 'completing', () => {
    const isBeforeEnd = step.semanticsOf(at.instanceKey).conditionsAsked === 'beforeEnd';
    if (isLeaving && at.index === null && isBeforeEnd) {
      const chosen = flowsOutOf(step, element, at);
      if (chosen === null) return;
      flowIds = chosen;
    }
    if (!runListeners(step, at, 'end')) return;
    if (at.kind !== 'multiInstanceBody' && !isHandler && !isEndedByJob && listenersDone(step, at, 'end') === 0)
      applyOutputs(step, element, at);
    if (beginNextListener(step, at, 'end')) return;
    step.behaviors.ofElement(at.kind).completing?.(step, element, at);
    if (at.index !== null) isBodyDone = prepareInnerEnd(step, at);
    else if (isLeaving && !isBeforeEnd) flowIds = flowsToTake(step, element, placeOf(at));
    isPrepared = true;
  });
  if (!isPrepared) return;
  if (isLeaving) rememberCompleted(step, element, at);
  endReplaced(step, at.key);
  closeWaits(step, at.key, 'resolved');
  const takenAlong =
    flowIds.length > 0
      ? variablesOfToken(step, element, at)
      : isEndedByJob
        ? takeAlong(step, at.key, element.id)
        : undefined;
  noteUnbegun(step, at);
  step.emit({ type: 'elementEnded', at: step.now, elementInstanceKey: at.key, outcome: 'completed' });
  const goOn = (): void => {
    if (isEndedByJob) leaveBy(step, element, at, [], takenAlong);
    else if (isHandler) tokenEnded(step, at.scopeKey, at);
    else goOnFrom(step, element, at, isLeaving, { flowIds, takenAlong }, isBodyDone);
  };
  // What the outputs have written is looked at before the token goes on, and may take it away.
  if (step.hasCauses)
    step.schedule(step.semanticsOf(at.instanceKey), [
      { run: goOn, whileAlive: at.scopeKey, tokenOf: at.scopeKey, headsFor: element.id },
    ]);
  else goOn();
}

/**
 * Camunda 7: a job behind an element from which no flow leads, or in which an error ended the path, is what ends the
 * token. Until then it has its variables, and the outputs are computed only then.
 */
function endsByJob(element: Element, at: ElementInstance, isLeaving: boolean): boolean {
  if (!element.asyncAfter || at.index !== null) return false;
  return (
    !isLeaving ||
    (element.outgoing.length === 0 && element.kind !== 'endEvent' && element.kind !== 'intermediateThrowEvent')
  );
}

/** The flows by which a token leaves, with the variables that are its own. */
interface Departure {
  readonly flowIds: readonly string[];
  readonly takenAlong?: TokenVariables | undefined;
}

function goOnFrom(
  step: Step,
  element: Element,
  at: ElementInstance,
  isLeaving: boolean,
  { flowIds, takenAlong }: Departure,
  isBodyDone: boolean,
): void {
  const arrival = { instanceKey: at.instanceKey, scopeKey: at.scopeKey, enteredBy: at.enteredBy, index: at.index };
  if (at.index !== null) {
    if (multiInstanceOf(element)?.asyncAfter) createContinuation(step, element, 'innerAfter', arrival);
    else endInnerInstance(step, at.scopeKey, isBodyDone);
  } else if (!isLeaving) tokenEnded(step, at.scopeKey, at);
  else if (!leaveByTrigger(step, element, at)) leaveBy(step, element, at, flowIds, takenAlong);
}

/** What was thrown may say where its token goes: on without a flow, or to its end and that of others. */
function leaveByTrigger(step: Step, element: Element, at: ElementInstance): boolean {
  if (element.kind !== 'endEvent' && element.kind !== 'intermediateThrowEvent') return false;
  const behavior = step.behaviors.ofTrigger(element.trigger);
  behavior.leave?.(step, element.trigger, at);
  return behavior.leave !== undefined;
}

/** On along the flows that were chosen; with a job behind the element (Camunda 7), one job stands on each of them. */
export function leaveBy(
  step: Step,
  element: Element,
  left: ElementInstance,
  flowIds: readonly string[],
  takenAlong?: TokenVariables,
): void {
  const { instanceKey, scopeKey } = left;
  if (!element.asyncAfter) {
    leave(step, instanceKey, scopeKey, flowIds, left, takenAlong);
    return;
  }
  const ways = flowIds.length === 0 ? [[]] : flowIds.map((flowId) => [flowId]);
  for (const [n, enteredBy] of ways.entries())
    createContinuation(step, element, 'after', {
      instanceKey,
      scopeKey,
      enteredBy,
      index: null,
      ...(n === 0 && { tokenVariables: takenAlong }),
    });
}

/** On along the flows; without one, the token ends here and perhaps its scope with it. */
export function leave(
  step: Step,
  instanceKey: Key,
  scopeKey: Key,
  flowIds: readonly string[],
  left: ElementInstance | null,
  takenAlong?: TokenVariables,
): void {
  if (flowIds.length > 0) takeFlows(step, instanceKey, scopeKey, flowIds, takenAlong);
  else tokenEnded(step, scopeKey, left);
}

/** A token of the scope is no more. */
export function tokenEnded(
  step: Step,
  scopeKey: Key,
  child: ElementInstance | null,
  elementId = child?.elementId ?? null,
): void {
  const scope = step.draft.elements.get(scopeKey);
  if (scope?.phase === 'compensating') {
    if (step.isEmptyScope(scopeKey)) compensated(step, scope);
  } else if (scope) step.behaviors.ofElement(scope.kind).childEnded?.(step, step.elementOf(scope), scope, child);
  else if (step.isEmptyScope(scopeKey)) {
    if (child) failOutputsOfLast(step, child.instanceKey, child.elementId);
    completeInstanceInTurn(step, scopeKey, elementId);
  }
}

/**
 * Camunda 7 computes the output mappings of the element with which an instance ends, and from which no flow leads, once
 * more as the instance ends; there is no scope any more to write them to.
 */
export function failOutputsOfLast(step: Step, instanceKey: Key, elementId: string): void {
  const { outputs } = step.element(instanceKey, elementId);
  if (outputs.length === 0 || step.held || step.semanticsOf(instanceKey).onFailure !== 'rollback') return;
  const place = { instanceKey, scopeKey: instanceKey, elementId, elementInstanceKey: null };
  for (const { source } of outputs) evaluateSource(step, source, place);
  throw new StepFailure(
    'IO_MAPPING_ERROR',
    `The instance ends with '${elementId}', and its output mappings have nowhere to go: no sequence flow leads on.`,
    'NullPointerException',
  );
}

function completeInstanceInTurn(step: Step, instanceKey: Key, elementId: string | null): void {
  const semantics = step.semanticsOf(instanceKey);
  if (semantics.branchOrder === 'depthFirst') {
    completeInstance(step, instanceKey, elementId);
    return;
  }
  // Where its caller has been told to end, a called instance waits for its own end.
  const { parentElementInstanceKey } = step.instance(instanceKey);
  const isEnding = (): boolean =>
    step.endings.isTerminating(instanceKey) ||
    (parentElementInstanceKey !== null && step.endings.isTerminating(parentElementInstanceKey));
  const run = (): void => {
    if (!isEnding()) completeInstance(step, instanceKey, elementId);
  };
  step.schedule(semantics, [{ run, whileAlive: instanceKey, tokenOf: null }]);
}

/**
 * Camunda 7: where the element's own code has just been run, what the conditions of its flows throw is as if that had
 * thrown it. null: it has ended the element.
 */
function flowsOutOf(step: Step, element: Element, at: ElementInstance): readonly string[] | null {
  try {
    return flowsToTake(step, element, placeOf(at));
  } catch (failure) {
    if (!hasRunCode(step, element)) throw failure;
    throwOutOfCode(step, at, failure);
    return null;
  }
}

const hasRunCode = (step: Step, element: Element): boolean =>
  element.kind === 'decisionTask' ||
  (element.kind === 'expressionTask' && topicOf(step, element.logic.code) === null && !isMail(element.logic.code));

export function flowsToTake(step: Step, element: Element, place: EvaluationPlace): readonly string[] {
  return (
    step.behaviors.ofElement(element.kind).flowsToTake?.(step, element, place) ?? allThatHold(step, element, place)
  );
}

/** Several flows are a fork; those with a condition are taken when it holds, the default flow when none was. */
function allThatHold(step: Step, element: Element, place: EvaluationPlace): readonly string[] {
  const { flows } = step.graphOf(place.instanceKey);
  const { defaultFlowId } = element as Partial<ActivityBase>;
  const taken = element.outgoing.filter((flowId) => {
    if (flowId === defaultFlowId) return false;
    const condition = flows.get(flowId)?.condition;
    return condition === undefined || conditionAt(step, condition, place);
  });
  if (taken.length > 0 || element.outgoing.length === 0) return taken;
  if (defaultFlowId !== undefined) return [defaultFlowId];
  throw new StepFailure(
    'CONDITION_ERROR',
    `ENGINE-02006 No conditional sequence flow leaving the Flow Node '${element.id}' could be selected for continuing the process.`,
  );
}

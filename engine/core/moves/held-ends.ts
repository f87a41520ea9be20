import type { Rejection } from '../decision.ts';
import type { Payload } from '../payload.ts';
import { reject } from '../reject.ts';
import type { AfterEnd, ElementInstance, Key } from '../state.ts';
import type { Step } from '../step.ts';
import { completeAdHoc } from './ad-hoc.ts';
import { beginBoundary } from './begin-boundary.ts';
import { beginInPlace } from './begin-event-sub-process.ts';
import { completeElement, tokenEnded } from './complete.ts';
import { closeWaits } from './incidents.ts';
import { noteUnbegun } from './inner-variables.ts';
import { innerTakenAway } from './multi-instance.ts';
import { endEmptyInstance, removeToken } from './remove-token.ts';
import { askBeforeCancellation } from './task-transitions.ts';
import { terminateInstance } from './terminate.ts';
import { openTransition } from './user-tasks.ts';

/**
 * Ends that wait. Camunda 8: a task whose cancellation has listeners stays until they are done, and so does all that is
 * around it and ends with it; it is `terminating`, waits for nothing else, and knows what happens when it has ended.
 */

/** Something is left in an element instance that is to end, or in the instance that it has called. */
export function holdsSomething(step: Step, at: ElementInstance): boolean {
  return step.draft.tokensIn(at.key) !== undefined || step.calledBy(at) !== null;
}

/**
 * Something of the instance is to end, or to make room for what comes after it: until then its tokens are not moved by
 * hand.
 */
export function refuseWhileEnding(
  step: Step,
  instanceKey: Key,
  { includesTakenAway }: { includesTakenAway: boolean },
): Rejection | null {
  for (const { instanceKey: of, elementId, phase, data } of step.draft.elements.values()) {
    if (
      of === instanceKey &&
      phase === 'terminating' &&
      (includesTakenAway || (data?.afterwards && data.afterwards.kind !== 'takenAway'))
    ) {
      return reject('invalidState', `element '${elementId}' is about to end, and waits for the listeners of a task`, {
        instanceKey,
        elementId,
        reason: 'ending',
      });
    }
  }
  return null;
}

/** Its task is about to be canceled, and listeners are asked: now, or already. */
export function isHeldByListeners(step: Step, at: ElementInstance): boolean {
  if (at.kind !== 'userTask') return false;
  return [...(step.draft.attachments(at.key) ?? [])].some((key) => {
    const task = step.draft.userTasks.get(key);
    if (!task) return false;
    return (
      openTransition(task)?.event === 'canceling' ||
      askBeforeCancellation(step, task, () => closeWaits(step, at.key, 'deleted', { keepsTasks: true }))
    );
  });
}

/** It is on its way to its end: in this command, or since one before. */
export function isEnding(step: Step, at: ElementInstance): boolean {
  return step.endings.isTerminating(at.key) || at.phase === 'terminating';
}

/** `afterwards` replaces what was to happen before: the last who ends it says what comes after. */
export function holdUntilEmpty(step: Step, at: ElementInstance, afterwards: AfterEnd | undefined): void {
  const now = step.current(at);
  if (!isHeldByListeners(step, at)) closeWaits(step, at.key, 'deleted');
  const { afterwards: _, ...data } = now.data ?? {};
  const changed = { ...data, ...(afterwards && { afterwards }) };
  step.emit({
    type: 'elementChanged',
    at: step.now,
    elementInstanceKey: at.key,
    changes: { phase: 'terminating', data: Object.keys(changed).length > 0 ? changed : null },
  });
}

/** The same where all that is around it ends in its turn: that waits with it, longer than the command lasts. */
export function hold(step: Step, at: ElementInstance, afterwards: AfterEnd | null): void {
  holdUntilEmpty(step, at, afterwards ?? undefined);
  for (let around = outwards(step, at); around; around = outwards(step, around)) {
    const comes = step.endings.afterTermination(around.key);
    if (comes !== undefined && step.current(around).phase !== 'terminating')
      holdUntilEmpty(step, around, comes ?? undefined);
  }
}

function outwards(step: Step, { scopeKey }: ElementInstance): ElementInstance | undefined {
  const caller = step.draft.instances.get(scopeKey)?.parentElementInstanceKey;
  return step.draft.elements.get(caller ?? scopeKey);
}

/** Of two boundary events the first one comes. */
export function sayAfterwards(step: Step, at: ElementInstance, afterwards: AfterEnd | null): void {
  if (afterwards?.kind === 'boundaryEvent' && afterwardsOf(step, at)?.kind === 'boundaryEvent') return;
  if (step.endings.isTerminating(at.key)) step.endings.terminate(at.key, afterwards);
  if (at.phase === 'terminating') hold(step, at, afterwards);
}

function afterwardsOf(step: Step, at: ElementInstance): AfterEnd | null {
  const inThisCommand = step.endings.afterTermination(at.key);
  return inThisCommand === undefined ? (at.data?.afterwards ?? null) : inThisCommand;
}

export function endTerminated(step: Step, at: ElementInstance, beforeEnd?: (at: ElementInstance) => void): void {
  closeWaits(step, at.key, 'deleted');
  beforeEnd?.(at);
  noteUnbegun(step, at);
  step.emit({
    type: 'elementEnded',
    at: step.now,
    elementInstanceKey: at.key,
    outcome: at.phase === 'compensating' ? 'merged' : 'terminated',
  });
}

/**
 * What it waited for is gone: it ends, with what is around it and ends with it, and what was to come after that comes.
 */
export function endHeld(step: Step, key: Key): void {
  const at = step.draft.elements.get(key);
  if (!at) {
    endHeldInstance(step, key);
    return;
  }
  if (!isEnding(step, at) || holdsSomething(step, at)) return;
  const afterwards = afterwardsOf(step, at);
  endTerminated(step, at);
  goOnAfter(step, at, afterwards);
}

/** The same for an instance that ends in its turn. */
export function endHeldInstance(step: Step, instanceKey: Key): void {
  const afterwards = step.endings.afterTermination(instanceKey);
  if (afterwards?.kind !== 'instanceEnds' || step.draft.tokensIn(instanceKey) !== undefined) return;
  if (step.draft.instances.has(instanceKey)) endInstance(step, instanceKey, afterwards);
}

/**
 * An element instance was ended: what it made room for begins, unless the scope around it ends as well or makes room
 * itself.
 */
export function goOnAfter(step: Step, ended: ElementInstance, afterwards: AfterEnd | null): void {
  const { scopeKey } = ended;
  const itsOwn = afterwards?.kind === 'boundaryEvent' && step.endings.isClosed(scopeKey) ? null : afterwards;
  const comes = itsOwn?.kind === 'boundaryEvent' ? itsOwn : (step.endings.afterInterruption(scopeKey) ?? itsOwn);
  if (comes && !step.endings.isTerminating(scopeKey)) comeAfter(step, ended, comes);
  else endHeld(step, scopeKey);
}

function comeAfter(step: Step, ended: ElementInstance, afterwards: AfterEnd): void {
  const { instanceKey, scopeKey } = ended;
  if (afterwards.kind === 'boundaryEvent') {
    beginHeldBoundary(step, ended, afterwards);
    return;
  }
  // Others in the scope that end with it know the same.
  if (!step.isEmptyScope(scopeKey)) {
    if (afterwards.kind === 'takenAway') noteTakenAway(step, scopeKey);
    return;
  }
  const scope = step.draft.elements.get(scopeKey);
  switch (afterwards.kind) {
    case 'eventSubProcess':
      beginHeldEventSubProcess(step, { instanceKey, scopeKey }, afterwards);
      return;
    case 'scopeCompletes':
      completeScope(step, ended, scope);
      return;
    case 'adHocGoesOn':
      if (scope?.data?.isFulfilled) completeScope(step, ended, scope);
      return;
    case 'takenAway':
      noteTakenAway(step, scopeKey);
      endEmptyScope(step, ended, afterwards);
      return;
    case 'instanceEnds':
      endInstance(step, instanceKey, afterwards);
  }
}

function beginHeldBoundary(
  step: Step,
  host: ElementInstance,
  { elementId, payload }: { elementId: string; payload: Payload },
): void {
  const element = step.element(host.instanceKey, elementId);
  if (element.kind === 'boundaryEvent') beginBoundary(step, element, host, payload);
}

function beginHeldEventSubProcess(
  step: Step,
  { instanceKey, scopeKey }: { instanceKey: Key; scopeKey: Key },
  { elementId, payload }: { elementId: string; payload: Payload },
): void {
  const start = step.element(instanceKey, elementId);
  if (start.kind === 'startEvent') beginInPlace(step, start, { instanceKey, key: scopeKey }, payload);
}

function completeScope(step: Step, ended: ElementInstance, scope: ElementInstance | undefined): void {
  const element = scope && step.elementOf(scope);
  if (scope?.kind === 'multiInstanceBody') completeElement(step, scope);
  else if (scope && element?.kind === 'adHocSubProcess') completeAdHoc(step, element, scope);
  else tokenEnded(step, ended.scopeKey, ended);
}

function noteTakenAway(step: Step, scopeKey: Key): void {
  const body = step.draft.elements.get(scopeKey);
  if (body?.kind === 'multiInstanceBody') innerTakenAway(step, body);
}

/** As if it had been taken away at once: with the scopes that nothing else is in, and its instance. */
function endEmptyScope(
  step: Step,
  { scopeKey, instanceKey }: ElementInstance,
  how: { readonly reason: string | null; readonly isExternal: boolean },
): void {
  const scope = step.draft.elements.get(scopeKey);
  if (scope) removeToken(step, scope, how);
  if (step.draft.instances.has(instanceKey) && step.isEmptyScope(instanceKey)) endEmptyInstance(step, instanceKey, how);
}

/** With the activity that called it, where that is to end as well. */
function endInstance(
  step: Step,
  instanceKey: Key,
  how: { readonly reason: string | null; readonly isExternal: boolean },
): void {
  const caller = step.instance(instanceKey).parentElementInstanceKey;
  const calling = caller === null ? undefined : step.draft.elements.get(caller);
  if (!calling || !isEnding(step, calling)) {
    endEmptyInstance(step, instanceKey, how);
    return;
  }
  terminateInstance(step, instanceKey, how);
  endHeld(step, calling.key);
}

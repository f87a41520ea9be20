import type { Variables } from '../commands.ts';
import type { Key } from '../state.ts';
import type { Step } from '../step.ts';
import { prepareInstanceCatches } from './catches.ts';
import { activateElement, enterElement } from './enter.ts';
import { runStartListenersOfProcess } from './execution-listeners.ts';
import { beginListenerOfProcess } from './process-listeners.ts';
import { setLocalVariables } from './variables.ts';

/**
 * An instance begins: what the event sub-processes of its process wait for is opened (Camunda 8 leaves that to the
 * start event), then its first token sets out, perhaps with variables that are the start event's.
 */
export function beginInstance(step: Step, instanceKey: Key, variablesOfStart: Variables | null): void {
  const isLeftToStart = step.semanticsOf(instanceKey).eventStartsOpen === 'atItsStart';
  const catches = isLeftToStart ? null : prepareInstanceCatches(step, instanceKey);
  // With a job before the start event, all that runs at the start runs in that job, and conditions are looked at there.
  if (step.element(instanceKey, step.instance(instanceKey).startElementId).asyncBefore) {
    step.unnoticed(() => catches?.open());
    step.forgetChanges(instanceKey);
  } else {
    catches?.open();
    runStartListenersOfProcess(step, instanceKey);
  }
  if (beginListenerOfProcess(step, instanceKey, 'start', 0)) {
    setLocalVariables(step, instanceKey, variablesOfStart ?? {}, null);
    return;
  }
  const begin = (): void => sendFirstToken(step, instanceKey, variablesOfStart);
  // A condition that holds from the beginning may take the place of the start.
  if (catches?.opensBeforeWork)
    step.schedule(step.semanticsOf(instanceKey), [{ run: begin, whileAlive: instanceKey, tokenOf: instanceKey }]);
  else begin();
}

/** The job before the start event has been executed: what waited for it runs now, then the token sets out by `begin`. */
export function beginAfterJob(step: Step, instanceKey: Key, begin: () => void): void {
  runStartListenersOfProcess(step, instanceKey);
  for (const key of step.draft.attachments(instanceKey) ?? [])
    if (step.draft.subscriptions.get(key)?.kind === 'conditional')
      step.noteCause({ kind: 'began', subscriptionKey: key });
  step.schedule(step.semanticsOf(instanceKey), [{ run: begin, whileAlive: instanceKey, tokenOf: instanceKey }]);
}

/** Start listeners of the process have been done, so many: the next one begins, else the start event. */
export function goOnBeginning(step: Step, instanceKey: Key, done: number): void {
  if (!beginListenerOfProcess(step, instanceKey, 'start', done)) sendFirstToken(step, instanceKey, null);
}

function sendFirstToken(step: Step, instanceKey: Key, variables: Variables | null): void {
  const start = step.element(instanceKey, step.instance(instanceKey).startElementId);
  const arrival = { instanceKey, scopeKey: instanceKey, enteredBy: [], index: null };
  if (variables) activateElement(step, start, arrival, { payload: { variables } });
  else enterElement(step, start, arrival);
}

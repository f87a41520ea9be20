import type { Variables } from '../commands.ts';
import { StepFailure } from '../failure.ts';
import type { Key } from '../state.ts';
import type { Step } from '../step.ts';
import { prepareInstanceCatches, type Catches } from './catches.ts';
import { activateElement, enterElement } from './enter.ts';
import { runListenersOfProcess } from './execution-listeners.ts';
import { raiseIncident } from './incidents.ts';
import { setLocalVariables } from './variables.ts';

/**
 * An instance begins: what the event sub-processes of its process wait for is opened, then its first token sets out, perhaps
 * with variables that are the start event's. Where that cannot be computed, Camunda 8 stops before both with an incident
 * of the instance.
 */
export function beginInstance(step: Step, instanceKey: Key, variablesOfStart: Variables | null): void {
  let catches: Catches | null;
  try {
    catches = prepareInstanceCatches(step, instanceKey);
  } catch (failure) {
    if (!(failure instanceof StepFailure) || step.semanticsOf(instanceKey).onFailure === 'rollback') throw failure;
    stopInstance(step, instanceKey, failure, variablesOfStart);
    return;
  }
  catches?.open();
  runListenersOfProcess(step, instanceKey, 'start');
  const begin = (): void => sendFirstToken(step, instanceKey, variablesOfStart);
  // A condition that holds from the beginning may take the place of the start.
  if (catches?.opensBeforeWork) step.schedule(step.semanticsOf(instanceKey), [{ run: begin, whileAlive: instanceKey, tokenOf: instanceKey }]);
  else begin();
}

function sendFirstToken(step: Step, instanceKey: Key, variables: Variables | null): void {
  const start = step.element(instanceKey, step.instance(instanceKey).startElementId);
  const arrival = { instanceKey, scopeKey: instanceKey, enteredBy: [], index: null };
  if (variables) activateElement(step, start, arrival, { payload: { variables } });
  else enterElement(step, start, arrival);
}

/** Nothing else keeps what the start event was to get until somebody resolves the incident. */
function stopInstance(step: Step, instanceKey: Key, { incidentType, message }: StepFailure, variablesOfStart: Variables | null): void {
  if (variablesOfStart) setLocalVariables(step, instanceKey, variablesOfStart, null);
  const elementId = step.graphOf(instanceKey).processId;
  raiseIncident(step, { type: incidentType, message, instanceKey, elementId, elementInstanceKey: instanceKey, jobKey: null, failedElementId: null });
}

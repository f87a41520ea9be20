import type { EventSubProcess, StartEvent } from '../../graph/element.ts';
import type { Payload } from '../payload.ts';
import type { ElementInstance } from '../state.ts';
import type { Step } from '../step.ts';
import type { Waiting } from '../trigger-behavior.ts';
import { createContinuation } from './continuation.ts';
import { activateElement, beginElement, createElementInstance } from './enter.ts';
import { interruptScope } from './terminate.ts';
import { propagateVariables, setLocalVariables } from './variables.ts';

/** The trigger of an event sub-process came to the scope around it. */
export function beginEventSubProcess(step: Step, start: StartEvent, scope: Waiting, payload: Payload): void {
  if (
    !start.isInterrupting ||
    interruptScope(step, scope, { startEventId: start.id, eventSubProcessId: start.parentId ?? '', payload })
  )
    beginInPlace(step, start, scope, payload);
}

/** Beside what runs in the scope, or when what it interrupts has ended; in Camunda 7 a job may stand before it. */
export function beginInPlace(
  step: Step,
  start: StartEvent,
  scope: Pick<Waiting, 'instanceKey' | 'key'>,
  payload: Payload,
): void {
  const begin = (): void => {
    step.endings.takePlace(scope.key);
    activateInPlace(step, start, scope, payload);
  };
  const semantics = step.semanticsOf(scope.instanceKey);
  if (semantics.branchOrder === 'depthFirst') begin();
  else
    step.schedule(semantics, [
      { run: begin, whileAlive: scope.key, tokenOf: scope.key, takesPlace: start.isInterrupting === true },
    ]);
}

function activateInPlace(
  step: Step,
  start: StartEvent,
  scope: Pick<Waiting, 'instanceKey' | 'key'>,
  payload: Payload,
): void {
  const element = step.element(scope.instanceKey, start.parentId ?? '');
  if (payload.localVariables) setLocalVariables(step, scope.key, payload.localVariables, start.id);
  const arrival = { instanceKey: scope.instanceKey, scopeKey: scope.key, enteredBy: [], index: null };
  if (element.asyncBefore) {
    propagateVariables(step, scope.key, payload.variables, start.id);
    createContinuation(step, element, 'before', arrival);
    return;
  }
  const at = createElementInstance(step, element, arrival, element.kind);
  if (payload.variablesOfTriggeredScope) setLocalVariables(step, at.key, payload.variablesOfTriggeredScope, start.id);
  beginElement(step, element, at, true, payload);
  // Its listeners are asked first, or it was stopped: what the trigger brought is kept, since nothing else keeps it.
  if (step.isAlive(at.key) && step.isEmptyScope(at.key)) keepBrought(step, step.current(at), payload);
}

/** Camunda 8: after a delay the variables of an error are like those of any other event. */
function keepBrought(step: Step, { key, data }: ElementInstance, { variables, caught }: Payload): void {
  if (Object.keys(variables).length === 0 && !caught) return;
  const brought: Payload = { variables, ...(caught && { caught }) };
  step.emit({ type: 'elementChanged', at: step.now, elementInstanceKey: key, changes: { data: { ...data, brought } } });
}

/** What its trigger brought, as it begins: at once, or as it was kept for it. */
export function takeBrought(step: Step, at: ElementInstance): Payload | undefined {
  const { brought, ...data } = step.current(at).data ?? {};
  if (brought) step.emit({ type: 'elementChanged', at: step.now, elementInstanceKey: at.key, changes: { data } });
  return brought;
}

/** The token sets out at the start event, where in Camunda 7 a job may stand before it. */
export function beginAtEvent(
  step: Step,
  element: EventSubProcess,
  at: ElementInstance,
  payload: Payload = { variables: {} },
): void {
  const start = step.element(at.instanceKey, element.startEventId);
  const arrival = { instanceKey: at.instanceKey, scopeKey: at.key, enteredBy: [], index: null };
  if (start.asyncBefore) {
    propagateVariables(step, at.key, payload.variables, start.id);
    createContinuation(step, start, 'before', arrival);
    return;
  }
  const { variables, staysLocal, caught } = payload;
  const semantics = step.semanticsOf(at.instanceKey);
  const begin = (): void => {
    activateElement(step, start, arrival, { payload: { variables, staysLocal, caught } });
  };
  // In Camunda 7 what the trigger brought is there before anybody goes on.
  if (semantics.branchOrder === 'depthFirst') begin();
  else step.schedule(semantics, [{ run: begin, whileAlive: at.key, tokenOf: at.key }]);
}

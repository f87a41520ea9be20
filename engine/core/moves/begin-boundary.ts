import type { BoundaryEvent } from '../../graph/element.ts';
import type { TokenVariables } from '../element-behavior.ts';
import type { Payload } from '../payload.ts';
import type { ElementInstance } from '../state.ts';
import type { Step } from '../step.ts';
import { createContinuation } from './continuation.ts';
import { activateElement } from './enter.ts';
import { propagateVariables, setLocalVariables } from './variables.ts';

/** The event's token sets out beside its host, or where that was; in Camunda 7 a job may stand before it. */
export function beginBoundary(
  step: Step,
  element: BoundaryEvent,
  host: ElementInstance,
  payload: Payload,
  tokenVariables?: TokenVariables,
): void {
  const arrival = {
    instanceKey: host.instanceKey,
    scopeKey: host.scopeKey,
    enteredBy: [],
    index: null,
    tokenVariables,
  };
  if (!element.asyncBefore) {
    activateElement(step, element, arrival, { payload });
    return;
  }
  propagateVariables(step, host.scopeKey, payload.variables, element.id);
  createContinuation(step, element, 'before', arrival);
}

/**
 * Camunda 7 writes what comes with the event where its activity is, while that is still there. What is left is for the
 * event itself.
 */
export function bringToHost(step: Step, element: BoundaryEvent, host: ElementInstance, payload: Payload): Payload {
  const isBesideHost = element.trigger.kind === 'escalation' && !element.isInterrupting;
  if (isBesideHost || step.semanticsOf(host.instanceKey).boundaryVariables === 'fromEvent') return payload;
  const { localVariables, ...rest } = payload;
  propagateVariables(step, host.key, payload.variables, host.elementId);
  if (localVariables) setLocalVariables(step, host.key, localVariables, host.elementId);
  return { ...rest, variables: {} };
}

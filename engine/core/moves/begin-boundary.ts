import type { BoundaryEvent } from '../../graph/element.ts';
import type { TokenVariables } from '../element-behavior.ts';
import type { Payload } from '../payload.ts';
import type { ElementInstance } from '../state.ts';
import type { Step } from '../step.ts';
import { createContinuation } from './continuation.ts';
import { activateElement } from './enter.ts';
import { propagateVariables } from './variables.ts';

/** The event's token sets out beside its host, or where that was; in Camunda 7 a job may stand before it. */
export function beginBoundary(step: Step, element: BoundaryEvent, host: ElementInstance, payload: Payload, tokenVariables?: TokenVariables): void {
  const arrival = { instanceKey: host.instanceKey, scopeKey: host.scopeKey, enteredBy: [], index: null, tokenVariables };
  if (!element.asyncBefore) { activateElement(step, element, arrival, { payload }); return; }
  propagateVariables(step, host.scopeKey, payload.variables, element.id);
  createContinuation(step, element, 'before', arrival);
}

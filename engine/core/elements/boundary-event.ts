import type { BoundaryEvent } from '../../graph/element.ts';
import type { ElementBehavior, Payload } from '../element-behavior.ts';
import { completeElement } from '../moves/complete.ts';
import { createContinuation } from '../moves/continuation.ts';
import { activateElement } from '../moves/enter.ts';
import { interruptElement } from '../moves/terminate.ts';
import { propagateVariables } from '../moves/variables.ts';
import type { ElementInstance } from '../state.ts';
import type { Step } from '../step.ts';

/**
 * Boundary event: hangs on an activity (on the body of a multi-instance one). Interrupting, it ends the activity and
 * takes its place; otherwise it sends a token beside it and goes on waiting.
 */
export const boundaryEvent: ElementBehavior<BoundaryEvent> = {
  activate(step, _element, at) { completeElement(step, at); },

  caught(step, element, waiting, payload) {
    if (element.isInterrupting) interruptElement(step, waiting, element.id);
    beginBoundary(step, element, waiting, payload);
  },
};

/** The event's token sets out beside its host, or where that was; in Camunda 7 a job may stand before it. */
export function beginBoundary(step: Step, element: BoundaryEvent, host: ElementInstance, payload: Payload): void {
  const arrival = { instanceKey: host.instanceKey, scopeKey: host.scopeKey, enteredBy: [], index: null };
  if (!element.asyncBefore) { activateElement(step, element, arrival, { payload }); return; }
  propagateVariables(step, host.scopeKey, payload.variables, element.id);
  createContinuation(step, element, 'before', arrival);
}

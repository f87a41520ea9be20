import type { BoundaryEvent } from '../../graph/element.ts';
import type { CancelTrigger } from '../../graph/trigger.ts';
import { StepFailure } from '../failure.ts';
import { beginBoundary } from '../moves/begin-boundary.ts';
import { boundariesOf } from '../moves/catches.ts';
import { compensate, compensationsFor } from '../moves/compensation.ts';
import { interruptElement, interruptFor } from '../moves/terminate.ts';
import type { ElementInstance } from '../state.ts';
import type { Step } from '../step.ts';
import type { TriggerBehavior } from '../trigger-behavior.ts';

/**
 * Cancel: a transaction ends without success. What still runs in it is ended at once, what has completed in it is
 * undone, and then the cancel boundary event takes the transaction's place. Only Camunda 7 has it.
 */
export const cancel: TriggerBehavior<CancelTrigger> = {
  allowedAt: ['boundaryEvent', 'endEvent'],

  throw(step, _trigger, at) {
    catcherOf(step, at);
    interruptFor(step, at);
    const due = compensationsFor(step, at, undefined);
    if (due.length === 0) leaveTransaction(step, at);
    else compensate(step, at, due);
  },

  resume(step, _trigger, at) {
    leaveTransaction(step, at);
  },
};

function leaveTransaction(step: Step, at: ElementInstance): void {
  const { host, boundary } = catcherOf(step, at);
  const nothing = { variables: {} };
  const { hasEnded, taken } = interruptElement(step, host, boundary.id, nothing);
  if (hasEnded) beginBoundary(step, boundary, host, nothing, taken);
}

/** The transaction, or the body around its instances, with the boundary event that has to be there. */
function catcherOf(step: Step, at: ElementInstance): { host: ElementInstance; boundary: BoundaryEvent } {
  for (
    let host = step.draft.elements.get(at.scopeKey);
    host;
    host = host.index === null ? undefined : step.draft.elements.get(host.scopeKey)
  ) {
    for (const boundary of boundariesOf(step, step.elementOf(host), host)) {
      if (boundary.kind === 'boundaryEvent' && boundary.trigger.kind === 'cancel') return { host, boundary };
    }
  }
  throw new StepFailure(
    'EXTRACT_VALUE_ERROR',
    `Could not find cancel boundary event for cancel end event Activity(${at.elementId}): cancelBoundaryEvent is null`,
  );
}

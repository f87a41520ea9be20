import type { BoundaryEvent } from '../../graph/element.ts';
import type { ElementBehavior } from '../element-behavior.ts';
import { beginBoundary, bringToHost } from '../moves/begin-boundary.ts';
import { completeElement, completeWith } from '../moves/complete.ts';
import { handOnBeginning } from '../moves/results.ts';
import { interruptElement } from '../moves/terminate.ts';

/**
 * Boundary event: hangs on an activity (on the body of a multi-instance one). Interrupting, it ends the activity and
 * takes its place; otherwise it sends a token beside it and goes on waiting.
 */
export const boundaryEvent: ElementBehavior<BoundaryEvent> = {
  activate(step, element, at, payload) {
    if (payload) completeWith(step, at, () => handOnBeginning(step, element, at, payload));
    else completeElement(step, at);
  },

  caught(step, element, waiting, brought) {
    const payload = bringToHost(step, element, waiting, brought);
    if (!element.isInterrupting) {
      if (step.endings.isClosed(waiting.scopeKey)) return;
      beginBoundary(step, element, waiting, payload);
      return;
    }
    const { hasEnded, taken } = interruptElement(step, waiting, element.id, payload);
    if (hasEnded) beginBoundary(step, element, waiting, payload, taken);
  },
};

import type { EventSubProcess } from '../../graph/element.ts';
import type { ElementBehavior } from '../element-behavior.ts';
import { beginAtEvent, takeBrought } from '../moves/begin-event-sub-process.ts';
import { completeElement } from '../moves/complete.ts';

/**
 * Event sub-process: waits for the trigger of its only start event while the scope around it lives. Interrupting, it
 * ends everything else in that scope and goes on in its place; otherwise it runs beside, as often as the trigger comes.
 * The scope is not done before it is. Interrupted, a scope of Camunda 7 waits for nothing any more, not even at its
 * boundary, but still catches errors and escalations; in Camunda 8 its boundary goes on waiting for messages, signals
 * and timers, and errors and escalations pass it by. What the trigger brought is there when the start event begins, be
 * it after listeners or an incident.
 */
export const eventSubProcess: ElementBehavior<EventSubProcess> = {
  activate(step, element, at, payload) {
    beginAtEvent(step, element, at, payload ?? takeBrought(step, at));
  },

  childEnded(step, _element, at) {
    if (step.isEmptyScope(at.key)) completeElement(step, at);
  },
};

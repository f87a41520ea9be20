import type { StartEvent } from '../../graph/element.ts';
import type { ElementBehavior } from '../element-behavior.ts';
import { beginEventSubProcess } from '../moves/begin-event-sub-process.ts';
import { completeElement } from '../moves/complete.ts';

/**
 * Start event: the first token of a process or sub-process. What started it has come already, so it only completes. In an
 * event sub-process it is what the scope around that waits for.
 */
export const startEvent: ElementBehavior<StartEvent> = {
  activate(step, _element, at) { completeElement(step, at); },

  caughtByScope(step, element, scope, payload) { beginEventSubProcess(step, element, scope, payload); },
};

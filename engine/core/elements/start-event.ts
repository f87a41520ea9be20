import type { StartEvent } from '../../graph/element.ts';
import type { ElementBehavior } from '../element-behavior.ts';
import { completeElement } from '../moves/complete.ts';

/** Start event: the first token of a process or sub-process. What started it has come already, so it only completes. */
export const startEvent: ElementBehavior<StartEvent> = {
  activate(step, _element, at) { completeElement(step, at); },
};

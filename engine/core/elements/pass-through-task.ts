import type { PassThroughTask } from '../../graph/element.ts';
import type { ElementBehavior } from '../element-behavior.ts';
import { completeElement } from '../moves/complete.ts';

/**
 * Manual task and task without a type: the engine does nothing there and goes on. In Camunda 8 their mappings are
 * passed by, and what is at their boundary never waits.
 */
export const passThroughTask: ElementBehavior<PassThroughTask> = {
  activate(step, _element, at) {
    completeElement(step, at);
  },
};

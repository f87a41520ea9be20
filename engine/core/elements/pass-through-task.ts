import type { PassThroughTask } from '../../graph/element.ts';
import type { ElementBehavior } from '../element-behavior.ts';
import { completeElement } from '../moves/complete.ts';

/** Manual task and task without a type: the engine does nothing there and goes on. Alike in both. */
export const passThroughTask: ElementBehavior<PassThroughTask> = {
  activate(step, _element, at) { completeElement(step, at); },
};

import type { IntermediateThrowEvent } from '../../graph/element.ts';
import type { ElementBehavior } from '../element-behavior.ts';
import { throwChildEnded, throwTrigger } from '../moves/throw-trigger.ts';

/** Intermediate throw event: throws its trigger and goes on; without a trigger it only marks a point. */
export const intermediateThrowEvent: ElementBehavior<IntermediateThrowEvent> = {
  activate(step, element, at) {
    throwTrigger(step, element, at);
  },

  childEnded(step, element, at) {
    throwChildEnded(step, element, at);
  },
};

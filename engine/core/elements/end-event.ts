import type { EndEvent } from '../../graph/element.ts';
import type { ElementBehavior } from '../element-behavior.ts';
import { throwChildEnded, throwTrigger } from '../moves/throw-trigger.ts';

/**
 * End event: the token ends here, after its trigger has been thrown. It takes no flow, and its scope completes when
 * it was the last token.
 */
export const endEvent: ElementBehavior<EndEvent> = {
  activate(step, element, at) {
    throwTrigger(step, element, at);
  },

  childEnded(step, element, at) {
    throwChildEnded(step, element, at);
  },
};

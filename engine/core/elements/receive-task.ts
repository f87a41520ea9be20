import type { ReceiveTask } from '../../graph/element.ts';
import type { ElementBehavior } from '../element-behavior.ts';
import { prepareCatch } from '../moves/catches.ts';
import { completeWith } from '../moves/complete.ts';
import { takePayload } from '../moves/results.ts';

/** Receive task: an activity that waits for a message; unlike the catch event it may carry boundary events. */
export const receiveTask: ElementBehavior<ReceiveTask> = {
  activate(step, element, at) {
    prepareCatch(step, element, at)();
  },

  prepare(step, element, at) {
    return prepareCatch(step, element, at);
  },

  caught(step, element, waiting, payload) {
    completeWith(step, waiting, () => takePayload(step, element, waiting, payload));
  },
};

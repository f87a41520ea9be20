import type { IntermediateCatchEvent } from '../../graph/element.ts';
import type { ElementBehavior } from '../element-behavior.ts';
import { prepareCatch } from '../moves/catches.ts';
import { completeElement } from '../moves/complete.ts';
import { takePayload } from '../moves/results.ts';

/** Intermediate catch event: the token waits for the trigger, which fires once. */
export const intermediateCatchEvent: ElementBehavior<IntermediateCatchEvent> = {
  activate(step, element, at) { prepareCatch(step, element, at)(); },

  caught(step, element, waiting, payload) {
    takePayload(step, element, waiting, payload);
    completeElement(step, waiting);
  },
};

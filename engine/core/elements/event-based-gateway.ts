import type { EventBasedGateway } from '../../graph/element.ts';
import type { ElementBehavior } from '../element-behavior.ts';
import { prepareCatch } from '../moves/catches.ts';

/**
 * Event-based gateway: the token waits here for all the events behind it at once; the first that comes ends the other
 * waits, and the token goes on from that event. Alike in both; what comes is told to the event
 * (`intermediateCatchEvent`).
 */
export const eventBasedGateway: ElementBehavior<EventBasedGateway> = {
  activate(step, element, at) {
    const openings = element.eventIds.map((id) => prepareCatch(step, step.element(at.instanceKey, id), at));
    for (const open of openings) open();
  },
};

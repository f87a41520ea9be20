import type { EventBasedGateway } from '../../graph/element.ts';
import type { ElementBehavior } from '../element-behavior.ts';
import { inOpeningOrder, prepareCatch } from '../moves/catches.ts';

/**
 * Event-based gateway: the token waits here for all the events behind it at once; the first that comes ends the other
 * waits, and the token goes on from that event. Alike in both; what comes is told to the event
 * (`intermediateCatchEvent`).
 */
export const eventBasedGateway: ElementBehavior<EventBasedGateway> = {
  activate(step, element, at) {
    const events = element.eventIds.map((id) => step.element(at.instanceKey, id));
    const openings = inOpeningOrder(step, events, at).map((event) => prepareCatch(step, event, at));
    for (const open of openings) open();
  },
};

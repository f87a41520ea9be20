import type { NoneTrigger } from '../../graph/trigger.ts';
import type { TriggerBehavior } from '../trigger-behavior.ts';

/** No event definition: a start by request, a point on the way, a plain end. Alike in both. */
export const none: TriggerBehavior<NoneTrigger> = {
  allowedAt: ['startEvent', 'intermediateThrowEvent', 'endEvent'],
};

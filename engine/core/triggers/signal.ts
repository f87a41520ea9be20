import type { SignalTrigger } from '../../graph/trigger.ts';
import { completeElement } from '../moves/complete.ts';
import { placeOf, textAt } from '../moves/evaluate-at.ts';
import { openSubscription } from '../moves/open-subscription.ts';
import type { TriggerBehavior } from '../trigger-behavior.ts';

/** Signal: everything that waits for it anywhere, and start events too. It reaches them after the commit of its throw. */
export const signal: TriggerBehavior<SignalTrigger> = {
  allowedAt: ['startEvent', 'intermediateCatchEvent', 'intermediateThrowEvent', 'boundaryEvent', 'endEvent', 'eventSubProcessStart'],

  prepare(step, trigger, place) {
    const name = textAt(step, trigger.name, placeOf(place.waiting));
    return () => openSubscription(step, place, 'signal', name, null);
  },

  throw(step, trigger, at) {
    const name = textAt(step, trigger.name, placeOf(at));
    const { tenantId } = step.instance(at.instanceKey);
    step.emit({ type: 'signalThrown', at: step.now, name, instanceKey: at.instanceKey, tenantId, variables: {} });
    completeElement(step, at);
  },
};

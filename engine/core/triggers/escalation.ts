import type { EscalationTrigger } from '../../graph/trigger.ts';
import { completeElement } from '../moves/complete.ts';
import { placeOf, textAt } from '../moves/evaluate-at.ts';
import { throwEscalation } from '../moves/throw-escalation.ts';
import type { TriggerBehavior } from '../trigger-behavior.ts';

/**
 * Escalation: climbs like an error, but need not end anything: a catcher that does not interrupt runs beside, and who
 * threw it goes on. Nothing is opened for a catching one; it is found when the escalation comes. Uncaught it is
 * nothing, in both. Camunda 7 catches it at user tasks too, and can tell the code in a variable.
 */
export const escalation: TriggerBehavior<EscalationTrigger> = {
  allowedAt: ['boundaryEvent', 'intermediateThrowEvent', 'endEvent', 'eventSubProcessStart'],

  throw(step, trigger, at) {
    const code = trigger.code ? textAt(step, trigger.code, placeOf(at)) : '';
    if (throwEscalation(step, at.scopeKey, code) !== 'ended') completeElement(step, at);
  },
};

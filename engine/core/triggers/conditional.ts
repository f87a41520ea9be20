import type { ConditionalTrigger } from '../../graph/trigger.ts';
import { openSubscription } from '../moves/open-subscription.ts';
import type { TriggerBehavior } from '../trigger-behavior.ts';

/**
 * Condition over variables: looked at when the wait begins, and whenever a variable changes in a scope from which it is
 * seen, if the model names that variable and that kind of change or none. Only in Camunda 7; a process begins by it when
 * somebody asks with variables.
 */
export const conditional: TriggerBehavior<ConditionalTrigger> = {
  allowedAt: ['startEvent', 'intermediateCatchEvent', 'boundaryEvent', 'eventSubProcessStart'],
  opensBeforeWork: true,

  prepare(step, _trigger, place) {
    return () => step.noteCause({ kind: 'began', subscriptionKey: openSubscription(step, place, 'conditional', '', null) });
  },
};

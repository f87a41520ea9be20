import type { ConditionalTrigger } from '../../graph/trigger.ts';
import { openSubscription } from '../moves/open-subscription.ts';
import type { TriggerBehavior } from '../trigger-behavior.ts';

/**
 * Condition over variables: looked at when the wait begins, and whenever a variable changes in a scope from which it is
 * seen, if the model names that variable and that kind of change or none. A process begins by it when somebody asks
 * with variables. Camunda 7 looks at each change for itself and fails where the condition is no boolean; Camunda 8
 * (since 8.9) looks once at all that was changed together, only at changes of variables that the condition names, and
 * at none of an output mapping.
 */
export const conditional: TriggerBehavior<ConditionalTrigger> = {
  allowedAt: ['startEvent', 'intermediateCatchEvent', 'boundaryEvent', 'eventSubProcessStart'],
  opensBeforeWork: true,

  prepare(step, _trigger, place) {
    return () =>
      step.noteCause({ kind: 'began', subscriptionKey: openSubscription(step, place, 'conditional', '', null) });
  },
};

import type { LinkTrigger } from '../../graph/trigger.ts';
import type { Element } from '../../graph/element.ts';
import type { Arrival } from '../element-behavior.ts';
import { completeElement, leave } from '../moves/complete.ts';
import { enterElement } from '../moves/enter.ts';
import type { Step } from '../step.ts';
import type { TriggerBehavior } from '../trigger-behavior.ts';

/**
 * Link: a way without a line, from a throwing event to the catching event of the same name in the same scope. Camunda 7
 * passes both unseen; in Camunda 8 they are element instances.
 */
export const link: TriggerBehavior<LinkTrigger> = {
  allowedAt: ['intermediateThrowEvent', 'intermediateCatchEvent'],

  passUnseen(step, { targetId }, element, arrival) {
    if (step.semanticsOf(arrival.instanceKey).linksAreSeen) return false;
    if (targetId === undefined) leave(step, arrival.instanceKey, arrival.scopeKey, element.outgoing, null);
    else enterTarget(step, targetId, arrival);
    return true;
  },

  prepare(step, _trigger, { waiting }) {
    return () => {
      const at = step.draft.elements.get(waiting.key);
      if (at) completeElement(step, at);
    };
  },

  leave(step, { targetId }, at) {
    if (targetId !== undefined) enterTarget(step, targetId, at);
  },
};

function enterTarget(
  step: Step,
  targetId: string,
  { instanceKey, scopeKey }: Pick<Arrival, 'instanceKey' | 'scopeKey'>,
): void {
  const target: Element = step.element(instanceKey, targetId);
  step.schedule(step.semanticsOf(instanceKey), [
    {
      run: () => enterElement(step, target, { instanceKey, scopeKey, enteredBy: [], index: null }),
      whileAlive: scopeKey,
      tokenOf: scopeKey,
      headsFor: targetId,
    },
  ]);
}

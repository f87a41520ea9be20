import { Refusal } from '../failure.ts';
import { reject } from '../reject.ts';
import type { Key } from '../state.ts';
import type { Step } from '../step.ts';
import type { StartTarget } from './start-target.ts';

/** Nothing comes to an event at which an activity only says by what it is undone. */
export function refuseCompensation(target: StartTarget): void {
  if (
    target.kind !== 'element' ||
    target.element.kind !== 'boundaryEvent' ||
    target.element.trigger.kind !== 'compensation'
  )
    return;
  const { id } = target.element;
  throw new Refusal(
    reject('invalidState', `${id} is a compensation boundary event, at which nothing can be started`, {
      reason: 'compensationBoundary',
      elementId: id,
    }),
  );
}

export function refuseSuspended(step: Step, instanceKey: Key): void {
  if (step.instance(instanceKey).isSuspended)
    throw new Refusal(reject('invalidState', 'the instance is suspended', { instanceKey, reason: 'suspended' }));
}

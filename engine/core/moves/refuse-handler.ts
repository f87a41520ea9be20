import type { ActivityBase, Element } from '../../graph/element.ts';
import { Refusal } from '../failure.ts';
import { reject } from '../reject.ts';
import type { Key } from '../state.ts';
import type { Step } from '../step.ts';

/**
 * Camunda 7 takes what undoes a multi-instance activity for a part of its body: nothing begins there beside the item of
 * a sequential one.
 */
export function refuseHandlerOfSequential(step: Step, instanceKey: Key, { id, ...element }: Element): void {
  if ((element as Partial<ActivityBase>).isForCompensation !== true) return;
  if (step.semanticsOf(instanceKey).modification !== 'inTurn') return;
  for (const at of step.draft.elements.values()) {
    if (at.instanceKey !== instanceKey || at.kind !== 'multiInstanceBody') continue;
    const { compensation, multiInstance } = step.elementOf(at) as Partial<ActivityBase>;
    if (compensation?.handlerId !== id || multiInstance?.isSequential !== true) continue;
    throw new Refusal(
      reject('invalidState', `${at.elementId} does one item after the other`, {
        reason: 'sequential',
        elementId: at.elementId,
        instanceKey,
      }),
    );
  }
}

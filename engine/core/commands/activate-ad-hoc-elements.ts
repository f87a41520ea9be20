import type { CommandHandler } from '../command-handler.ts';
import { DONE } from '../command-handler.ts';
import type { ActivateAdHocElements } from '../commands.ts';
import { activate, unknownIds } from '../moves/ad-hoc.ts';
import { terminateTokens } from '../moves/terminate.ts';
import { reject } from '../reject.ts';

/** Activates elements of a running ad-hoc sub-process: all of them or none. */
export const activateAdHocElements: CommandHandler<ActivateAdHocElements> = (
  step,
  { elementInstanceKey, activate: activations, cancelsRemaining },
) => {
  const at = step.draft.elements.get(elementInstanceKey);
  const element = at?.kind === 'adHocSubProcess' ? step.elementOf(at) : undefined;
  if (!at || element?.kind !== 'adHocSubProcess')
    return reject('notFound', 'there is no such ad-hoc sub-process', { elementInstanceKey });
  if (step.instance(at.instanceKey).isSuspended)
    return reject('invalidState', 'the instance is suspended', { elementInstanceKey, reason: 'suspended' });
  if (at.phase !== 'active')
    return reject('invalidState', 'the ad-hoc sub-process is stopped by an incident', {
      elementInstanceKey,
      reason: 'notActive',
    });
  const ids = activations.map(({ elementId }) => elementId);
  if (new Set(ids).size < ids.length)
    return reject('invalidArgument', 'an element is named twice', { elementInstanceKey, reason: 'duplicates' });
  const unknown = unknownIds(element, ids);
  if (unknown.length > 0)
    return reject('invalidArgument', `there is nothing to be activated as ${unknown.join(', ')}`, {
      elementInstanceKey,
      reason: 'unknownElements',
      elementIds: unknown.join(', '),
    });
  if (cancelsRemaining) terminateTokens(step, at.key, { reason: null, afterwards: { kind: 'adHocGoesOn' } });
  activate(step, element, at, activations);
  return DONE;
};

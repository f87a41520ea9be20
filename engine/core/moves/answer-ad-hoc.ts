import type { AdHocSubProcess } from '../../graph/element.ts';
import type { CompleteJob } from '../commands.ts';
import { DONE } from '../command-handler.ts';
import type { CommandResult, Rejection } from '../decision.ts';
import { reject } from '../reject.ts';
import type { ElementInstance } from '../state.ts';
import type { Step } from '../step.ts';
import { activate, completeAdHoc, unknownIds } from './ad-hoc.ts';
import { goesOn } from './goes-on.ts';
import { terminateTokens } from './terminate.ts';
import { setLocalVariables } from './variables.ts';

/**
 * The worker of an ad-hoc sub-process has decided: it is done, or more is activated, or it just waits for what is
 * active.
 */
export function answerAdHoc(
  step: Step,
  element: AdHocSubProcess,
  at: ElementInstance,
  { jobKey, worker, variables, adHoc }: CompleteJob,
): CommandResult | Rejection {
  const {
    activate: activations,
    isFulfilled,
    cancelsRemaining,
  } = adHoc ?? { activate: [], isFulfilled: false, cancelsRemaining: false };
  const unknown = unknownIds(
    element,
    activations.map(({ elementId }) => elementId),
  );
  if (unknown.length > 0)
    return reject('invalidArgument', `there is nothing to be activated as ${unknown.join(', ')}`, {
      jobKey,
      reason: 'unknownElements',
      elementIds: unknown.join(', '),
    });
  if (isFulfilled && activations.length > 0)
    return reject('invalidArgument', 'nothing is activated in what is done', {
      jobKey,
      reason: 'fulfilledAndActivating',
    });
  setLocalVariables(step, at.key, variables, element.id);
  step.emit({ type: 'jobEnded', at: step.now, jobKey, outcome: 'completed', worker: worker ?? null });
  if (!goesOn(step, at.key)) return DONE;
  if (cancelsRemaining) terminateTokens(step, at.key, { reason: null, afterwards: { kind: 'adHocGoesOn' } });
  if (!isFulfilled) activate(step, element, at, activations);
  else if (step.isEmptyScope(at.key)) completeAdHoc(step, element, at);
  else
    step.emit({
      type: 'elementChanged',
      at: step.now,
      elementInstanceKey: at.key,
      changes: { data: { ...step.current(at).data, isFulfilled: true } },
    });
  return DONE;
}

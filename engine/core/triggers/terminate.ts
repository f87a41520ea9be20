import type { TerminateTrigger } from '../../graph/trigger.ts';
import { tokenEnded } from '../moves/complete.ts';
import { interruptedBy, stopWaitingInside, terminateTokens } from '../moves/terminate.ts';
import { terminateOthersInTurn } from '../moves/terminate-in-turn.ts';
import type { ElementInstance } from '../state.ts';
import type { Step } from '../step.ts';
import type { TriggerBehavior } from '../trigger-behavior.ts';

/**
 * Terminate: once it has completed, with its listeners, it ends the other tokens of its scope, which completes by that.
 * A caller goes on. Alike in both.
 */
export const terminate: TriggerBehavior<TerminateTrigger> = {
  allowedAt: ['endEvent'],

  leave(step, _trigger, at) {
    terminateBy(step, at);
  },
};

function terminateBy(step: Step, at: ElementInstance): void {
  if (step.semanticsOf(at.instanceKey).interruption === 'inTurn') {
    if (terminateOthersInTurn(step, at, { kind: 'scopeCompletes' }))
      stopWaitingInside(step, { key: at.scopeKey, instanceKey: at.instanceKey });
    else tokenEnded(step, at.scopeKey, at);
    return;
  }
  if (
    terminateTokens(step, at.scopeKey, {
      reason: interruptedBy(at.elementId),
      afterwards: { kind: 'scopeCompletes' },
    })
  )
    tokenEnded(step, at.scopeKey, at);
  else stopWaitingInside(step, { key: at.scopeKey, instanceKey: at.instanceKey });
}

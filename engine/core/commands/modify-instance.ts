import type { CommandHandler } from '../command-handler.ts';
import { DONE } from '../command-handler.ts';
import type { ModifyInstance } from '../commands.ts';
import { refuseWhileEnding } from '../moves/held-ends.ts';
import { completeInstance } from '../moves/instances.ts';
import { obeyInstructions } from '../moves/obey-instructions.ts';
import { endEmptyInstance } from '../moves/remove-token.ts';
import type { Termination } from '../moves/terminate.ts';
import { reject } from '../reject.ts';
import type { Key } from '../state.ts';
import type { Step } from '../step.ts';

/** Moves tokens of a running instance by hand; it ends when nothing is left of it after the last instruction. */
export const modifyInstance: CommandHandler<ModifyInstance> = (step, command) => {
  const { instanceKey, instructions, reason, isOneOfMany = false } = command;
  const instance = step.draft.instances.get(instanceKey);
  if (!instance) return reject('notFound', 'there is no such running instance', { instanceKey });
  const refusal = refuseWhileEnding(step, instanceKey, { includesTakenAway: false });
  if (refusal) return refusal;
  step.skipping = command;
  const how: Termination = { reason, isExternal: !isOneOfMany };
  // One that waits for its own listeners has no token yet, or none any more.
  const isBare = step.isEmptyScope(instanceKey) && !instructions.some(({ kind }) => kind.startsWith('start'));
  const outcome = obeyInstructions(step, instanceKey, instructions, how);
  // What was started may have thrown an error that its caller catches.
  if (!step.draft.instances.has(instanceKey)) return DONE;
  if (outcome === 'goesOn' || isBare || keepsCompletedScopes(step, instanceKey)) return DONE;
  if (outcome === 'ranOut') completeInstance(step, instanceKey, null);
  if (outcome !== 'emptied') return DONE;
  const isTogether = step.semanticsOf(instanceKey).modification === 'together';
  // In Camunda 8 what was to be started holds the instance, even where its scope was taken away with the rest; but not
  // where the instance itself was to end.
  const isNamed = instructions.some((one) => one.kind === 'cancelElement' && one.elementInstanceKey === instanceKey);
  if (isTogether && !isNamed && instructions.some(({ kind }) => kind.startsWith('start'))) return DONE;
  if (instance.parentInstanceKey !== null && isTogether) {
    return reject('invalidArgument', 'nothing would be left of a called instance', {
      reason: 'emptiesCalled',
      instanceKey,
    });
  }
  endEmptyInstance(step, instanceKey, how);
  return DONE;
};

/**
 * Camunda 7 leaves an instance whose completed scopes can still be undone, without a token, for the next modification.
 */
function keepsCompletedScopes(step: Step, instanceKey: Key): boolean {
  if (step.semanticsOf(instanceKey).modification === 'together') return false;
  return [...(step.draft.attachments(instanceKey) ?? [])].some((key) => {
    const kept = step.draft.subscriptions.get(key);
    return kept?.kind === 'compensate' && kept.eventScope !== null;
  });
}

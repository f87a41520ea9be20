import type { CommandHandler } from '../command-handler.ts';
import { DONE } from '../command-handler.ts';
import type { CancelInstance } from '../commands.ts';
import { endEmptyInstance } from '../moves/remove-token.ts';
import { terminateTokens } from '../moves/terminate.ts';
import { reject } from '../reject.ts';

/**
 * Ends an instance from outside. Camunda 8 refuses that for a called one; Camunda 7 ends the calling activity with it,
 * and whatever is empty by that.
 */
export const cancelInstance: CommandHandler<CancelInstance> = (step, command) => {
  const { instanceKey, reason, onlyRoot } = command;
  const instance = step.draft.instances.get(instanceKey);
  if (!instance) return reject('notFound', 'there is no such running instance', { instanceKey });
  if (onlyRoot && instance.parentInstanceKey !== null) {
    return reject('invalidState', 'the instance was called by another one, which is to be canceled instead', { instanceKey, reason: 'called', parentInstanceKey: instance.parentInstanceKey, rootInstanceKey: step.draft.treeKey });
  }
  step.skipping = command;
  const how = { reason, isInterruption: true, isExternal: true };
  terminateTokens(step, instanceKey, how);
  endEmptyInstance(step, instanceKey, how);
  return DONE;
};

import type { CommandHandler } from '../command-handler.ts';
import { DONE } from '../command-handler.ts';
import type { CancelInstance } from '../commands.ts';
import { closeWaits } from '../moves/incidents.ts';
import { endEmptyInstance } from '../moves/remove-token.ts';
import { endTasksFirst, terminatingTokens } from '../moves/terminate.ts';
import { terminateInstanceInTurn } from '../moves/terminate-in-turn.ts';
import { reject } from '../reject.ts';
import type { Key } from '../state.ts';
import type { Step } from '../step.ts';

/**
 * Ends an instance from outside. Camunda 8 refuses that for a called one; Camunda 7 ends the calling activity with it,
 * and whatever is empty by that.
 */
export const cancelInstance: CommandHandler<CancelInstance> = function* (step, command) {
  const { instanceKey, reason, onlyRoot } = command;
  const instance = step.draft.instances.get(instanceKey);
  if (!instance) return reject('notFound', 'there is no such running instance', { instanceKey });
  if (onlyRoot && instance.parentInstanceKey !== null) {
    return reject('invalidState', 'the instance was called by another one, which is to be canceled instead', {
      instanceKey,
      reason: 'called',
      parentInstanceKey: instance.parentInstanceKey,
      rootInstanceKey: step.draft.treeKey,
    });
  }
  if (isEndingAlready(step, instanceKey)) return reject('notFound', 'the instance is about to end', { instanceKey });
  step.skipping = command;
  if (command.keepsCalled) detachCalled(step, instanceKey);
  const how = { reason, isExternal: true };
  if (step.semanticsOf(instanceKey).interruption === 'inTurn') {
    terminateInstanceInTurn(step, instanceKey, how);
    return DONE;
  }
  endTasksFirst(step, instanceKey, reason);
  yield* terminatingTokens(step, instanceKey, { ...how, afterwards: { kind: 'instanceEnds', ...how } });
  // Listeners of tasks are asked first (Camunda 8): the instance waits for nothing else, and ends after them.
  if (step.draft.tokensIn(instanceKey) === undefined) endEmptyInstance(step, instanceKey, how);
  else closeWaits(step, instanceKey, 'deleted');
  return DONE;
};

function isEndingAlready(step: Step, instanceKey: Key): boolean {
  return [...(step.draft.tokensIn(instanceKey) ?? [])].some(
    (key) => step.draft.elements.get(key)?.data?.afterwards?.kind === 'instanceEnds',
  );
}

function detachCalled(step: Step, instanceKey: Key): void {
  for (const called of [...step.draft.instances.values()]) {
    if (called.parentInstanceKey === instanceKey)
      step.emit({
        type: 'instanceChanged',
        at: step.now,
        instanceKey: called.key,
        changes: { parentInstanceKey: null, parentElementInstanceKey: null },
      });
  }
}

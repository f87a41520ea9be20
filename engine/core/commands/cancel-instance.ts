import type { CommandHandler } from '../command-handler.ts';
import { DONE } from '../command-handler.ts';
import type { CancelInstance } from '../commands.ts';
import { terminateElement, terminateInstance } from '../moves/terminate.ts';
import { reject } from '../reject.ts';
import type { Key } from '../state.ts';
import type { Step } from '../step.ts';

/**
 * Ends an instance from outside. Camunda 8 refuses that for a called one; Camunda 7 ends the calling activity with it,
 * and whatever is empty by that.
 */
export const cancelInstance: CommandHandler<CancelInstance> = (step, { instanceKey, reason, onlyRoot }) => {
  const instance = step.draft.instances.get(instanceKey);
  if (!instance) return reject('notFound', 'there is no such running instance', { instanceKey });
  if (onlyRoot && instance.parentInstanceKey !== null) {
    return reject('invalidState', 'the instance was called by another one, which is to be canceled instead', { instanceKey, reason: 'called', parentInstanceKey: instance.parentInstanceKey, rootInstanceKey: step.draft.treeKey });
  }
  terminateInstance(step, instanceKey, true, reason);
  const caller = instance.parentElementInstanceKey === null ? undefined : step.draft.elements.get(instance.parentElementInstanceKey);
  if (caller) {
    terminateElement(step, caller);
    endEmptyScopes(step, caller.scopeKey, reason);
  }
  return DONE;
};

function endEmptyScopes(step: Step, scopeKey: Key, reason: string | null): void {
  if (!step.isEmptyScope(scopeKey)) return;
  const scope = step.draft.elements.get(scopeKey);
  if (scope) {
    terminateElement(step, scope);
    endEmptyScopes(step, scope.scopeKey, reason);
    return;
  }
  const instance = step.instance(scopeKey);
  terminateInstance(step, scopeKey, true, reason);
  const caller = instance.parentElementInstanceKey === null ? undefined : step.draft.elements.get(instance.parentElementInstanceKey);
  if (!caller) return;
  terminateElement(step, caller);
  endEmptyScopes(step, caller.scopeKey, reason);
}

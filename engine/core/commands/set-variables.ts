import type { CommandHandler } from '../command-handler.ts';
import type { SetVariables, Variables } from '../commands.ts';
import type { CommandResult, Rejection } from '../decision.ts';
import { instanceKeyOf, propagateVariables, removeVariable, setLocalVariables } from '../moves/variables.ts';
import { begin, listensTo } from '../moves/task-transitions.ts';
import { openTransition, runTaskListeners, taskInHand } from '../moves/user-tasks.ts';
import { localScopeOf } from '../moves/token-variables.ts';
import { reject } from '../reject.ts';
import type { Key } from '../state.ts';
import type { Step } from '../step.ts';

/** Variables set or removed from outside; a name to be removed that is not there is passed over. */
export const setVariables: CommandHandler<SetVariables> = (step, { scopeKey: asked, variables, removals, local }) => {
  const isToken = step.draft.jobs.get(asked)?.kind === 'continuation';
  if (!step.isAlive(asked) && !isToken && !step.draft.userTasks.has(asked))
    return reject('notFound', 'there is no such running instance, element instance or task', { scopeKey: asked });
  const waiting = askListeners(step, asked, variables, local);
  if (waiting) return waiting;
  const element = local ? step.draft.elements.get(asked) : undefined;
  const scopeKey = element ? localScopeOf(step, element) : asked;
  if (local) setLocalVariables(step, scopeKey, variables, null);
  else propagateVariables(step, scopeKey, variables, null);
  let hasChanged = Object.keys(variables).length > 0;
  for (const name of removals) {
    if (removeVariable(step, scopeKey, name, local, null)) hasChanged = true;
  }
  // To Camunda 7 a task has changed with what becomes its own, and with nothing that goes further out.
  if (local) {
    if (hasChanged && step.draft.userTasks.has(scopeKey))
      step.emit({ type: 'userTaskChanged', at: step.now, taskKey: scopeKey, changes: {} });
    runTaskListeners(step, scopeKey, 'update');
  }
  const instanceKey = instanceKeyOf(step, scopeKey);
  return instanceKey === null ? {} : { instanceKey };
};

/** Variables that are set at a task's own element are an update of the task to its listeners (Camunda 8). */
function askListeners(
  step: Step,
  elementInstanceKey: Key,
  variables: Variables,
  staysLocal: boolean,
): CommandResult | Rejection | undefined {
  for (const key of step.draft.attachments(elementInstanceKey) ?? []) {
    const found = step.draft.userTasks.get(key);
    if (!found || (!openTransition(found) && !listensTo(step, found, 'updating'))) continue;
    const task = taskInHand(step, key);
    if ('kind' in task) return task;
    return {
      ...begin(step, task, { event: 'updating', action: '', changes: {}, variables, staysLocal }),
      ...(task.instanceKey !== null && { instanceKey: task.instanceKey }),
      taskKey: key,
    };
  }
  return undefined;
}

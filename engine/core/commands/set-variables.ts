import type { CommandHandler } from '../command-handler.ts';
import type { SetVariables } from '../commands.ts';
import { instanceKeyOf, lookupVariable, noteChange, propagateVariables, setLocalVariables } from '../moves/variables.ts';
import { runTaskListeners } from '../moves/user-tasks.ts';
import { localScopeOf } from '../moves/token-variables.ts';
import { reject } from '../reject.ts';

/** Variables set or removed from outside; a name to be removed that is not there is passed over. */
export const setVariables: CommandHandler<SetVariables> = (step, { scopeKey: asked, variables, removals, local }) => {
  if (!step.isAlive(asked) && !step.draft.userTasks.has(asked)) return reject('notFound', 'there is no such running instance, element instance or task', { scopeKey: asked });
  const element = local ? step.draft.elements.get(asked) : undefined;
  const scopeKey = element ? localScopeOf(step, element) : asked;
  if (local) setLocalVariables(step, scopeKey, variables, null);
  else propagateVariables(step, scopeKey, variables, null);
  for (const name of removals) {
    const variable = local ? step.draft.variablesOf(scopeKey)?.get(name) : lookupVariable(step, scopeKey, name);
    if (!variable) continue;
    noteChange(step, variable.scopeKey, name, 'delete');
    step.emit({ type: 'variableRemoved', at: step.now, variableKey: variable.key, writtenBy: null });
  }
  // Camunda 7 tells a task's listeners of what becomes its own, and of nothing that goes further out.
  if (local) runTaskListeners(step, scopeKey, 'update');
  return { instanceKey: instanceKeyOf(step, scopeKey) };
};

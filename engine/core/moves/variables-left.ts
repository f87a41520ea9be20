import type { VariableValue } from '../../graph/variable-value.ts';
import type { Command } from '../commands.ts';
import type { CommandResult } from '../decision.ts';
import type { Key, TreeState } from '../state.ts';
import type { Step } from '../step.ts';

/** With what the command's instance has of its own, for a caller that wants to see it. */
export function withVariablesLeft(step: Step, base: TreeState, command: Command, result: CommandResult): CommandResult {
  const instanceKey = 'returnsVariables' in command && command.returnsVariables ? instanceOf(base, command) : null;
  return instanceKey === null ? result : { ...result, variables: variablesLeft(step, base, instanceKey) };
}

function instanceOf(base: TreeState, command: Command): Key | null {
  switch (command.type) {
    case 'startInstance':
      return command.instanceKey;
    case 'completeUserTask':
      return base.userTasks.get(command.taskKey)?.instanceKey ?? null;
    case 'correlateMessage':
      return base.subscriptions.get(command.subscriptionKey)?.instanceKey ?? null;
    default:
      return null;
  }
}

/**
 * An instance that has ended has those with which it ended: nothing takes them from it, so what was written and removed
 * says all. Transient ones are seen until the command is over.
 */
function variablesLeft(step: Step, base: TreeState, instanceKey: Key): Readonly<Record<string, VariableValue>> {
  const left = new Map<Key, { readonly name: string; readonly value: VariableValue }>();
  for (const variable of base.variablesByScope.get(instanceKey)?.values() ?? []) left.set(variable.key, variable);
  for (const event of step.events) {
    if (event.type === 'variableSet' && event.variable.scopeKey === instanceKey)
      left.set(event.variable.key, event.variable);
    if (event.type === 'variableRemoved') left.delete(event.variableKey);
  }
  const passing = [...(step.passing.get(instanceKey)?.values() ?? [])].map(
    ({ name, value }) => [name, { ...value, isTransient: true }] as const,
  );
  return Object.fromEntries([...[...left.values()].map(({ name, value }) => [name, value] as const), ...passing]);
}

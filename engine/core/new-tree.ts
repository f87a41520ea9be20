import type { Command } from './commands.ts';
import type { Key } from './state.ts';

/**
 * The key of the tree that a command makes: of an instance, or of a task that is no part of anything. null: it is for a
 * tree that is there.
 */
export function newTreeKey(command: Command): Key | null {
  if (command.type === 'startInstance') return command.instanceKey;
  return command.type === 'createTask' && command.parentTaskKey === null ? command.taskKey : null;
}

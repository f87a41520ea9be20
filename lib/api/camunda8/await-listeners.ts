import type { CommandResult, Engine, Key } from '@/engine/index.ts';
import { commandProblem, gatewayTimeout } from './problem.ts';

/** How long a request waits for the listeners of a task. */
const LISTENERS_WAIT_MS = 10_000;
const WORDS: Readonly<Record<string, string>> = {
  ASSIGN: 'Assignment',
  CLAIM: 'Assignment',
  UPDATE: 'Update',
  COMPLETE: 'Completion',
};

/** What is asked of a task with listeners is answered when they are through; with what they say when they deny it. */
export async function awaitListeners(
  engine: Engine,
  taskKey: Key,
  { transitionKey }: CommandResult,
  command: string,
): Promise<void> {
  if (transitionKey === undefined) return;
  const outcome = await engine.awaitTaskTransition(taskKey, transitionKey, LISTENERS_WAIT_MS);
  if (outcome === null) throw gatewayTimeout();
  if (outcome.kind === 'denied')
    throw commandProblem(
      command,
      409,
      'INVALID_STATE',
      `${WORDS[command]} of the User Task with key '${taskKey}' was denied by Task Listener. Reason to deny: '${outcome.reason}'`,
    );
  if (outcome.kind === 'canceled')
    throw commandProblem(
      command,
      409,
      'INVALID_STATE',
      `The user task with key '${taskKey}' was canceled before its task listeners were done`,
    );
}

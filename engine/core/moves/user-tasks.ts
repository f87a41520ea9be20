import type { Rejection } from '../decision.ts';
import { reject } from '../reject.ts';
import type { Key, UserTaskInstance } from '../state.ts';
import type { Step } from '../step.ts';

/** A task that somebody wants to work on; those of suspended instances rest. */
export function taskInHand(step: Step, taskKey: Key): UserTaskInstance | Rejection {
  const task = step.draft.userTasks.get(taskKey);
  if (!task) return reject('notFound', 'there is no such task', { taskKey });
  if (step.instance(task.instanceKey).isSuspended) return reject('invalidState', 'the instance is suspended', { taskKey, reason: 'suspended' });
  return task;
}

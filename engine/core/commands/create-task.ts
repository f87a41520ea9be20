import type { CommandHandler } from '../command-handler.ts';
import type { CreateTask } from '../commands.ts';
import { createUserTask } from '../moves/user-tasks.ts';
import { reject } from '../reject.ts';
import type { UserTaskInstance } from '../state.ts';
import type { Step } from '../step.ts';

/**
 * Camunda 7: somebody writes down work that no process asks for, perhaps as a part of another task. A part lives in the
 * tree of the whole, and ends with it; it has the tenant of the whole. Camunda 8 has no such tasks.
 */
export const createTask: CommandHandler<CreateTask> = (
  step,
  { taskKey, parentTaskKey, tenantId, externalId, attributes },
) => {
  const parent = parentTaskKey === null ? null : step.draft.userTasks.get(parentTaskKey);
  if (parent === undefined) return reject('notFound', 'there is no such task to be a part of', { parentTaskKey });
  const ofParent = parent && tenantOf(step, parent);
  if (parent && tenantId !== null && tenantId !== ofParent)
    return reject('invalidArgument', 'a part of a task has the tenant of the whole', {
      parentTaskKey,
      tenantId: ofParent,
      reason: 'otherTenant',
    });
  if (parent && parent.instanceKey !== null && step.instance(parent.instanceKey).isSuspended)
    return reject('invalidState', 'the instance is suspended', { taskKey: parentTaskKey, reason: 'suspended' });
  createUserTask(step, {
    key: taskKey,
    instanceKey: null,
    elementInstanceKey: null,
    elementId: null,
    parentTaskKey,
    externalId,
    tenantId: ofParent ?? tenantId,
    candidateUsers: [],
    candidateGroups: [],
    otherLinks: [],
    formKey: null,
    formDefinitionKey: null,
    transition: null,
    createdAt: step.now,
    ...attributes,
  });
  return { taskKey };
};

const tenantOf = (step: Step, task: UserTaskInstance): string | null =>
  task.instanceKey === null ? task.tenantId : step.instance(task.instanceKey).tenantId;

import { z } from 'zod';
import type { OperationCheck } from './contract.ts';
import type { Operation } from './operation.ts';
import { keySchema, nameSchema, userNameSchema } from './parameter-schemas.ts';
import { planTask } from './task-target.ts';

const MAX_CANDIDATES = 100;

/** Who is offered the task. */
export const taskSetCandidates: Operation<'task.set-candidates'> = {
  name: 'task.set-candidates',
  parameters: z.strictObject({
    taskKey: keySchema,
    users: z.array(userNameSchema).max(MAX_CANDIDATES),
    groups: z.array(nameSchema).max(MAX_CANDIDATES),
  }),
  plan: (context, { taskKey, users, groups }) =>
    planTask(context, taskKey, 'task.set-candidates', ({ task }) => {
      const [candidateUsers, candidateGroups] = [[...new Set(users)], [...new Set(groups)]];
      const who = [...candidateGroups, ...candidateUsers].join(', ');
      return {
        command: { type: 'updateUserTask', taskKey, changes: { candidateUsers, candidateGroups } },
        riskBecause: 'Other people see the task, or no longer do.',
        effects: [who === '' ? `${task.title} is offered to nobody.` : `${task.title} is offered to ${who}.`],
        checks: [seenCheck(task.assignee, who)],
        before: { users: task.candidateUsers, groups: task.candidateGroups },
        after: { users: candidateUsers, groups: candidateGroups },
      };
    }),
};

function seenCheck(assignee: string | null, who: string): OperationCheck {
  const name = 'Somebody can see it';
  if (who !== '' || assignee !== null)
    return { name, result: 'passed', evidence: assignee === null ? who : `${assignee} has it.` };
  return { name, result: 'look', evidence: 'Nobody has it and nobody is offered it: nobody will find it.' };
}

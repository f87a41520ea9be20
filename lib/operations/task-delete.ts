import { z } from 'zod';
import { Prisma } from '@/lib/db.ts';
import { counted } from './counted.ts';
import type { Operation } from './operation.ts';
import { keySchema } from './parameter-schemas.ts';
import { planTask } from './task-target.ts';

/** Parts of parts are followed so deep, as the engine does without end; a number is all that is said of them. */
const MAX_PARTS = 1_000;

/** Gives up a task that no process asked for, with all its parts. A task of a process is ended by its process alone. */
export const taskDelete: Operation<'task.delete'> = {
  name: 'task.delete',
  parameters: z.strictObject({ taskKey: keySchema }),
  plan: async (context, { taskKey }) => {
    const [found] = await context.database.$queryRaw<{ parts: number }[]>(Prisma.sql`
      with recursive part(key) as (
        select t.key from user_task t where t.parent_task_key = ${taskKey}::bigint and t.ended_at is null
        union all select t.key from part p join user_task t on t.parent_task_key = p.key where t.ended_at is null
      ) select count(*)::int as parts from (select 1 from part limit ${MAX_PARTS}::int) c`);
    const parts = found?.parts ?? 0;
    return planTask(context, taskKey, 'task.delete', ({ task }) => ({
      command: { type: 'deleteTask', taskKey },
      riskBecause: 'The work is given up, and nobody can take it up again.',
      effects: [
        `${task.title} is deleted: it is in nobody’s list any more.`,
        ...(parts === 0 ? [] : [`${counted(parts, 'part')} of it ${parts === 1 ? 'goes' : 'go'} with it.`]),
        'What is known of it stays in the history.',
      ],
      checks: [
        task.instanceKey === null
          ? {
              name: 'No process waits for it',
              result: 'passed',
              evidence: 'It was created by hand or by an application.',
            }
          : {
              name: 'No process waits for it',
              result: 'blocked',
              evidence: 'A process waits for it: cancel or move its token instead, or complete the task.',
            },
        task.assignee === null
          ? { name: 'Nobody works on it', result: 'passed', evidence: 'It is unassigned.' }
          : { name: 'Nobody works on it', result: 'look', evidence: `${task.assignee} has it.` },
      ],
      before: { assignee: task.assignee, outcome: null },
      after: { assignee: task.assignee, outcome: 'deleted', parts },
    }));
  },
};

import { z } from 'zod';
import { jobTitle, kindCheck, planJob } from './job-target.ts';
import type { Operation } from './operation.ts';
import { instantSchema, keySchema } from './parameter-schemas.ts';
import { planStartTimer, type StartTimer, type StartTimerChange, versionRunsCheck } from './start-timer.ts';

/** Moves the moment at which a timer fires or a job is tried again. */
export const jobSetDueDate: Operation<'job.set-due-date'> = {
  name: 'job.set-due-date',
  parameters: z.strictObject({ jobKey: keySchema, dueAt: instantSchema.nullable() }),
  plan: async (context, { jobKey, dueAt }) =>
    (await planStartTimer(context, 'job.set-due-date', jobKey, (timer, title) => ofStartTimer(timer, title, dueAt))) ??
    planJob(context, 'job.set-due-date', jobKey, (job, instance) => {
      const at = dueAt === null ? null : new Date(dueAt);
      const words = at === null ? 'has no due date' : `is due at ${at.toISOString()}`;
      const isOver = at === null || at.getTime() <= context.engine.now();
      return {
        command: { type: 'setJobDueDate', jobKey, dueAt: at?.getTime() ?? null },
        riskBecause: 'Who relies on the time is not asked.',
        effects: [
          `${jobTitle(job, instance)} ${words}${job.dueAt === null ? '' : ` instead of ${job.dueAt.toISOString()}`}${isOver ? ', so it runs at once' : ''}.`,
        ],
        checks: [kindCheck(job, false)],
        before: { dueAt: job.dueAt?.toISOString() ?? null },
        after: { dueAt: at?.toISOString() ?? null },
        message: () => `${jobTitle(job, instance)} ${words}.`,
      };
    }),
};

function ofStartTimer(timer: StartTimer, title: string, dueAt: string | null): StartTimerChange {
  const at = dueAt === null ? null : new Date(dueAt).toISOString();
  const words = at === null ? 'is due at once' : `fires at ${at}`;
  return {
    command: { type: 'setJobDueDate', jobKey: timer.key, dueAt: at === null ? null : Date.parse(at) },
    riskBecause: 'Who relies on the time is not asked.',
    effects: [
      `${title} ${words}${timer.dueAt === null ? '' : ` instead of at ${timer.dueAt.toISOString()}`}.`,
      ...(timer.repeat === null ? [] : [`Later times follow the model (${timer.repeat}).`]),
    ],
    checks: [versionRunsCheck(timer, 'look')],
    before: { dueAt: timer.dueAt?.toISOString() ?? null },
    after: { dueAt: at },
    message: `${title} ${words}.`,
  };
}

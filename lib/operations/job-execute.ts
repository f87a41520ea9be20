import { z } from 'zod';
import { jobTitle, kindCheck, planJob } from './job-target.ts';
import type { Operation } from './operation.ts';
import { keySchema } from './parameter-schemas.ts';
import { retryChecks } from './retry-checks.ts';
import { planStartTimer, versionRunsCheck } from './start-timer.ts';

/** Runs a timer or continuation now, whatever its due date; an attempt that fails is counted as any other. */
export const jobExecute: Operation<'job.execute'> = {
  name: 'job.execute',
  parameters: z.strictObject({ jobKey: keySchema }),
  plan: async (context, { jobKey }) =>
    (await planStartTimer(context, 'job.execute', jobKey, (timer, title) => ({
      command: { type: 'executeJob', jobKey },
      riskBecause: 'An instance starts at once.',
      effects: [
        `${title} fires now${timer.dueAt === null ? '' : ` instead of at ${timer.dueAt.toISOString()}`}: an instance starts.`,
        timer.repeat === null
          ? 'It fires once: there is no next time.'
          : `Its next time is computed as if it had fired by itself (${timer.repeat}).`,
      ],
      checks: [versionRunsCheck(timer, 'blocked')],
      before: { dueAt: timer.dueAt?.toISOString() ?? null },
      after: { ran: true },
      message: `${title} has fired.`,
    }))) ??
    planJob(context, 'job.execute', jobKey, async (job, instance) => ({
      command: { type: 'executeJob', jobKey },
      riskBecause: 'The process goes on from here at once.',
      effects: [
        job.kind === 'timer'
          ? `The timer ${jobTitle(job, instance)} fires now${job.dueAt === null ? '' : ` instead of at ${job.dueAt.toISOString()}`}.`
          : `${jobTitle(job, instance)} runs now.`,
      ],
      checks: [
        kindCheck(job, false),
        job.isSuspended
          ? { name: 'It does not rest', result: 'look', evidence: 'The job is suspended; it runs all the same.' }
          : { name: 'It does not rest', result: 'passed', evidence: 'Nobody suspended it.' },
        ...(await retryChecks(context, instance, [{ ...job, jobKey }])),
      ],
      isRetry: true,
      before: { dueAt: job.dueAt?.toISOString() ?? null, retries: job.retries },
      after: { ran: true },
      message: (failure) =>
        failure === undefined
          ? `${jobTitle(job, instance)} has run.`
          : `${jobTitle(job, instance)} has failed: ${failure}`,
    })),
};

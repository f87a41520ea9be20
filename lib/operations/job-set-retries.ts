import { z } from 'zod';
import { named } from '@/lib/models/element-words.ts';
import { jobTitle, planJob } from './job-target.ts';
import type { Operation } from './operation.ts';
import { instantSchema, keySchema, retriesSchema } from './parameter-schemas.ts';
import { dueDateCheck, setDueDate } from './retry.ts';
import { retryChecks } from './retry-checks.ts';
import { planStartRetries } from './start-retries.ts';

/**
 * Sets how often a job may still be tried, and from when on. Without an incident in its way it may be taken at once.
 */
export const jobSetRetries: Operation<'job.set-retries'> = {
  name: 'job.set-retries',
  parameters: z.strictObject({ jobKey: keySchema, retries: retriesSchema, dueAt: instantSchema.optional() }),
  plan: async (context, { jobKey, retries, dueAt }) =>
    (await planStartRetries(context, 'job.set-retries', { jobKey, retries, dueAt })) ??
    planJob(context, 'job.set-retries', jobKey, async (job, instance) => ({
      command: { type: 'setJobRetries', jobKey, retries },
      riskBecause: 'The job may run again.',
      effects: [
        `The job at ${jobTitle(job, instance)} may be tried ${retries} more ${retries === 1 ? 'time' : 'times'}${dueAt === undefined ? '' : `, not before ${dueAt}`}.`,
      ],
      checks: [...dueDateCheck([job], dueAt), ...(await retryChecks(context, instance, [{ ...job, jobKey }]))],
      first:
        dueAt === undefined
          ? undefined
          : (audit, expectedVersion) => setDueDate(context.engine, jobKey, dueAt, audit, expectedVersion),
      isRetry: true,
      before: { retries: job.retries },
      after: { retries, ...(dueAt !== undefined && { dueAt }) },
      message: () => `The job at ${named(job.elementId)} has ${retries} retries.`,
    })),
};

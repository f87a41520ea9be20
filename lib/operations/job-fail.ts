import { z } from 'zod';
import { jobTitle, kindCheck, planJob } from './job-target.ts';
import type { Operation } from './operation.ts';
import { keySchema, messageSchema } from './parameter-schemas.ts';

/** Says that the work failed for good, in place of its worker: an incident, instead of a lock that never ends. */
export const jobFail: Operation<'job.fail'> = {
  name: 'job.fail',
  parameters: z.strictObject({ jobKey: keySchema, message: messageSchema }),
  plan: (context, { jobKey, message }) =>
    planJob(context, 'job.fail', jobKey, (job, instance) => ({
      command: { type: 'failJob', jobKey, retries: 0, retryAfterMs: 0, errorMessage: message, errorDetails: null },
      riskBecause: 'A worker that is at it works for nothing.',
      effects: [`${jobTitle(job, instance)} fails with no retries left: it stops with an incident.`],
      checks: [kindCheck(job, true)],
      before: { retries: job.retries, worker: job.worker },
      after: { retries: 0, message },
      message: () => `${jobTitle(job, instance)} was failed by hand.`,
    })),
};

import { z } from 'zod';
import { jobTitle, kindCheck, planJob } from './job-target.ts';
import { rehearsalCheck } from './checks.ts';
import type { Operation } from './operation.ts';
import { keySchema, messageSchema } from './parameter-schemas.ts';

const MAX_CODE_LENGTH = 255;

/** Throws an error of the model in place of the worker: the token takes the path that catches it. */
export const jobThrowError: Operation<'job.throw-error'> = {
  name: 'job.throw-error',
  parameters: z.strictObject({
    jobKey: keySchema,
    code: z.string().trim().min(1, 'The code is missing.').max(MAX_CODE_LENGTH),
    message: messageSchema.optional(),
  }),
  plan: (context, { jobKey, code, message }) =>
    planJob(context, 'job.throw-error', jobKey, async (job, instance) => {
      const command = {
        type: 'throwJobError',
        jobKey,
        errorCode: code,
        errorMessage: message ?? null,
        variables: {},
      } as const;
      return {
        command,
        riskBecause: 'The process takes the path of an error that no worker has reported.',
        effects: [
          `${jobTitle(job, instance)} ends with the error ${code}; the nearest event that catches it takes over.`,
        ],
        checks: [
          kindCheck(job, true),
          ...(job.isEnded || job.kind !== 'worker' ? [] : [rehearsalCheck(await context.engine.rehearse(command))]),
        ],
        before: { retries: job.retries, worker: job.worker },
        after: { errorCode: code, message: message ?? null },
        message: () => `${jobTitle(job, instance)} has thrown ${code}.`,
      };
    }),
};

import { z } from 'zod';
import { jobTitle, kindCheck, planJob } from './job-target.ts';
import type { Operation } from './operation.ts';
import { keySchema, variablesSchema } from './parameter-schemas.ts';
import { typedValues, valuesCheck } from './typed-value.ts';

/**
 * Says that the work is done, in place of its worker: for work that was done outside, or is not to be done any more.
 */
export const jobComplete: Operation<'job.complete'> = {
  name: 'job.complete',
  parameters: z.strictObject({ jobKey: keySchema, variables: variablesSchema.optional() }),
  plan: (context, { jobKey, variables = [] }) =>
    planJob(context, 'job.complete', jobKey, async (job, instance) => {
      const { values, problems } = typedValues(variables);
      return {
        command: { type: 'completeJob', jobKey, variables: values },
        riskBecause: 'The process believes that the work was done; nobody has checked it.',
        effects: [
          `${jobTitle(job, instance)} is completed without its worker; the token goes on.`,
          ...(variables.length === 0
            ? []
            : [`${variables.length} ${variables.length === 1 ? 'value is' : 'values are'} handed on as its result.`]),
        ],
        checks: [kindCheck(job, true), valuesCheck(problems)],
        before: { retries: job.retries, worker: job.worker },
        after: { outcome: 'completed', variables: Object.keys(values) },
        message: () => `${jobTitle(job, instance)} was completed by hand.`,
      };
    }),
};

import { z } from 'zod';
import { jobTitle, kindCheck, planJob } from './job-target.ts';
import type { Operation } from './operation.ts';
import { keySchema } from './parameter-schemas.ts';

/** Takes work away from the worker that holds it, so that another may have it at once. */
export const jobUnlock: Operation<'job.unlock'> = {
  name: 'job.unlock',
  parameters: z.strictObject({ jobKey: keySchema }),
  plan: (context, { jobKey }) =>
    planJob(context, 'job.unlock', jobKey, (job, instance) => {
      const isHeld = job.worker !== null && job.lockUntil !== null && job.lockUntil.getTime() > Date.now();
      const message = `${jobTitle(job, instance)} is free for any worker.`;
      return {
        // A lease is no part of the process, so no command of its tree changes it.
        command: async ({ audit }) => {
          const changed = await context.engine.changeLease(
            { jobKey, worker: null, until: null, mode: 'release' },
            { audit },
          );
          return changed.kind === 'rejection'
            ? changed
            : { kind: 'done', message, instanceKey: instance.key, version: instance.version };
        },
        riskBecause: 'Two workers may do the same work.',
        effects: [message, `What ${job.worker ?? 'its worker'} answers later is refused.`],
        checks: [
          kindCheck(job, true),
          isHeld
            ? {
                name: 'Somebody holds it',
                result: 'passed',
                evidence: `${job.worker} until ${job.lockUntil?.toISOString()}.`,
              }
            : { name: 'Somebody holds it', result: 'blocked', evidence: 'Nobody does.' },
        ],
        // A worker may prolong its lease at any time.
        before: { worker: job.worker, lockUntil: job.lockUntil?.toISOString() ?? null },
        state: { worker: job.worker },
        after: { worker: null, lockUntil: null },
        message: () => message,
      };
    }),
};

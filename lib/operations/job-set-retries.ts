import { z } from 'zod';
import { ACTIONS } from '@/lib/auth/policy.ts';
import { Prisma } from '@/lib/db.ts';
import { isAliveCheck, leaseCheck } from './checks.ts';
import { findInstance, targetOf, titleOf } from './instance-target.ts';
import { done, NOT_FOUND, type Operation } from './operation.ts';
import { keySchema, retriesSchema } from './parameter-schemas.ts';

interface JobRow { instanceKey: string | null; elementId: string; retries: number | null; worker: string | null; lockUntil: Date | null; isEnded: boolean }

/** Sets how often a job may still be tried, without running it. */
export const jobSetRetries: Operation<'job.set-retries'> = {
  name: 'job.set-retries',
  parameters: z.strictObject({ jobKey: keySchema, retries: retriesSchema }),
  plan: async (context, { jobKey, retries }) => {
    const [job] = await context.database.$queryRaw<JobRow[]>(Prisma.sql`
      select j.instance_key::text as "instanceKey", j.element_id as "elementId", j.retries, j.worker, j.lock_until as "lockUntil", j.ended_at is not null as "isEnded"
      from job j where j.key = ${jobKey}::bigint`);
    const instance = job?.instanceKey == null ? null : await findInstance(context, job.instanceKey);
    if (job === undefined || instance === null) return NOT_FOUND;
    return {
      target: targetOf(instance, { kind: 'job', key: jobKey, elementId: job.elementId }),
      risk: ACTIONS['job.set-retries'].risk, riskBecause: 'The job may run again.', confirmation: null,
      effects: [`The job at ${job.elementId} of ${titleOf(instance)} may be tried ${retries} more ${retries === 1 ? 'time' : 'times'}.`],
      checks: [
        isAliveCheck(instance),
        job.isEnded ? { name: 'Job is open', result: 'blocked', evidence: 'It has ended.' } : { name: 'Job is open', result: 'passed', evidence: 'It waits or runs.' },
        leaseCheck(job),
      ],
      before: { retries: job.retries }, after: { retries }, version: instance.version,
      run: async ({ audit, expectedVersion }) => {
        const executed = await context.engine.execute({ type: 'setJobRetries', jobKey, retries }, { audit, expectedVersion });
        return executed.kind === 'rejection' ? executed : done(`The job at ${job.elementId} has ${retries} retries.`, executed, instance.key);
      },
    };
  },
};

import { z } from 'zod';
import { ACTIONS } from '@/lib/auth/policy.ts';
import { Prisma } from '@/lib/db.ts';
import { named } from '@/lib/models/element-words.ts';
import { isAliveCheck, leaseCheck } from './checks.ts';
import { findInstance, targetOf, titleOf } from './instance-target.ts';
import { done, NOT_FOUND, type Operation } from './operation.ts';
import { instantSchema, keySchema, retriesSchema } from './parameter-schemas.ts';
import { dueDateCheck, findIncidents, incidentOpenCheck, retriedJobs, retryIncident } from './retry.ts';
import { retryChecks } from './retry-checks.ts';
import { planStartIncident } from './start-retries.ts';
import { followingJobs } from './told.ts';

/** Tries one failed step again. */
export const incidentRetry: Operation<'incident.retry'> = {
  name: 'incident.retry',
  parameters: z.strictObject({
    incidentKey: keySchema,
    retries: retriesSchema.optional(),
    dueAt: instantSchema.optional(),
  }),
  plan: async (context, { incidentKey, retries = 1, dueAt }) => {
    const [incident] = await findIncidents(context.database, Prisma.sql`n.key = ${incidentKey}::bigint`, 1);
    if (incident === undefined) return NOT_FOUND;
    if (incident.instanceKey === null) return planStartIncident(context, incident, { retries, dueAt });
    const instance = await findInstance(context, incident.instanceKey);
    if (instance === null) return NOT_FOUND;
    const jobs = retriedJobs([incident]);
    return {
      target: targetOf(instance, { kind: 'incident', key: incident.key, elementId: incident.elementId }),
      risk: ACTIONS['incident.retry'].risk,
      riskBecause: 'No runbook says that this retry is safe.',
      confirmation: null,
      effects: [
        incident.jobKey === null
          ? `${named(incident.elementId)} of ${titleOf(instance)} is tried again.`
          : `The job at ${named(incident.elementId)} of ${titleOf(instance)} gets ${retries} ${retries === 1 ? 'attempt' : 'attempts'} and runs again${dueAt === undefined ? '' : `, not before ${dueAt}`}.`,
        'The incident closes; when the attempt fails again, a new one is raised.',
      ],
      checks: [
        isAliveCheck(instance),
        incidentOpenCheck(incident),
        ...dueDateCheck(jobs, dueAt),
        ...(jobs.length === 0 ? [leaseCheck(incident)] : await retryChecks(context, instance, jobs)),
      ],
      before: { retries: incident.retries, message: incident.message },
      after: { retries: incident.jobKey === null ? null : retries, ...(dueAt !== undefined && { dueAt }) },
      version: instance.version,
      run: async ({ audit, expectedVersion }) => {
        const executed = await retryIncident(
          context.engine,
          incident,
          { retries, dueAt },
          followingJobs(
            audit,
            context.person,
            jobs.map(({ jobKey }) => jobKey),
          ),
          expectedVersion,
        );
        return executed.kind === 'rejection'
          ? executed
          : {
              ...done(`${named(incident.elementId)} of ${titleOf(instance)} is tried again.`, executed, instance.key),
              jobKeys: jobs.map(({ jobKey }) => jobKey),
            };
      },
    };
  },
};

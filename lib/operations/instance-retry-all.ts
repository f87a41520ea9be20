import { z } from 'zod';
import { ACTIONS } from '@/lib/auth/policy.ts';
import { Prisma } from '@/lib/db.ts';
import { named, rejectionWords } from '@/lib/models/element-words.ts';
import { isAliveCheck } from './checks.ts';
import { findInstance, type LiveInstance, targetOf, titleOf } from './instance-target.ts';
import { NOT_FOUND, type Operation, type OperationContext, type Outcome, type Step } from './operation.ts';
import { instantSchema, keySchema, nameSchema, retriesSchema } from './parameter-schemas.ts';
import { type Attempt, dueDateCheck, findIncidents, type OpenIncident, retriedJobs, retryIncident } from './retry.ts';
import { retryChecks } from './retry-checks.ts';
import { followingJobs } from './told.ts';
import { grouped } from './grouped.ts';

/** More than this in one instance is a matter for a batch. */
const MAX_INCIDENTS = 50;
const MAX_ELEMENTS = 200;

/** Tries all failed steps of one instance again, or all of some elements; each is done, and recorded, by itself. */
export const instanceRetryAll: Operation<'instance.retry-all'> = {
  name: 'instance.retry-all',
  parameters: z.strictObject({
    instanceKey: keySchema,
    elementIds: z.array(nameSchema).min(1).max(MAX_ELEMENTS).optional(),
    retries: retriesSchema.optional(),
    dueAt: instantSchema.optional(),
  }),
  plan: async (context, { instanceKey, elementIds, retries = 1, dueAt }) => {
    const instance = await findInstance(context, instanceKey);
    if (instance === null) return NOT_FOUND;
    const incidents = await findIncidents(
      context.database,
      Prisma.sql`n.instance_key = ${instanceKey}::bigint
        and n.resolved_at is null ${elementIds === undefined ? Prisma.empty : Prisma.sql`and n.element_id = any(${[...elementIds]}::text[])`}`,
      MAX_INCIDENTS + 1,
    );
    const jobs = retriedJobs(incidents);
    return {
      target: targetOf(instance, {
        kind: 'instance',
        key: instance.key,
        elementId: elementIds?.length === 1 ? (elementIds[0] ?? null) : null,
      }),
      risk: ACTIONS['instance.retry-all'].risk,
      riskBecause: 'No runbook says that these retries are safe.',
      confirmation: null,
      effects: incidents
        .slice(0, 10)
        .map((incident) => `${named(incident.elementId)} is tried again: ${incident.message}`),
      checks: [
        isAliveCheck(instance),
        incidents.length === 0
          ? { name: 'Open incidents', result: 'blocked', evidence: 'There is none.' }
          : incidents.length > MAX_INCIDENTS
            ? {
                name: 'Open incidents',
                result: 'blocked',
                evidence: `More than ${MAX_INCIDENTS}: too many for one action.`,
              }
            : { name: 'Open incidents', result: 'passed', evidence: `${grouped(incidents.length)} to retry.` },
        ...dueDateCheck(jobs, dueAt),
        ...(incidents.length > MAX_INCIDENTS ? [] : await retryChecks(context, instance, jobs)),
      ],
      before: { incidents: incidents.map((incident) => incident.key) },
      after: { retries, ...(dueAt !== undefined && { dueAt }) },
      version: instance.version,
      run: (step) => retryEach(context, incidents, { retries, dueAt }, step, instance),
    };
  },
};

/** The person's version guards the first; after that the instance moves on by our own doing. */
async function retryEach(
  { engine, person }: OperationContext,
  incidents: readonly OpenIncident[],
  attempt: Attempt,
  step: Step,
  instance: LiveInstance,
): Promise<Outcome> {
  let version: number | null = null;
  let count = 0;
  const refusals: string[] = [];
  const jobKeys: string[] = [];
  for (const incident of incidents) {
    const audit = {
      ...step.audit,
      targetKind: 'incident',
      targetKey: incident.key,
      elementId: incident.elementId,
      before: { retries: incident.retries, message: incident.message },
    };
    const executed = await retryIncident(
      engine,
      incident,
      attempt,
      followingJobs(audit, person, incident.jobKey === null ? [] : [incident.jobKey]),
      count === 0 && refusals.length === 0 ? step.expectedVersion : undefined,
    );
    if (executed.kind === 'rejection') {
      if (count === 0 && incidents.length === 1) return executed;
      refusals.push(`${named(incident.elementId)}: ${rejectionWords(executed)}`);
    } else {
      version = executed.version;
      count += 1;
      if (incident.jobKey !== null) jobKeys.push(incident.jobKey);
    }
  }
  if (count === 0) return { kind: 'conflict', message: `Nothing was retried. ${refusals.join(' ')}` };
  return {
    kind: 'done',
    message:
      `${grouped(count)} of ${grouped(incidents.length)} of ${titleOf(instance)} are tried again. ${refusals.join(' ')}`.trim(),
    instanceKey: instance.key,
    version,
    jobKeys,
  };
}

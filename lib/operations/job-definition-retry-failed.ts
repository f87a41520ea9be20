import { timeCheck } from './checks.ts';
import { z } from 'zod';
import { named } from '@/lib/models/element-words.ts';
import { guardedFor } from './batch-guard.ts';
import { ACTIONS } from '@/lib/auth/policy.ts';
import { Prisma } from '@/lib/db.ts';
import { NOT_FOUND, type Operation } from './operation.ts';
import { instantSchema, keySchema, nameSchema, retriesSchema } from './parameter-schemas.ts';
import { ruleNoted, stopEffects, stopRuleSchema } from './stop-rule.ts';
import { followingBatch } from './told.ts';
import { grouped } from './grouped.ts';

/** Failed jobs that one batch takes. */
const MAX_JOBS = 10_000;
const MANY = 50;

interface Failed {
  readonly key: string;
  readonly kind: string;
}

/** Gives attempts to all jobs of an element that have none left, now or from a moment on, as a batch. */
export const jobDefinitionRetryFailed: Operation<'job-definition.retry-failed'> = {
  name: 'job-definition.retry-failed',
  parameters: z.strictObject({
    definitionKey: keySchema,
    elementId: nameSchema,
    retries: retriesSchema,
    at: instantSchema.nullable(),
    stopRule: stopRuleSchema.optional(),
  }),
  plan: async (context, { definitionKey, elementId, retries, at, stopRule }) => {
    const definition = await context.engine.definition({ key: definitionKey });
    const processId = definition?.graph.processId;
    const { definitions } = context.access;
    if (
      definition === null ||
      processId === undefined ||
      !definition.graph.elements.has(elementId) ||
      (definitions !== null && !definitions.includes(processId))
    )
      return NOT_FOUND;
    const found = await context.database.$queryRaw<Failed[]>(Prisma.sql`
      select j.key::text as key, j.kind from incident n join job j on j.key = n.job_key
      where n.resolved_at is null and n.definition_key = ${definitionKey}::bigint and n.element_id = ${elementId}
        and j.retries = 0 and j.ended_at is null order by j.key limit ${MAX_JOBS + 1}::int`);
    const jobs = found.slice(0, MAX_JOBS);
    const isWork = jobs.some(({ kind }) => kind === 'worker');
    const isMany = jobs.length > MANY;
    return {
      target: {
        kind: 'definition',
        key: definitionKey,
        instanceKey: null,
        definitionKey,
        processId,
        elementId,
        businessKey: null,
      },
      risk: isMany ? 'high' : ACTIONS['job-definition.retry-failed'].risk,
      riskBecause: isMany ? `More than ${MANY} at once.` : 'All of them may run again.',
      confirmation: null,
      effects: [
        `${grouped(jobs.length)} failed ${jobs.length === 1 ? 'job' : 'jobs'} at ${named(elementId)} of ${named(processId)} version ${definition.version} get ${retries} ${retries === 1 ? 'attempt' : 'attempts'}${at === null ? '' : `, and run from ${new Date(at).toISOString()} on`}.`,
        'It runs in the background; each keeps its own result.',
        ...stopEffects(stopRule),
      ],
      checks: [
        jobs.length === 0
          ? { name: 'There is something to do', result: 'blocked', evidence: 'No job of this element has failed.' }
          : {
              name: 'There is something to do',
              result: found.length > MAX_JOBS ? 'look' : 'passed',
              evidence:
                found.length > MAX_JOBS
                  ? `Only the oldest ${grouped(MAX_JOBS)} are taken.`
                  : `${grouped(jobs.length)} jobs.`,
            },
        at !== null && isWork
          ? {
              name: 'When',
              result: 'blocked',
              evidence: 'Workers fetch when they ask; only timers and continuations can be given a time.',
            }
          : timeCheck(at, context.engine.now()),
      ],
      before: { failed: found.length },
      state: null,
      after: { retries, at, items: jobs.length, ...ruleNoted(stopRule) },
      version: null,
      run: async ({ audit }) => {
        const batchKey = await context.engine.batches.create({
          operation:
            at === null
              ? { kind: 'setWorkRetries', retries }
              : { kind: 'setJobRetries', retries, dueAt: Date.parse(at) },
          targets: jobs.map(({ key }) => key),
          createdBy: context.person.username,
          audit: followingBatch(audit, context.person),
          guarded: guardedFor(context.person, { kind: 'setRetries', retries }, 'job-definition.retry-failed', 'job'),
          ...ruleNoted(stopRule),
        });
        return {
          kind: 'done',
          message: `The batch of ${grouped(jobs.length)} was created.`,
          instanceKey: null,
          version: null,
          batchKey,
        };
      },
    };
  },
};

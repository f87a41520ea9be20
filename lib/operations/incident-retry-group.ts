import { z } from 'zod';
import type { Engine } from '@/engine/index.ts';
import { ACTIONS } from '@/lib/auth/policy.ts';
import { Prisma } from '@/lib/db.ts';
import { authorize } from '@/lib/auth/authorize.ts';
import { named, rejectionWords } from '@/lib/models/element-words.ts';
import { guardedFor } from './batch-guard.ts';
import type { OperationCheck } from './contract.ts';
import { findGroup, type IncidentGroup } from './incident-group.ts';
import { NOT_FOUND, type Operation, type OperationContext } from './operation.ts';
import { keySchema, retriesSchema } from './parameter-schemas.ts';
import { ruleNoted, stopEffects, stopRuleSchema } from './stop-rule.ts';
import { followingBatch } from './told.ts';
import { grouped } from './grouped.ts';

/** Incidents of one group that one batch takes. */
const MAX_INCIDENTS = 10_000;
/** With more, the batch is of high risk. */
const MANY = 50;
const SAMPLE = 10;

interface Item {
  readonly key: string;
  readonly title: string;
  readonly version: number;
  readonly jobKey: string | null;
  readonly type: string;
  readonly isHeld: boolean;
  /** false: a job of a start event has failed. */
  readonly isOfInstance: boolean;
}

/** Tries again all that failed alike, as a batch in the background with a result for each. */
export const incidentRetryGroup: Operation<'incident.retry-group'> = {
  name: 'incident.retry-group',
  parameters: z.strictObject({
    incidentKey: keySchema,
    retries: retriesSchema.optional(),
    stopRule: stopRuleSchema.optional(),
  }),
  plan: async (context, { incidentKey, retries = 1, stopRule }) => {
    const group = await findGroup(context, incidentKey);
    if (group === null) return NOT_FOUND;
    const found = await itemsOf(context, group);
    const items = found.slice(0, MAX_INCIDENTS);
    const isMany = items.length > MANY;
    return {
      target: {
        kind: 'incident',
        key: incidentKey,
        instanceKey: null,
        definitionKey: group.definitionKey,
        processId: group.processId,
        elementId: group.elementId,
        businessKey: null,
      },
      risk: isMany ? 'high' : ACTIONS['incident.retry-group'].risk,
      riskBecause: isMany ? `More than ${MANY} at once.` : 'No runbook says that this retry is safe.',
      confirmation: null,
      effects: [
        `${grouped(items.length)} failed ${items.length === 1 ? 'step is' : 'steps are'} tried again at ${named(group.elementId)}, with ${retries} ${retries === 1 ? 'attempt' : 'attempts'} each.`,
        ...byVersion(items),
        `Among them: ${items
          .slice(0, SAMPLE)
          .map(({ title }) => title)
          .join(', ')}${items.length > SAMPLE ? ', …' : ''}.`,
        'It runs in the background and can be paused; each keeps its own result.',
        ...stopEffects(stopRule),
      ],
      checks: [
        countCheck(found.length),
        batchCheck(context, group, isMany),
        heldCheck(items),
        await sampleCheck(context.engine, items, retries),
      ],
      before: { open: found.length },
      state: null,
      after: { retries, items: items.length, ...ruleNoted(stopRule) },
      version: null,
      run: async ({ audit }) => {
        const batchKey = await context.engine.batches.create({
          operation: { kind: 'retryIncident', retries },
          targets: items.map(({ key }) => key),
          createdBy: context.person.username,
          audit: followingBatch(audit, context.person),
          guarded: guardedFor(context.person, { kind: 'retry', retries }, 'incident.retry', 'incident'),
          ...ruleNoted(stopRule),
        });
        return {
          kind: 'done',
          message: `The batch of ${grouped(items.length)} was created.`,
          instanceKey: null,
          version: null,
          batchKey,
        };
      },
    };
  },
};

function itemsOf(
  { database }: OperationContext,
  { fingerprint, processId, elementId }: IncidentGroup,
): Promise<Item[]> {
  return database.$queryRaw<Item[]>(Prisma.sql`
    select n.key::text as key, coalesce(i.business_key, i.key::text, n.key::text) as title, d.version, n.job_key::text as "jobKey",
      n.type, coalesce(j.lock_until > now(), false) as "isHeld",
      n.instance_key is not null as "isOfInstance"
    from incident n join definition d on d.key = n.definition_key left join instance i on i.key = n.instance_key
      left join job j on j.key = n.job_key
    where n.resolved_at is null and n.fingerprint = ${fingerprint} and n.element_id = ${elementId}
      and d.process_id = ${processId} order by n.key limit ${MAX_INCIDENTS + 1}::int`);
}

function byVersion(items: readonly Item[]): readonly string[] {
  const counts = new Map<number, number>();
  for (const { version } of items) counts.set(version, (counts.get(version) ?? 0) + 1);
  return counts.size < 2
    ? []
    : [
        `By version: ${[...counts]
          .sort(([a], [b]) => b - a)
          .map(([version, count]) => `${grouped(count)} of v${version}`)
          .join(', ')}.`,
      ];
}

function countCheck(open: number): OperationCheck {
  const name = 'There is something to do';
  if (open === 0) return { name, result: 'blocked', evidence: 'The group has no open incident any more.' };
  return open > MAX_INCIDENTS
    ? {
        name,
        result: 'look',
        evidence: `Only the oldest ${MAX_INCIDENTS} are taken; make a second batch for the rest.`,
      }
    : { name, result: 'passed', evidence: `${grouped(open)} open.` };
}

/** Many at once are a batch in the eyes of the permissions, too. */
function batchCheck({ person }: OperationContext, { processId }: IncidentGroup, isMany: boolean): OperationCheck {
  const name = 'You may do this to so many';
  if (!isMany) return { name, result: 'passed', evidence: 'They are few.' };
  const access = authorize(person, 'batch.create', { definition: processId, risk: 'high' });
  return access.isAllowed
    ? { name, result: 'passed', evidence: 'batch.create' }
    : { name, result: 'blocked', evidence: access.message };
}

function heldCheck(items: readonly Item[]): OperationCheck {
  const held = items.filter(({ isHeld }) => isHeld).length;
  return held === 0
    ? { name: 'Nobody holds the jobs', result: 'passed', evidence: 'No worker does.' }
    : { name: 'Nobody holds the jobs', result: 'look', evidence: `Workers hold ${held} of them.` };
}

/** The first of them on the real engine, without a commit. */
async function sampleCheck(engine: Engine, items: readonly Item[], retries: number): Promise<OperationCheck> {
  const name = 'Dry run on a sample';
  const sample = items.filter(({ isOfInstance }) => isOfInstance).slice(0, SAMPLE);
  if (sample.length === 0)
    return { name, result: 'passed', evidence: 'No instance began: there is nothing to rehearse.' };
  const outcomes = await Promise.all(
    sample.map(({ key, jobKey }) =>
      engine.rehearse(
        jobKey === null ? { type: 'resolveIncident', incidentKey: key } : { type: 'setJobRetries', jobKey, retries },
      ),
    ),
  );
  const refusals = outcomes.flatMap((outcome) => (outcome.kind === 'rejection' ? [rejectionWords(outcome)] : []));
  if (refusals.length === 0)
    return { name, result: 'passed', evidence: `All ${grouped(sample.length)} of the sample would be tried again.` };
  return {
    name,
    result: refusals.length === sample.length ? 'blocked' : 'look',
    evidence: `${grouped(refusals.length)} of ${grouped(sample.length)} would be refused: ${[...new Set(refusals)].join('; ')}.`,
  };
}

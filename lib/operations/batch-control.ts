import { z } from 'zod';
import type { AuditRecord, Engine } from '@/engine/index.ts';
import type { Person } from '@/lib/auth/person.ts';
import { ACTIONS } from '@/lib/auth/policy.ts';
import { Prisma } from '@/lib/db.ts';
import { counted } from './counted.ts';
import type { OperationCheck } from './contract.ts';
import { NOT_FOUND, type Operation, type OperationContext } from './operation.ts';
import { keySchema, retriesSchema } from './parameter-schemas.ts';

const parameters = z.strictObject({ batchKey: keySchema });
type Control = 'batch.pause' | 'batch.resume' | 'batch.cancel' | 'batch.retry';

export const batchPause: Operation<'batch.pause'> = {
  name: 'batch.pause',
  parameters,
  plan: (context, { batchKey }) =>
    planControl(context, 'batch.pause', batchKey, (engine, audit) =>
      engine.batches.setSuspended(batchKey, true, { audit }),
    ),
};
export const batchResume: Operation<'batch.resume'> = {
  name: 'batch.resume',
  parameters: z.strictObject({ batchKey: keySchema, liftsStopRule: z.boolean().optional() }),
  plan: (context, { batchKey, liftsStopRule = false }) =>
    planControl(
      context,
      'batch.resume',
      batchKey,
      (engine, audit) => engine.batches.setSuspended(batchKey, false, { audit, liftsStopRule }),
      liftsStopRule,
    ),
};
/** What was done stays done; the rest stays as it is. */
export const batchCancel: Operation<'batch.cancel'> = {
  name: 'batch.cancel',
  parameters,
  plan: (context, { batchKey }) =>
    planControl(context, 'batch.cancel', batchKey, (engine, audit) =>
      engine.batches.cancel(batchKey, { cascade: false, audit }),
    ),
};
/** Items that failed are tried again. */
export const batchRetry: Operation<'batch.retry'> = {
  name: 'batch.retry',
  parameters: z.strictObject({ batchKey: keySchema, retries: retriesSchema.optional() }),
  plan: (context, { batchKey, retries = 1 }) =>
    planControl(
      context,
      'batch.retry',
      batchKey,
      async (engine, audit) => (await engine.batches.retry({ batchKey }, retries, { audit })) > 0,
    ),
};

interface Row {
  readonly createdBy: string | null;
  readonly kind: string;
  readonly total: number;
  readonly isSuspended: boolean;
  readonly isEnded: boolean;
  readonly hasStopRule: boolean;
  readonly done: number;
  readonly failed: number;
}

async function planControl(
  context: OperationContext,
  name: Control,
  batchKey: string,
  act: (engine: Engine, audit: AuditRecord) => Promise<boolean>,
  liftsStopRule = false,
): ReturnType<Operation<'batch.pause'>['plan']> {
  const [row] = await context.database.$queryRaw<Row[]>(Prisma.sql`
    select case when b.guarded is not null then b.created_by end as "createdBy", b.kind, b.total,
      b.is_suspended as "isSuspended", b.ended_at is not null as "isEnded",
      b.stop_rule is not null as "hasStopRule",
      (select count(*)::int from batch_item i where i.batch_key = b.key and i.state = 'done') as done,
        (select count(*)::int from batch_item i where i.batch_key = b.key and i.state = 'failed') as failed
    from batch b where b.key = ${batchKey}::bigint`);
  if (row === undefined) return NOT_FOUND;
  const left = row.total - row.done - row.failed;
  const effect: Readonly<Record<Control, string>> = {
    'batch.pause': `The batch rests: ${counted(left, 'item', ['waits', 'wait'])}.`,
    'batch.resume': `The batch goes on with ${counted(left, 'item')}.`,
    'batch.cancel': `The batch ends. ${counted(row.done, 'item', ['stays', 'stay'])} done, ${left + row.failed} as they are.`,
    'batch.retry': `${counted(row.failed, 'item')} that failed ${row.failed === 1 ? 'is' : 'are'} tried again.`,
  };
  return {
    target: {
      kind: 'batch',
      key: batchKey,
      instanceKey: null,
      definitionKey: null,
      processId: '',
      elementId: null,
      businessKey: null,
    },
    risk: ACTIONS[name].risk,
    riskBecause: 'It changes how much is under way at once.',
    confirmation: null,
    effects: [effect[name], ...ruleEffects(name, row, liftsStopRule)],
    checks: [check(name, row)],
    before: { isSuspended: row.isSuspended, done: row.done, failed: row.failed },
    after: { ...after(name, row), ...(liftsStopRule && row.hasStopRule && { stopRule: null }) },
    state: { isSuspended: row.isSuspended, isEnded: row.isEnded },
    version: null,
    run: async ({ audit }) => {
      const isDone = await act(context.engine, withCompany(audit, name, batchKey, row, context.person));
      if (!isDone) return { kind: 'conflict', message: 'The batch has ended in the meantime.' };
      return { kind: 'done', message: effect[name], instanceKey: null, version: null };
    },
  };
}

/** What comes of its stop rule. */
function ruleEffects(name: Control, { hasStopRule }: Row, isLifted: boolean): readonly string[] {
  if (!hasStopRule || (name !== 'batch.resume' && name !== 'batch.retry')) return [];
  return [
    isLifted
      ? 'Its stop rule is lifted: it goes on whatever fails.'
      : 'Its stop rule counts anew, from what has come to an end by now.',
  ];
}

/** Whoever made the batch is told what somebody else does with it; what is tried again is watched again. */
function withCompany(
  audit: AuditRecord,
  name: Control,
  batchKey: string,
  { createdBy, kind, total, failed }: Row,
  { username, name: who }: Person,
): AuditRecord {
  const people = [...new Set([username, ...(createdBy === null ? [] : [createdBy])])];
  const watches = (isOn: boolean) => ({
    follows: people.map((each) => ({ username: each, kind: 'batch' as const, key: batchKey, isOn })),
  });
  const tells = (event: 'batchPaused' | 'batchCancelled') =>
    createdBy === null || createdBy === username
      ? {}
      : {
          tells: [
            {
              username: createdBy,
              kind: 'batch' as const,
              event,
              target: { kind: 'batch' as const, key: batchKey },
              processId: null,
              facts: { who, name: kind, count: total, failed },
            },
          ],
        };
  switch (name) {
    case 'batch.pause':
      return { ...audit, ...tells('batchPaused') };
    case 'batch.resume':
      return audit;
    case 'batch.cancel':
      return { ...audit, ...watches(false), ...tells('batchCancelled') };
    case 'batch.retry':
      return { ...audit, ...watches(true) };
  }
}

/** What is so as soon as it is done; how far the items get shows in the batch. */
function after(name: Control, { isSuspended, done, failed }: Row): Readonly<Record<string, unknown>> {
  switch (name) {
    case 'batch.pause':
      return { isSuspended: true, done, failed };
    case 'batch.resume':
      return { isSuspended: false, done, failed };
    case 'batch.cancel':
      return { isSuspended, done, failed, outcome: 'cancelled' };
    case 'batch.retry':
      return { isSuspended, done, failed: 0, triedAgain: failed };
  }
}

function check(name: Control, { isEnded, isSuspended, failed }: Row): OperationCheck {
  const title = 'The batch is as it has to be';
  if (isEnded) return { name: title, result: 'blocked', evidence: 'It has ended.' };
  if (name === 'batch.pause' && isSuspended) return { name: title, result: 'blocked', evidence: 'It rests already.' };
  if (name === 'batch.resume' && !isSuspended) return { name: title, result: 'blocked', evidence: 'It runs.' };
  if (name === 'batch.retry' && failed === 0)
    return { name: title, result: 'blocked', evidence: 'No item has failed.' };
  return { name: title, result: 'passed', evidence: isSuspended ? 'It rests.' : 'It runs.' };
}

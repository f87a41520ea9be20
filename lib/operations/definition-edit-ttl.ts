import { z } from 'zod';
import { ACTIONS } from '@/lib/auth/policy.ts';
import { Prisma } from '@/lib/db.ts';
import type { OperationCheck } from './contract.ts';
import { counted } from './counted.ts';
import { definitionTarget, findVersion, instancesOf, type VersionTarget, versionTitle } from './definition-target.ts';
import { NOT_FOUND, type Operation, type OperationContext } from './operation.ts';
import { keySchema } from './parameter-schemas.ts';

/** A century: who wants more keeps it for ever. */
const MAX_DAYS = 36_500;
/** Ended instances that are counted one by one. */
const MAX_COUNTED = 10_000;
const DAY_MS = 86_400_000;

/**
 * How many days the history of a version's instances is kept after their end. It holds for what has ended already, too.
 */
export const definitionEditTtl: Operation<'definition.edit-ttl'> = {
  name: 'definition.edit-ttl',
  parameters: z.strictObject({
    definitionKey: keySchema,
    days: z
      .number()
      .int('A whole number.')
      .min(0, 'At least 0.')
      .max(MAX_DAYS, `At most ${MAX_DAYS}; leave it empty to keep history for ever.`)
      .nullable(),
  }),
  plan: async (context, { definitionKey, days }) => {
    const version = await findVersion(context, definitionKey);
    if (version === null) return NOT_FOUND;
    const title = versionTitle(version);
    const [due, { ended }] = await Promise.all([
      dueWith(context, version, days),
      instancesOf(context.database, definitionKey),
    ]);
    return {
      target: definitionTarget(version),
      risk: ACTIONS['definition.edit-ttl'].risk,
      riskBecause: 'What is removed sooner cannot be read any more.',
      confirmation: null,
      effects: [
        `The history of ${title} is kept ${inWords(days)} instead of ${inWords(version.historyTtlDays)}.`,
        ...effectOnEnded(days, due, ended),
        'Instances with a time of removal of their own keep it; running instances go on as they are.',
      ],
      checks: [changesCheck(version, days), dueCheck(due), cleanUpCheck(context, days)],
      before: { historyTtlDays: version.historyTtlDays },
      after: { historyTtlDays: days },
      version: null,
      run: async ({ audit }) => {
        const outcome = await context.engine.setDefinitionHistoryTtl(definitionKey, days, { audit });
        return outcome.kind === 'rejection'
          ? outcome
          : {
              kind: 'done',
              message: `The history of ${title} is kept ${inWords(days)}.`,
              instanceKey: null,
              version: null,
            };
      },
    };
  },
};

const inWords = (days: number | null): string => (days === null ? 'for ever' : counted(days, 'day'));

/** Ended instances whose time would be over by it, and was not before; called ones go with their root. */
async function dueWith(
  { database, engine }: OperationContext,
  { key, historyTtlDays }: VersionTarget,
  days: number | null,
): Promise<number> {
  if (days === null || (historyTtlDays !== null && historyTtlDays <= days)) return 0;
  const endOf = (ttl: number) => new Date(engine.now() - ttl * DAY_MS);
  const [row] = await database.$queryRaw<{ due: number }[]>(Prisma.sql`
    select count(*)::int as due from (
      select 1 from instance i where i.definition_key = ${key}::bigint and i.parent_instance_key is null
        and i.ended_at is not null and i.ended_at <= ${endOf(days)}
        ${historyTtlDays === null ? Prisma.empty : Prisma.sql`and i.ended_at > ${endOf(historyTtlDays)}`}
          and not i.is_removal_fixed limit ${MAX_COUNTED}::int) i`);
  return row?.due ?? 0;
}
const atLeast = (due: number): string => `${due >= MAX_COUNTED ? 'At least ' : ''}${counted(due, 'ended instance')}`;

function effectOnEnded(days: number | null, due: number, ended: number): readonly string[] {
  if (ended === 0) return [];
  if (days === null)
    return [
      `${counted(ended, 'ended instance', ['stays until somebody deletes it', 'stay until somebody deletes them'])}.`,
    ];
  return due === 0
    ? ['None of its ended instances is removed by it now.']
    : [`${atLeast(due)} would be removed by the next clean-up, with what they called.`];
}

function changesCheck({ historyTtlDays }: VersionTarget, days: number | null): OperationCheck {
  const name = 'It changes something';
  return historyTtlDays === days
    ? { name, result: 'blocked', evidence: `It is kept ${inWords(days)} already.` }
    : { name, result: 'passed', evidence: `Kept ${inWords(historyTtlDays)} now.` };
}

function dueCheck(due: number): OperationCheck {
  const name = 'History that goes at once';
  return due === 0
    ? { name, result: 'passed', evidence: 'None.' }
    : { name, result: 'look', evidence: `${atLeast(due)}.` };
}

function cleanUpCheck({ engine }: OperationContext, days: number | null): OperationCheck {
  const name = 'When history is cleaned up';
  if (days === null) return { name, result: 'passed', evidence: 'Not that of this version.' };
  const window = engine.historyCleanUp.window();
  return window === null
    ? { name, result: 'look', evidence: 'No hours are set for it: history goes only when a clean-up is asked for.' }
    : { name, result: 'passed', evidence: `Next from ${new Date(window.from).toISOString()}.` };
}

import { z } from 'zod';
import { ACTIONS } from '@/lib/auth/policy.ts';
import { type Database, Prisma } from '@/lib/db.ts';
import type { OperationCheck } from './contract.ts';
import { findInstance, targetOf, titleOf } from './instance-target.ts';
import { NOT_FOUND, type Operation } from './operation.ts';
import { keySchema } from './parameter-schemas.ts';
import { grouped } from './grouped.ts';

const MAX_DEPTH = 50;
/** Called instances that are named; of more, the number is. */
const MAX_LISTED = 10;

/**
 * Removes all that is kept of a finished instance, with what it called or without. The audit log keeps what people did
 * to it.
 */
export const instanceDeleteHistory: Operation<'instance.delete-history'> = {
  name: 'instance.delete-history',
  parameters: z.strictObject({ instanceKey: keySchema, includesCalled: z.boolean().optional() }),
  plan: async (context, { instanceKey, includesCalled = true }) => {
    const instance = await findInstance(context, instanceKey);
    if (instance === null) return NOT_FOUND;
    const called = await calledBy(context.database, instanceKey);
    const gone = includesCalled ? called : [];
    return {
      target: targetOf(instance, { kind: 'instance', key: instance.key }),
      risk: ACTIONS['instance.delete-history'].risk,
      riskBecause: 'Nothing of it can be read any more.',
      confirmation: `delete ${titleOf(instance)}`,
      effects: [
        `The history of ${titleOf(instance)} is removed: elements, variables, jobs, tasks, incidents.`,
        ...gone
          .slice(0, MAX_LISTED)
          .map(
            ({ key, processId, businessKey }) => `So is that of ${processId} ${businessKey ?? key}, which it called.`,
          ),
        ...(gone.length > MAX_LISTED ? [`So is that of ${gone.length - MAX_LISTED} more.`] : []),
        ...(!includesCalled && called.length > 0
          ? [
              `${grouped(called.length)} called ${called.length === 1 ? 'instance stays' : 'instances stay'}, without a caller.`,
            ]
          : []),
        'The audit log stays.',
      ],
      checks: [
        endedCheck(instance.isEnded, gone),
        ...(instance.parentInstanceKey === null ? [] : [callerCheck(instance.parentInstanceKey)]),
      ],
      before: {
        businessKey: instance.businessKey,
        definition: `${instance.processId}:${instance.definitionVersion}`,
        called: called.map(({ key }) => key),
      },
      after: null,
      version: null,
      run: async ({ audit }) => {
        const outcome = await context.engine.deleteInstanceHistory(instanceKey, { includesCalled, audit });
        return outcome.kind === 'rejection'
          ? outcome
          : {
              kind: 'done',
              message: `The history of ${titleOf(instance)} was removed${gone.length === 0 ? '' : ` with that of ${grouped(gone.length)} called`}.`,
              instanceKey: null,
              version: null,
            };
      },
    };
  },
};

interface Called {
  readonly key: string;
  readonly processId: string;
  readonly businessKey: string | null;
  readonly isEnded: boolean;
}

/** All below it, nearest first. */
function calledBy(database: Database, instanceKey: string): Promise<Called[]> {
  return database.$queryRaw<Called[]>(Prisma.sql`
    with recursive called(key, depth) as (
      select i.key, 1 from instance i where i.parent_instance_key = ${instanceKey}::bigint
      union all
      select i.key, c.depth + 1 from called c join instance i on i.parent_instance_key = c.key
        where c.depth < ${MAX_DEPTH}::int
    ) select i.key::text as key, d.process_id as "processId", i.business_key as "businessKey",
      i.ended_at is not null as "isEnded"
    from called c join instance i on i.key = c.key join definition d on d.key = i.definition_key
      order by c.depth, c.key`);
}

function endedCheck(isEnded: boolean, called: readonly Called[]): OperationCheck {
  const name = 'Instance has ended';
  if (!isEnded) return { name, result: 'blocked', evidence: 'It still runs: cancel it first.' };
  const running = called.filter((each) => !each.isEnded);
  return running.length === 0
    ? {
        name,
        result: 'passed',
        evidence: called.length === 0 ? 'It has.' : `It has, and so have the ${grouped(called.length)} that it called.`,
      }
    : {
        name,
        result: 'blocked',
        evidence: `${running.map(({ key }) => key).join(', ')}, called by it, still ${running.length === 1 ? 'runs' : 'run'}.`,
      };
}

const callerCheck = (parentInstanceKey: string): OperationCheck => ({
  name: 'It is the root',
  result: 'look',
  evidence: `It was called by ${parentInstanceKey}, whose history has a gap then.`,
});

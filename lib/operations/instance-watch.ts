import { z } from 'zod';
import { ACTIONS } from '@/lib/auth/policy.ts';
import { type Database, Prisma } from '@/lib/db.ts';
import type { OperationCheck } from './contract.ts';
import { findInstance, targetOf, titleOf } from './instance-target.ts';
import { NOT_FOUND, type Operation } from './operation.ts';
import { keySchema } from './parameter-schemas.ts';

/** More than this nobody reads about. */
const MAX_WATCHED = 200;

/** Tells the person when the instance ends or gets an incident; or no more. */
export const instanceWatch: Operation<'instance.watch'> = {
  name: 'instance.watch',
  parameters: z.strictObject({ instanceKey: keySchema, isWatched: z.boolean() }),
  plan: async (context, { instanceKey, isWatched }) => {
    const { username } = context.person;
    const instance = await findInstance(context, instanceKey);
    if (instance === null) return NOT_FOUND;
    const watched = await watchesOf(context.database, username, instanceKey);
    const effect = isWatched
      ? `You are told when ${titleOf(instance)} ends or gets an incident.`
      : `You are not told of ${titleOf(instance)} any more.`;
    return {
      target: targetOf(instance, { kind: 'instance', key: instance.key }),
      risk: ACTIONS['instance.watch'].risk,
      riskBecause: 'It changes nothing in a process.',
      confirmation: null,
      effects: [effect],
      checks: [
        ...(isWatched
          ? [
              {
                name: 'There is something to come',
                ...(instance.isEnded
                  ? ({ result: 'blocked', evidence: 'The instance has ended.' } as const)
                  : ({ result: 'passed', evidence: 'The instance runs.' } as const)),
              },
              countCheck(watched.count),
            ]
          : []),
      ],
      before: { isWatched: watched.isIt },
      after: { isWatched },
      version: null,
      run: async ({ audit }) => {
        await context.engine.auditedChange(
          { ...audit, follows: [{ username, kind: 'instance', key: instance.key, isOn: isWatched }] },
          async () => undefined,
        );
        return { kind: 'done', message: effect, instanceKey: instance.key, version: null };
      },
    };
  },
};

function countCheck(count: number): OperationCheck {
  const name = 'You do not watch too many';
  return count < MAX_WATCHED
    ? { name, result: 'passed', evidence: `${count} so far.` }
    : { name, result: 'blocked', evidence: `You watch ${MAX_WATCHED} instances; end some first.` };
}

async function watchesOf(
  database: Database,
  username: string,
  instanceKey: string,
): Promise<{ readonly count: number; readonly isIt: boolean }> {
  const [row] = await database.$queryRaw<{ count: number; isIt: boolean }[]>(Prisma.sql`
    select count(*)::int as count, coalesce(bool_or(w.target_key = ${instanceKey}::bigint), false) as "isIt"
      from watch w where w.username = ${username} and w.kind = 'instance'`);
  return row ?? { count: 0, isIt: false };
}

import { z } from 'zod';
import { ACTIONS } from '@/lib/auth/policy.ts';
import { type Database, Prisma } from '@/lib/db.ts';
import { isAliveCheck, rehearsalCheck } from './checks.ts';
import { findInstance, targetOf, titleOf } from './instance-target.ts';
import { done, NOT_FOUND, type Operation } from './operation.ts';
import { keySchema } from './parameter-schemas.ts';

const MAX_DEPTH = 50;

/** Ends an instance with all that it called. There is no way back. */
export const instanceCancel: Operation<'instance.cancel'> = {
  name: 'instance.cancel',
  parameters: z.strictObject({ instanceKey: keySchema }),
  plan: async (context, { instanceKey }) => {
    const instance = await findInstance(context, instanceKey);
    if (instance === null) return NOT_FOUND;
    const called = await countCalled(context.database, instanceKey);
    const command = { type: 'cancelInstance', instanceKey, reason: null, onlyRoot: instance.dialect === 'camunda8' } as const;
    return {
      target: targetOf(instance, { kind: 'instance', key: instance.key }),
      risk: called > 0 ? 'destructive' : ACTIONS['instance.cancel'].risk,
      riskBecause: called > 0 ? 'Called instances end with it.' : 'An ended instance cannot be brought back.',
      confirmation: called > 0 ? `cancel ${called + 1}` : null,
      effects: [
        `${titleOf(instance)} ends as cancelled; work that is under way in a worker comes to nothing.`,
        ...(called > 0 ? [`${called} called ${called === 1 ? 'instance ends' : 'instances end'} with it.`] : []),
        ...(instance.parentInstanceKey === null ? [] : ['It was called by another instance.']),
      ],
      checks: [isAliveCheck(instance), ...(instance.isEnded ? [] : [rehearsalCheck(await context.engine.rehearse(command))]), { name: 'Way back', result: 'look', evidence: 'None: a new instance can be started, this one stays ended.' }],
      before: { state: instance.isEnded ? 'ended' : 'running', called }, after: { state: 'cancelled' }, version: instance.version,
      run: async ({ audit, expectedVersion }) => {
        const executed = await context.engine.execute({ ...command, reason: audit.note ?? audit.reasonCode }, { audit, expectedVersion });
        return executed.kind === 'rejection' ? executed : done(`${titleOf(instance)} was cancelled.`, executed, instance.key);
      },
    };
  },
};

async function countCalled(database: Database, instanceKey: string): Promise<number> {
  const [row] = await database.$queryRaw<{ count: number }[]>(Prisma.sql`
    with recursive called(key, depth) as (
      select i.key, 1 from instance i where i.parent_instance_key = ${instanceKey}::bigint and i.ended_at is null
      union all
      select i.key, c.depth + 1 from called c join instance i on i.parent_instance_key = c.key where i.ended_at is null and c.depth < ${MAX_DEPTH}::int
    ) select count(*)::int as count from called`);
  return row?.count ?? 0;
}

import { z } from 'zod';
import { ACTIONS } from '@/lib/auth/policy.ts';
import { Prisma } from '@/lib/db.ts';
import type { OperationCheck } from './contract.ts';
import { definitionTarget, findVersion } from './definition-target.ts';
import { named } from '@/lib/models/element-words.ts';
import { NOT_FOUND, type Operation, type OperationContext } from './operation.ts';
import { keySchema } from './parameter-schemas.ts';

/** With more than this nothing stands out any more. */
const MAX_STARRED = 200;

/** Puts a process first for one person, with all its versions; or no more. */
export const definitionStar: Operation<'definition.star'> = {
  name: 'definition.star',
  parameters: z.strictObject({ definitionKey: keySchema, isStarred: z.boolean() }),
  plan: async (context, { definitionKey, isStarred }) => {
    const version = await findVersion(context, definitionKey);
    if (version === null) return NOT_FOUND;
    const { username } = context.person;
    const { processId } = version;
    const tenantId = version.tenantId ?? '';
    const starred = await starsOf(context, tenantId, processId);
    const title = named(processId);
    const effect = isStarred ? `${title} is starred for you.` : `${title} is not starred for you any more.`;
    return {
      target: definitionTarget(version),
      risk: ACTIONS['definition.star'].risk,
      riskBecause: 'It changes nothing in a process.',
      confirmation: null,
      effects: [effect],
      checks: isStarred ? [countCheck(starred.count)] : [],
      before: { isStarred: starred.isIt },
      after: { isStarred },
      version: null,
      run: async ({ audit }) => {
        await context.engine.auditedChange(audit, async (connection) => {
          await connection.query(
            isStarred
              ? {
                  text: `insert into starred_definition (username, tenant_id, process_id, starred_at)
                    values ($1, $2, $3, now()) on conflict (username, tenant_id, process_id) do nothing`,
                  values: [username, tenantId, processId],
                }
              : {
                  text: 'delete from starred_definition where username = $1 and tenant_id = $2 and process_id = $3',
                  values: [username, tenantId, processId],
                },
          );
        });
        return { kind: 'done', message: effect, instanceKey: null, version: null };
      },
    };
  },
};

async function starsOf(
  { database, person }: OperationContext,
  tenantId: string,
  processId: string,
): Promise<{ readonly count: number; readonly isIt: boolean }> {
  const [row] = await database.$queryRaw<{ count: number; isIt: boolean }[]>(Prisma.sql`
    select count(*)::int as count,
      coalesce(bool_or(s.tenant_id = ${tenantId} and s.process_id = ${processId}), false) as "isIt"
    from starred_definition s where s.username = ${person.username}`);
  return row ?? { count: 0, isIt: false };
}

function countCheck(count: number): OperationCheck {
  const name = 'You have not starred too many';
  return count < MAX_STARRED
    ? { name, result: 'passed', evidence: `${count} so far.` }
    : { name, result: 'blocked', evidence: `You have starred ${MAX_STARRED} processes; take some back first.` };
}

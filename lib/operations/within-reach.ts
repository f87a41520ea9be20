import { Prisma } from '@/lib/db.ts';
import type { OperationContext } from './operation.ts';

const TABLES = {
  instances: Prisma.raw('instance'),
  jobs: Prisma.raw('job'),
  incidents: Prisma.raw('incident'),
  tasks: Prisma.raw('user_task'),
} as const;

/**
 * What was chosen by its keys, as far as the person may see it: the rest is not counted, rehearsed, named or written.
 */
export async function withinReach(
  { database, access }: Pick<OperationContext, 'database' | 'access'>,
  of: keyof typeof TABLES,
  keys: readonly string[],
): Promise<readonly string[]> {
  if (access.definitions === null || keys.length === 0) return keys;
  const rows = await database.$queryRaw<{ key: string }[]>(Prisma.sql`
    select t.key::text as key from ${TABLES[of]} t join definition d on d.key = t.definition_key
    where t.key = any(${[...keys]}::text[]::bigint[]) and d.process_id = any(${[...access.definitions]}::text[])`);
  return rows.map(({ key }) => key);
}

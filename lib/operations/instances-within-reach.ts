import { Prisma } from '@/lib/db.ts';
import type { OperationContext } from './operation.ts';

/** Instances that were chosen by their keys, as far as the person may see them: others are not counted, rehearsed, named or written. */
export async function instancesWithinReach({ database, access }: Pick<OperationContext, 'database' | 'access'>, keys: readonly string[]): Promise<readonly string[]> {
  if (access.definitions === null || keys.length === 0) return keys;
  const rows = await database.$queryRaw<{ key: string }[]>(Prisma.sql`
    select i.key::text as key from instance i join definition d on d.key = i.definition_key
    where i.key = any(${[...keys]}::text[]::bigint[]) and d.process_id = any(${[...access.definitions]}::text[])`);
  return rows.map(({ key }) => key);
}

/** The same of jobs. */
export async function jobsWithinReach({ database, access }: Pick<OperationContext, 'database' | 'access'>, keys: readonly string[]): Promise<readonly string[]> {
  if (access.definitions === null || keys.length === 0) return keys;
  const rows = await database.$queryRaw<{ key: string }[]>(Prisma.sql`
    select j.key::text as key from job j join definition d on d.key = j.definition_key
    where j.key = any(${[...keys]}::text[]::bigint[]) and d.process_id = any(${[...access.definitions]}::text[])`);
  return rows.map(({ key }) => key);
}

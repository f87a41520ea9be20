import { type Database, Prisma } from '@/lib/db.ts';

/** Keys of `order-fulfilment` (all versions) and `order-fulfilment:17`; undefined when nothing is asked for. */
export async function definitionKeys(
  database: Database,
  names: readonly string[] | undefined,
): Promise<readonly string[] | undefined> {
  if (names === undefined) return undefined;
  const wanted = names.map(splitVersion);
  const rows = await database.$queryRaw<{ key: string }[]>`
    select distinct d.key::text as key from definition d
    join unnest(${wanted.map((each) => each.processId)}::text[],
      ${wanted.map((each) => each.version)}::int[]) as w(process_id, version)
      on d.process_id = w.process_id and (w.version is null or d.version = w.version)`;
  return rows.map((row) => row.key);
}

/** Of all versions, deployed or deleted, for which these conditions on an instance `i` hold. */
export async function definitionKeysOf(
  database: Database,
  conditions: readonly Prisma.Sql[],
): Promise<readonly string[]> {
  const rows = await database.$queryRaw<{ key: string }[]>(Prisma.sql`
    select i.definition_key::text as key from (select key as definition_key from definition) i
      where ${Prisma.join([...conditions], ' and ')}`);
  return rows.map((row) => row.key);
}

/** `order:17`: a process and one version of it. */
export function splitVersion(name: string): { processId: string; version: number | null } {
  const at = name.lastIndexOf(':');
  const version = at < 0 ? Number.NaN : Number(name.slice(at + 1));
  return Number.isInteger(version) && version > 0 && version < 2_000_000_000
    ? { processId: name.slice(0, at), version }
    : { processId: name, version: null };
}

import { type Database, Prisma } from '@/lib/db.ts';
import type { ChosenSort } from './batch-actions.ts';

/** How many of what is chosen are of a definition. */
export interface Reach {
  /** null, and no process: tasks that no process asks for. */
  readonly definitionKey: string | null;
  readonly processId: string;
  readonly version: number | null;
  readonly count: number;
  readonly ended: number;
}

/** Where what is chosen stands, and when it has ended. */
const SOURCES: Readonly<Record<'instances' | ChosenSort, Prisma.Sql>> = {
  instances: Prisma.sql`(select key, definition_key, ended_at from instance)`,
  jobs: Prisma.sql`(select key, definition_key, ended_at from job)`,
  incidents: Prisma.sql`(select key, definition_key, resolved_at as ended_at from incident)`,
  tasks: Prisma.sql`(select key, definition_key, ended_at from user_task)`,
};

/** By definition, most first. */
export function reachOf(
  database: Database,
  of: 'instances' | ChosenSort,
  keys: readonly string[],
): Promise<readonly Reach[]> {
  return database.$queryRaw<Reach[]>(Prisma.sql`
    select d.key::text as "definitionKey", coalesce(d.process_id, '') as "processId", d.version,
      count(*)::int as count, count(x.ended_at)::int as ended
    from ${SOURCES[of]} x left join definition d on d.key = x.definition_key
    where x.key = any(${[...keys]}::text[]::bigint[]) group by d.key order by count(*) desc, d.key`);
}

import { type Database, Prisma } from '@/lib/db.ts';
import { named } from '@/lib/models/element-words.ts';
import type { OperationContext, Target } from './operation.ts';

/** One version of a process. */
export interface VersionTarget {
  readonly key: string;
  readonly processId: string;
  readonly version: number;
  readonly dialect: 'camunda7' | 'camunda8';
  readonly tenantId: string | null;
  readonly isLatest: boolean;
  readonly historyTtlDays: number | null;
}

/** Null: there is none, it was deleted, or the person's role was not given for it. */
export async function findVersion(
  { database, access }: Pick<OperationContext, 'database' | 'access'>,
  definitionKey: string,
): Promise<VersionTarget | null> {
  const { definitions } = access;
  const [row] = await database.$queryRaw<VersionTarget[]>(Prisma.sql`
    select d.key::text as key, d.process_id as "processId", d.version, d.dialect, d.tenant_id as "tenantId",
      d.is_latest as "isLatest", d.history_ttl_days as "historyTtlDays"
    from definition d where d.key = ${definitionKey}::bigint
      and d.deleted_at is null ${definitions === null ? Prisma.empty : Prisma.sql`and d.process_id = any(${[...definitions]}::text[])`}`);
  return row ?? null;
}

export function definitionTarget({ key, processId }: VersionTarget): Target {
  return {
    kind: 'definition',
    key,
    instanceKey: null,
    definitionKey: key,
    processId,
    elementId: null,
    businessKey: null,
  };
}

export function versionTitle({ key, processId, version }: VersionTarget): string {
  return `${named(processId, key)} version ${version}`;
}

/** Instances of it, as the committer counts them. */
export async function instancesOf(
  database: Database,
  definitionKey: string,
): Promise<{ readonly running: number; readonly ended: number }> {
  const [row] = await database.$queryRaw<{ running: number; ended: number }[]>(Prisma.sql`
    select coalesce(sum(s.count) filter (where s.state = 'active'), 0)::float8 as running,
      coalesce(sum(s.count) filter (where s.state in ('completed', 'terminated')), 0)::float8 as ended
    from (select definition_key, element_id, state, count from statistic union all
      select definition_key, element_id, state, delta from statistic_delta) s
    where s.definition_key = ${definitionKey}::bigint and s.element_id = ''`);
  return row ?? { running: 0, ended: 0 };
}

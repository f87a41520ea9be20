import { type Database, Prisma } from '@/lib/db.ts';
import type { VariableRow } from '../views/variable-view.ts';
import { instant, instantOrNull } from './sql.ts';

/** Characters of a value that a list sends; the whole value is a query of its own. */
export const MAX_LISTED_CHARACTERS = 4_000;
export const BINARY = ['Bytes', 'File'];

interface Row extends Omit<VariableRow, 'createdAt' | 'updatedAt' | 'removedAt' | 'isCut' | 'author'>, AuthorColumns {
  createdAt: Date;
  updatedAt: Date;
  removedAt: Date | null;
}

/** Entries of APIs name no revision; they are stamped a moment after the change that they record. */
const STAMP = Prisma.sql`interval '2 seconds'`;

export interface AuthorColumns {
  readonly personName: string | null;
  readonly personEntry: number | null;
  readonly workerName: string | null;
}
export const AUTHOR_COLUMNS = Prisma.sql`person.by as "personName", person.n as "personEntry",
  worker.name as "workerName"`;

/**
 * Who stands behind a write of the variable `v`: the person or client of its audit entry, or the worker whose work was
 * completed then.
 */
export function authorJoins(writtenBy: Prisma.Sql, writtenAt: Prisma.Sql, revision: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    left join lateral (
      select coalesce(a.actor_name, a.actor_id) as by, a.n::float8 as n from audit_entry a
      where ${writtenBy} is null and a.instance_key = v.instance_key and a.outcome = 'done'
        and a.operation in ('variable.set', 'variable.add', 'variable.remove')
        and (a.target_kind = 'variable' and a.target_key = v.name and a.after ->> 'scopeKey' = v.scope_key::text
          and a.after ->> 'revision' = ${revision}::text and a.at >= v.created_at
          or a.target_kind = 'scope' and a.target_key = v.scope_key::text
            and a.at between ${writtenAt} and ${writtenAt} + ${STAMP})
      order by a.n limit 1
    ) person on true
    left join lateral (
      select j.worker as name from job j where ${writtenBy} is not null and j.instance_key = v.instance_key
        and j.element_id = ${writtenBy} and j.ended_at = ${writtenAt} and j.worker is not null order by j.key desc
        limit 1
    ) worker on true`;
}

export function authorOf({ personName, personEntry, workerName }: AuthorColumns): VariableRow['author'] {
  if (personName !== null) return { name: personName, entry: personEntry };
  return workerName === null ? null : { name: workerName, entry: null };
}

/** The element instance that holds the variable `v`: by its instance, under which those are found that were passed. */
const scopeOf = Prisma.sql`select s.element_id from element_history s where s.instance_key = v.instance_key
  and s.key = v.scope_key offset 0`;

/** The variable `v` and its scope are still there. */
export const IS_ALIVE = Prisma.sql`(v.ended_at is null and v.removed_at is null)`;

/** Variables `v` by conditions, in the order of their names. Bytes are not sent, only their size. */
export async function variableRows(
  database: Database,
  conditions: Prisma.Sql,
  limit: number,
): Promise<readonly VariableRow[]> {
  const rows = await database.$queryRaw<Row[]>(Prisma.sql`
    select v.key::text as key, v.name, v.type, case when v.type = any(${BINARY}::text[]) then null
      else left(v.text, ${MAX_LISTED_CHARACTERS}::int) end as text,
      coalesce(length(v.text), 0) as size, v.info, v.scope_key::text as "scopeKey", e.element_id as "scopeElementId",
        v.revision,
      v.written_by as "writtenBy", v.created_at as "createdAt", v.updated_at as "updatedAt",
      ${IS_ALIVE} as "isAlive", v.removed_at as "removedAt", ${AUTHOR_COLUMNS}
    from variable v left join lateral (${scopeOf}) e on true ${authorJoins(Prisma.sql`v.written_by`, Prisma.sql`v.updated_at`, Prisma.sql`v.revision`)}
    where v.key in (select v.key from variable v where ${conditions}
      order by ${IS_ALIVE} desc, v.name, v.key limit ${limit}::int)
    order by v.name, v.key`);
  return rows.map(toView);
}

/** The same variables as they were at a moment: those that were there, with the value that they had. */
export async function variableRowsAt(
  database: Database,
  conditions: Prisma.Sql,
  at: Date,
  limit: number,
): Promise<readonly VariableRow[]> {
  const rows = await database.$queryRaw<Row[]>(Prisma.sql`
    select v.key::text as key, v.name, was.type, case when was.type = any(${BINARY}::text[]) then null
      else left(was.text, ${MAX_LISTED_CHARACTERS}::int) end as text,
      coalesce(length(was.text), 0) as size, was.info, v.scope_key::text as "scopeKey",
        e.element_id as "scopeElementId", was.revision,
      was.written_by as "writtenBy", v.created_at as "createdAt", was.written_at as "updatedAt", true as "isAlive",
        null::timestamptz as "removedAt", ${AUTHOR_COLUMNS}
    from variable v left join lateral (${scopeOf}) e on true
    cross join lateral (
      select v.type, v.text, v.info, v.revision, v.written_by, v.updated_at as written_at
        where v.updated_at <= ${at}::timestamptz
      union all
      select h.type, h.text, h.info, h.revision, h.written_by, h.written_at from variable_history h
        where h.variable_key = v.key and h.written_at <= ${at}::timestamptz
      order by revision desc limit 1
    ) was ${authorJoins(Prisma.sql`was.written_by`, Prisma.sql`was.written_at`, Prisma.sql`was.revision`)}
    where ${conditions} and v.created_at <= ${at}::timestamptz
      and coalesce(v.removed_at, v.ended_at, 'infinity') > ${at}::timestamptz
    order by v.name, v.key limit ${limit}::int`);
  return rows.map(toView);
}

function toView({ personName, personEntry, workerName, ...row }: Row): VariableRow {
  return {
    ...row,
    author: authorOf({ personName, personEntry, workerName }),
    isCut: row.size > MAX_LISTED_CHARACTERS || (BINARY.includes(row.type) && row.size > 0),
    createdAt: instant(row.createdAt),
    updatedAt: instant(row.updatedAt),
    removedAt: instantOrNull(row.removedAt),
  };
}

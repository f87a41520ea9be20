import { z } from 'zod';
import { Prisma } from '@/lib/db.ts';
import { type Cursor, readCursor, writeCursor } from './cursor.ts';
import { after, key, optionalText } from './parameters.ts';
import { defineQuery } from './query.ts';
import type { VariableRow } from '../views/variable-view.ts';
import { and, containing, instant, instantOrNull, visible } from './sql.ts';
import {
  AUTHOR_COLUMNS,
  type AuthorColumns,
  authorJoins,
  authorOf,
  BINARY,
  IS_ALIVE,
  MAX_LISTED_CHARACTERS,
  variableRows,
  variableRowsAt,
} from './variable-rows.ts';

/** Variables of a page. */
const PAGE = 1_000;
const MAX_VALUES = 200;
/** The last moment that a date can name, in ms. */
const MAX_INSTANT = 8_640_000_000_000_000;

export const instanceVariables = defineQuery('instance-variables', {
  permission: 'variable.read',
  parameters: z.object({
    instance: key,
    scope: key.optional(),
    name: optionalText,
    value: optionalText,
    at: z.coerce.number().int().min(0).max(MAX_INSTANT).optional(),
    after,
  }),
  run: async (context, query) => {
    const conditions = Prisma.sql`v.instance_key = ${query.instance}::bigint ${and([
      ...(query.scope === undefined ? [] : [Prisma.sql`v.scope_key = ${query.scope}::bigint`]),
      ...(query.name === undefined ? [] : [Prisma.sql`v.name ilike ${containing(query.name)}`]),
      // As it is now: the past of each is in its history.
      ...(query.value === undefined
        ? []
        : [Prisma.sql`v.type <> all(${BINARY}::text[]) and v.text ilike ${containing(query.value)}`]),
      ...visible(context, 'v.definition_key'),
      ...behind(readCursor(query.after, 2), query.at !== undefined),
    ])}`;
    const rows =
      query.at === undefined
        ? await variableRows(context.database, conditions, PAGE + 1)
        : await variableRowsAt(context.database, conditions, new Date(query.at), PAGE + 1);
    const beyond = rows.length > PAGE ? lastOf(rows) : undefined;
    const kept = rows.filter((row) => row !== beyond);
    const last = lastOf(kept);
    return {
      rows: kept,
      next:
        beyond === undefined || last === undefined ? null : writeCursor([last.isAlive ? 'alive' : 'gone', last.key]),
    };
  },
});

/** Pages have what lives first, and each of them is in the order of the names. */
function lastOf(rows: readonly VariableRow[]): VariableRow | undefined {
  return rows.findLast((row) => !row.isAlive) ?? rows.at(-1);
}

/** What comes behind a variable, in the order of the pages. */
function behind(cursor: Cursor | null, isPast: boolean): readonly Prisma.Sql[] {
  const [state, last] = cursor ?? [];
  if (last === undefined || !/^\d{1,18}$/.test(last)) return [];
  const later = Prisma.sql`(v.name, v.key) > ((select l.name from variable l where l.key = ${last}::bigint),
    ${last}::bigint)`;
  if (isPast) return [later];
  return state === 'alive' ? [Prisma.sql`(not ${IS_ALIVE} or ${later})`] : [Prisma.sql`not ${IS_ALIVE}`, later];
}

interface ValueRow {
  key: string;
  name: string;
  type: string;
  text: string | null;
  info: VariableRow['info'];
  revision: number;
}

export const variableValue = defineQuery('variable-value', {
  permission: 'variable.read',
  parameters: z.object({ key, revision: z.coerce.number().int().min(1).optional() }),
  run: async (context, query) => {
    const [row] = await context.database.$queryRaw<ValueRow[]>(
      query.revision === undefined
        ? Prisma.sql`select v.key::text as key, v.name, v.type, v.text, v.info, v.revision from variable v
          where v.key = ${query.key}::bigint ${and(visible(context, 'v.definition_key'))}`
        : Prisma.sql`select v.key::text as key, v.name, was.type, was.text, was.info, was.revision from variable v cross
          join lateral (
          select v.type, v.text, v.info, v.revision where v.revision = ${query.revision}::int
          union all select h.type, h.text, h.info, h.revision from variable_history h where h.variable_key = v.key
            and h.revision = ${query.revision}::int
        ) was where v.key = ${query.key}::bigint ${and(visible(context, 'v.definition_key'))} limit 1`,
    );
    return row ?? null;
  },
});

interface HistoryRow extends AuthorColumns {
  key: string;
  name: string;
  revision: number;
  type: string;
  text: string | null;
  size: number;
  writtenBy: string | null;
  writtenAt: Date;
  removedAt: Date | null;
}

/** All values of a name in a scope: removed and added again, it is another variable, but one story. */
export const variableHistory = defineQuery('variable-history', {
  permission: 'variable.read',
  parameters: z.object({ key }),
  run: async (context, query) => {
    const rows = await context.database.$queryRaw<HistoryRow[]>(Prisma.sql`
      with asked as (select * from variable v
        where v.key = ${query.key}::bigint ${and(visible(context, 'v.definition_key'))}),
      own as (select v.* from variable v join asked a on v.instance_key = a.instance_key and v.name = a.name
        and v.scope_key = a.scope_key),
      past as (
        select o.key, o.created_at, o.revision, o.type, o.text, o.written_by, o.updated_at as written_at from own o
        union all
        select o.key, o.created_at, h.revision, h.type, h.text, h.written_by, h.written_at from own o
          join variable_history h on h.variable_key = o.key and h.revision <> o.revision
        order by created_at desc, key desc, revision desc limit ${MAX_VALUES}::int
      )
      select v.key::text as key, v.name, p.revision, p.type, case when p.type = any(${BINARY}::text[]) then null
        else left(p.text, ${MAX_LISTED_CHARACTERS}::int) end as text, coalesce(length(p.text), 0) as size,
        p.written_by as "writtenBy", p.written_at as "writtenAt", v.removed_at as "removedAt", ${AUTHOR_COLUMNS}
      from past p join own v on v.key = p.key ${authorJoins(Prisma.sql`p.written_by`, Prisma.sql`p.written_at`, Prisma.sql`p.revision`)}
      order by p.created_at desc, p.key desc, p.revision desc`);
    const [newest] = rows;
    if (newest === undefined) return null;
    return {
      name: newest.name,
      removedAt: instantOrNull(newest.removedAt),
      values: rows.map((row) => ({
        key: row.key,
        revision: row.revision,
        type: row.type,
        text: row.text,
        isCut: row.size > MAX_LISTED_CHARACTERS || (BINARY.includes(row.type) && row.size > 0),
        writtenBy: row.writtenBy,
        author: authorOf(row),
        writtenAt: instant(row.writtenAt),
      })),
    };
  },
});

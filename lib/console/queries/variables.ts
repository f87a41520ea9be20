import { z } from 'zod';
import { Prisma } from '@/lib/db.ts';
import { key, optionalText } from './parameters.ts';
import { defineQuery } from './query.ts';
import { and, containing, instant, visible } from './sql.ts';
import { MAX_LISTED_CHARACTERS, variableRows, variableRowsAt } from './variable-rows.ts';

const MAX_VARIABLES = 1_000;
const MAX_VALUES = 200;
/** The last moment that a date can name, in ms. */
const MAX_INSTANT = 8_640_000_000_000_000;

export const instanceVariables = defineQuery('instance-variables', {
  permission: 'variable.read',
  parameters: z.object({ instance: key, scope: key.optional(), name: optionalText, at: z.coerce.number().int().min(0).max(MAX_INSTANT).optional() }),
  run: async (context, query) => {
    const conditions = Prisma.sql`v.instance_key = ${query.instance}::bigint ${and([
      ...(query.scope === undefined ? [] : [Prisma.sql`v.scope_key = ${query.scope}::bigint`]),
      ...(query.name === undefined ? [] : [Prisma.sql`v.name ilike ${containing(query.name)}`]),
      ...visible(context, 'v.definition_key'),
    ])}`;
    const rows = query.at === undefined
      ? await variableRows(context.database, conditions, MAX_VARIABLES + 1)
      : await variableRowsAt(context.database, conditions, new Date(query.at), MAX_VARIABLES + 1);
    return { rows: rows.slice(0, MAX_VARIABLES), isCut: rows.length > MAX_VARIABLES };
  },
});

export const variableValue = defineQuery('variable-value', {
  permission: 'variable.read',
  parameters: z.object({ key }),
  run: async (context, query) => {
    const [row] = await context.database.$queryRaw<{ key: string; name: string; type: string; text: string | null; revision: number }[]>(Prisma.sql`
      select v.key::text as key, v.name, v.type, v.text, v.revision from variable v
      where v.key = ${query.key}::bigint ${and(visible(context, 'v.definition_key'))}`);
    return row ?? null;
  },
});

interface HistoryRow { name: string; revision: number; type: string; text: string | null; size: number; writtenBy: string | null; writtenAt: Date }

export const variableHistory = defineQuery('variable-history', {
  permission: 'variable.read',
  parameters: z.object({ key }),
  run: async (context, query) => {
    const rows = await context.database.$queryRaw<HistoryRow[]>(Prisma.sql`
      with own as (select * from variable v where v.key = ${query.key}::bigint ${and(visible(context, 'v.definition_key'))})
      select name, revision, type, left(text, ${MAX_LISTED_CHARACTERS}::int) as text, coalesce(length(text), 0) as size, written_by as "writtenBy", written_at as "writtenAt" from (
        select name, revision, type, text, written_by, updated_at as written_at from own
        union all
        select own.name, h.revision, h.type, h.text, h.written_by, h.written_at from own join variable_history h on h.variable_key = own.key and h.revision <> own.revision
      ) every order by revision desc limit ${MAX_VALUES}::int`);
    const [newest] = rows;
    if (newest === undefined) return null;
    return {
      name: newest.name,
      values: rows.map((row) => ({
        revision: row.revision, type: row.type, text: row.text, isCut: row.size > MAX_LISTED_CHARACTERS, writtenBy: row.writtenBy, writtenAt: instant(row.writtenAt),
      })),
    };
  },
});

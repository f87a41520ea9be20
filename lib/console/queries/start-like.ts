import { z } from 'zod';
import { Prisma } from '@/lib/db.ts';
import { key } from './parameters.ts';
import { defineQuery } from './query.ts';
import { and, visible } from './sql.ts';

const MAX_VARIABLES = 100;
const MAX_TEXT = 100_000;
const WRITTEN_BY_HAND = ['String', 'Integer', 'Long', 'Double', 'Boolean', 'Json', 'Date', 'Null'];

interface Row {
  readonly name: string;
  readonly type: string;
  readonly text: string | null;
  readonly isTooLong: boolean;
}

/** What an instance was started with, as it was then. */
export const startLike = defineQuery('start-like', {
  permission: 'instance.start',
  parameters: z.object({ instance: key }),
  run: async (context, { instance }) => {
    const { database } = context;
    const [of] = await database.$queryRaw<
      { key: string; processId: string; version: number; name: string | null; businessKey: string | null }[]
    >(Prisma.sql`
      select d.key::text as key, d.process_id as "processId", d.version, d.name, i.business_key as "businessKey"
        from instance i join definition d on d.key = i.definition_key
        where i.key = ${instance}::bigint ${and(visible(context, 'i.definition_key'))}`);
    if (of === undefined) return null;
    const rows = await database.$queryRaw<Row[]>(Prisma.sql`
      select v.name, coalesce(h.type, v.type) as type,
        left(coalesce(h.text, case when h.variable_key is null then v.text end), ${MAX_TEXT}::int) as text,
        length(coalesce(h.text, v.text)) > ${MAX_TEXT}::int as "isTooLong"
      from variable v join instance i on i.key = v.instance_key left join variable_history h on h.variable_key = v.key
        and h.revision = 1
      where v.instance_key = ${instance}::bigint and v.scope_key = v.instance_key and v.created_at = i.started_at
        and coalesce(h.written_by, v.written_by) is null order by v.name limit ${MAX_VARIABLES + 1}::int`);
    const kept = rows.slice(0, MAX_VARIABLES);
    const isWritable = (row: Row) => WRITTEN_BY_HAND.includes(row.type) && row.isTooLong !== true;
    const { businessKey, ...definition } = of;
    return {
      definition,
      businessKey,
      variables: kept.filter(isWritable).map(({ name, type, text }) => ({ name, type, text })),
      leftOut: kept.filter((row) => !isWritable(row)).map(({ name }) => name),
      isCut: rows.length > MAX_VARIABLES,
    };
  },
});

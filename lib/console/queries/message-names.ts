import { z } from 'zod';
import { Prisma } from '@/lib/db.ts';
import type { MessageNamesView, MessageRulesView, WaitedName } from '../views/message-view.ts';
import { defineQuery, type QueryContext } from './query.ts';
import { and, instantOrNull, visible } from './sql.ts';

/** Names that are suggested. */
const MAX_NAMES = 200;
/** A count needs no more digits. */
const MAX_COUNT = 1_000;
const MAX_KEYS = 8;
/** Of each name at each end of the index: in which processes they wait. */
const EXAMPLES = 50;
const MAX_RULES = 500;

/** What is waited for: suggestions for sending. */
export const messageNames = defineQuery('message-names', {
  permission: 'message.read',
  parameters: z.object({ kind: z.enum(['message', 'signal']).default('message') }),
  run: (context, { kind }) => waitedNames(context, kind, MAX_NAMES),
});

interface Row {
  name: string;
  waiting: number;
  isStart: boolean;
  dialects: ('camunda7' | 'camunda8')[] | null;
  processes: string[] | null;
  keys: (string | null)[] | null;
}

/** `with recursive waited(name)`: names that are waited for, by one look into the index for each. */
function defineWaited(kind: 'message' | 'signal'): Prisma.Sql {
  return Prisma.sql`with recursive waited as (
      (select s.name from subscription s where s.closed_at is null and s.kind = ${kind} order by s.name limit 1)
      union all
      select (select s.name from subscription s where s.closed_at is null and s.kind = ${kind} and s.name > w.name
        order by s.name limit 1) from waited w where w.name is not null
    )`;
}

/** Names alone, in reach or not: for looking something up under them. */
export async function namesWaitedFor(
  { database }: Pick<QueryContext, 'database'>,
  kind: 'message' | 'signal',
  most: number,
): Promise<readonly string[]> {
  const rows = await database.$queryRaw<{ name: string }[]>(Prisma.sql`
    ${defineWaited(kind)} select w.name from waited w where w.name is not null limit ${most}::int`);
  return rows.map(({ name }) => name);
}

/**
 * Names with how many wait, and with examples of who they are. Whatever the number of those that wait, few are looked
 * into: those without a correlation key, of Camunda 7, stand at one end of the index, those with one at the other.
 */
export async function waitedNames(
  context: Pick<QueryContext, 'database' | 'access'>,
  kind: 'message' | 'signal',
  most: number,
): Promise<MessageNamesView> {
  const those = Prisma.sql`s.closed_at is null and s.kind = ${kind} and s.name = n.name
    ${and(visible(context, 's.definition_key'))}`;
  const bothEnds = (count: number) => Prisma.sql`(
      (select s.* from subscription s where ${those} order by s.correlation_key, s.key limit ${count}::int)
      union all
      (select s.* from subscription s where ${those} order by s.correlation_key desc, s.key desc limit ${count}::int)
    )`;
  const rows = await context.database.$queryRaw<Row[]>(Prisma.sql`
    ${defineWaited(kind)}, names as (
      (select w.name from waited w where w.name is not null limit ${most}::int)
      union
      (select t.name from start_subscription t where t.kind = ${kind} order by t.name limit ${most}::int)
    )
    select n.name, c.waiting, exists (select 1 from start_subscription t where t.kind = ${kind}
      and t.name = n.name ${and(visible(context, 't.definition_key'))}) as "isStart", p.dialects, p.processes, k.keys
    from names n
    cross join lateral (select count(*)::int as waiting
      from (select 1 from subscription s where ${those} limit ${MAX_COUNT}::int) x) c
    cross join lateral (
      select array_agg(distinct d.dialect) as dialects, (array_agg(distinct d.process_id))[1:5] as processes
      from (select distinct s.definition_key from ${bothEnds(EXAMPLES)} s) x join definition d on d.key = x.definition_key
    ) p
    cross join lateral (
      select (array_agg(distinct coalesce(s.correlation_key, i.business_key)))[1:${MAX_KEYS}::int] as keys
      from ${bothEnds(MAX_KEYS)} s join instance i on i.key = s.instance_key
    ) k order by n.name`);
  const names = rows.filter(({ waiting, isStart }) => waiting > 0 || isStart);
  return { names: names.slice(0, most).map(toName), isCut: names.length > most };
}

function toName({ name, waiting, isStart, dialects, processes, keys }: Row): WaitedName {
  return {
    name,
    waiting,
    isStart,
    dialects: dialects ?? [],
    processes: processes ?? [],
    keys: (keys ?? []).filter((key) => key !== null && key !== '') as string[],
  };
}

/** What is done with early messages of each name, and what came too fast to be kept. */
export const messageRules = defineQuery('message-rules', {
  permission: 'message.read',
  parameters: z.object({}),
  run: async ({ database, access }): Promise<MessageRulesView> => {
    // Rules are the whole house's: who sees some definitions only sees none of them.
    if (access.definitions !== null) return { rules: [] };
    const rows = await database.$queryRaw<
      (Omit<MessageRulesView['rules'][number], 'setAt' | 'notKeptAt'> & {
        setAt: Date | null;
        notKeptAt: Date | null;
      })[]
    >(Prisma.sql`
      select n.name, n.rule, n.set_by as "setBy", n.set_at as "setAt", n.not_kept::float8 as "notKept",
        n.not_kept_at as "notKeptAt",
        (select count(*)::int from (select 1 from early_message m where m.state = 'waiting' and m.name = n.name
          limit ${MAX_COUNT}::int) c) as waiting
      from early_message_name n where n.rule <> 'keep' or n.not_kept > 0 order by n.name limit ${MAX_RULES}::int`);
    return {
      rules: rows.map((row) => ({ ...row, setAt: instantOrNull(row.setAt), notKeptAt: instantOrNull(row.notKeptAt) })),
    };
  },
});

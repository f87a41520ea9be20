import { z } from 'zod';
import { Prisma } from '@/lib/db.ts';
import type { EarlyMessageRow } from '../views/message-view.ts';
import { readCursor, toPage } from './cursor.ts';
import { FACT_COLUMNS, FACTS, type EarlyMessageFacts, visibleMessages, whyNot } from './early-message-facts.ts';
import { after, limit, listOf, optionalText, timeRange } from './parameters.ts';
import { defineQuery, type QueryContext } from './query.ts';
import { and, instant, instantOrNull, within } from './sql.ts';

const STATES = ['waiting', 'correlated', 'late', 'duplicate'] as const;
/** Each row is looked into, so pages are shorter than elsewhere. */
const MAX_ROWS = 100;

const earlyFilterShape = {
  state: listOf(STATES),
  name: optionalText,
  key: optionalText,
  received: timeRange,
  watched: z.enum(['yes', 'no']).optional(),
};
export const earlyFilter = z.object(earlyFilterShape);

export function earlyConditions(
  context: Pick<QueryContext, 'access'>,
  filter: z.output<typeof earlyFilter>,
): readonly Prisma.Sql[] {
  return [
    ...(filter.state === undefined ? [] : [Prisma.sql`m.state = any(${[...filter.state]}::text[])`]),
    ...(filter.name === undefined ? [] : [Prisma.sql`m.name = ${filter.name}`]),
    ...(filter.key === undefined ? [] : [Prisma.sql`m.business_key = ${filter.key}`]),
    ...(filter.watched === undefined ? [] : [Prisma.sql`m.is_watched = ${filter.watched === 'yes'}`]),
    ...within('m.received_at', filter.received),
    ...visibleMessages(context),
  ];
}

/** More are not counted. */
const COUNTED = 10_000;

/** How many the filter matches. */
export const earlyMessageCount = defineQuery('early-message-count', {
  permission: 'message.read',
  parameters: earlyFilter,
  run: async (context, filter) => {
    const [row] = await context.database.$queryRaw<{ count: number }[]>(
      Prisma.sql`select count(*)::int as count
        from (select 1 from early_message m where true ${and(earlyConditions(context, filter))}
        limit ${COUNTED + 1}::int) c`,
    );
    const count = row?.count ?? 0;
    return { value: Math.min(count, COUNTED), isExact: count <= COUNTED };
  },
});

/** Messages that matched nothing when they came, newest first, with why that is so now. */
export const earlyMessages = defineQuery('early-messages', {
  permission: 'message.read',
  parameters: z.object({ ...earlyFilterShape, after, limit }),
  run: async (context, filter) => {
    const cursor = readCursor(filter.after, 1);
    const size = Math.min(filter.limit, MAX_ROWS);
    const rows = await context.database.$queryRaw<EarlyMessageSqlRow[]>(Prisma.sql`
      select ${EARLY_COLUMNS}, ${FACT_COLUMNS} from (
        select * from early_message m where true ${and([
          ...(cursor === null || !/^\d{1,18}$/.test(cursor[0] ?? '') ? [] : [Prisma.sql`m.key < ${cursor[0]}::bigint`]),
          ...earlyConditions(context, filter),
        ])} order by m.key desc limit ${size + 1}::int
      ) m ${FACTS} order by m.key desc`);
    return toPage(rows, size, toEarlyMessageRow, (row) => [row.key]);
  },
});

export interface EarlyMessageSqlRow extends EarlyMessageFacts {
  key: string;
  name: string;
  businessKey: string | null;
  state: EarlyMessageRow['state'];
  isWatched: boolean;
  sender: string | null;
  receivedAt: Date;
  tries: number;
  instanceKey: string | null;
  decidedAt: Date | null;
  decidedBy: string | null;
}

export const EARLY_COLUMNS = Prisma.sql`m.key::text as key, m.name, m.business_key as "businessKey", m.state,
  m.is_watched as "isWatched", m.sender, m.received_at as "receivedAt", m.tries,
  m.instance_key::text as "instanceKey", m.decided_at as "decidedAt",
    coalesce((select u.name from app_user u where u.username = m.decided_by), m.decided_by) as "decidedBy"`;

export function toEarlyMessageRow(row: EarlyMessageSqlRow): EarlyMessageRow {
  return {
    key: row.key,
    name: row.name,
    businessKey: row.businessKey,
    state: row.state,
    why: row.state === 'waiting' ? whyNot(row, row.businessKey !== null) : null,
    isWatched: row.isWatched,
    sender: row.sender,
    receivedAt: instant(row.receivedAt),
    tries: row.tries,
    instanceKey: row.instanceKey,
    decidedAt: instantOrNull(row.decidedAt),
    decidedBy: row.decidedBy,
  };
}

import { z } from 'zod';
import { Prisma } from '@/lib/db.ts';
import type { BufferedMessageRow, CorrelatedMessageRow } from '../views/message-view.ts';
import { readCursor, toPage, writeCursor } from './cursor.ts';
import { after, limit, optionalText } from './parameters.ts';
import { type SenderJson, senderView } from './instance-origin.ts';
import { defineQuery, type QueryContext } from './query.ts';
import { and, DEFINITION_COLUMNS, type DefinitionColumns, definitionRef, instant, visible } from './sql.ts';

/** Receipts that a filter looks through in one go; the next goes on behind them. */
const LOOKED_AT = 3_000;

const filters = z.object({ name: optionalText, key: optionalText, after, limit });

interface BufferedRow extends Omit<BufferedMessageRow, 'publishedAt' | 'expiresAt' | 'sender'> {
  publishedAt: Date;
  expiresAt: Date;
  sender: SenderJson | null;
}

/** Messages of Camunda 8 that still may be received, newest first. */
export const bufferedMessages = defineQuery('buffered-messages', {
  permission: 'message.read',
  parameters: filters,
  run: async (context, filter) => {
    const rows = await context.database.$queryRaw<BufferedRow[]>(Prisma.sql`
      select m.key::text as key, m.name, m.correlation_key as "correlationKey", m.message_id as "messageId",
        m.published_at as "publishedAt", m.expires_at as "expiresAt", m.sender,
        (select count(*)::int from message_correlation c where c.message_key = m.key) as received
      from message m where m.expires_at > now() ${and([
        ...beyond(filter.after, 'm.key'),
        ...ofWaiting(context),
        ...(filter.name === undefined ? [] : [Prisma.sql`m.name = ${filter.name}`]),
        ...(filter.key === undefined ? [] : [Prisma.sql`m.correlation_key = ${filter.key}`]),
      ])} order by m.key desc limit ${filter.limit + 1}::int`);
    return toPage(
      rows,
      filter.limit,
      (row) => ({
        ...row,
        publishedAt: instant(row.publishedAt),
        expiresAt: instant(row.expiresAt),
        sender: row.sender && senderView(row.sender),
      }),
      (row) => [row.key],
    );
  },
});

/** Who sees some definitions only sees messages that were received by them, or that they wait for. */
function ofWaiting({ access: { definitions } }: Pick<QueryContext, 'access'>): readonly Prisma.Sql[] {
  if (definitions === null) return [];
  const own = Prisma.sql`any(${[...definitions]}::text[])`;
  return [
    Prisma.sql`(exists (select 1 from message_correlation c where c.message_key = m.key and c.process_id = ${own})
    or exists (select 1 from subscription s join definition d on d.key = s.definition_key where s.kind = 'message'
      and s.name = m.name and s.closed_at is null and d.process_id = ${own}))`,
  ];
}

interface Row extends DefinitionColumns {
  messageKey: string;
  processId: string;
  name: string | null;
  correlationKey: string | null;
  instanceKey: string;
  businessKey: string | null;
  elementId: string | null;
  isStart: boolean;
  at: Date;
}

/** Messages of Camunda 8 that were received, the newest messages first. */
export const correlatedMessages = defineQuery('correlated-messages', {
  permission: 'message.read',
  parameters: filters,
  run: async (context, filter) => {
    const cursor = readCursor(filter.after, 2);
    const from =
      cursor === null || !/^\d{1,18}$/.test(cursor[0] ?? '')
        ? []
        : [Prisma.sql`(c.message_key, c.process_id) < (${cursor[0]}::bigint, ${cursor[1]})`];
    const last = filter.name === undefined && filter.key === undefined ? undefined : await lastLookedAt(context, from);
    const rows = await context.database.$queryRaw<Row[]>(Prisma.sql`
      select c.message_key::text as "messageKey", coalesce(m.name, s.name) as name,
        coalesce(m.correlation_key, s.correlation_key, c.start_key) as "correlationKey",
        c.instance_key::text as "instanceKey",
        i.business_key as "businessKey", coalesce(s.element_id, i.start_element_id) as "elementId",
          c.subscription_key is null as "isStart", c.correlated_at as at, ${DEFINITION_COLUMNS}
      from message_correlation c join instance i on i.key = c.instance_key
        join definition d on d.key = i.definition_key
      left join message m on m.key = c.message_key left join subscription s on s.key = c.subscription_key
      where true ${and([
        ...from,
        ...(last === undefined
          ? []
          : [Prisma.sql`(c.message_key, c.process_id) >= (${last.messageKey}::bigint, ${last.processId})`]),
        ...(filter.name === undefined ? [] : [Prisma.sql`coalesce(m.name, s.name) = ${filter.name}`]),
        ...(filter.key === undefined
          ? []
          : [Prisma.sql`coalesce(m.correlation_key, s.correlation_key, c.start_key) = ${filter.key}`]),
        ...visible(context, 'i.definition_key'),
      ])} order by c.message_key desc, c.process_id desc limit ${filter.limit + 1}::int`);
    const page = toPage(rows, filter.limit, toCorrelated, (row) => [row.messageKey, row.processId]);
    return page.next !== null || last === undefined
      ? { ...page, searchedTo: null }
      : { ...page, next: writeCursor([last.messageKey, last.processId]), searchedTo: instant(last.at) };
  },
});

/** Where one go of a filter ends; undefined: it comes to the end of all. */
async function lastLookedAt(
  { database }: QueryContext,
  from: readonly Prisma.Sql[],
): Promise<{ messageKey: string; processId: string; at: Date } | undefined> {
  const [last] = await database.$queryRaw<{ messageKey: string; processId: string; at: Date }[]>(Prisma.sql`
    select c.message_key::text as "messageKey", c.process_id as "processId", c.correlated_at as at
    from message_correlation c where true ${and(from)} order by c.message_key desc, c.process_id desc
    offset ${LOOKED_AT - 1}::int limit 1`);
  return last;
}

function toCorrelated(row: Row): CorrelatedMessageRow {
  return {
    key: `${row.messageKey}:${row.processId}`,
    name: row.name,
    correlationKey: row.correlationKey,
    instanceKey: row.instanceKey,
    businessKey: row.businessKey,
    definition: definitionRef(row),
    elementId: row.elementId,
    isStart: row.isStart,
    at: instant(row.at),
  };
}

function beyond(text: string | undefined, name: 'm.key'): readonly Prisma.Sql[] {
  const cursor = readCursor(text, 1);
  return cursor === null || !/^\d{1,18}$/.test(cursor[0] ?? '')
    ? []
    : [Prisma.sql`${Prisma.raw(name)} < ${cursor[0]}::bigint`];
}

import { z } from 'zod';
import { authorize } from '@/lib/auth/authorize.ts';
import { Prisma } from '@/lib/db.ts';
import type { ExpiredMessageRow, ExpiredMessageView } from '../views/message-view.ts';
import { readCursor, toPage } from './cursor.ts';
import {
  EXPIRED_FACT_COLUMNS,
  EXPIRED_FACTS,
  type ExpiredMessageFacts,
  visibleExpired,
  whyExpired,
} from './expired-message-facts.ts';
import { type SenderJson, senderView } from './instance-origin.ts';
import { waitedNames } from './message-names.ts';
import { after, key, limit, optionalText, timeRange } from './parameters.ts';
import { defineQuery, type QueryContext } from './query.ts';
import { namesThatLookAlike } from './similar-names.ts';
import { and, instant, visible, within } from './sql.ts';
import { SUBSCRIPTION_SELECT, type SubscriptionSqlRow, toSubscriptionRow } from './subscriptions.ts';

/** Each row is looked into, so pages are shorter than elsewhere. */
const MAX_ROWS = 100;
const MAX_OTHERS = 10;
const MAX_NAMES = 200;

interface Row extends ExpiredMessageFacts {
  key: string;
  name: string;
  correlationKey: string;
  messageId: string | null;
  publishedAt: Date;
  expiredAt: Date;
  sender: SenderJson | null;
}

const COLUMNS = Prisma.sql`m.key::text as key, m.name, m.correlation_key as "correlationKey",
  m.message_id as "messageId", m.published_at as "publishedAt", m.expired_at as "expiredAt", m.sender,
  ${EXPIRED_FACT_COLUMNS}`;

/** Messages of Camunda 8 that nobody received in their time to live, newest first, with why. */
export const expiredMessages = defineQuery('expired-messages', {
  permission: 'message.read',
  parameters: z.object({ name: optionalText, key: optionalText, expired: timeRange, after, limit }),
  run: async (context, filter) => {
    const cursor = readCursor(filter.after, 1);
    const size = Math.min(filter.limit, MAX_ROWS);
    const rows = await context.database.$queryRaw<Row[]>(Prisma.sql`
      select ${COLUMNS} from (
        select * from expired_message m where true ${and([
          ...(cursor === null || !/^\d{1,18}$/.test(cursor[0] ?? '') ? [] : [Prisma.sql`m.key < ${cursor[0]}::bigint`]),
          ...(filter.name === undefined ? [] : [Prisma.sql`m.name = ${filter.name}`]),
          ...(filter.key === undefined ? [] : [Prisma.sql`m.correlation_key = ${filter.key}`]),
          ...within('m.expired_at', filter.expired),
          ...visibleExpired(context),
        ])} order by m.key desc limit ${size + 1}::int
      ) m ${EXPIRED_FACTS} order by m.key desc`);
    return toPage(rows, size, toRow, (row) => [row.key]);
  },
});

interface DetailRow extends Row {
  tenantId: string | null;
  variables: Readonly<Record<string, { readonly type: string; readonly text: string | null }>> | null;
}

/** One lost message with its values and what waits for its name. */
export const expiredMessage = defineQuery('expired-message', {
  permission: 'message.read',
  parameters: z.object({ key }),
  run: async (context, query) => {
    const [row] = await context.database.$queryRaw<DetailRow[]>(Prisma.sql`
      select ${COLUMNS}, m.tenant_id as "tenantId", m.variables
      from expired_message m ${EXPIRED_FACTS} where m.key = ${query.key}::bigint ${and(visibleExpired(context))}`);
    if (row === undefined) return null;
    const [waiting, names] = await Promise.all([
      waitingFor(context, row.name),
      waitedNames(context, 'message', MAX_NAMES),
    ]);
    const maySeeValues = authorize(context.person, 'variable.read').isAllowed;
    return {
      ...toRow(row),
      tenantId: row.tenantId,
      isCut: row.variables === null,
      variables:
        row.variables === null || !maySeeValues
          ? null
          : Object.entries(row.variables).map(([name, { type, text }]) => ({ name, type, text })),
      waiting,
      similarNames:
        waiting.length > 0
          ? []
          : namesThatLookAlike(
              row.name,
              names.names.map(({ name }) => name),
            ),
    } satisfies ExpiredMessageView;
  },
});

async function waitingFor(context: QueryContext, name: string) {
  const rows = await context.database.$queryRaw<SubscriptionSqlRow[]>(Prisma.sql`${SUBSCRIPTION_SELECT}
    where s.closed_at is null and s.kind = 'message' and s.name = ${name}
      ${and(visible(context, 's.definition_key'))} order by s.key limit ${MAX_OTHERS}::int`);
  return rows.map(toSubscriptionRow);
}

function toRow(row: Row): ExpiredMessageRow {
  return {
    key: row.key,
    name: row.name,
    correlationKey: row.correlationKey,
    messageId: row.messageId,
    publishedAt: instant(row.publishedAt),
    expiredAt: instant(row.expiredAt),
    sender: row.sender && senderView(row.sender),
    why: whyExpired(row),
  };
}

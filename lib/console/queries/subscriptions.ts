import { z } from 'zod';
import { Prisma } from '@/lib/db.ts';
import type { SubscriptionRow } from '../views/message-view.ts';
import { readCursor, toPage } from './cursor.ts';
import { definitionKeys } from './definition-keys.ts';
import { namesWaitedFor } from './message-names.ts';
import { after, key, limit, list, optionalText } from './parameters.ts';
import { defineQuery } from './query.ts';
import { and, bigints, DEFINITION_COLUMNS, type DefinitionColumns, definitionRef, instant, visible } from './sql.ts';

export interface SubscriptionSqlRow extends DefinitionColumns, Omit<SubscriptionRow, 'definition' | 'createdAt'> {
  createdAt: Date;
}

export const SUBSCRIPTION_SELECT = Prisma.sql`
  select s.key::text as key, s.kind, coalesce(s.name, '') as name, s.correlation_key as "correlationKey",
    s.instance_key::text as "instanceKey", i.business_key as "businessKey", i.is_suspended as "isSuspended",
    s.element_id as "elementId", d.dialect, s.created_at as "createdAt", ${DEFINITION_COLUMNS}
  from subscription s join instance i on i.key = s.instance_key join definition d on d.key = s.definition_key`;

export function toSubscriptionRow(row: SubscriptionSqlRow): SubscriptionRow {
  return {
    key: row.key,
    kind: row.kind,
    name: row.name,
    correlationKey: row.correlationKey,
    instanceKey: row.instanceKey,
    businessKey: row.businessKey,
    isSuspended: row.isSuspended,
    elementId: row.elementId,
    definition: definitionRef(row),
    dialect: row.dialect,
    createdAt: instant(row.createdAt),
  };
}

/** Names among which a key is looked for when none is given. */
const MAX_NAMES = 500;

/** A correlation key is found by its name's index, a business key by its instances. */
function withKey(kind: string, text: string, names: readonly string[]): Prisma.Sql {
  return Prisma.sql`s.key in (
    select c.key from subscription c where c.closed_at is null and c.kind = ${kind}
      and c.name = any(${[...names]}::text[]) and c.correlation_key = ${text}
    union all select b.key from subscription b where b.closed_at is null
      and b.instance_key in (select i.key from instance i where i.business_key = ${text}))`;
}

/** What waits for messages and signals; of a name in the order of waiting. */
export const subscriptions = defineQuery('subscriptions', {
  permission: 'message.read',
  parameters: z.object({
    kind: z.enum(['message', 'signal']).default('message'),
    name: optionalText,
    key: optionalText,
    definition: list,
    instance: key.optional(),
    after,
    limit,
  }),
  run: async (context, filter) => {
    const cursor = readCursor(filter.after, 2);
    const keys = await definitionKeys(context.database, filter.definition);
    const rows = await context.database.$queryRaw<SubscriptionSqlRow[]>(Prisma.sql`${SUBSCRIPTION_SELECT}
      where s.closed_at is null and s.kind = ${filter.kind} ${and([
        ...(filter.name === undefined ? [] : [Prisma.sql`s.name = ${filter.name}`]),
        ...(filter.key === undefined
          ? []
          : [
              withKey(
                filter.kind,
                filter.key,
                filter.name === undefined ? await namesWaitedFor(context, filter.kind, MAX_NAMES) : [filter.name],
              ),
            ]),
        ...(filter.instance === undefined ? [] : [Prisma.sql`s.instance_key = ${filter.instance}::bigint`]),
        ...(keys === undefined ? [] : [Prisma.sql`s.definition_key = any(${bigints(keys)})`]),
        ...(cursor === null || !/^\d{1,18}$/.test(cursor[1] ?? '')
          ? []
          : [Prisma.sql`(s.name, s.key) > (${cursor[0]}, ${cursor[1]}::bigint)`]),
        ...visible(context, 's.definition_key'),
      ])} order by s.name, s.key limit ${filter.limit + 1}::int`);
    return toPage(rows, filter.limit, toSubscriptionRow, (row) => [row.name, row.key]);
  },
});

import type { Instant } from '../core/state.ts';
import type { Queryable } from './connection.ts';
import { keepUnreceived } from './keep-unreceived.ts';
import { type BufferedMessage, valuesOf } from './messages.ts';

/** The time to live of some has passed: they go, and what nobody received is kept for people. Gives how many went. */
export async function expireMessages(connection: Queryable, now: Instant, limit: number): Promise<number> {
  const { rows } = await connection.query<{ count: number }>({
    name: 'expire messages',
    text: `with gone as (
        delete from message where key in (select key from message where expires_at <= $1 order by expires_at limit $2
          for update skip locked) returning *),
      kept as (${keepUnreceived('gone')})
      select count(*)::int as count from gone`,
    values: [iso(now), limit],
  });
  return rows[0]?.count ?? 0;
}

/** One that was not to wait at all: it came to nobody at once. */
export async function insertExpiredMessage(
  connection: Queryable,
  message: BufferedMessage,
  messageId: string | null,
): Promise<void> {
  await connection.query({
    name: 'insert expired message',
    text: `with lost as (select $1::bigint as key, $2::text as name, $3::text as correlation_key, $4::text as message_id,
        $5::text as tenant_id, $6::jsonb as variables, $7::timestamptz as published_at, $8::timestamptz as expires_at,
        $9::jsonb as sender)
      ${keepUnreceived('lost')}`,
    values: valuesOf(message, messageId),
  });
}

/** The oldest of what is too many. Gives how many went. */
export async function removeExcessExpired(
  connection: Queryable,
  { most, limit }: { most: number; limit: number },
): Promise<number> {
  const { rowCount } = await connection.query({
    name: 'remove excess expired messages',
    text: `delete from expired_message where key in (select key from expired_message
      where key <= (select key from expired_message order by key desc offset $1 limit 1) order by key limit $2
      for update skip locked)`,
    values: [most, limit],
  });
  return rowCount ?? 0;
}

/**
 * Those that are older than the longest time for which a definition keeps history; none while one keeps it for ever, or
 * nothing is deployed. Gives how many went.
 */
export async function removeExpiredWithHistory(connection: Queryable, now: Instant, limit: number): Promise<number> {
  const { rowCount } = await connection.query({
    text: `delete from expired_message where key in (select key from expired_message
      where expired_at <= $1::timestamptz - make_interval(days => (
        select case when bool_and(history_ttl_days is not null) then max(history_ttl_days) end from definition))
      order by expired_at limit $2 for update skip locked)`,
    values: [iso(now), limit],
  });
  return rowCount ?? 0;
}

const iso = (at: Instant): string => new Date(at).toISOString();

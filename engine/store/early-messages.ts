import type { Instant, Key } from '../core/state.ts';
import type { EarlyMessage, EarlyMessageMark, EarlyMessageRule, MessageCorrelation } from '../engine.ts';
import type { Queryable } from './connection.ts';
import type { Variables } from './messages.ts';

const iso = (at: Instant): string => new Date(at).toISOString();

export interface NewEarlyMessage extends EarlyMessage {
  readonly key: Key;
  readonly at: Instant;
  readonly expiresAt: Instant;
  readonly payload: string | null;
}

/** One statement, which asks the rule of the name by itself. false: messages of this name are not kept. */
export async function insertEarlyMessage(
  connection: Queryable,
  { key, request, instanceId, sender, senderAddress, at, expiresAt, payload }: NewEarlyMessage,
): Promise<boolean> {
  const { rowCount } = await connection.query({
    name: 'insert early message',
    text: `insert into early_message (key, name, business_key, instance_id, tenant_id, is_tenant_given,
      correlation_keys, local_correlation_keys, payload, is_for_all, sender, sender_address, received_at, expires_at,
      is_watched)
      select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, coalesce(r.rule = 'replay', false)
      from (select 1) one left join early_message_name r on r.name = $2 where coalesce(r.rule, 'keep') <> 'ignore'`,
    values: [
      key,
      request.name,
      request.businessKey ?? null,
      instanceId,
      request.tenantId ?? null,
      request.tenantId !== undefined,
      JSON.stringify(request.correlationKeys ?? {}),
      JSON.stringify(request.localCorrelationKeys ?? {}),
      payload,
      request.all,
      sender,
      senderAddress,
      iso(at),
      iso(expiresAt),
    ],
  });
  return rowCount === 1;
}

/** What a message hands over, as it is kept. */
export interface Payload {
  readonly variables: Variables;
  readonly localVariables?: Variables;
  readonly variablesOfTriggeredScope?: Variables;
}

interface Row {
  readonly name: string;
  readonly business_key: string | null;
  readonly instance_id: string | null;
  readonly tenant_id: string | null;
  readonly is_tenant_given: boolean;
  readonly correlation_keys: Variables;
  readonly local_correlation_keys: Variables;
  readonly payload: Payload | null;
  readonly is_for_all: boolean;
}
const COLUMNS =
  'name, business_key, instance_id, tenant_id, is_tenant_given, correlation_keys, local_correlation_keys, payload, is_for_all';

export interface StoredEarlyMessage {
  readonly request: Omit<MessageCorrelation, 'instanceKey'>;
  readonly instanceId: string | null;
}

/** null: its values were not kept. */
function stored(row: Row): StoredEarlyMessage | null {
  if (row.payload === null) return null;
  const hasKeys = Object.keys(row.correlation_keys).length > 0;
  const hasLocalKeys = Object.keys(row.local_correlation_keys).length > 0;
  return {
    instanceId: row.instance_id,
    request: {
      name: row.name,
      ...row.payload,
      all: row.is_for_all,
      startsOnly: false,
      ...(row.business_key !== null && { businessKey: row.business_key }),
      ...(row.is_tenant_given && { tenantId: row.tenant_id }),
      ...(hasKeys && { correlationKeys: row.correlation_keys }),
      ...(hasLocalKeys && { localCorrelationKeys: row.local_correlation_keys }),
    },
  };
}

export async function earlyMessage(connection: Queryable, key: Key): Promise<StoredEarlyMessage | null> {
  const { rows } = await connection.query<Row>({
    name: 'early message',
    text: `select ${COLUMNS} from early_message where key = $1`,
    values: [key],
  });
  return rows[0] ? stored(rows[0]) : null;
}

/** Takes it for sending again. gone: it waits no more; busy: somebody else is at it. */
export async function lockEarlyMessage(
  connection: Queryable,
  key: Key,
  { now, until }: { now: Instant; until: Instant },
): Promise<StoredEarlyMessage | 'gone' | 'busy' | 'cut'> {
  const { rows } = await connection.query<Row>({
    name: 'lock early message',
    text: `update early_message set lock_until = $3, tries = tries + 1, tried_at = $2 where key = $1
      and state = 'waiting' and (lock_until is null or lock_until < $2) returning ${COLUMNS}`,
    values: [key, iso(now), iso(until)],
  });
  if (rows[0]) return stored(rows[0]) ?? 'cut';
  const { rowCount } = await connection.query({
    name: 'early message waits',
    text: `select 1 from early_message where key = $1 and state = 'waiting'`,
    values: [key],
  });
  return (rowCount ?? 0) > 0 ? 'busy' : 'gone';
}

export async function unlockEarlyMessage(connection: Queryable, key: Key, problem: string): Promise<void> {
  await connection.query({
    name: 'unlock early message',
    text: `update early_message set lock_until = null, last_problem = $2 where key = $1 and state = 'waiting'`,
    values: [key, problem],
  });
}

/** Names of messages that are sent again by themselves. */
export async function watchedNames(connection: Queryable, limit: number): Promise<readonly string[]> {
  const { rows } = await connection.query<{ name: string }>({
    name: 'watched names',
    text: `select distinct name from early_message where state = 'waiting' and is_watched limit $1`,
    values: [limit],
  });
  return rows.map(({ name }) => name);
}

/** Watched messages that an instance might be waiting for, oldest first. */
export async function watchedFor(
  connection: Queryable,
  {
    name,
    instanceKey,
    businessKey,
    now,
    limit,
  }: { name: string; instanceKey: Key; businessKey: string | null; now: Instant; limit: number },
): Promise<readonly Key[]> {
  const { rows } = await connection.query<{ key: Key }>({
    name: 'watched for',
    text: `select key from early_message where state = 'waiting' and is_watched and name = $1
      and (instance_id is null or instance_id = $2) and (business_key is null or business_key = $3) and expires_at > $4
      order by key limit $5`,
    values: [name, instanceKey, businessKey, iso(now), limit],
  });
  return rows.map(({ key }) => key);
}

/**
 * Watched messages that something waits for or starts with, those first that were looked at longest ago; their turn is
 * noted. A message with a business key is looked for by its instances, another by what waits for its name: asked at once,
 * PostgreSQL reads all instances for each.
 */
export async function watchedInTurn(
  connection: Queryable,
  { now, limit }: { now: Instant; limit: number },
): Promise<readonly Key[]> {
  const { rows } = await connection.query<{ key: Key; fits: boolean }>({
    name: 'watched in turn',
    text: `with turn as (
        select key from early_message where state = 'waiting' and is_watched and expires_at > $1
          and (lock_until is null or lock_until < $1) order by tried_at nulls first, key limit $2 for update skip locked
      ), seen as (update early_message m set tried_at = $1 from turn where m.key = turn.key
        returning m.key, m.name, m.business_key, m.instance_id)
      select seen.key, coalesce(case when seen.business_key is null
          then (select true from subscription s join instance i on i.key = s.instance_key
            where s.kind = 'message' and s.name = seen.name and s.closed_at is null and not i.is_suspended
              and (seen.instance_id is null or i.key::text = seen.instance_id)
            order by s.correlation_key, s.key limit 1)
          else (select true from instance i join subscription s on s.instance_key = i.key
            where i.business_key = seen.business_key and not i.is_suspended
              and (seen.instance_id is null or i.key::text = seen.instance_id)
              and s.kind = 'message' and s.name = seen.name and s.closed_at is null limit 1) end, false)
        or exists (select 1 from start_subscription t where t.kind = 'message' and t.name = seen.name) as fits
      from seen order by seen.key`,
    values: [iso(now), limit],
  });
  return rows.filter(({ fits }) => fits).map(({ key }) => key);
}

export async function setEarlyMessageWatched(connection: Queryable, key: Key, isWatched: boolean): Promise<boolean> {
  const { rowCount } = await connection.query({
    text: `update early_message set is_watched = $2, tried_at = null where key = $1 and state = 'waiting'
      and payload is not null`,
    values: [key, isWatched],
  });
  return rowCount === 1;
}

/** What was received stays so. */
export async function markEarlyMessage(
  connection: Queryable,
  key: Key,
  {
    mark,
    by,
    note,
    was,
    at,
  }: { mark: EarlyMessageMark; by: string; note: string | null; was: EarlyMessageMark | null; at: Instant },
): Promise<boolean> {
  const isWaiting = mark === 'waiting';
  const { rowCount } = await connection.query({
    text: `update early_message set state = $2, is_watched = false, decided_at = $3, decided_by = $4, note = $5
      where key = $1 and state <> 'correlated' and ($7::text is null or state = $7)
      and (lock_until is null or lock_until < $6)`,
    values: [key, mark, isWaiting ? null : iso(at), isWaiting ? null : by, note, iso(at), was],
  });
  return rowCount === 1;
}

/** The rule holds for what is there too. */
export async function setEarlyMessageRule(
  connection: Queryable,
  name: string,
  { rule, by, at }: { rule: EarlyMessageRule; by: string; at: Instant },
): Promise<void> {
  await connection.query({
    text: `insert into early_message_name (name, rule, set_by, set_at) values ($1, $2, $3, $4)
      on conflict (name) do update set rule = excluded.rule, set_by = excluded.set_by, set_at = excluded.set_at`,
    values: [name, rule, by, iso(at)],
  });
  await connection.query({
    text: `update early_message set is_watched = $2 where name = $1 and state = 'waiting' and payload is not null
      and is_watched <> $2`,
    values: [name, rule === 'replay'],
  });
}

/**
 * Names of messages that came too fast, with how many were only counted. Names beyond `maxNames` are counted together
 * as ''.
 */
export async function countNotKept(
  connection: Queryable,
  counts: ReadonlyMap<string, number>,
  { at, maxNames }: { at: Instant; maxNames: number },
): Promise<void> {
  await connection.query({
    text: `insert into early_message_name as n (name, not_kept, not_kept_at)
      select case when (select count(*) from early_message_name) < $4 or
        exists (select 1 from early_message_name e where e.name = v.name) then v.name else '' end, sum(v.count), $3
      from unnest($1::text[], $2::bigint[]) as v(name, count) group by 1
      on conflict (name) do update set not_kept = n.not_kept + excluded.not_kept, not_kept_at = excluded.not_kept_at`,
    values: [[...counts.keys()], [...counts.values()], iso(at), maxNames],
  });
}

/** What is too old, and the oldest of what is too many. Gives how many went. */
export async function removeEarlyMessages(
  connection: Queryable,
  { now, most, limit }: { now: Instant; most: number; limit: number },
): Promise<number> {
  const expired = await connection.query({
    name: 'remove expired early messages',
    text: `delete from early_message where key in (select key from early_message where expires_at <= $1
      order by expires_at limit $2 for update skip locked)`,
    values: [iso(now), limit],
  });
  const excess = await connection.query({
    name: 'remove excess early messages',
    text: `delete from early_message where key in (select key from early_message
      where key <= (select key from early_message order by key desc offset $1 limit 1) order by key limit $2
      for update skip locked)`,
    values: [most, limit],
  });
  return (expired.rowCount ?? 0) + (excess.rowCount ?? 0);
}

import type { Sender } from '../core/start-cause.ts';
import type { Instant, Key } from '../core/state.ts';
import type { Semantics } from '../graph/semantics.ts';
import type { VariableValue } from '../graph/variable-value.ts';
import type { Queryable } from './connection.ts';
import { keepUnreceived } from './keep-unreceived.ts';

export type Variables = Readonly<Record<string, VariableValue>>;

export interface WaitingSubscription {
  readonly key: Key;
  readonly tree_key: Key;
  readonly instance_key: Key;
  readonly definition_key: Key;
  readonly process_id: string;
  readonly dialect: Semantics['dialect'];
  readonly element_instance_key: Key;
  readonly element_id: string;
}

export interface SubscriptionQuery {
  readonly kind: 'message' | 'signal';
  readonly name: string;
  readonly correlationKey?: string;
  readonly instanceKey?: Key;
  readonly businessKey?: string;
  readonly definitionKey?: Key;
  /** undefined: whosever. */
  readonly tenantId?: string | null;
  /** With `tenantId`: those of nobody as well. */
  readonly reachesShared?: boolean;
  /** Values of variables that the instance, or the very scope that waits, must have. */
  readonly variables?: Variables;
  readonly localVariables?: Variables;
  /** Who began first comes first, however late it began to wait: Camunda 8. */
  readonly byElement?: boolean;
  /** A tree that is left out. */
  readonly exceptTreeKey?: Key;
  readonly limit: number;
}

const BASE = `select s.key, s.tree_key, s.instance_key, s.definition_key, d.process_id, d.dialect, s.element_instance_key,
  s.element_id
  from subscription s join instance i on i.key = s.instance_key join definition d on d.key = s.definition_key`;

/**
 * What waits for a message or signal, in the order in which it began to wait unless asked otherwise. Suspended
 * instances do not take any.
 */
export async function waitingSubscriptions(
  connection: Queryable,
  query: SubscriptionQuery,
): Promise<readonly WaitingSubscription[]> {
  const values: unknown[] = [query.kind, query.name];
  const conditions = ['s.closed_at is null', 's.kind = $1', 's.name = $2', 'not i.is_suspended'];
  const add = (condition: string, value: unknown) => {
    values.push(value);
    conditions.push(condition.replaceAll('?', `$${values.length}`));
  };
  if (query.correlationKey !== undefined) add('s.correlation_key = ?', query.correlationKey);
  if (query.exceptTreeKey !== undefined) add('s.tree_key <> ?', query.exceptTreeKey);
  if (query.instanceKey !== undefined) add('s.instance_key = ?', query.instanceKey);
  if (query.businessKey !== undefined) add('i.business_key = ?', query.businessKey);
  if (query.definitionKey !== undefined) add('s.definition_key = ?', query.definitionKey);
  if (query.tenantId !== undefined)
    add(
      query.reachesShared
        ? '(s.tenant_id is null or s.tenant_id = ?::text)'
        : 's.tenant_id is not distinct from ?::text',
      query.tenantId,
    );
  for (const [name, value] of Object.entries(query.variables ?? {}))
    conditions.push(hasVariable('v.instance_key = s.instance_key', name, value, values));
  for (const [name, value] of Object.entries(query.localVariables ?? {}))
    conditions.push(hasVariable('v.scope_key = s.element_instance_key', name, value, values));
  values.push(query.limit);
  const { rows } = await connection.query<WaitingSubscription>({
    text: `${BASE} where ${conditions.join(' and ')}
      order by ${query.byElement ? 's.element_instance_key, ' : ''}s.key limit $${values.length}`,
    values,
  });
  return rows;
}

/** null: it does not wait for a message, or no more. */
export async function openSubscription(connection: Queryable, key: Key): Promise<WaitingSubscription | null> {
  const { rows } = await connection.query<WaitingSubscription>({
    name: 'open subscription',
    text: `${BASE} where s.key = $1 and s.kind = 'message' and s.closed_at is null`,
    values: [key],
  });
  return rows[0] ?? null;
}

/** Keys are typed: the text "3" is not the number 3. */
function hasVariable(where: string, name: string, value: VariableValue, values: unknown[]): string {
  values.push(name, value.type, value.text);
  const [n, t, x] = [values.length - 2, values.length - 1, values.length];
  return `exists (select 1 from variable v where ${where} and v.name = $${n} and v.type = $${t}
    and v.text is not distinct from $${x}::text and v.removed_at is null and v.ended_at is null)`;
}

export interface StartSubscription {
  readonly key: Key;
  readonly definition_key: Key;
  readonly element_id: string;
  readonly process_id: string;
  readonly tenant_id: string | null;
}

export async function startSubscriptions(
  connection: Queryable,
  kind: 'message' | 'signal' | 'conditional',
  name: string,
  {
    tenantId,
    reachesShared = false,
    includesSuspended = false,
  }: Pick<SubscriptionQuery, 'tenantId' | 'reachesShared'> & { readonly includesSuspended?: boolean } = {},
): Promise<readonly StartSubscription[]> {
  const { rows } = await connection.query<StartSubscription>({
    name: 'start subscriptions',
    text: `select s.key, s.definition_key, s.element_id, d.process_id, d.tenant_id from start_subscription s
      join definition d on d.key = s.definition_key
      where s.kind = $1 and s.name = $2 and ($6 or not d.is_suspended) and ($4 or d.tenant_id is not distinct from $3::text or ($5 and d.tenant_id is null))
        order by s.key`,
    values: [kind, name, tenantId ?? null, tenantId === undefined, reachesShared, includesSuspended],
  });
  return rows;
}

/** The message start events of a process, in its newest version. */
export async function messageStartsOf(
  connection: Queryable,
  processId: string,
  tenantId: string | null,
): Promise<readonly (StartSubscription & { readonly name: string })[]> {
  const { rows } = await connection.query<StartSubscription & { readonly name: string }>({
    name: 'message starts of process',
    text: `select s.key, s.definition_key, s.element_id, s.name, d.process_id, d.tenant_id from definition d
      join start_subscription s on s.definition_key = d.key and s.kind = 'message'
      where d.process_id = $1 and coalesce(d.tenant_id, '') = coalesce($2, '') and not d.is_suspended order by s.key`,
    values: [processId, tenantId],
  });
  return rows;
}

export interface BufferedMessage {
  readonly key: Key;
  readonly name: string;
  readonly correlation_key: string;
  readonly tenant_id: string | null;
  readonly variables: Variables;
  readonly published_at: Instant;
  readonly expires_at: Instant;
  /** null: nobody noted it. */
  readonly sender: Sender | null;
}

/** In the order of the columns: key, name, correlation key, id, tenant, variables, published, expires, sender. */
export function valuesOf(message: BufferedMessage, messageId: string | null): (string | null)[] {
  return [
    message.key,
    message.name,
    message.correlation_key,
    messageId,
    message.tenant_id,
    JSON.stringify(message.variables),
    iso(message.published_at),
    iso(message.expires_at),
    message.sender === null ? null : JSON.stringify(message.sender),
  ];
}

/** false: one with this id, name and key is there already. One that has expired makes room, and is kept for people. */
export async function insertMessage(
  connection: Queryable,
  message: BufferedMessage,
  messageId: string | null,
): Promise<boolean> {
  const { rowCount } = await connection.query({
    name: 'insert message',
    text: `with former as (
        select * from message where name = $2 and correlation_key = $3 and message_id = $4
          and coalesce(tenant_id, '') = coalesce($5, '') and expires_at <= $7 for update),
      kept as (${keepUnreceived('former')} returning key)
      insert into message as m (key, name, correlation_key, message_id, tenant_id, variables, published_at,
        expires_at, sender)
      select $1, $2, $3, $4, $5, $6, $7, $8, $9 where (select count(*) from kept) is not null
      on conflict (name, correlation_key, message_id, coalesce(tenant_id, '')) where message_id is not null
      do update set key = excluded.key, variables = excluded.variables, published_at = excluded.published_at,
        expires_at = excluded.expires_at, sender = excluded.sender where m.expires_at <= excluded.published_at`,
    values: valuesOf(message, messageId),
  });
  return rowCount === 1;
}

export async function messageIdExists(
  connection: Queryable,
  {
    name,
    correlationKey,
    messageId,
    tenantId,
    now,
  }: { name: string; correlationKey: string; messageId: string; tenantId: string | null; now: Instant },
): Promise<boolean> {
  const { rowCount } = await connection.query({
    name: 'message id exists',
    text: `select 1 from message where name = $1 and correlation_key = $2 and message_id = $3
      and coalesce(tenant_id, '') = coalesce($4, '') and expires_at > $5`,
    values: [name, correlationKey, messageId, tenantId, iso(now)],
  });
  return (rowCount ?? 0) > 0;
}

/** Buffered messages that a new subscription of this process may take, oldest first. */
export async function bufferedMessages(
  connection: Queryable,
  query: {
    name: string;
    correlationKey: string | null;
    processId: string;
    tenantId: string | null;
    now: Instant;
    limit: number;
  },
): Promise<readonly BufferedMessage[]> {
  const { rows } = await connection.query<BufferedMessage>({
    name: 'buffered messages',
    text: `select m.key, m.name, m.correlation_key, m.tenant_id, m.variables, m.published_at, m.expires_at, m.sender
      from message m
      where m.name = $1 and ($2::text is null or m.correlation_key = $2) and m.expires_at > $4
        and m.tenant_id is not distinct from $5::text
        and not exists (select 1 from message_correlation c where c.message_key = m.key and c.process_id = $3)
      order by m.key limit $6`,
    values: [query.name, query.correlationKey, query.processId, iso(query.now), query.tenantId, query.limit],
  });
  return rows;
}

/** Camunda 8: while an instance that was started with this key lives, the key starts no second one of its process. */
export async function isStartLocked(
  connection: Queryable,
  processId: string,
  tenantId: string | null,
  startKey: string,
): Promise<boolean> {
  const { rowCount } = await connection.query({
    name: 'is start locked',
    text: `select 1 from message_start_lock l join instance i on i.key = l.instance_key where l.process_id = $1
      and l.tenant_id = coalesce($2, '') and l.start_key = $3 and i.ended_at is null`,
    values: [processId, tenantId, startKey],
  });
  return (rowCount ?? 0) > 0;
}

/** The correlation key that started the instance; null: no key did. */
export async function startKeyOf(connection: Queryable, instanceKey: Key): Promise<string | null> {
  const { rows } = await connection.query<{ start_key: string }>({
    name: 'start key of',
    text: 'select start_key from message_correlation where instance_key = $1 and start_key is not null',
    values: [instanceKey],
  });
  return rows[0]?.start_key ?? null;
}

export interface MissedSubscription {
  readonly tree_key: Key;
  readonly key: Key;
  readonly name: string;
  readonly correlation_key: string;
  readonly process_id: string;
  readonly tenant_id: string | null;
}

/** What waits although a kept message is for it: the node that was to bring them together died in between. */
export async function missedSubscriptions(
  connection: Queryable,
  query: { now: Instant; publishedBefore: Instant; limit: number },
): Promise<readonly MissedSubscription[]> {
  const { rows } = await connection.query<MissedSubscription>({
    name: 'missed subscriptions',
    text: `select distinct s.tree_key, s.key, s.name, s.correlation_key, d.process_id, s.tenant_id
      from message m join subscription s on s.kind = 'message' and s.name = m.name
        and s.correlation_key = m.correlation_key and s.closed_at is null
        and s.tenant_id is not distinct from m.tenant_id
        join definition d on d.key = s.definition_key join instance i on i.key = s.instance_key
      where m.expires_at > $1 and m.published_at <= $2 and s.created_at <= $2 and not i.is_suspended
        and not exists (select 1 from message_correlation c where c.message_key = m.key and c.process_id = d.process_id)
      order by s.key limit $3`,
    values: [iso(query.now), iso(query.publishedBefore), query.limit],
  });
  return rows;
}

export interface MissedStart extends BufferedMessage {
  readonly start: StartSubscription;
}

/**
 * Kept messages that may start an instance and have not, for the same reason. A message starts only what was deployed
 * before it, unless an instance with its key has ended since.
 */
export async function missedStarts(
  connection: Queryable,
  query: { now: Instant; publishedBefore: Instant; limit: number },
): Promise<readonly MissedStart[]> {
  const { rows } = await connection.query<
    BufferedMessage & { start_subscription_key: Key; definition_key: Key; element_id: string; process_id: string }
  >({
    name: 'missed starts',
    text: `select m.key, m.name, m.correlation_key, m.tenant_id, m.variables, m.published_at, m.expires_at, m.sender,
      s.key as start_subscription_key, s.definition_key, s.element_id, d.process_id
      from message m join start_subscription s on s.kind = 'message' and s.name = m.name
        join definition d on d.key = s.definition_key and d.tenant_id is not distinct from m.tenant_id
      where m.expires_at > $1 and m.published_at <= $2 and not d.is_suspended
        and (m.published_at > d.deployed_at or exists (select 1 from message_start_lock l
          join instance i on i.key = l.instance_key
          where l.process_id = d.process_id and l.tenant_id = coalesce(d.tenant_id, '')
            and l.start_key = m.correlation_key and i.ended_at > d.deployed_at))
        and not exists (select 1 from message_correlation c where c.message_key = m.key and c.process_id = d.process_id)
        and (m.correlation_key = '' or not exists (select 1 from message_start_lock l
          join instance i on i.key = l.instance_key
          where l.process_id = d.process_id and l.tenant_id = coalesce(d.tenant_id, '')
            and l.start_key = m.correlation_key and i.ended_at is null))
      order by m.key limit $3`,
    values: [iso(query.now), iso(query.publishedBefore), query.limit],
  });
  return rows.map(({ start_subscription_key, definition_key, element_id, process_id, ...message }) => ({
    ...message,
    start: { key: start_subscription_key, definition_key, element_id, process_id, tenant_id: message.tenant_id },
  }));
}

const iso = (at: Instant): string => new Date(at).toISOString();

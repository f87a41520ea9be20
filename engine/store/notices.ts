import type { Instant, Key } from '../core/state.ts';
import type { Queryable } from './connection.ts';

/**
 * What can be muted: results of own batches, own retries, watched instances, incidents given to somebody, comments on
 * them, watched messages, somebody asks for a permission.
 */
export type NoticeKind = 'batch' | 'retry' | 'instance' | 'assigned' | 'comment' | 'message' | 'access';
export type NoticeEvent =
  | 'batchDone'
  | 'batchFailed'
  | 'batchCancelled'
  | 'batchPaused'
  | 'batchStopped'
  | 'retryDone'
  | 'retryFailed'
  | 'retryCancelled'
  | 'instanceCompleted'
  | 'instanceCancelled'
  | 'instanceIncident'
  | 'incidentAssigned'
  | 'incidentComment'
  | 'messageReceived'
  | 'accessAsked';
/** What the sentence about it names; each event has its own. */
export interface NoticeFacts {
  /** Business key, or key, of the instance. */
  readonly title?: string;
  readonly elementId?: string;
  /** The error, or what somebody wrote. */
  readonly text?: string;
  /** Name of a message, or what a batch does. */
  readonly name?: string;
  readonly who?: string;
  readonly count?: number;
  readonly failed?: number;
  /** Instance that it was about, where that is not its target. */
  readonly instanceKey?: Key;
  /** The job that was retried. */
  readonly jobKey?: Key;
  /** Path of the page that it is about. */
  readonly page?: string;
}

/** Something that a person is told. */
export interface Notice {
  readonly username: string;
  readonly kind: NoticeKind;
  readonly event: NoticeEvent;
  /** `group`: equal failures, by the fingerprint. */
  readonly target: { readonly kind: 'instance' | 'batch' | 'group' | 'message' | 'permission'; readonly key: string };
  /** Only whoever may see this process sees it; null: of no process alone. */
  readonly processId: string | null;
  readonly facts: NoticeFacts;
}

/** A person begins or ends to watch something. */
export interface Follow {
  readonly username: string;
  readonly kind: 'instance' | 'job' | 'batch' | 'message';
  /** null: what the entry is about, where its key is made with it. */
  readonly key: Key | null;
  readonly isOn: boolean;
}

/** SQL: a kind that is muted stands in the list as read. */
const READ_AT = (notice: string, at: string): string =>
  `case when exists (select 1 from notification_mute m where m.username = ${notice}.username and m.kind = ${notice}.kind) then ${at} end`;

export async function writeNotices(connection: Queryable, notices: readonly Notice[], at: Instant): Promise<void> {
  if (notices.length === 0) return;
  await connection.query({
    name: 'write notices',
    text: `insert into notification (username, kind, event, target_kind, target_key, process_id, facts, created_at,
      read_at)
      select v.username, v.kind, v.event, v.target_kind, v.target_key, v.process_id, v.facts, $8,
        ${READ_AT('v', '$8::timestamptz')}
      from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::jsonb[]) as v(username,
        kind, event, target_kind, target_key, process_id, facts)`,
    values: [
      notices.map(({ username }) => username),
      notices.map(({ kind }) => kind),
      notices.map(({ event }) => event),
      notices.map(({ target }) => target.kind),
      notices.map(({ target }) => target.key),
      notices.map(({ processId }) => processId),
      notices.map(({ facts }) => JSON.stringify(facts)),
      new Date(at),
    ],
  });
}

/** The newest failure that is known when somebody begins to watch: what comes after it is news. */
const KNOWN_FAILURE = `case v.kind
  when 'job' then greatest((select max(a.failed_at) from job_attempt a where a.job_key = v.key), (select max(n.raised_at) from incident n where n.job_key = v.key))
  when 'instance' then greatest((select max(n.raised_at) from incident n where n.instance_key = v.key), (select max(n.raised_at) from incident n where n.tree_key = v.key and n.resolved_at is null)) end`;

export async function writeFollows(
  connection: Queryable,
  follows: readonly (Follow & { readonly key: Key })[],
  at: Instant,
): Promise<void> {
  const begun = follows.filter(({ isOn }) => isOn);
  const ended = follows.filter(({ isOn }) => !isOn);
  if (begun.length > 0) {
    await connection.query({
      name: 'begin to watch',
      text: `insert into watch (kind, target_key, username, since, seen_at)
        select v.kind, v.key, v.username, $4, ${KNOWN_FAILURE}
        from unnest($1::text[], $2::bigint[], $3::text[]) as v(kind, key, username)
        on conflict (kind, target_key, username) do update set since = excluded.since, seen_at = excluded.seen_at`,
      values: [
        begun.map(({ kind }) => kind),
        begun.map(({ key }) => key),
        begun.map(({ username }) => username),
        new Date(at),
      ],
    });
  }
  if (ended.length > 0) {
    await connection.query({
      name: 'end to watch',
      text: `delete from watch w using unnest($1::text[], $2::bigint[], $3::text[]) as v(kind, key, username)
        where w.kind = v.kind and w.target_key = v.key and w.username = v.username`,
      values: [ended.map(({ kind }) => kind), ended.map(({ key }) => key), ended.map(({ username }) => username)],
    });
  }
}

/** Where the last look ended; null: it begins anew. */
export interface WatchCursor {
  readonly kind: string;
  readonly key: Key;
  readonly username: string;
}
export interface Watched {
  readonly kind: Follow['kind'];
  readonly key: Key;
  readonly username: string;
}

/** What is watched, some at a time. */
export async function watchedNext(
  connection: Queryable,
  after: WatchCursor | null,
  limit: number,
): Promise<readonly Watched[]> {
  const { rows } = await connection.query<Watched>({
    name: 'watched next',
    text: `select kind, target_key as key, username from watch where (kind, target_key, username) > ($1, $2::bigint, $3)
      order by kind, target_key, username limit $4`,
    values: [after?.kind ?? '', after?.key ?? '0', after?.username ?? '', limit],
  });
  return rows;
}

/** Of a statement that has `told`: columns of a notice. Gives how many were told. */
async function tell(
  connection: Queryable,
  name: string,
  told: string,
  keys: readonly Key[],
  at: Instant,
): Promise<number> {
  const { rowCount } = await connection.query({
    name,
    text: `${told} insert into notification (username, kind, event, target_kind, target_key, process_id, facts,
      created_at, read_at)
      select t.username, t.kind, t.event, t.target_kind, t.target_key, t.process_id, jsonb_strip_nulls(t.facts), $2,
        ${READ_AT('t', '$2::timestamptz')} from told t`,
    values: [keys, new Date(at)],
  });
  return rowCount ?? 0;
}

/**
 * Ends of watched instances; each is told once, whichever node looks. What is not kept any more is not watched any
 * more.
 */
export function tellInstanceEnds(connection: Queryable, keys: readonly Key[], at: Instant): Promise<number> {
  return tell(
    connection,
    'tell instance ends',
    `with over as (
      delete from watch w using (select v.key as target, i.key, i.outcome, i.business_key, i.definition_key,
        i.end_reason from unnest($1::bigint[]) as v(key) left join instance i on i.key = v.key where i.key is null
        or i.ended_at is not null) x
      where w.kind = 'instance' and w.target_key = x.target returning w.username, x.*),
    told as (
      select o.username, 'instance' as kind, case o.outcome when 'completed' then 'instanceCompleted'
        else 'instanceCancelled' end as event, 'instance' as target_kind, o.key::text as target_key, d.process_id,
        jsonb_build_object('title', coalesce(o.business_key, o.key::text), 'text', o.end_reason) as facts
      from over o join definition d on d.key = o.definition_key)`,
    keys,
    at,
  );
}

/**
 * New incidents of watched instances, of a root with those of all that it called. While one is unread, the newer takes
 * its place: an instance that fails again and again is one line.
 */
export function tellIncidents(connection: Queryable, keys: readonly Key[], at: Instant): Promise<number> {
  return tell(
    connection,
    'tell incidents',
    `with news as (
      select w.username, w.target_key, n.raised_at, n.element_id, n.message, n.instance_key, i.key, i.business_key,
        d.process_id
      from watch w join instance i on i.key = w.target_key join definition d on d.key = i.definition_key
      cross join lateral (
        select * from (
          (select raised_at, element_id, message, instance_key from incident where instance_key = i.key
            and raised_at > coalesce(w.seen_at, '-infinity') order by raised_at desc limit 1)
          union all
          (select raised_at, element_id, message, instance_key from incident where tree_key = i.key
            and resolved_at is null and raised_at > coalesce(w.seen_at, '-infinity') order by raised_at desc limit 1)) e
        order by raised_at desc limit 1) n
      where w.kind = 'instance' and w.target_key = any($1::bigint[])),
    seen as (
      update watch w set seen_at = n.raised_at from news n where w.kind = 'instance' and w.target_key = n.target_key
        and w.username = n.username and coalesce(w.seen_at, '-infinity') < n.raised_at
      returning n.*),
    former as (
      delete from notification f using seen s where f.username = s.username and f.event = 'instanceIncident'
        and f.target_key = s.key::text and f.read_at is null),
    told as (
      select s.username, 'instance' as kind, 'instanceIncident' as event, 'instance' as target_kind,
        s.key::text as target_key, s.process_id,
        jsonb_build_object('title', coalesce(s.business_key, s.key::text), 'elementId', s.element_id, 'text',
          left(s.message, 300), 'instanceKey', case when s.instance_key <> s.key then s.instance_key::text end) as facts
      from seen s)`,
    keys,
    at,
  );
}

/** What came of retried jobs: done, gone, or failed once more. */
export function tellRetries(connection: Queryable, keys: readonly Key[], at: Instant): Promise<number> {
  return tell(
    connection,
    'tell retries',
    `with news as (
      select w.username, w.target_key, j.key, j.instance_key, j.element_id, j.outcome, j.ended_at, j.definition_key,
        f.at as failed_at, f.text
      from watch w left join job j on j.key = w.target_key
      left join lateral (
        select * from (
          (select failed_at as at, error_message as text from job_attempt where job_key = j.key order by key desc
            limit 1)
          union all
          (select raised_at, message from incident where job_key = j.key and resolved_at is null order by raised_at desc
            limit 1)) e
        where e.at > coalesce(w.seen_at, '-infinity') order by e.at desc limit 1) f on true
      where w.kind = 'job' and w.target_key = any($1::bigint[])
        and (j.key is null or j.ended_at is not null or f.at is not null)),
    over as (
      delete from watch w using news n where w.kind = 'job' and w.target_key = n.target_key and w.username = n.username
        returning n.*),
    told as (
      select o.username, 'retry' as kind, case when o.outcome = 'completed' then 'retryDone' when o.ended_at is not null
        then 'retryCancelled' else 'retryFailed' end as event,
        'instance' as target_kind, i.key::text as target_key, d.process_id,
        jsonb_build_object('title', coalesce(i.business_key, i.key::text), 'elementId', o.element_id, 'jobKey',
          o.key::text, 'text', case when o.ended_at is null then left(o.text, 300) end) as facts
      from over o join instance i on i.key = o.instance_key join definition d on d.key = o.definition_key)`,
    keys,
    at,
  );
}

/** Batches that have ended, or have done all that they could while some of their items failed. */
export function tellBatches(connection: Queryable, keys: readonly Key[], at: Instant): Promise<number> {
  return tell(
    connection,
    'tell batches',
    `with news as (
      select w.username, w.target_key, b.key, b.kind as does, b.total, b.ended_at, b.outcome, f.failed
      from watch w left join batch b on b.key = w.target_key
      left join lateral (select count(*)::int as failed from batch_item t where t.batch_key = b.key
        and t.state = 'failed') f
        on b.ended_at is null and w.seen_at is null and b.opened >= b.total
          and not exists (select 1 from batch_item t where t.batch_key = b.key and t.state in ('planned', 'open'))
      where w.kind = 'batch' and w.target_key = any($1::bigint[])
        and (b.key is null or b.ended_at is not null or f.failed > 0)),
    over as (
      delete from watch w using news n where w.kind = 'batch' and w.target_key = n.target_key
        and w.username = n.username and (n.key is null or n.ended_at is not null) returning n.*),
    failed as (
      update watch w set seen_at = $2 from news n where w.kind = 'batch' and w.target_key = n.target_key
        and w.username = n.username and n.key is not null and n.ended_at is null and w.seen_at is null returning n.*),
    told as (
      select o.username, 'batch' as kind, case when o.ended_at is null then 'batchFailed' when o.outcome = 'completed'
        then 'batchDone' else 'batchCancelled' end as event,
        'batch' as target_kind, o.key::text as target_key, null::text as process_id,
          jsonb_build_object('name', o.does, 'count', o.total, 'failed', o.failed) as facts
      from (select * from over union all select * from failed) o where o.key is not null)`,
    keys,
    at,
  );
}

/** Watched early messages that were received; what was put aside or is not kept any more is not watched any more. */
export function tellMessages(connection: Queryable, keys: readonly Key[], at: Instant): Promise<number> {
  return tell(
    connection,
    'tell messages',
    `with over as (
      delete from watch w using (select v.key as target, m.key, m.name, m.state, m.instance_key
        from unnest($1::bigint[]) as v(key) left join early_message m on m.key = v.key where m.key is null
        or m.state <> 'waiting') x
      where w.kind = 'message' and w.target_key = x.target returning w.username, x.*),
    told as (
      select o.username, 'message' as kind, 'messageReceived' as event, 'message' as target_kind,
        o.key::text as target_key, d.process_id,
        jsonb_build_object('name', o.name, 'title', coalesce(i.business_key, i.key::text), 'instanceKey',
          i.key::text) as facts
      from over o join instance i on i.key = o.instance_key join definition d on d.key = i.definition_key
        where o.state = 'correlated')`,
    keys,
    at,
  );
}

/** What is too old. Gives how many went. */
export async function removeNotices(connection: Queryable, before: Instant, limit: number): Promise<number> {
  const { rowCount } = await connection.query({
    name: 'remove notices',
    text: `delete from notification where key in (select key from notification where created_at < $1 order by created_at
      limit $2)`,
    values: [new Date(before), limit],
  });
  return rowCount ?? 0;
}

import { FREE_WITHOUT_RETRIES, type Instant, type Key } from '../core/state.ts';
import type { VariableValue } from '../graph/variable-value.ts';
import type { Queryable } from './connection.ts';
import { isDead } from './living-nodes.ts';

/** One place in a grouped lease: the next job found goes to this worker. In the order in which the polls came. */
export interface LeaseSlot {
  readonly worker: string;
  readonly until: Instant;
}

export interface JobFilter {
  readonly types: readonly string[];
  readonly now: Instant;
  readonly byPriority: boolean;
  readonly sort?: 'createdAsc' | 'createdDesc';
  readonly processIds?: readonly string[];
  readonly definitionKeys?: readonly Key[];
  readonly versionTag?: string;
  readonly businessKey?: string;
  readonly tenantIds?: readonly (string | null)[];
  readonly processVariables?: Readonly<Record<string, VariableValue>>;
}

export interface LeasedRow {
  readonly key: Key;
  readonly tree_key: Key;
  readonly worker: string;
  readonly lock_until: Instant;
  readonly tree_version: number;
  readonly error_details: string | null;
  /** Number of the slot that it took, from 1. */
  readonly place: string;
}

/** Sessions that plan as others do, and those of `createLeasePool`. */
export interface LeaseSessions {
  readonly planned: Queryable;
  readonly ordered: Queryable;
}

/** Parameters of a lease without conditions of its own. */
const PLAIN_VALUES = 5;

/** Has an attempt, or was made without any and waits for its first. */
const HAS_ATTEMPT = `(j.retries is null or j.retries > 0 or j.due_at = '${new Date(FREE_WITHOUT_RETRIES).toISOString()}')`;

const IS_FREE = `j.ended_at is null and j.kind = 'worker' and (j.lock_until is null or j.lock_until <= $2) and (j.due_at is null or j.due_at <= $2)
  and ${HAS_ATTEMPT} and not j.is_suspended and not i.is_suspended`;

/**
 * Leases as many free jobs as there are slots, each job once, whoever else asks at the same time. The version of each
 * job's tree comes along, so that a cached tree is known to be current.
 */
export async function leaseJobRows(
  { planned, ordered }: LeaseSessions,
  filter: JobFilter,
  slots: readonly LeaseSlot[],
): Promise<readonly LeasedRow[]> {
  const isOneType = filter.types.length === 1;
  const values: unknown[] = [
    isOneType ? filter.types[0] : filter.types,
    iso(filter.now),
    slots.length,
    slots.map(({ worker }) => worker),
    slots.map(({ until }) => iso(until)),
  ];
  // Compared with one type, the index of jobs to work on is in the order of their priorities: the first are all that is
  // read.
  const conditions = [
    IS_FREE,
    isOneType ? 'j.type = $1' : 'j.type = any($1::text[])',
    ...optionalConditions(filter, values),
  ];
  const isOrdered = isOneType && filter.byPriority && filter.sort !== 'createdDesc' && values.length === PLAIN_VALUES;
  const order = [
    ...(filter.byPriority ? ['j.priority desc'] : []),
    `j.key ${filter.sort === 'createdDesc' ? 'desc' : 'asc'}`,
  ].join(', ');
  const text = `with picked as materialized (
      select j.key, j.tree_key from job j
        join instance i on i.key = j.instance_key ${filter.processIds || filter.versionTag ? 'join definition d on d.key = j.definition_key' : ''}
      where ${conditions.join(' and ')} order by ${order} limit $3 for update of j skip locked),
    numbered as (select key, row_number() over () as place from picked),
    slots as (select * from unnest($4::text[], $5::timestamptz[]) with ordinality as s(worker, until, place))
    update job j set worker = s.worker, lock_until = s.until from numbered n
      join slots s on s.place = n.place, process_tree t
    where j.key = n.key and t.key = j.tree_key
    returning j.key, j.tree_key, j.worker, j.lock_until, j.error_details, t.version as tree_version, n.place`;
  const { rows } = await (isOrdered ? ordered : planned).query<LeasedRow>({
    text,
    values,
    ...(values.length === PLAIN_VALUES && { name: `lease ${isOneType ? 'one' : 'some'} ${order}` }),
  });
  return [...rows].sort((a, b) => Number(a.place) - Number(b.place));
}

/**
 * For each of these types when the next of its jobs is free again, by the end of a lease or a back-off within a stretch
 * of time.
 */
export async function nextFreeAt(
  connection: Queryable,
  types: readonly string[],
  { after, until }: { after: Instant; until: Instant },
): Promise<readonly { type: string; at: Instant }[]> {
  const { rows } = await connection.query<{ type: string; at: Instant }>({
    name: 'next free jobs',
    text: `select j.type, min(greatest(j.lock_until, j.due_at)) as at from job j
           where j.ended_at is null and j.kind = 'worker' and j.type = any($1::text[])
             and greatest(j.lock_until, j.due_at) > $2 and greatest(j.lock_until, j.due_at) <= $3
             and ${HAS_ATTEMPT} and not j.is_suspended group by j.type`,
    values: [types, iso(after), iso(until)],
  });
  return rows;
}

function optionalConditions(filter: JobFilter, values: unknown[]): string[] {
  const conditions: string[] = [];
  const add = (condition: string, value: unknown) => {
    values.push(value);
    conditions.push(condition.replace('?', `$${values.length}`));
  };
  if (filter.processIds) add('d.process_id = any(?::text[])', filter.processIds);
  if (filter.definitionKeys) add('j.definition_key = any(?::bigint[])', filter.definitionKeys);
  if (filter.versionTag !== undefined) add('d.version_tag = ?', filter.versionTag);
  if (filter.businessKey !== undefined) add('i.business_key = ?', filter.businessKey);
  const variables = Object.entries(filter.processVariables ?? {}).map(([name, value]) => {
    values.push(name, value.type, value.text);
    const n = values.length;
    return `exists (select 1 from variable v where v.instance_key = j.instance_key and v.scope_key = j.instance_key
      and v.name = $${n - 2} and v.type = $${n - 1} and v.text is not distinct from $${n}::text
      and v.removed_at is null)`;
  });
  if (variables.length > 0) conditions.push(`(${variables.join(' or ')})`);
  if (filter.tenantIds) {
    values.push(filter.tenantIds.filter((id) => id !== null));
    const listed = `j.tenant_id = any($${values.length}::text[])`;
    conditions.push(filter.tenantIds.includes(null) ? `(j.tenant_id is null or ${listed})` : listed);
  }
  return conditions;
}

export interface DueJob {
  readonly key: Key;
  readonly tree_key: Key | null;
  readonly definition_key: Key;
  readonly element_id: string;
  readonly due_at: Instant | null;
  readonly repeat: string | null;
  readonly kind: string;
  readonly headers: Readonly<Record<string, string>> | null;
}

/** Timers, continuations and signals that are due, for this node's executor. */
export async function leaseDueJobs(
  connection: Queryable,
  request: { now: Instant; worker: string; until: Instant; limit: number },
): Promise<readonly DueJob[]> {
  const { rows } = await connection.query<DueJob>({
    name: 'lease due jobs',
    text: `with picked as materialized (
             select j.key from job j left join instance i on i.key = j.instance_key
             where j.ended_at is null and j.kind <> 'worker' and (j.due_at is null or j.due_at <= $1)
               and (j.lock_until is null or j.lock_until <= $1)
               and (j.retries is null or j.retries > 0) and not j.is_suspended and not coalesce(i.is_suspended, false)
               and (j.tree_key is not null or j.kind = 'signal' or not exists (select 1 from definition d where d.key = j.definition_key
                 and d.is_suspended))
             order by j.due_at nulls first, j.key limit $4 for update of j skip locked)
           update job j set worker = $2, lock_until = $3 from picked p where j.key = p.key
           returning j.key, j.tree_key, j.definition_key, j.element_id, j.due_at, j.repeat, j.kind, j.headers`,
    values: [iso(request.now), request.worker, iso(request.until), request.limit],
  });
  return rows;
}

/** When the next timer becomes due after this moment; null: none does. What is due already waits for something else. */
export async function nextDueAt(connection: Queryable, now: Instant): Promise<Instant | null> {
  const { rows } = await connection.query<{ due_at: Instant | null }>({
    name: 'next due',
    text: `select due_at from job where ended_at is null and kind <> 'worker' and due_at > $1
      and (retries is null or retries > 0) order by due_at limit 1`,
    values: [iso(now)],
  });
  return rows[0]?.due_at ?? null;
}

/** Gives leases back that nobody will use: of polls that went away, of an executor that stops. */
export async function releaseLeases(
  connection: Queryable,
  leases: readonly { key: Key; worker: string }[],
): Promise<void> {
  await connection.query({
    name: 'release leases',
    text: `update job j set worker = null, lock_until = null from unnest($1::bigint[], $2::text[]) as v(key, worker)
      where j.key = v.key and j.worker = v.worker`,
    values: [leases.map(({ key }) => key), leases.map(({ worker }) => worker)],
  });
}

/**
 * Frees timers and continuations of nodes that are no more, so that they need not wait for the leases' end. Should the
 * node live in spite of it, a job that both run is still done once: the lease is compared in the commit.
 */
export async function freeJobsOfDeadNodes(connection: Queryable, now: Instant): Promise<number> {
  const { rowCount } = await connection.query({
    name: 'free jobs of dead nodes',
    text: `update job j set worker = null, lock_until = null
      where j.ended_at is null and j.kind <> 'worker' and j.worker is not null and j.lock_until is not null
        and (j.due_at is null or j.due_at <= $1)
        and ${isDead('j.worker')}`,
    values: [iso(now)],
  });
  return rowCount ?? 0;
}

/** Gives back all timers and continuations that this node has taken. */
export async function freeJobsOfNode(connection: Queryable, nodeId: string): Promise<void> {
  await connection.query({
    name: 'free jobs of node',
    text: `update job set worker = null, lock_until = null where ended_at is null and kind <> 'worker' and worker = $1`,
    values: [nodeId],
  });
}

export interface LeaseRow {
  readonly worker: string | null;
  readonly lock_until: Instant | null;
  readonly ended_at: Instant | null;
  readonly tree_key: Key | null;
  readonly kind: string;
}

export async function leaseOf(connection: Queryable, jobKey: Key): Promise<LeaseRow | null> {
  const { rows } = await connection.query<LeaseRow>({
    name: 'lease of',
    text: 'select worker, lock_until, ended_at, tree_key, kind from job where key = $1',
    values: [jobKey],
  });
  return rows[0] ?? null;
}

/** Writes a lease if it still is as it was read. */
export async function replaceLease(
  connection: Queryable,
  jobKey: Key,
  before: LeaseRow,
  after: { worker: string | null; until: Instant | null },
): Promise<boolean> {
  const { rowCount } = await connection.query({
    name: 'replace lease',
    text: `update job set worker = $2, lock_until = $3 where key = $1 and ended_at is null
      and worker is not distinct from $4 and lock_until is not distinct from $5`,
    values: [
      jobKey,
      after.worker,
      after.until === null ? null : iso(after.until),
      before.worker,
      before.lock_until === null ? null : iso(before.lock_until),
    ],
  });
  return rowCount === 1;
}

const iso = (at: Instant): string => new Date(at).toISOString();

import { z } from 'zod';
import { Prisma } from '@/lib/db.ts';
import type { JobRow } from '../views/job-view.ts';
import { readCursor, toPage } from './cursor.ts';
import { definitionKeys } from './definition-keys.ts';
import { after, key, limit, list, listOf } from './parameters.ts';
import { defineQuery } from './query.ts';
import { and, bigints, DEFINITION_COLUMNS, type DefinitionColumns, definitionRef, instant, instantOrNull, visible } from './sql.ts';

const STATES = ['waiting', 'leased', 'retrying', 'incident', 'suspended', 'overdue', 'completed', 'cancelled'] as const;
type State = (typeof STATES)[number];

/** In order of precedence. A timer that is due is late only when nobody took it. */
const STATE_SQL = Prisma.sql`case
  when j.ended_at is not null then case when j.outcome = 'canceled' then 'cancelled' else 'completed' end
  when j.retries = 0 then 'incident'
  when j.is_suspended then 'suspended'
  when j.lock_until > now() then 'leased'
  when j.error_message is not null then 'retrying'
  when j.kind <> 'worker' and j.due_at < now() - interval '30 seconds' then 'overdue'
  else 'waiting' end`;

export const jobs = defineQuery('jobs', {
  permission: 'job.read',
  parameters: z.object({
    instance: key.optional(), key: list, kind: listOf(['worker', 'continuation', 'timer']), state: listOf(STATES), definition: list, element: list,
    sort: z.enum(['-created', 'created']).default('-created'), after, limit,
  }),
  run: async (context, filter) => {
    const keys = await definitionKeys(context.database, filter.definition);
    const cursor = readCursor(filter.after, 1);
    const isNewestFirst = filter.sort === '-created';
    const beyond = cursor === null || !/^\d{1,18}$/.test(cursor[0] ?? '') ? [] : [isNewestFirst ? Prisma.sql`j.key < ${cursor[0]}::bigint` : Prisma.sql`j.key > ${cursor[0]}::bigint`];
    const conditions = and([
      ...beyond, ...visible(context, 'j.definition_key'), ...liveness(filter.state),
      ...(filter.instance === undefined ? [] : [Prisma.sql`j.instance_key = ${filter.instance}::bigint`]),
      ...(filter.key === undefined ? [] : [Prisma.sql`j.key = any(${bigints(filter.key.filter((each) => /^\d{1,18}$/.test(each)))})`]),
      ...(keys === undefined ? [] : [Prisma.sql`j.definition_key = any(${bigints(keys)})`]),
      ...(filter.kind === undefined ? [] : [Prisma.sql`j.kind = any(${[...filter.kind]}::text[])`]),
      ...(filter.element === undefined ? [] : [Prisma.sql`j.element_id = any(${[...filter.element]}::text[])`]),
      ...(filter.state === undefined || isSaid(filter.state) ? [] : [Prisma.sql`${STATE_SQL} = any(${[...filter.state]}::text[])`]),
    ]);
    const rows = await context.database.$queryRaw<Row[]>(Prisma.sql`
      select j.key::text as key, j.kind, ${STATE_SQL} as state, j.type as topic, j.element_id as "elementId", j.element_instance_key::text as "elementInstanceKey", j.position, j.is_suspended as "isSuspended", j.instance_key::text as "instanceKey", ${DEFINITION_COLUMNS},
        j.retries, j.priority::float8 as priority, j.due_at as "dueAt", j.repeat, j.worker, j.lock_until as "lockUntil", j.error_message as "errorMessage",
        (select count(*)::int from job_attempt a where a.job_key = j.key) as attempts, j.created_at as "createdAt", j.ended_at as "endedAt"
      from job j join definition d on d.key = j.definition_key
      where true ${conditions} order by j.key ${isNewestFirst ? Prisma.raw('desc') : Prisma.empty} limit ${filter.limit + 1}::int`);
    return toPage(rows, filter.limit, toView, (row) => [row.key]);
  },
});

/** Lets the indexes of open jobs be used when only those are asked for, and PostgreSQL know how many there are. */
function liveness(states: readonly State[] | undefined): readonly Prisma.Sql[] {
  if (states === undefined || states.some((state) => state === 'completed' || state === 'cancelled')) return [];
  const [only] = states;
  return [Prisma.sql`j.ended_at is null`, ...(states.length === 1 && only !== undefined ? IMPLIED[only] ?? [] : [])];
}

/** An incident is no more than what is implied: without the long way to say it, PostgreSQL knows how many there are. */
function isSaid(states: readonly State[]): boolean { return states.length === 1 && states[0] === 'incident'; }

const IMPLIED: Readonly<Partial<Record<State, readonly Prisma.Sql[]>>> = {
  incident: [Prisma.sql`j.retries = 0`], suspended: [Prisma.sql`j.is_suspended`], retrying: [Prisma.sql`j.error_message is not null`],
  // Without this the index of due times would not be used.
  overdue: [Prisma.sql`j.kind <> 'worker' and j.due_at < now()`],
};

interface Row extends DefinitionColumns, Omit<JobRow, 'definition' | 'dueAt' | 'lockUntil' | 'createdAt' | 'endedAt'> {
  dueAt: Date | null; lockUntil: Date | null; createdAt: Date; endedAt: Date | null;
}

function toView(row: Row): JobRow {
  return {
    key: row.key, kind: row.kind, state: row.state, topic: row.topic, elementId: row.elementId, elementInstanceKey: row.elementInstanceKey, position: row.position, isSuspended: row.isSuspended, instanceKey: row.instanceKey, definition: definitionRef(row),
    retries: row.retries, priority: row.priority, dueAt: instantOrNull(row.dueAt), repeat: row.repeat, worker: row.worker,
    lockUntil: instantOrNull(row.lockUntil), errorMessage: row.errorMessage, attempts: row.attempts, createdAt: instant(row.createdAt), endedAt: instantOrNull(row.endedAt),
  };
}

import { z } from 'zod';
import { FREE_WITHOUT_RETRIES, NOT_UNTIL_RESOLVED, RELEASED_AFTER_ERROR } from '@/engine/index.ts';
import { type Database, Prisma } from '@/lib/db.ts';
import type { JobRow } from '../views/job-view.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { jobConditions, jobFilterSchema, jobFilterShape, STATE_SQL } from './job-filter.ts';
import { JOB_SORTS, placeCursor, placeOf } from './job-source.ts';
import { jobWindow } from './job-window.ts';
import { after, limit } from './parameters.ts';
import { defineQuery } from './query.ts';
import { bigints, DEFINITION_COLUMNS, type DefinitionColumns, definitionRef, instant, instantOrNull } from './sql.ts';

/** Values of a place in a cursor. */
const PLACE_VALUES = 3;

/** Jobs of every sort over all definitions: work of workers, continuations, timers, and timers that start something. */
export const jobs = defineQuery('jobs', {
  permission: 'job.read',
  parameters: z.object({ ...jobFilterShape, sort: z.enum(JOB_SORTS).default('-created'), after, limit }),
  run: async (context, filter) => {
    const conditions = await jobConditions(context, filter);
    if (conditions === null) return { rows: [], next: null, searchedTo: null };
    const found = await jobWindow(context.database, {
      filter,
      sort: filter.sort,
      conditions,
      after: placeOf(readCursor(filter.after, PLACE_VALUES)),
      limit: filter.limit,
    });
    return {
      rows: await jobRows(context.database, found.keys),
      next: found.next === null ? null : writeCursor(placeCursor(found.next)),
      searchedTo: instantOrNull(found.searchedTo),
    };
  },
});

/** More are not counted. */
const COUNTED = 1_000;
/** As many windows are looked through; what is beyond them is not counted. */
const MAX_WINDOWS = 2;

/** How many the filter matches, as far as that can be said at once. */
export const jobCount = defineQuery('job-count', {
  permission: 'job.read',
  parameters: jobFilterSchema,
  run: async (context, filter) => {
    const conditions = await jobConditions(context, filter);
    if (conditions === null) return { value: 0, isExact: true };
    let value = 0;
    let at = null;
    for (let n = 0; n < MAX_WINDOWS; n += 1) {
      const found = await jobWindow(context.database, {
        filter,
        sort: '-created',
        conditions,
        after: at,
        limit: COUNTED - value,
      });
      value += found.keys.length;
      at = found.next;
      if (at === null) return { value, isExact: true };
      if (value >= COUNTED) break;
    }
    return { value, isExact: false };
  },
});

interface Row extends DefinitionColumns, Omit<JobRow, 'definition' | 'dueAt' | 'lockUntil' | 'createdAt' | 'endedAt'> {
  dueAt: Date | null;
  lockUntil: Date | null;
  createdAt: Date;
  endedAt: Date | null;
}

/** In the order of the keys. */
export async function jobRows(database: Database, keys: readonly string[]): Promise<readonly JobRow[]> {
  if (keys.length === 0) return [];
  const rows = await database.$queryRaw<Row[]>(Prisma.sql`
    select j.key::text as key, j.kind, ${STATE_SQL} as state, j.type as topic, j.element_id as "elementId",
      j.element_instance_key::text as "elementInstanceKey", j.position, j.is_suspended as "isSuspended",
      j.instance_key::text as "instanceKey", i.business_key as "businessKey", j.tenant_id as "tenantId",
      ${DEFINITION_COLUMNS},
      j.retries, j.priority::float8 as priority, j.due_at as "dueAt", j.repeat, j.worker, j.lock_until as "lockUntil",
        j.error_message as "errorMessage",
      (select count(*)::int from job_attempt a where a.job_key = j.key) as attempts, j.created_at as "createdAt",
        j.ended_at as "endedAt"
    from unnest(${bigints(keys)}) with ordinality as w(key, place) join job j on j.key = w.key
      join definition d on d.key = j.definition_key left join instance i on i.key = j.instance_key
    order by w.place`);
  return rows.map(toView);
}

/** Due at the beginning of time (`RELEASED_AFTER_ERROR`): at once. */
function toView(row: Row): JobRow {
  return {
    key: row.key,
    kind: row.kind,
    state: row.state,
    topic: row.topic,
    elementId: row.elementId,
    elementInstanceKey: row.elementInstanceKey,
    position: row.position,
    isSuspended: row.isSuspended,
    instanceKey: row.instanceKey,
    businessKey: row.businessKey,
    tenantId: row.tenantId,
    definition: definitionRef(row),
    retries: row.retries,
    priority: row.priority,
    dueAt: dueOf(row.dueAt),
    repeat: row.repeat,
    worker: row.worker,
    lockUntil: instantOrNull(row.lockUntil),
    errorMessage: row.errorMessage,
    attempts: row.attempts,
    createdAt: instant(row.createdAt),
    endedAt: instantOrNull(row.endedAt),
  };
}

const NOBODYS_DATES = [NOT_UNTIL_RESOLVED, RELEASED_AFTER_ERROR, FREE_WITHOUT_RETRIES];

/** Null also for what is no date of anybody: an incident holds the job, or let it go, or it was made without attempts. */
function dueOf(dueAt: Date | null): number | null {
  const at = instantOrNull(dueAt);
  return at !== null && NOBODYS_DATES.includes(at) ? null : at;
}

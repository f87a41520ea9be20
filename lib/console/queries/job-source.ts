import { Prisma } from '@/lib/db.ts';
import { hasEnded, IS_LATE, isOneOf, type JobFilterValues, statesOf } from './job-filter.ts';
import { bigints } from './sql.ts';

export const JOB_SORTS = ['-created', 'created', 'due', '-due'] as const;
export type JobSort = (typeof JOB_SORTS)[number];

/** Where a row stands in the order of a list. */
export interface Place {
  readonly key: string;
  readonly due: string | null;
  readonly priority: string;
}
/** Its text in a cursor, and back. */
export const PLACE_COLUMNS = Prisma.sql`j.key::text as key,
  to_char(j.due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as due, j.priority::text as priority`;
export const placeCursor = ({ key, due, priority }: Place): readonly string[] => [key, due ?? '', priority];
const NUMBER = /^-?\d{1,18}$/;
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;
export function placeOf(cursor: readonly string[] | null): Place | null {
  if (cursor === null) return null;
  const [key = '', due = '', priority = ''] = cursor;
  return /^\d{1,18}$/.test(key) && (due === '' || MOMENT.test(due)) && NUMBER.test(priority)
    ? { key, due: due === '' ? null : due, priority }
    : null;
}

/**
 * Jobs in an order that an index has, as few as the filter allows. `branches`: one after the other, what comes after a
 * place in that order; each is read from an index and in its order.
 */
export interface JobSource {
  readonly order: Prisma.Sql;
  branches(after: Place | null): readonly Prisma.Sql[];
}

const KEY_DOWN = Prisma.sql`j.key desc`;
const KEY_UP = Prisma.sql`j.key`;

export function jobSource(filter: JobFilterValues, sort: JobSort): JobSource {
  const states = statesOf(filter);
  if (filter.key !== undefined)
    return byKey(Prisma.sql`j.key = any(${bigints(filter.key.filter((each) => /^\d{1,18}$/.test(each)))})`, sort);
  if (filter.instance !== undefined) return byKey(Prisma.sql`j.instance_key = ${filter.instance}::bigint`, sort);
  if (states === undefined || states.some(hasEnded)) return byKey(Prisma.sql`true`, sort);
  if (filter.kind?.every((kind) => kind === 'start') === true)
    return byKey(Prisma.sql`j.ended_at is null and j.tree_key is null`, sort);
  const isLate = isOneOf(states, ['overdue']);
  if (sort === 'due' || sort === '-due') return byDue(sort === '-due', isLate);
  const [topic] = filter.topic ?? [];
  if (topic !== undefined && filter.topic?.length === 1)
    return isOneOf(states, ['incident'])
      ? byKey(Prisma.sql`j.ended_at is null and j.kind = 'worker' and j.retries = 0 and j.type = ${topic}`, sort)
      : byPriority(topic);
  if (isLate) return byDue(false, true);
  if (isOneOf(states, ['incident', 'retrying']) || (filter.message !== undefined && filter.message !== ''))
    return byKey(Prisma.sql`j.ended_at is null and (j.error_message is not null or j.retries = 0)`, sort);
  if (isOneOf(states, ['suspended'])) return byKey(Prisma.sql`j.ended_at is null and j.is_suspended`, sort);
  return byKey(Prisma.sql`j.ended_at is null`, sort);
}

/** By age. */
function byKey(where: Prisma.Sql, sort: JobSort): JobSource {
  const isUp = sort === 'created';
  return {
    order: isUp ? KEY_UP : KEY_DOWN,
    branches: (after) => [
      after === null
        ? where
        : isUp
          ? Prisma.sql`${where} and j.key > ${after.key}::bigint`
          : Prisma.sql`${where} and j.key < ${after.key}::bigint`,
    ],
  };
}

/** What runs by itself, by when; what has no time is due at once, and never late. */
function byDue(isDown: boolean, isLate: boolean): JobSource {
  const where = Prisma.sql`j.ended_at is null and j.kind <> 'worker' ${isLate ? Prisma.sql`and ${IS_LATE}` : Prisma.empty}`;
  const none = (after: Place) =>
    Prisma.sql`${where} and j.due_at is null
      and j.key ${isDown ? Prisma.raw('<') : Prisma.raw('>')} ${after.key}::bigint`;
  const some = Prisma.sql`${where} and j.due_at is not null`;
  return isDown
    ? {
        order: Prisma.sql`j.due_at desc nulls last, j.key desc`,
        branches: (after) =>
          after === null
            ? [where]
            : after.due === null
              ? [none(after)]
              : [
                  Prisma.sql`${where} and (j.due_at, j.key) < (${after.due}::timestamptz, ${after.key}::bigint)`,
                  Prisma.sql`${where} and j.due_at is null`,
                ],
      }
    : {
        order: Prisma.sql`j.due_at nulls first, j.key`,
        branches: (after) =>
          after === null
            ? [where]
            : after.due === null
              ? [none(after), some]
              : [Prisma.sql`${where} and (j.due_at, j.key) > (${after.due}::timestamptz, ${after.key}::bigint)`],
      };
}

/** Work of one topic, in the order in which workers are given it. */
function byPriority(topic: string): JobSource {
  const where = Prisma.sql`j.ended_at is null and j.kind = 'worker' and j.type = ${topic}`;
  return {
    order: Prisma.sql`j.priority desc, j.key`,
    branches: (after) =>
      after === null
        ? [where]
        : [
            Prisma.sql`${where} and j.priority = ${after.priority}::bigint and j.key > ${after.key}::bigint`,
            Prisma.sql`${where} and j.priority < ${after.priority}::bigint`,
          ],
  };
}

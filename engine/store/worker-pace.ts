import type { Instant } from '../core/state.ts';
import type { Queryable } from './connection.ts';

/** What of a type was done or failed within the five minutes from `at`. A worker of no name: all together. */
export interface PaceCount {
  readonly type: string;
  readonly worker: string;
  readonly at: Instant;
  readonly bucket: number;
  readonly count: number;
}

/** An attempt that failed. */
export const FAILED_BUCKET = -1;
/** Done, and this node did not see when it was taken. */
export const UNTIMED_BUCKET = -2;
/** Three to a doubling of the time: a middle value is at most an eighth off. */
const BUCKETS_PER_DOUBLING = 3;
const LAST_BUCKET = 120;

export function bucketOf(ms: number): number {
  return Math.min(LAST_BUCKET, Math.max(0, Math.round(BUCKETS_PER_DOUBLING * Math.log2(Math.max(1, ms)))));
}

/** The middle of what such a bucket holds. */
export function handlingMs(bucket: number): number {
  return 2 ** (bucket / BUCKETS_PER_DOUBLING);
}

/** In the order of the key, so that two nodes never wait for each other. */
export async function writePace(connection: Queryable, counts: readonly PaceCount[]): Promise<void> {
  if (counts.length === 0) return;
  await connection.query({
    name: 'write pace',
    text: `insert into worker_pace as p (type, worker, at, bucket, count)
      select * from unnest($1::text[], $2::text[], $3::timestamptz[], $4::smallint[], $5::bigint[]) as u(type, worker,
        at, bucket, count) order by 1, 2, 3, 4
      on conflict (type, worker, at, bucket) do update set count = p.count + excluded.count`,
    values: [
      counts.map(({ type }) => type),
      counts.map(({ worker }) => worker),
      counts.map(({ at }) => iso(at)),
      counts.map(({ bucket }) => bucket),
      counts.map(({ count }) => count),
    ],
  });
}

export async function forgetPace(connection: Queryable, before: Instant, limit: number): Promise<void> {
  await connection.query({
    name: 'forget pace',
    text: `delete from worker_pace where (type, worker, at, bucket) in (select type, worker, at, bucket from worker_pace
      where at < $1 order by at limit $2 for update skip locked)`,
    values: [iso(before), limit],
  });
}

const iso = (at: Instant): string => new Date(at).toISOString();

import type { Instant } from '../core/state.ts';
import type { Queryable } from './connection.ts';

/** Jobs of a kind within the minute from `at`; `failed` counts attempts. */
export interface JobPaceCount {
  readonly at: Instant;
  readonly kind: string;
  readonly what: 'created' | 'done' | 'failed';
  readonly count: number;
}

/** In the order of the key, so that two nodes never wait for each other. */
export async function writeJobPace(connection: Queryable, counts: readonly JobPaceCount[]): Promise<void> {
  if (counts.length === 0) return;
  await connection.query({
    name: 'write job pace',
    text: `insert into job_pace as p (at, kind, what, count)
      select * from unnest($1::timestamptz[], $2::text[], $3::text[], $4::bigint[]) as u(at, kind, what, count)
        order by 1, 2, 3
      on conflict (at, kind, what) do update set count = p.count + excluded.count`,
    values: [
      counts.map(({ at }) => iso(at)),
      counts.map(({ kind }) => kind),
      counts.map(({ what }) => what),
      counts.map(({ count }) => count),
    ],
  });
}

export async function forgetJobPace(connection: Queryable, before: Instant, limit: number): Promise<void> {
  await connection.query({
    name: 'forget job pace',
    text: `delete from job_pace where (at, kind, what) in (select at, kind, what from job_pace
      where at < $1 order by at limit $2 for update skip locked)`,
    values: [iso(before), limit],
  });
}

const iso = (at: Instant): string => new Date(at).toISOString();

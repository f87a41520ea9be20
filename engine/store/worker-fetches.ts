import type { Instant } from '../core/state.ts';
import type { Queryable } from './connection.ts';

/** Who asked for work of a type, when last, and how often since it was written down before. */
export interface WorkerFetch {
  readonly type: string;
  readonly worker: string;
  readonly askedAt: Instant;
  readonly givenAt: Instant | null;
  readonly asked: number;
  readonly given: number;
}

/** In the order of the key, so that two nodes never wait for each other. */
export async function writeWorkerFetches(connection: Queryable, fetches: readonly WorkerFetch[]): Promise<void> {
  if (fetches.length === 0) return;
  await connection.query({
    name: 'write worker fetches',
    text: `insert into worker_fetch as f (type, worker, asked_at, given_at, asked, given)
      select * from unnest($1::text[], $2::text[], $3::timestamptz[], $4::timestamptz[], $5::bigint[],
        $6::bigint[]) as u(type, worker, asked_at, given_at, asked, given) order by 1, 2
      on conflict (type, worker) do update set asked_at = greatest(f.asked_at, excluded.asked_at),
        given_at = greatest(f.given_at, excluded.given_at), asked = f.asked + excluded.asked,
        given = f.given + excluded.given`,
    values: [
      fetches.map(({ type }) => type),
      fetches.map(({ worker }) => worker),
      fetches.map(({ askedAt }) => iso(askedAt)),
      fetches.map(({ givenAt }) => (givenAt === null ? null : iso(givenAt))),
      fetches.map(({ asked }) => asked),
      fetches.map(({ given }) => given),
    ],
  });
}

/** Of workers that have not asked since. */
export async function forgetWorkerFetches(connection: Queryable, before: Instant, limit: number): Promise<void> {
  await connection.query({
    name: 'forget worker fetches',
    text: `delete from worker_fetch where (type, worker) in (select type, worker from worker_fetch where asked_at < $1
      order by asked_at limit $2 for update skip locked)`,
    values: [iso(before), limit],
  });
}

const iso = (at: Instant): string => new Date(at).toISOString();

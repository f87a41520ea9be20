import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLeasePool, type Pool } from './connection.ts';
import {
  leaseDueJobs,
  leaseJobRows,
  nextDueAt,
  releaseLeases,
  type JobFilter,
  type LeaseSessions,
} from './lease-jobs.ts';
import { databaseOfSuite } from '@/scripts/database-of-suite.ts';

const JOBS = 200;
const POLLS = 50;
const NOW = Date.UTC(2026, 0, 1);
const LEASE_MS = 60_000;

const database = databaseOfSuite();
let leasing: Pool;
let sessions: LeaseSessions;
beforeAll(async () => {
  leasing = createLeasePool(database.url);
  sessions = { planned: database.pool, ordered: leasing };
  await database.pool.query(`
    insert into instance (key, tree_key, definition_key, start_element_id, started_at) select n, n, 1, 's', now() from generate_series(1, ${JOBS}) n;
    insert into process_tree (key, version) select n, 1 from generate_series(1, ${JOBS}) n;
    insert into job (key, tree_key, instance_key, definition_key, element_id, kind, type, priority, created_at)
      select 1000 + n, n, n, 1, 'e', 'worker', 'work', n % 3, now() from generate_series(1, ${JOBS}) n;
    insert into job (key, tree_key, instance_key, definition_key, element_id, kind, due_at, created_at) values
      (5001, 1, 1, 1, 'e', 'timer', '2025-12-31', now()), (5002, 1, 1, 1, 'e', 'timer', '2026-01-02', now()), (5003, 1, 1, 1, 'e', 'continuation', null, now());
  `);
});
afterAll(async () => {
  await leasing.end();
});

const filter: JobFilter = { types: ['work'], now: NOW, byPriority: false };
const slots = (worker: string, n: number, until = NOW + LEASE_MS) =>
  Array.from({ length: n }, () => ({ worker, until }));

it('gives every job to one worker only, however many ask at once', async () => {
  const answers = await Promise.all(
    Array.from({ length: POLLS }, (_, n) => leaseJobRows(sessions, filter, slots(`worker ${n}`, 5))),
  );
  const keys = answers.flat().map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
  const rest = await leaseJobRows(sessions, filter, slots('rest', JOBS));
  expect(keys.length + rest.length).toBe(JOBS);
  const { rows } = await database.pool.query<{ key: string; worker: string }>(
    `select key, worker from job where kind = 'worker'`,
  );
  const holder = new Map(rows.map(({ key, worker }) => [key, worker]));
  for (const { key, worker } of answers.flat()) expect(holder.get(key)).toBe(worker);
  expect(await leaseJobRows(sessions, filter, slots('late', 5))).toEqual([]);
});

it('takes jobs whose lease has ended, and jobs that were given back', async () => {
  const later = { ...filter, now: NOW + LEASE_MS };
  const again = await leaseJobRows(sessions, later, slots('second', 3, NOW + 2 * LEASE_MS));
  expect(again.map(({ key, worker }) => [key, worker])).toEqual([
    ['1001', 'second'],
    ['1002', 'second'],
    ['1003', 'second'],
  ]);
  await releaseLeases(database.pool, [
    { key: '1002', worker: 'second' },
    { key: '1003', worker: 'somebody else' },
  ]);
  const { rows } = await database.pool.query(`select key, worker from job where key in (1002, 1003) order by key`);
  expect(rows).toEqual([
    { key: '1002', worker: null },
    { key: '1003', worker: 'second' },
  ]);
});

it('gives the first slots the first jobs, by priority where asked for', async () => {
  await database.pool.query(`update job set worker = null, lock_until = null where kind = 'worker'`);
  const rows = await leaseJobRows(sessions, { ...filter, byPriority: true }, [
    ...slots('early', 1),
    ...slots('late', 1),
  ]);
  expect(rows.map(({ key, worker }) => [key, worker])).toEqual([
    ['1002', 'early'],
    ['1005', 'late'],
  ]);
});

it('leaves out jobs that are backing off, without retries, suspended or ended', async () => {
  await database.pool.query(`
    update job set worker = null, lock_until = null, ended_at = now() where kind = 'worker' and key > 1005;
    update job set worker = null, lock_until = null where kind = 'worker';
    update job set due_at = '2026-01-03' where key = 1001; update job set retries = 0 where key = 1002; update job set is_suspended = true where key = 1003;
    update instance set is_suspended = true where key = 4`);
  expect((await leaseJobRows(sessions, filter, slots('w', 10))).map(({ key }) => key)).toEqual(['1005']);
});

it('takes timers and continuations when they are due, once', async () => {
  const request = { now: NOW, worker: 'node', until: NOW + LEASE_MS, limit: 10 };
  expect((await leaseDueJobs(database.pool, request)).map(({ key }) => key).sort()).toEqual(['5001', '5003']);
  expect(await leaseDueJobs(database.pool, request)).toEqual([]);
  expect(await nextDueAt(database.pool, NOW)).toBe(Date.UTC(2026, 0, 2));
  expect(await nextDueAt(database.pool, Date.UTC(2026, 0, 2))).toBeNull();
});

it('reads no more jobs of a type than it gives out, however many wait', async () => {
  await database.pool.query(`insert into job (key, tree_key, instance_key, definition_key, element_id, kind, type, priority, created_at)
    select 10000 + n, 5, 5, 1, 'e', 'worker', 'many', n % 3, now() from generate_series(1, 2000) n`);
  const session = await leasing.connect();
  await session.query('begin');
  const rows = await leaseJobRows(
    { planned: database.pool, ordered: session },
    { ...filter, types: ['many'], byPriority: true },
    slots('w', 3),
  );
  const { rows: read } = await session.query<{ jobs: number }>(
    `select (seq_tup_read + idx_tup_fetch)::int as jobs from pg_stat_xact_user_tables where relname = 'job'`,
  );
  await session.query('rollback');
  session.release();
  expect(rows.map(({ key }) => key)).toEqual(['10002', '10005', '10008']);
  expect(read[0]?.jobs).toBeLessThan(50);
});

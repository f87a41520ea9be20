import { beforeAll, expect, it, vi } from 'vitest';
import { createTestDatabase } from '@/scripts/test-database.ts';
import type { Key } from '../../core/state.ts';
import { DefinitionRegistry } from '../models/definition-registry.ts';
import { deploy, lease, pause, start, testEngine } from '../proofs/test-engine.ts';
import { externalTask } from '../proofs/test-models.ts';
import { oneNode } from '../proofs/test-nodes.ts';

const POLLS = 50;
/** Far less than the second after which everybody looks anyway. */
const LATE_MS = 400;

const proof = oneNode(createTestDatabase);
const definitions = new Map<string, Key>();
beforeAll(async () => {
  for (const topic of ['one', 'aborted', 'broken', 'backoff', 'late', 'slow', 'short', 'ending', 'forgotten'])
    definitions.set(topic, await deploy(proof.engine, topic, externalTask(topic, topic)));
});
const startOf = (topic: string) => start(proof.engine, definitions.get(topic) ?? '');

it('gives one job to one of fifty polls, and the others nothing when their time is over', async () => {
  const polls = Promise.all(
    Array.from({ length: POLLS }, (_, n) => lease(proof.engine, 'one', { worker: `w${n}`, waitMs: 700 })),
  );
  await pause(100);
  await startOf('one');
  const given = (await polls).flat();
  expect(given).toHaveLength(1);
  const { rows } = await proof.pool.query<{ worker: string }>(`select worker from job where type = 'one'`);
  expect(rows).toEqual([{ worker: given[0]?.worker }]);
});

it('hands a job out although what is deployed makes its definition forgotten meanwhile', async () => {
  await startOf('forgotten');
  const deploying = deploy(proof.engine, 'beside', externalTask('beside', 'beside'));
  const known = vi.spyOn(DefinitionRegistry.prototype, 'known').mockReturnValue(undefined);
  try {
    expect(await lease(proof.engine, 'forgotten')).toHaveLength(1);
  } finally {
    known.mockRestore();
    await deploying;
  }
});

it('gives the job of a poll that was aborted to another at once', async () => {
  const leaving = new AbortController();
  const first = lease(proof.engine, 'aborted', { worker: 'gone', waitMs: 10_000, signal: leaving.signal });
  await pause(50);
  const starting = startOf('aborted');
  leaving.abort();
  expect(await first).toEqual([]);
  await starting;
  const begun = Date.now();
  const [job] = await lease(proof.engine, 'aborted', { worker: 'stays', waitMs: 5_000 });
  expect(job?.worker).toBe('stays');
  expect(Date.now() - begun).toBeLessThan(500);
});

it('ends a poll in time although the commit that promised it a job failed after that', async () => {
  await proof.pool.query(`create function slow_and_wrong() returns trigger language plpgsql as $$ begin perform pg_sleep(0.6); raise exception 'no such job' using errcode = '22000'; end $$;
    create trigger slow_and_wrong before insert on job for each row when (new.type = 'broken') execute function slow_and_wrong()`);
  const begun = Date.now();
  const poll = lease(proof.engine, 'broken', { waitMs: 300 });
  await pause(50);
  await expect(startOf('broken')).rejects.toThrow('no such job');
  expect(await poll).toEqual([]);
  expect(Date.now() - begun).toBeLessThan(4_000);
  await proof.pool.query('drop trigger slow_and_wrong on job');
  await startOf('broken');
  expect(await lease(proof.engine, 'broken', { waitMs: 1_000 })).toHaveLength(1);
});

it('gives a failed job out again at the end of its back-off, and not before', async () => {
  const backOffMs = 350;
  await startOf('backoff');
  const [job] = await lease(proof.engine, 'backoff');
  const poll = lease(proof.engine, 'backoff', { worker: 'second', waitMs: 5_000 });
  await proof.engine.execute({
    type: 'failJob',
    jobKey: job?.key ?? '',
    worker: 'worker',
    retries: 1,
    retryAfterMs: backOffMs,
    errorMessage: 'no',
    errorDetails: 'at line 1',
  });
  const [again] = await poll;
  const takenAt = Date.now();
  expect(again).toMatchObject({
    key: job?.key,
    retries: 1,
    errorMessage: 'no',
    errorDetails: 'at line 1',
    worker: 'second',
  });
  const { rows } = await proof.pool.query<{ due_at: number }>('select due_at from job where key = $1', [job?.key]);
  const late = takenAt - (rows[0]?.due_at ?? 0);
  expect(late).toBeGreaterThanOrEqual(0);
  expect(late).toBeLessThan(LATE_MS);
});

it('gives a job to a poll that waits as soon as its lease has ended, on this node or another', async () => {
  const leaseMs = 1_450;
  await startOf('ending');
  const other = await testEngine(proof.url, false);
  for (const holder of [proof.engine, other.engine]) {
    const [held] = await lease(holder, 'ending', { worker: 'holder', leaseMs });
    expect(held?.worker).toBe('holder');
    await pause(200);
    const [job] = await lease(proof.engine, 'ending', { worker: 'next', waitMs: 5_000, leaseMs: 1 });
    const late = Date.now() - (held?.until ?? 0);
    expect(job?.key).toBe(held?.key);
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThan(LATE_MS);
    await pause(20);
  }
  await other.engine.stop();
});

it('accepts a worker no more when its lease has ended and another has the job', async () => {
  await startOf('late');
  const [job] = await lease(proof.engine, 'late', { worker: 'slow', leaseMs: 100 });
  await pause(150);
  const [taken] = await lease(proof.engine, 'late', { worker: 'quick', waitMs: 3_000 });
  expect(taken?.key).toBe(job?.key);
  expect(
    await proof.engine.execute({ type: 'completeJob', jobKey: job?.key ?? '', worker: 'slow', variables: {} }),
  ).toMatchObject({ kind: 'rejection', code: 'lockedByOther' });
  expect(
    await proof.engine.execute({ type: 'completeJob', jobKey: job?.key ?? '', worker: 'quick', variables: {} }),
  ).toMatchObject({ kind: 'executed' });
  expect(
    await proof.engine.execute({ type: 'completeJob', jobKey: job?.key ?? '', worker: 'quick', variables: {} }),
  ).toMatchObject({ kind: 'rejection', code: 'notFound' });
});

it('finds what is there although the database takes longer than the poll waits', async () => {
  await startOf('slow');
  const connection = await proof.pool.connect();
  await connection.query('begin');
  await connection.query('lock table job in access exclusive mode');
  const poll = lease(proof.engine, 'slow', { waitMs: 30 });
  await pause(250);
  await connection.query('commit');
  connection.release();
  expect(await poll).toHaveLength(1);
});

it('finds a job whose lease has ended, however short the poll waits and whatever was seen just before', async () => {
  await startOf('short');
  const found: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    found.push(
      (await lease(proof.engine, 'short', { worker: `w${round}`, maxJobs: 10, leaseMs: 20, waitMs: 200 })).length,
    );
    await pause(50);
  }
  expect(found).toEqual([1, 1, 1, 1, 1]);
});

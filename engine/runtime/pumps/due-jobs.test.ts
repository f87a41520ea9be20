import { expect, it } from 'vitest';
import { createTestDatabase } from '@/scripts/test-database.ts';
import type { Key } from '../../core/state.ts';
import { Clock } from '../clock.ts';
import { deploy, pause, start } from '../proofs/test-engine.ts';
import { timerCatch } from '../proofs/test-models.ts';
import { oneNode } from '../proofs/test-nodes.ts';
import { DueJobs } from './due-jobs.ts';

/** More than run at the same time and are taken in one statement. */
const TIMERS = 450;
/** So many run at the same time at most, with one portion that is taken while there is room for less than that. */
const MOST_AT_ONCE = 300;
/** Far below the second between two looks, far above what taking the rest needs. */
const SOON_MS = 700;

const node = oneNode(createTestDatabase, { isJobExecutorOn: false });

it('takes what is overdue as soon as what runs makes room for it, and not at its next look', async () => {
  const definitionKey = await deploy(node.engine, 'due', timerCatch('due', 'dueWork', 'PT0S'));
  for (let made = 0; made < TIMERS; made += 50)
    await Promise.all(Array.from({ length: 50 }, () => start(node.engine, definitionKey)));
  const taken: Key[] = [];
  let letGo = () => {};
  const released = new Promise<void>((next) => {
    letGo = next;
  });
  const failures: Error[] = [];
  const jobs = new DueJobs(node.pool, new Clock(), 'executor', {
    run: (_tree, jobKey) => {
      taken.push(jobKey);
      return released;
    },
    start: () => Promise.resolve(),
    failed: (_jobKey, error) => failures.push(error),
  });
  jobs.start();
  while (taken.length < MOST_AT_ONCE - 100) await pause(5);
  await pause(50);
  expect(taken.length).toBeLessThanOrEqual(MOST_AT_ONCE);
  const begun = performance.now();
  letGo();
  while (taken.length < TIMERS && performance.now() - begun < SOON_MS) await pause(5);
  expect(taken.length).toBe(TIMERS);
  expect(new Set(taken).size).toBe(TIMERS);
  await jobs.stop();
  await jobs.giveBack();
  expect(failures).toEqual([]);
});

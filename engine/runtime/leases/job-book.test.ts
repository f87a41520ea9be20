import { expect, it } from 'vitest';
import { createTestDatabase } from '@/scripts/test-database.ts';
import { deploy, lease, start, until } from '../proofs/test-engine.ts';
import { cloudOrder } from '../proofs/test-models.ts';
import { oneNode } from '../proofs/test-nodes.ts';

/** Counts are written every five seconds. */
const WRITTEN_MS = 12_000;
const node = oneNode(createTestDatabase);

it('counts jobs that were made, done and failed by what was committed, and forgets what is older than a day', async () => {
  await node.pool.query(`insert into job_pace (at, kind, what, count)
    values (now() - interval '3 days', 'worker', 'done', 7), (now() - interval '3 hours', 'worker', 'done', 5)`);
  const definitionKey = await deploy(node.engine, 'order', cloudOrder('order', 'each', 'paid'));
  const instanceKey = await start(node.engine, definitionKey, { orderId: { type: 'String', text: 'A-1' } });
  const jobs = await lease(node.engine, 'each', { maxJobs: 3, waitMs: 2_000 });
  const [first, second] = jobs;
  await node.engine.execute({ type: 'completeJob', jobKey: first?.key ?? '', variables: {} });
  await node.engine.execute({
    type: 'failJob',
    jobKey: second?.key ?? '',
    retries: 1,
    retryAfterMs: 0,
    errorMessage: 'declined',
    errorDetails: null,
  });
  // What is cancelled is neither done nor failed.
  await node.engine.execute({ type: 'cancelInstance', instanceKey, reason: null, onlyRoot: false });
  const counted = await until(
    async () =>
      (
        await node.pool.query<{ what: string; count: number }>(
          `select what, sum(count)::int as count from job_pace where kind = 'worker'
            and at > now() - interval '1 hour' group by 1 order by 1`,
        )
      ).rows,
    (rows) => rows.length === 3,
    WRITTEN_MS,
  );
  expect(counted).toEqual([
    { what: 'created', count: 3 },
    { what: 'done', count: 1 },
    { what: 'failed', count: 1 },
  ]);
  const kept = await until(
    async () => (await node.pool.query(`select count from job_pace where at < now() - interval '1 hour'`)).rows,
    (rows) => rows.length === 1,
    WRITTEN_MS,
  );
  expect(kept).toMatchObject([{ count: '5' }]);
});

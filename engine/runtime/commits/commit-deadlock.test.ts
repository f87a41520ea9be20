import { expect, it } from 'vitest';
import { createTestDatabase } from '@/scripts/test-database.ts';
import { deploy, start, until } from '../proofs/test-engine.ts';
import { flow, model } from '../proofs/test-models.ts';
import { oneNode } from '../proofs/test-nodes.ts';

const node = oneNode(createTestDatabase, { isJobExecutorOn: false });

const PROCESS = model(
  'order',
  `<bpmn:startEvent id="start" /><bpmn:userTask id="check" /><bpmn:endEvent id="end" />
  ${flow('f1', 'start', 'check')}${flow('f2', 'check', 'end')}`,
);

// Somebody else holds the task's row and asks for its tree's, as a removal does; the engine holds the tree's.
it('a commit that PostgreSQL undoes for the sake of another is decided anew, and the caller is told of its success', async () => {
  const { engine, pool } = node;
  const definitionKey = await deploy(engine, 'order', PROCESS);
  const instanceKey = await start(engine, definitionKey, {});
  const { rows } = await pool.query<{ key: string }>('select key from user_task where instance_key = $1', [
    instanceKey,
  ]);
  const taskKey = rows[0]?.key ?? '';
  const other = await pool.connect();
  try {
    await other.query('begin');
    await other.query('select from user_task where key = $1 for update', [taskKey]);
    const completed = engine.execute({ type: 'completeUserTask', taskKey, variables: {} });
    await until(
      async () => (await pool.query("select from pg_stat_activity where wait_event_type = 'Lock'")).rowCount,
      (waiting) => waiting === 1,
    );
    await other.query('select from process_tree where key = $1 for update', [instanceKey]);
    await other.query('commit');
    expect(await completed).toMatchObject({ kind: 'executed' });
  } finally {
    other.release();
  }
  await until(
    async () =>
      (
        await pool.query<{ deadlocks: string }>(
          'select deadlocks from pg_stat_database where datname = current_database()',
        )
      ).rows[0]?.deadlocks,
    (deadlocks) => deadlocks === '1',
  );
});

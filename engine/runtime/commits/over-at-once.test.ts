import { expect, it } from 'vitest';
import { createTestDatabase } from '@/scripts/test-database.ts';
import type { Key } from '../../core/state.ts';
import { deleteInstance } from '../../store/removal.ts';
import { deploy, start } from '../proofs/test-engine.ts';
import { externalTask, flow, model } from '../proofs/test-models.ts';
import { twoNodes } from '../proofs/test-nodes.ts';

/** Starts that go out together, so that some are written in one batch. */
const TOGETHER = 20;

const nodes = twoNodes(createTestDatabase);
const { node } = nodes;
const straight = (processId: string): Uint8Array =>
  model(processId, `<bpmn:startEvent id="start" />${flow('f', 'start', 'end')}<bpmn:endEvent id="end" />`);

const treesOf = async (keys: readonly string[]): Promise<readonly string[]> =>
  (
    await nodes.pool.query<{ key: string }>('select key from process_tree where key = any($1::bigint[]) order by 1', [
      keys,
    ])
  ).rows.map(({ key }) => key);

it('has a row of its tree only when something of it waits', async () => {
  const straightKey = await deploy(node(0), 'straight', straight('straight'));
  const waitingKey = await deploy(node(0), 'waiting', externalTask('waiting', 'w'));
  const over = await Promise.all(Array.from({ length: TOGETHER }, () => start(node(0), straightKey)));
  const waiting = await Promise.all(Array.from({ length: TOGETHER }, () => start(node(0), waitingKey)));
  expect(await treesOf([...over, ...waiting])).toEqual([...waiting].sort());
  const { rows } = await nodes.pool.query(
    `select count(*)::int as ended from instance where key = any($1::bigint[]) and outcome = 'completed'`,
    [over],
  );
  expect(rows).toEqual([{ ended: TOGETHER }]);
});

it('refuses what is wanted of it as of any that has ended, on every node', async () => {
  const key = await start(node(0), await deploy(node(0), 'refusing', straight('refusing')));
  const waiting = await start(node(0), await deploy(node(0), 'ending', externalTask('ending', 'e')));
  const cancel = (n: number, instanceKey: Key) =>
    node(n).execute({ type: 'cancelInstance', instanceKey, reason: null, onlyRoot: false });
  expect(await cancel(0, waiting)).toMatchObject({ kind: 'executed' });
  for (const n of [0, 1]) {
    const refusal = await cancel(n, key);
    expect(refusal).toMatchObject({ kind: 'rejection', code: 'notFound' });
    expect(JSON.stringify(refusal)).toBe(JSON.stringify(await cancel(n, waiting)).replaceAll(waiting, key));
  }
});

it('is not there a second time when it is started twice by the same key', async () => {
  const definitionKey = await deploy(node(0), 'twice', straight('twice'));
  const instanceKey = await node(0).newKey();
  const command = {
    type: 'startInstance',
    instanceKey,
    definitionKey,
    businessKey: null,
    tenantId: null,
    variables: {},
  } as const;
  const outcomes = await Promise.all([0, 1].map((n) => node(n).execute(command)));
  expect(outcomes).toEqual(
    [0, 1].map(() => expect.objectContaining({ kind: 'executed', result: { instanceKey, isInstanceEnded: true } })),
  );
  const { rows } = await nodes.pool.query('select count(*)::int as n from instance where definition_key = $1', [
    definitionKey,
  ]);
  expect(rows).toEqual([{ n: 1 }]);
});

it('is removed with all that is kept of it', async () => {
  const key = await start(node(0), await deploy(node(0), 'removed', straight('removed')));
  expect(await deleteInstance(nodes.pool, key)).toBe('deleted');
  const { rows } = await nodes.pool.query(
    'select (select count(*)::int from instance where key = $1) as instances, (select count(*)::int from passed_elements where instance_key = $1) as passed',
    [key],
  );
  expect(rows).toEqual([{ instances: 0, passed: 0 }]);
});

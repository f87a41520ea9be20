import { describe, expect, it } from 'vitest';
import { createTestDatabase } from '@/scripts/test-database.ts';
import type { Command } from '../core/commands.ts';
import type { Key } from '../core/state.ts';
import { faultsOf } from '../proofs/tree-invariants.ts';
import { loadTrees } from '../store/load-trees.ts';
import { deploy, lease, start, until } from './proofs/test-engine.ts';
import { flow, messageCatch, model } from './proofs/test-models.ts';
import { twoNodes } from './proofs/test-nodes.ts';

/**
 * Two nodes on one database do at the same moment what does not go together. Each pair is tried often, since chance
 * decides who comes first: whatever the order, one of the legal outcomes is committed as a whole, and nothing is lost,
 * doubled or left over.
 */
const ROUNDS = 15;
const NUMBER = (text: string) => ({ type: 'Integer', text }) as const;

const nodes = twoNodes(createTestDatabase, { isJobExecutorOn: false });
const { node } = nodes;

const topic = (id: string, attributes = ''): string =>
  `<bpmn:serviceTask id="${id}" camunda:type="external" camunda:topic="${id}"${attributes} />`;
const path = (...ids: string[]): string =>
  ids
    .slice(1)
    .map((id, n) => flow(`${ids[n]}-${id}`, ids[n] ?? '', id))
    .join('');
const ends = '<bpmn:startEvent id="start" /><bpmn:endEvent id="end" />';
const joined = (processId: string): Uint8Array =>
  model(
    processId,
    `${ends}<bpmn:parallelGateway id="fork" />${topic(`${processId}A`)}${topic(`${processId}B`)}<bpmn:parallelGateway id="join" />
  <bpmn:userTask id="after" />${path('start', 'fork', `${processId}A`, 'join', 'after', 'end')}${path('fork', `${processId}B`, 'join')}`,
  );
const forked = (processId: string): Uint8Array =>
  model(
    processId,
    `${ends}<bpmn:userTask id="first" /><bpmn:parallelGateway id="fork" /><bpmn:userTask id="a" /><bpmn:userTask id="b" />
  ${path('start', 'first', 'fork', 'a', 'end')}${path('fork', 'b', 'end')}`,
  );
const continued = (processId: string): Uint8Array =>
  model(
    processId,
    `${ends}<bpmn:userTask id="after" /><bpmn:manualTask id="hop" camunda:asyncBefore="true" />${path('start', 'hop', 'after', 'end')}`,
  );
const timedReceive = (processId: string): Uint8Array =>
  model(
    processId,
    `${ends}<bpmn:receiveTask id="wait" messageRef="m" /><bpmn:boundaryEvent id="late" attachedToRef="wait">
  <bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent><bpmn:userTask id="told" /><bpmn:userTask id="missed" />
  ${path('start', 'wait', 'told', 'end')}${path('late', 'missed', 'end')}`,
    `<bpmn:message id="m" name="${processId}" />`,
  );

/** What was answered to both, by whether it was done; what was done is also what the rows say, and they are sound. */
async function atOnce(
  instanceKey: Key,
  one: Command,
  other: Command,
  round: number,
): Promise<readonly [boolean, boolean]> {
  const [first, second] = await Promise.all([node(round).execute(one), node(round + 1).execute(other)]);
  const tree = (await loadTrees(nodes.pool, [instanceKey])).get(instanceKey);
  if (!tree) throw new Error(`tree ${instanceKey} is gone`);
  expect(faultsOf(tree)).toEqual([]);
  return [first.kind === 'executed', second.kind === 'executed'];
}

/** One round after another, each with an instance of its own. */
async function rounds(
  processId: string,
  content: Uint8Array,
  play: (instanceKey: Key, round: number) => Promise<void>,
): Promise<void> {
  const definitionKey = await deploy(node(0), processId, content);
  await until(
    () => node(1).definition({ processId }),
    (definition) => definition?.key === definitionKey,
  );
  for (let round = 0; round < ROUNDS; round += 1)
    await play(await start(node(round), definitionKey, { n: NUMBER('0') }), round);
}

async function counts(instanceKey: Key): Promise<Readonly<Record<string, number>>> {
  const { rows } = await nodes.pool.query<{ element_id: string; n: number }>(
    `select element_id, count(*)::int as n from element_history where instance_key = $1 group by 1`,
    [instanceKey],
  );
  return Object.fromEntries(rows.map(({ element_id, n }) => [element_id, n]));
}
const outcome = async (instanceKey: Key): Promise<string | null> =>
  (await nodes.pool.query<{ outcome: string | null }>('select outcome from instance where key = $1', [instanceKey]))
    .rows[0]?.outcome ?? null;
const jobAt = async (instanceKey: Key, elementId: string): Promise<Key> =>
  (
    await nodes.pool.query<{ key: Key }>(
      'select key from job where instance_key = $1 and element_id = $2 and ended_at is null',
      [instanceKey, elementId],
    )
  ).rows[0]?.key ?? '';
const taskAt = async (instanceKey: Key, elementId: string): Promise<Key> =>
  (
    await nodes.pool.query<{ key: Key }>(
      'select key from user_task where instance_key = $1 and element_id = $2 and ended_at is null',
      [instanceKey, elementId],
    )
  ).rows[0]?.key ?? '';
const subscriptionOf = async (instanceKey: Key): Promise<Key> =>
  (
    await nodes.pool.query<{ key: Key }>('select key from subscription where instance_key = $1 and closed_at is null', [
      instanceKey,
    ])
  ).rows[0]?.key ?? '';
const cancel = (instanceKey: Key): Command => ({ type: 'cancelInstance', instanceKey, reason: null, onlyRoot: false });

describe('two nodes at the same moment', () => {
  it('both bring a token to a join: it opens once', { timeout: 60_000 }, () =>
    rounds('joins', joined('joins'), async (key, round) => {
      const [a, b] = await Promise.all([jobAt(key, 'joinsA'), jobAt(key, 'joinsB')]);
      expect(
        await atOnce(
          key,
          { type: 'completeJob', jobKey: a, variables: {} },
          { type: 'completeJob', jobKey: b, variables: {} },
          round,
        ),
      ).toEqual([true, true]);
      expect(await counts(key)).toMatchObject({ join: 2, after: 1 });
    }),
  );

  it('both complete the task before a fork: it is passed once', { timeout: 60_000 }, () =>
    rounds('forks', forked('forks'), async (key, round) => {
      const taskKey = await taskAt(key, 'first');
      const done = await atOnce(
        key,
        { type: 'completeUserTask', taskKey, variables: {} },
        { type: 'completeUserTask', taskKey, variables: {} },
        round,
      );
      expect(done.filter(Boolean)).toHaveLength(1);
      expect(await counts(key)).toMatchObject({ fork: 1, a: 1, b: 1 });
    }),
  );

  it('one completes a task, the other cancels the instance', { timeout: 60_000 }, () =>
    rounds('complete-cancel', forked('complete-cancel'), async (key, round) => {
      const [, isCanceled] = await atOnce(
        key,
        { type: 'completeUserTask', taskKey: await taskAt(key, 'first'), variables: {} },
        cancel(key),
        round,
      );
      expect(isCanceled).toBe(true);
      expect(await outcome(key)).toBe('terminated');
    }),
  );

  it('one suspends the instance, the other runs its job', { timeout: 60_000 }, () =>
    rounds('suspend-job', continued('suspend-job'), async (key, round) => {
      const jobKey = await jobAt(key, 'hop');
      expect(
        await atOnce(
          key,
          { type: 'setInstanceSuspension', instanceKey: key, isSuspended: true },
          { type: 'executeJob', jobKey },
          round,
        ),
      ).toEqual([true, true]);
      // Either the job was first, or it found the instance suspended, which is a failure of it.
      const { rows } = await nodes.pool.query('select error_message from job where key = $1 and ended_at is null', [
        jobKey,
      ]);
      expect(rows).toEqual(
        (await counts(key)).after === 1 ? [] : [{ error_message: expect.stringMatching(/is suspended\.$/) }],
      );
      expect((await nodes.pool.query('select is_suspended from instance where key = $1', [key])).rows).toEqual([
        { is_suspended: true },
      ]);
    }),
  );

  it('both correlate a message to what waits for one: one has it', { timeout: 60_000 }, () =>
    rounds('correlate', messageCatch('correlate', 'correlate'), async (key, round) => {
      const subscriptionKey = await subscriptionOf(key);
      const command: Command = { type: 'correlateMessage', subscriptionKey, variables: {} };
      expect((await atOnce(key, command, command, round)).filter(Boolean)).toHaveLength(1);
      expect(await outcome(key)).toBe('completed');
      expect(await counts(key)).toMatchObject({ wait: 1, end: 1 });
    }),
  );

  it('two workers ask for one job, and both answer it: one has it', { timeout: 60_000 }, () =>
    rounds('workers', joined('workers'), async (key, round) => {
      const leased = await Promise.all([0, 1].map((n) => lease(node(n), 'workersA', { worker: `w${n}` })));
      const held = leased.flatMap((jobs, n) => jobs.map((job) => ({ worker: `w${n}`, key: job.key })));
      expect(held).toHaveLength(1);
      const jobKey = held[0]?.key ?? '';
      const done = await atOnce(
        key,
        { type: 'completeJob', jobKey, worker: 'w0', variables: {} },
        { type: 'completeJob', jobKey, worker: 'w1', variables: {} },
        round,
      );
      expect(done).toEqual([held[0]?.worker === 'w0', held[0]?.worker === 'w1']);
    }),
  );

  it('one moves a token by modification, the other completes its task', { timeout: 60_000 }, () =>
    rounds('modify', forked('modify'), async (key, round) => {
      const at = (elementId: string) => ({ elementId, isBody: false });
      const modification: Command = {
        type: 'modifyInstance',
        instanceKey: key,
        reason: null,
        instructions: [
          { kind: 'cancelAll', at: at('first'), onlyPresent: true },
          {
            kind: 'startBefore',
            at: at('a'),
            ancestorKey: null,
            variables: {},
            localVariables: {},
            scopeVariables: {},
          },
        ],
      };
      const [isModified, isCompleted] = await atOnce(
        key,
        modification,
        { type: 'completeUserTask', taskKey: await taskAt(key, 'first'), variables: {} },
        round,
      );
      expect(isModified || isCompleted).toBe(true);
      const { a = 0, b = 0 } = await counts(key);
      // The task was either completed, and then the modification finds it no more, or canceled, and then it cannot be
      // completed.
      expect([a, b]).toEqual(isCompleted ? [isModified ? 2 : 1, 1] : [1, 0]);
    }),
  );

  it('both write the same variable: both are kept, in one order', { timeout: 60_000 }, () =>
    rounds('variable', messageCatch('variable', 'variable'), async (key, round) => {
      const write = (text: string): Command => ({
        type: 'setVariables',
        scopeKey: key,
        variables: { n: NUMBER(text) },
        removals: [],
        local: true,
      });
      expect(await atOnce(key, write('1'), write('2'), round)).toEqual([true, true]);
      const { rows } = await nodes.pool.query<{ text: string; revision: number }>(
        'select text, revision from variable where instance_key = $1',
        [key],
      );
      const former = await nodes.pool.query<{ text: string }>(
        'select h.text from variable_history h join variable v on v.key = h.variable_key where v.instance_key = $1 order by h.revision',
        [key],
      );
      expect(rows).toMatchObject([{ revision: 3 }]);
      expect([...former.rows.map(({ text }) => text), rows[0]?.text].toSorted()).toEqual(['0', '1', '2']);
      expect(await node(round).visibleVariables(key)).toEqual({ n: NUMBER(rows[0]?.text ?? '') });
      expect(await node(round + 1).visibleVariables(key)).toEqual({ n: NUMBER(rows[0]?.text ?? '') });
    }),
  );

  it('a timer and a message come to one task: one of them has it', { timeout: 60_000 }, () =>
    rounds('timer-message', timedReceive('timer-message'), async (key, round) => {
      const [subscriptionKey, jobKey] = await Promise.all([subscriptionOf(key), jobAt(key, 'late')]);
      const [isMissed, isTold] = await atOnce(
        key,
        { type: 'executeJob', jobKey },
        { type: 'correlateMessage', subscriptionKey, variables: {} },
        round,
      );
      expect([isMissed, isTold].filter(Boolean)).toHaveLength(1);
      const { told = 0, missed = 0 } = await counts(key);
      expect([missed, told]).toEqual([Number(isMissed), Number(isTold)]);
    }),
  );

  it('both work on one tree, many times: nothing is lost', { timeout: 60_000 }, () =>
    rounds('one-tree', joined('one-tree'), async (key, round) => {
      const write = (n: number): Promise<unknown> =>
        node(n).execute({
          type: 'setVariables',
          scopeKey: key,
          variables: { [`v${n}`]: NUMBER(String(n)) },
          removals: [],
          local: true,
        });
      const [a, b] = await Promise.all([jobAt(key, 'one-treeA'), jobAt(key, 'one-treeB')]);
      const [done] = await Promise.all([
        atOnce(
          key,
          { type: 'completeJob', jobKey: a, variables: { a: NUMBER('1') } },
          { type: 'completeJob', jobKey: b, variables: { b: NUMBER('1') } },
          round,
        ),
        ...Array.from({ length: 6 }, (_, n) => write(n)),
      ]);
      expect(done).toEqual([true, true]);
      expect(Object.keys(await node(round).visibleVariables(key)).toSorted()).toEqual([
        'a',
        'b',
        'n',
        'v0',
        'v1',
        'v2',
        'v3',
        'v4',
        'v5',
      ]);
      expect(await counts(key)).toMatchObject({ join: 2, after: 1 });
    }),
  );
});

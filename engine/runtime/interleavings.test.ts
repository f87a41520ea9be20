import { describe, expect, it } from 'vitest';
import { createTestDatabase } from '@/scripts/test-database.ts';
import type { Command } from '../core/commands.ts';
import type { Key } from '../core/state.ts';
import type { Engine } from '../engine.ts';
import { faultsOf } from '../proofs/tree-invariants.ts';
import { loadTrees } from '../store/load-trees.ts';
import { askBoth, roundOf, type Round } from './proofs/at-once.ts';
import { deploy, lease, start, until } from './proofs/test-engine.ts';
import { cloudModel, flow, model } from './proofs/test-models.ts';
import { twoNodes } from './proofs/test-nodes.ts';

/**
 * Two nodes on one database do at the same moment what does not go together. In half of the rounds chance decides who
 * comes first, in the others both are held at the tree's row, so that the second one meets a newer version than it has
 * decided by; either is the first one. Whatever the order, one of the legal outcomes is committed as a whole, and nothing
 * is lost, doubled or left over.
 */
const ROUNDS = 8;
const NUMBER = (text: string) => ({ type: 'Integer', text }) as const;

const nodes = twoNodes(createTestDatabase, { isJobExecutorOn: false });
const { node } = nodes;

type Notation = 7 | 8;
interface Notated {
  task(id: string): string;
  work(id: string): string;
  message(processId: string): string;
  model(processId: string, body: string, rest?: string): Uint8Array;
}
const NOTATED: Readonly<Record<Notation, Notated>> = {
  7: {
    task: (id) => `<bpmn:userTask id="${id}" />`,
    work: (id) => `<bpmn:serviceTask id="${id}" camunda:type="external" camunda:topic="${id}" />`,
    message: (processId) => `<bpmn:message id="m" name="${processId}" />`,
    model,
  },
  8: {
    task: (id) =>
      `<bpmn:userTask id="${id}"><bpmn:extensionElements><zeebe:userTask /></bpmn:extensionElements></bpmn:userTask>`,
    work: (id) =>
      `<bpmn:serviceTask id="${id}"><bpmn:extensionElements><zeebe:taskDefinition type="${id}" /></bpmn:extensionElements></bpmn:serviceTask>`,
    message: (processId) =>
      `<bpmn:message id="m" name="${processId}"><bpmn:extensionElements><zeebe:subscription correlationKey="=round" /></bpmn:extensionElements></bpmn:message>`,
    model: cloudModel,
  },
};
const path = (...ids: string[]): string =>
  ids
    .slice(1)
    .map((id, n) => flow(`${ids[n]}-${id}`, ids[n] ?? '', id))
    .join('');
const ends = '<bpmn:startEvent id="start" /><bpmn:endEvent id="end" />';
type Model = (processId: string, notated: Notated) => Uint8Array;
const joined: Model = (processId, notated) =>
  notated.model(
    processId,
    `${ends}<bpmn:parallelGateway id="fork" />${notated.work(`${processId}A`)}${notated.work(`${processId}B`)}<bpmn:parallelGateway id="join" />
  ${notated.task('after')}${path('start', 'fork', `${processId}A`, 'join', 'after', 'end')}${path('fork', `${processId}B`, 'join')}`,
  );
const forked: Model = (processId, notated) =>
  notated.model(
    processId,
    `${ends}${notated.task('first')}<bpmn:parallelGateway id="fork" />${notated.task('a')}${notated.task('b')}
  ${path('start', 'first', 'fork', 'a', 'end')}${path('fork', 'b', 'end')}`,
  );
const continued: Model = (processId, notated) =>
  notated.model(
    processId,
    `${ends}${notated.task('after')}<bpmn:manualTask id="hop" camunda:asyncBefore="true" />${path('start', 'hop', 'after', 'end')}`,
  );
const received: Model = (processId, notated) =>
  notated.model(
    processId,
    `${ends}<bpmn:receiveTask id="wait" messageRef="m" />${path('start', 'wait', 'end')}`,
    notated.message(processId),
  );

/**
 * What was answered to both, by whether it was done; what was done is also what the rows say, and they are sound.
 */
async function atOnce(instanceKey: Key, one: Ask, other: Ask, round: Round): Promise<readonly [boolean, boolean]> {
  const on = (place: 0 | 1): Engine => node(round.node + (place === round.starts ? 0 : 1));
  const done = await askBoth(nodes.pool, instanceKey, round, [() => one(on(0)), () => other(on(1))]);
  const tree = (await loadTrees(nodes.pool, [instanceKey])).get(instanceKey);
  if (!tree) throw new Error(`tree ${instanceKey} is gone`);
  expect(faultsOf(tree)).toEqual([]);
  return done;
}
type Ask = (engine: Engine) => Promise<boolean>;
const ask =
  (command: Command): Ask =>
  async (engine) =>
    (await engine.execute(command)).kind === 'executed';

/**
 * One round after another, each with an instance of its own, half of them of each notation; `play` says who was first,
 * where that can be seen. Each of both was first, and they came to the tree at the same moment as often as they were held.
 */
async function rounds(
  name: string,
  build: Model,
  play: (instanceKey: Key, round: Round, processId: string) => Promise<0 | 1 | null>,
  notations: readonly Notation[] = [7, 8],
): Promise<void> {
  const firsts: (0 | 1 | null)[] = [];
  for (const notation of notations) {
    const processId = `${name}-${notation}`;
    const definitionKey = await deploy(node(0), processId, build(processId, NOTATED[notation]));
    await until(
      () => node(1).definition({ processId }),
      (definition) => definition?.key === definitionKey,
    );
    for (let n = 0; n < ROUNDS; n += 1) {
      const round = roundOf(n);
      const variables = { n: NUMBER('0'), round: { type: 'String', text: `${processId}-${n}` } } as const;
      const first = await play(await start(node(n), definitionKey, variables), round, processId);
      // Whoever came to the row first has been done first.
      if (round.isHeld && first !== null) expect(first).toBe(round.starts);
      firsts.push(first);
    }
  }
  if (firsts.some((first) => first !== null)) expect(new Set(firsts)).toEqual(new Set([0, 1]));
}
/** Of two that exclude each other. */
const winner = ([one]: readonly [boolean, boolean]): 0 | 1 => (one ? 0 : 1);

async function counts(instanceKey: Key): Promise<Readonly<Record<string, number>>> {
  const { rows } = await nodes.pool.query<{ element_id: string; n: number }>(
    `select element_id, count(*)::int as n from element_history
      where instance_key = $1 and outcome is distinct from 'merged' group by 1`,
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
const cancel = (instanceKey: Key): Command => ({ type: 'cancelInstance', instanceKey, reason: null, onlyRoot: false });
const complete = (jobKey: Key) => ({ type: 'completeJob', jobKey, variables: {} }) as const;
/** As callers of each Camunda send a message: to what waits now, by the instance (7) or by its key (8). */
async function tell(on: Engine, processId: string, instanceKey: Key, { n }: Round): Promise<boolean> {
  const message = { name: processId, variables: {} };
  const answer = processId.endsWith('7')
    ? await on.correlateMessage({ ...message, instanceKey, startsOnly: false, all: false })
    : await on.publishMessage({
        ...message,
        correlationKey: `${processId}-${n}`,
        messageId: null,
        timeToLiveMs: 0,
        tenantId: null,
        mustCorrelate: true,
      });
  return answer.kind !== 'rejection';
}

describe('two nodes at the same moment', () => {
  it('both bring a token to a join: it opens once', { timeout: 60_000 }, () =>
    rounds('joins', joined, async (key, round, processId) => {
      const [a, b] = await Promise.all([jobAt(key, `${processId}A`), jobAt(key, `${processId}B`)]);
      expect(await atOnce(key, ask(complete(a)), ask(complete(b)), round)).toEqual([true, true]);
      expect(await counts(key)).toMatchObject({ join: processId.endsWith('7') ? 2 : 1, after: 1 });
      return null;
    }),
  );

  it('both complete the task before a fork: it is passed once', { timeout: 60_000 }, () =>
    rounds('forks', forked, async (key, round) => {
      const taskKey = await taskAt(key, 'first');
      const command = ask({ type: 'completeUserTask', taskKey, variables: {} });
      const done = await atOnce(key, command, command, round);
      expect(done.filter(Boolean)).toHaveLength(1);
      expect(await counts(key)).toMatchObject({ fork: 1, a: 1, b: 1 });
      return winner(done);
    }),
  );

  it('one completes a task, the other cancels the instance', { timeout: 60_000 }, () =>
    rounds('complete-cancel', forked, async (key, round) => {
      const taskKey = await taskAt(key, 'first');
      const done = await atOnce(
        key,
        ask({ type: 'completeUserTask', taskKey, variables: {} }),
        ask(cancel(key)),
        round,
      );
      expect(done[1]).toBe(true);
      expect(await outcome(key)).toBe('terminated');
      return winner(done);
    }),
  );

  it('one suspends the instance, the other runs its job', { timeout: 60_000 }, () =>
    rounds(
      'suspend-job',
      continued,
      async (key, round) => {
        const jobKey = await jobAt(key, 'hop');
        const suspension = ask({ type: 'setInstanceSuspension', instanceKey: key, isSuspended: true });
        expect(await atOnce(key, suspension, ask({ type: 'executeJob', jobKey }), round)).toEqual([true, true]);
        // Either the job was first, or it found the instance suspended, which is a failure of it.
        const { rows } = await nodes.pool.query('select error_message from job where key = $1 and ended_at is null', [
          jobKey,
        ]);
        const isJobFirst = (await counts(key)).after === 1;
        expect(rows).toEqual(isJobFirst ? [] : [{ error_message: expect.stringMatching(/is suspended\.$/) }]);
        expect((await nodes.pool.query('select is_suspended from instance where key = $1', [key])).rows).toEqual([
          { is_suspended: true },
        ]);
        return isJobFirst ? 1 : 0;
      },
      [7],
    ),
  );

  it('both correlate a message to what waits for one: one has it', { timeout: 60_000 }, () =>
    rounds('correlate', received, async (key, round, processId) => {
      const send = (on: Engine): Promise<boolean> => tell(on, processId, key, round);
      const done = await atOnce(key, send, send, round);
      expect(done.filter(Boolean)).toHaveLength(1);
      expect(await outcome(key)).toBe('completed');
      expect(await counts(key)).toMatchObject({ wait: 1, end: 1 });
      return winner(done);
    }),
  );

  it('two workers ask for one job, and both answer it: one has it', { timeout: 60_000 }, () =>
    rounds('workers', joined, async (key, round, processId) => {
      const leased = await Promise.all([0, 1].map((n) => lease(node(n), `${processId}A`, { worker: `w${n}` })));
      const held = leased.flatMap((jobs, n) => jobs.map((job) => ({ worker: `w${n}`, key: job.key })));
      expect(held).toHaveLength(1);
      const jobKey = held[0]?.key ?? '';
      const answer = (worker: string) => ask({ ...complete(jobKey), worker });
      // Who does not hold the job is refused before the tree is touched: nobody waits for its row.
      const done = await atOnce(key, answer('w0'), answer('w1'), { ...round, isHeld: false });
      expect(done).toEqual([held[0]?.worker === 'w0', held[0]?.worker === 'w1']);
      return null;
    }),
  );

  it('a worker answers a job twice, on both nodes: once it is taken', { timeout: 60_000 }, () =>
    rounds('twice', joined, async (key, round, processId) => {
      const [job] = await lease(node(round.n), `${processId}A`, { worker: 'w' });
      const answer = ask({ ...complete(job?.key ?? ''), worker: 'w' });
      const done = await atOnce(key, answer, answer, round);
      expect(done.filter(Boolean)).toHaveLength(1);
      return winner(done);
    }),
  );

  it('one moves a token by modification, the other completes its task', { timeout: 60_000 }, () =>
    rounds('modify', forked, async (key, round, processId) => {
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
      const taskKey = await taskAt(key, 'first');
      const completion: Command = { type: 'completeUserTask', taskKey, variables: {} };
      const [isModified, isCompleted] = await atOnce(key, ask(modification), ask(completion), round);
      expect(isModified || isCompleted).toBe(true);
      const { a = 0, b = 0 } = await counts(key);
      // The task was either completed, and then the modification finds it no more, or canceled, and then it cannot be
      // completed.
      expect([a, b], processId).toEqual(isCompleted ? [isModified ? 2 : 1, 1] : [1, 0]);
      return isCompleted ? 1 : 0;
    }),
  );

  it('both write the same variable: both are kept, in one order', { timeout: 60_000 }, () =>
    rounds('variable', received, async (key, round) => {
      const write = (text: string) =>
        ask({ type: 'setVariables', scopeKey: key, variables: { n: NUMBER(text) }, removals: [], local: true });
      expect(await atOnce(key, write('1'), write('2'), round)).toEqual([true, true]);
      const { rows } = await nodes.pool.query<{ text: string; revision: number }>(
        `select text, revision from variable where instance_key = $1 and name = 'n'`,
        [key],
      );
      const former = await nodes.pool.query<{ text: string }>(
        `select h.text from variable_history h join variable v on v.key = h.variable_key
          where v.instance_key = $1 and v.name = 'n' order by h.revision`,
        [key],
      );
      expect(rows).toMatchObject([{ revision: 3 }]);
      expect([...former.rows.map(({ text }) => text), rows[0]?.text].toSorted()).toEqual(['0', '1', '2']);
      for (const n of [0, 1])
        expect(await node(n).visibleVariables(key)).toMatchObject({ n: NUMBER(rows[0]?.text ?? '') });
      return rows[0]?.text === '2' ? 0 : 1;
    }),
  );

  it('both work on one tree, many times: nothing is lost', { timeout: 60_000 }, () =>
    rounds('one-tree', joined, async (key, round, processId) => {
      const write = (n: number): Promise<unknown> =>
        node(n).execute({
          type: 'setVariables',
          scopeKey: key,
          variables: { [`v${n}`]: NUMBER(String(n)) },
          removals: [],
          local: true,
        });
      const [a, b] = await Promise.all([jobAt(key, `${processId}A`), jobAt(key, `${processId}B`)]);
      const completion = (jobKey: Key, name: string) =>
        ask({ ...complete(jobKey), variables: { [name]: NUMBER('1') } });
      const [done] = await Promise.all([
        atOnce(key, completion(a, 'a'), completion(b, 'b'), round),
        ...Array.from({ length: 6 }, (_, n) => write(n)),
      ]);
      expect(done).toEqual([true, true]);
      expect(Object.keys(await node(round.n).visibleVariables(key)).toSorted()).toEqual([
        'a',
        'b',
        'n',
        'round',
        'v0',
        'v1',
        'v2',
        'v3',
        'v4',
        'v5',
      ]);
      expect(await counts(key)).toMatchObject({ join: processId.endsWith('7') ? 2 : 1, after: 1 });
      return null;
    }),
  );
});

import { expect, it } from 'vitest';
import { createTestDatabase } from '@/scripts/test-database.ts';
import type { Key } from '../core/state.ts';
import { verifyAuditChain } from '../store/audit-chain.ts';
import { type AuditRecord, NOTHING_TOLD } from '../store/audit-record.ts';
import { deploy, lease, liveInstances, start, until } from './proofs/test-engine.ts';
import { branches, continuedTask, externalTask } from './proofs/test-models.ts';
import { twoNodes } from './proofs/test-nodes.ts';

const INSTANCES = 60;
const WORKERS = 8;
const DEPLOYMENTS = 50;
const COMMANDS = 40;

const nodes = twoNodes(createTestDatabase, { isJobExecutorOn: true });
const { node } = nodes;
const auditRecord = (targetKey: Key): AuditRecord => ({
  ...NOTHING_TOLD,
  actorKind: 'person',
  actorId: 'u',
  actorName: 'U',
  actorRole: 'operator',
  address: null,
  channel: 'console',
  operation: 'variable.set',
  risk: 'guarded',
  targetKind: 'instance',
  targetKey,
  instanceKey: targetKey,
});

it('loses and doubles no job although both nodes work on the same trees', async () => {
  const definitionKey = await deploy(node(0), 'shared', continuedTask('shared', 'sharedWork'));
  let isStarted = false;
  const starting = Promise.all(Array.from({ length: INSTANCES }, (_, n) => start(node(n), definitionKey))).finally(
    () => {
      isStarted = true;
    },
  );
  const done: Key[] = [];
  await Promise.all(
    Array.from({ length: WORKERS }, async (_, n) => {
      for (let idle = 0; idle < 2; ) {
        const jobs = await lease(node(n), 'sharedWork', { worker: `w${n}`, maxJobs: 3, waitMs: 400 });
        idle = jobs.length > 0 || !isStarted ? 0 : idle + 1;
        // Answered at both nodes at once: one of the two is the answer.
        const outcomes = await Promise.all(
          jobs.flatMap(({ key }) =>
            [0, 1].map(async (on) => ({
              key,
              outcome: await node(on).execute({ type: 'completeJob', jobKey: key, worker: `w${n}`, variables: {} }),
            })),
          ),
        );
        done.push(...outcomes.filter(({ outcome }) => outcome.kind === 'executed').map(({ key }) => key));
      }
    }),
  );
  const started = await starting;
  expect(done).toHaveLength(started.length);
  expect(new Set(done).size).toBe(started.length);
  expect(await liveInstances(node(0), 'shared')).toBe(0);
  const { rows } = await nodes.pool.query(
    `select (select count(*)::int from instance where definition_key = $1 and outcome = 'completed') as completed, (select count(*)::int from element_history where definition_key = $1 and element_id = 'hop') as hops`,
    [definitionKey],
  );
  expect(rows).toEqual([{ completed: INSTANCES, hops: INSTANCES }]);
});

it('keeps every change that both nodes make to one tree, and counts it right', async () => {
  const definitionKey = await deploy(node(0), 'contended', branches('contended', 'contendedWork'));
  const key = await start(node(0), definitionKey, { amount: { type: 'Integer', text: '1' } });
  const outcomes = await Promise.all(
    Array.from({ length: COMMANDS }, (_, n) =>
      node(n).execute(
        {
          type: 'setVariables',
          scopeKey: key,
          variables: { [`v${n}`]: { type: 'Integer', text: String(n) } },
          removals: [],
          local: true,
        },
        { audit: auditRecord(key) },
      ),
    ),
  );
  expect(outcomes.filter(({ kind }) => kind === 'executed')).toHaveLength(COMMANDS);
  const expected = Object.fromEntries([
    ['amount', { type: 'Integer', text: '1' }],
    ...Array.from({ length: COMMANDS }, (_, n) => [`v${n}`, { type: 'Integer', text: String(n) }]),
  ]);
  expect(await node(0).visibleVariables(key)).toEqual(expected);
  expect(await node(1).visibleVariables(key)).toEqual(expected);
  expect(await verifyAuditChain(nodes.pool)).toMatchObject({ checkedTo: String(COMMANDS), brokenAt: null });
});

it('does a user task once that both nodes complete at the same moment', async () => {
  const key = await start(node(0), (await node(0).definition({ processId: 'contended' }))?.key ?? '', {
    amount: { type: 'Integer', text: '2' },
  });
  const [task] = await until(
    () => node(0).search.find('userTask', { where: [{ field: 'instanceKey', op: '=', value: key }] }),
    (tasks) => tasks.length === 1,
  );
  const outcomes = await Promise.all(
    Array.from({ length: 6 }, (_, n) =>
      node(n).execute({ type: 'completeUserTask', taskKey: task?.key ?? '', variables: {} }),
    ),
  );
  expect(outcomes.filter(({ kind }) => kind === 'executed')).toHaveLength(1);
});

it('gives consecutive versions to deployments of one process at once', async () => {
  const deployed = await Promise.all(
    Array.from({ length: DEPLOYMENTS }, (_, n) => deploy(node(n), 'versioned', externalTask('versioned', 'versioned'))),
  );
  expect(new Set(deployed).size).toBe(DEPLOYMENTS);
  const { rows } = await nodes.pool.query<{ version: number; is_latest: boolean }>(
    `select version, is_latest from definition where process_id = 'versioned' order by version`,
  );
  expect(rows.map(({ version }) => version)).toEqual(Array.from({ length: DEPLOYMENTS }, (_, n) => n + 1));
  expect(rows.filter(({ is_latest }) => is_latest)).toEqual([{ version: DEPLOYMENTS, is_latest: true }]);
  await until(
    () => Promise.all([0, 1].map((n) => node(n).definition({ processId: 'versioned' }))),
    (found) => found.every((definition) => definition?.version === DEPLOYMENTS),
  );
});

it('hears of a deployment although its connection was broken meanwhile', async () => {
  const key = await deploy(node(0), 'deaf', externalTask('deaf', 'deaf'));
  await until(
    () => node(1).definition({ processId: 'deaf' }),
    (definition) => definition?.key === key,
  );
  await nodes.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'wheelhouse-listener' and datname = current_database()`,
  );
  const next = await deploy(node(0), 'deaf', externalTask('deaf', 'deaf'));
  await until(
    () => node(1).definition({ processId: 'deaf' }),
    (definition) => definition?.key === next,
  );
});

it('fails the tree alone that PostgreSQL refuses, not those that were committed with it', async () => {
  await nodes.pool.query(`create function refuse_poison() returns trigger language plpgsql as $$ begin raise exception 'poison' using errcode = '22000'; end $$;
    create trigger refuse_poison before insert on variable for each row when (new.name = 'poison') execute function refuse_poison()`);
  const definitionKey = await deploy(node(0), 'poisoned', externalTask('poisoned', 'poisoned'));
  const outcomes = await Promise.allSettled(
    Array.from({ length: INSTANCES }, (_, n) =>
      start(node(0), definitionKey, { [n % 20 === 7 ? 'poison' : 'food']: { type: 'Integer', text: '1' } }),
    ),
  );
  const failed = outcomes.flatMap((outcome, n) => (outcome.status === 'rejected' ? [n] : []));
  expect(failed).toEqual([7, 27, 47]);
  expect(await liveInstances(node(0), 'poisoned')).toBe(INSTANCES - 3);
});

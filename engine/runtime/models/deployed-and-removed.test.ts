import { expect, it } from 'vitest';
import { createTestDatabase } from '@/scripts/test-database.ts';
import type { DeploymentRequest } from '../../engine.ts';
import type { Key } from '../../core/state.ts';
import { timerStart } from '../proofs/test-models.ts';
import { twoNodes } from '../proofs/test-nodes.ts';

const ROUNDS = 12;
/** Deployments in a round, and as many removals of those of the round before. */
const AT_ONCE = 12;
const PROCESSES = ['order', 'payment', 'refund', 'stock'];

const nodes = twoNodes(createTestDatabase, { isJobExecutorOn: false });
const { node } = nodes;

const processes = (ids: readonly string[]): DeploymentRequest['resources'] =>
  ids.map((id) => ({ name: `${id}.bpmn`, content: timerStart(id, id, 'R/PT1H') }));

/** In one order or the other, all of them or not the first. */
const filesOf = (n: number): DeploymentRequest['resources'] => {
  const some = n % 3 === 0 ? PROCESSES.slice(1) : PROCESSES;
  return processes(n % 2 === 0 ? some : [...some].reverse());
};

async function deploy(n: number): Promise<{ key: Key; definitions: readonly Key[] }> {
  const outcome = await node(n).deploy({
    name: `deployment ${n}`,
    source: null,
    tenantId: null,
    resources: filesOf(n),
    duplicates: 'deployAll',
  });
  if (outcome.kind === 'refused') throw new Error(outcome.problems.map(({ message }) => message).join('; '));
  return { key: outcome.key, definitions: outcome.definitions.map(({ key }) => key) };
}

it('deploys and removes the same processes at the same time at two nodes, and nobody is refused', async () => {
  let former: Awaited<ReturnType<typeof deploy>>[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const [deployed, removed] = await Promise.all([
      Promise.all(Array.from({ length: AT_ONCE }, (_, n) => deploy(n))),
      // Half of them as deployments, half version by version, the newest first.
      Promise.all(
        former.map(({ key, definitions }, n) =>
          n % 2 === 0
            ? node(n + 1).deleteDeployment(key, { cascade: true })
            : node(n + 1).deleteDefinitions([...definitions].reverse().map((one) => ({ key: one }))),
        ),
      ),
    ]);
    expect(removed.map(({ kind }) => kind)).toEqual(former.map(() => 'deleted'));
    former = deployed;
  }
  const { rows } = await nodes.pool.query(
    `select d.process_id, count(*) filter (where d.is_latest)::int as latest,
        bool_and(d.is_latest = (d.version = m.version)) as "is the highest",
        (select count(*)::int from job j where j.definition_key = any(array_agg(d.key)) and j.tree_key is null and j.ended_at is null) as timers
      from definition d join lateral (select max(version) as version from definition where process_id = d.process_id) m on true
      group by d.process_id order by 1`,
  );
  expect(rows).toEqual(PROCESSES.map((id) => ({ process_id: id, latest: 1, 'is the highest': true, timers: 1 })));
});

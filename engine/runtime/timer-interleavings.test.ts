import { describe, expect, it } from 'vitest';
import { createTestDatabase } from '@/scripts/test-database.ts';
import type { Key } from '../core/state.ts';
import type { Engine } from '../engine.ts';
import { faultsOf } from '../proofs/tree-invariants.ts';
import { loadTrees } from '../store/load-trees.ts';
import { askBoth, roundOf, type Round } from './proofs/at-once.ts';
import { deploy, start, until } from './proofs/test-engine.ts';
import { cloudModel, flow, model } from './proofs/test-models.ts';
import { twoNodes } from './proofs/test-nodes.ts';

/**
 * A timer that one node finds due and a message that comes to the other one, for the same task: one of them has it, and
 * either has (`interleavings.test.ts` says how). Held, the one that was asked first need not be it: the timer has locked
 * its job, which the message wants to end, and PostgreSQL gives one of them up, to be written again.
 */
const ROUNDS = 8;
const HOURS_MS = 7_200_000;

const nodes = twoNodes(createTestDatabase);
const { node } = nodes;

const body = `<bpmn:startEvent id="start" /><bpmn:receiveTask id="wait" messageRef="m" /><bpmn:boundaryEvent id="late" attachedToRef="wait">
  <bpmn:outgoing>missing</bpmn:outgoing><bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">PT1H</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>
  <bpmn:manualTask id="told" /><bpmn:manualTask id="missed" /><bpmn:endEvent id="end" />
  ${flow('f1', 'start', 'wait')}${flow('f2', 'wait', 'told')}${flow('missing', 'late', 'missed')}${flow('f3', 'told', 'end')}${flow('f4', 'missed', 'end')}`;
const MODELS = {
  7: model('timed-7', body, '<bpmn:message id="m" name="timed-7" />'),
  8: cloudModel(
    'timed-8',
    body,
    '<bpmn:message id="m" name="timed-8"><bpmn:extensionElements><zeebe:subscription correlationKey="=round" /></bpmn:extensionElements></bpmn:message>',
  ),
};

async function passed(instanceKey: Key): Promise<readonly string[]> {
  const { rows } = await nodes.pool.query<{ element_id: string }>(
    `select element_id from element_history where instance_key = $1 and element_id in ('told', 'missed')`,
    [instanceKey],
  );
  return rows.map(({ element_id }) => element_id);
}

async function tell(on: Engine, notation: 7 | 8, instanceKey: Key, correlationKey: string): Promise<boolean> {
  const message = { name: `timed-${notation}`, variables: {} };
  const answer =
    notation === 7
      ? await on.correlateMessage({ ...message, instanceKey, startsOnly: false, all: false })
      : await on.publishMessage({
          ...message,
          correlationKey,
          messageId: null,
          timeToLiveMs: 0,
          tenantId: null,
          mustCorrelate: true,
        });
  return answer.kind !== 'rejection';
}

/** The node's clock says that the timer is due, and nothing else does; true: the timer had the task. */
async function becomeDue(on: Engine, instanceKey: Key): Promise<boolean> {
  on.setClock(Date.now() + HOURS_MS);
  const seen = await until(
    () => passed(instanceKey),
    (ids) => ids.length > 0,
  );
  return seen.includes('missed');
}

async function play(notation: 7 | 8, definitionKey: Key, round: Round): Promise<'timer' | 'message'> {
  const text = `round-${round.n}`;
  const key = await start(node(round.n), definitionKey, { round: { type: 'String', text } });
  const on = (place: 0 | 1): Engine => node(round.node + (place === round.starts ? 0 : 1));
  const [isMissed, isTold] = await askBoth(nodes.pool, key, round, [
    () => becomeDue(on(0), key),
    () => tell(on(1), notation, key, text),
  ]);
  for (const n of [0, 1]) node(n).setClock(null);
  expect([isMissed, isTold].filter(Boolean)).toHaveLength(1);
  expect(await passed(key)).toEqual([isMissed ? 'missed' : 'told']);
  const tree = (await loadTrees(nodes.pool, [key])).get(key);
  expect(tree && faultsOf(tree)).toEqual([]);
  return isMissed ? 'timer' : 'message';
}

describe.each([7, 8] as const)('in Camunda %i', (notation) => {
  it('a timer and a message come to one task: one of them has it', { timeout: 120_000 }, async () => {
    const definitionKey = await deploy(node(0), `timed-${notation}`, MODELS[notation]);
    await until(
      () => node(1).definition({ processId: `timed-${notation}` }),
      (definition) => definition?.key === definitionKey,
    );
    const firsts = new Set<string>();
    for (let n = 0; n < ROUNDS; n += 1) firsts.add(await play(notation, definitionKey, roundOf(n)));
    expect(firsts).toEqual(new Set(['timer', 'message']));
  });
});

import { beforeAll, expect, it } from 'vitest';
import { createTestDatabase } from '@/scripts/test-database.ts';
import type { Key } from '../core/state.ts';
import type { Engine } from '../engine.ts';
import { deploy, lease, start } from './proofs/test-engine.ts';
import { twoNodes } from './proofs/test-nodes.ts';

const MODEL = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="t">
<bpmn:process id="heard" isExecutable="true"><bpmn:startEvent id="begin"/><bpmn:sequenceFlow id="f" sourceRef="begin" targetRef="check"/>
<bpmn:userTask id="check"><bpmn:extensionElements><zeebe:userTask/><zeebe:taskListeners><zeebe:taskListener eventType="assigning" type="heard"/></zeebe:taskListeners></bpmn:extensionElements></bpmn:userTask>
</bpmn:process></bpmn:definitions>`;

const { node } = twoNodes(createTestDatabase);
let definitionKey: Key;
beforeAll(async () => {
  definitionKey = await deploy(node(0), 'heard', new TextEncoder().encode(MODEL));
});

/** Somebody is given a task here; its listener is asked. */
async function assignment(): Promise<{ instanceKey: Key; taskKey: Key; transitionKey: Key }> {
  const instanceKey = await start(node(0), definitionKey);
  const [task] = await node(0).search.find('userTask', {
    where: [{ field: 'instanceKey', op: '=', value: instanceKey }],
  });
  const taskKey = task?.key ?? '';
  const outcome = await node(0).execute({ type: 'assignUserTask', taskKey, userId: 'ada' });
  return {
    instanceKey,
    taskKey,
    transitionKey: outcome.kind === 'executed' ? (outcome.result.transitionKey ?? '') : '',
  };
}

async function answer(on: Engine, ofTask: { denied?: string }): Promise<void> {
  const [job] = await lease(on, 'heard', { waitMs: 2_000 });
  expect(
    await on.execute({
      type: 'completeJob',
      jobKey: job?.key ?? '',
      variables: {},
      ofTask: { ...ofTask, corrections: {} },
    }),
  ).toMatchObject({ kind: 'executed' });
}

it.each([
  ['here', 0],
  ['on another node', 1],
] as const)('tells whoever waits what a listener says %s', async (_where, n) => {
  const on = node(n);
  const agreed = await assignment();
  expect(await node(0).awaitTaskTransition(agreed.taskKey, agreed.transitionKey, 30)).toBeNull();
  const waiting = node(0).awaitTaskTransition(agreed.taskKey, agreed.transitionKey, 5_000);
  await answer(on, {});
  expect(await waiting).toEqual({ kind: 'done' });

  const denied = await assignment();
  const refused = node(0).awaitTaskTransition(denied.taskKey, denied.transitionKey, 5_000);
  await answer(on, { denied: 'no' });
  expect(await refused).toEqual({ kind: 'denied', reason: 'no' });

  const ended = await assignment();
  const left = node(0).awaitTaskTransition(ended.taskKey, ended.transitionKey, 5_000);
  await on.execute({ type: 'cancelInstance', instanceKey: ended.instanceKey, reason: null, onlyRoot: true });
  expect(await left).toEqual({ kind: 'canceled' });
  // Who asks late is told the same.
  expect(await node(0).awaitTaskTransition(denied.taskKey, denied.transitionKey, 0)).toEqual({
    kind: 'denied',
    reason: 'no',
  });
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/scripts/test-database.ts';
import type { Key } from '../core/state.ts';
import { deploy, lease, start, testEngine, type TestEngine } from './proofs/test-engine.ts';

const MODEL = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="t">
<bpmn:process id="heard" isExecutable="true"><bpmn:startEvent id="begin"/><bpmn:sequenceFlow id="f" sourceRef="begin" targetRef="check"/>
<bpmn:userTask id="check"><bpmn:extensionElements><zeebe:userTask/><zeebe:taskListeners><zeebe:taskListener eventType="assigning" type="heard"/></zeebe:taskListeners></bpmn:extensionElements></bpmn:userTask>
</bpmn:process></bpmn:definitions>`;

let database: TestDatabase;
let here: TestEngine;
let there: TestEngine;
let definitionKey: Key;
beforeAll(async () => {
  database = await createTestDatabase();
  here = await testEngine(database.url);
  there = await testEngine(database.url);
  definitionKey = await deploy(here.engine, 'heard', new TextEncoder().encode(MODEL));
});
afterAll(async () => { await Promise.all([here.engine.stop(), there.engine.stop()]); await database.drop(); });

/** Somebody is given a task here; its listener is asked. */
async function assignment(): Promise<{ instanceKey: Key; taskKey: Key; transitionKey: Key }> {
  const instanceKey = await start(here.engine, definitionKey);
  const [task] = await here.engine.search.find('userTask', { where: [{ field: 'instanceKey', op: '=', value: instanceKey }] });
  const taskKey = task?.key ?? '';
  const outcome = await here.engine.execute({ type: 'assignUserTask', taskKey, userId: 'ada' });
  return { instanceKey, taskKey, transitionKey: outcome.kind === 'executed' ? outcome.result.transitionKey ?? '' : '' };
}

async function answer(on: TestEngine, ofTask: { denied?: string }): Promise<void> {
  const [job] = await lease(on.engine, 'heard', { waitMs: 2_000 });
  expect(await on.engine.execute({ type: 'completeJob', jobKey: job?.key ?? '', variables: {}, ofTask: { ...ofTask, corrections: {} } })).toMatchObject({ kind: 'executed' });
}

it.each([['here', () => here], ['on another node', () => there]] as const)('tells whoever waits what a listener says %s', async (_where, node) => {
  const agreed = await assignment();
  expect(await here.engine.awaitTaskTransition(agreed.taskKey, agreed.transitionKey, 30)).toBeNull();
  const waiting = here.engine.awaitTaskTransition(agreed.taskKey, agreed.transitionKey, 5_000);
  await answer(node(), {});
  expect(await waiting).toEqual({ kind: 'done' });

  const denied = await assignment();
  const refused = here.engine.awaitTaskTransition(denied.taskKey, denied.transitionKey, 5_000);
  await answer(node(), { denied: 'no' });
  expect(await refused).toEqual({ kind: 'denied', reason: 'no' });

  const ended = await assignment();
  const left = here.engine.awaitTaskTransition(ended.taskKey, ended.transitionKey, 5_000);
  await node().engine.execute({ type: 'cancelInstance', instanceKey: ended.instanceKey, reason: null, onlyRoot: true });
  expect(await left).toEqual({ kind: 'canceled' });
  // Who asks late is told the same.
  expect(await here.engine.awaitTaskTransition(denied.taskKey, denied.transitionKey, 0)).toEqual({ kind: 'denied', reason: 'no' });
});

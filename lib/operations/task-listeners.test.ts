import { beforeAll, expect, test } from 'vitest';
import type { TaskListenerResult } from '@/engine/index.ts';
import { testDesk } from '@/lib/console/test-desk.ts';

/** A task of Camunda 8 whose listener is asked at each assignment. */
const MODEL = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="tests">
  <process id="asking" isExecutable="true"><startEvent id="start"/><sequenceFlow id="a" sourceRef="start" targetRef="review"/>
    <userTask id="review" name="Review"><extensionElements><zeebe:userTask/><zeebe:taskListeners>
      <zeebe:taskListener eventType="assigning" type="mayHave"/><zeebe:taskListener eventType="completing" type="mayEnd"/></zeebe:taskListeners></extensionElements></userTask>
  </process>
  <process id="leaving" isExecutable="true"><startEvent id="begin"/><sequenceFlow id="b" sourceRef="begin" targetRef="stay"/>
    <userTask id="stay" name="Stay"><extensionElements><zeebe:userTask/><zeebe:taskListeners><zeebe:taskListener eventType="canceling" type="farewell"/></zeebe:taskListeners></extensionElements></userTask>
  </process>
</definitions>`;
const desk = testDesk();
const { run, see } = desk;
let definitionKey = '';
let leaving = '';
beforeAll(async () => {
  const definitions = await desk.deploy({ 'asking.bpmn': MODEL });
  [definitionKey, leaving] = [definitions.asking ?? '', definitions.leaving ?? ''];
});

/** The worker of the listener answers as soon as it is asked. */
async function answer(type: string, ofTask: TaskListenerResult): Promise<void> {
  const [job] = await desk.engine.leaseJobs({
    worker: 'listener',
    types: [{ type, leaseMs: 60_000, variables: null }],
    maxJobs: 1,
    byPriority: false,
    waitMs: 8_000,
  });
  await desk.engine.execute({ type: 'completeJob', jobKey: job?.key ?? '', variables: {}, ofTask });
}
async function startedTask(ofDefinition = definitionKey): Promise<string> {
  const instanceKey = await desk.start(ofDefinition, {});
  return (
    await desk.database.userTask.findFirstOrThrow({ where: { instanceKey: BigInt(instanceKey) } })
  ).key.toString();
}

test('the answer is what the listeners say: agreed, corrected or denied with the reason', async () => {
  const taskKey = await startedTask();
  const assign = (assignee: string) => run('task.assign', { taskKey, assignee });
  const [agreed] = await Promise.all([assign('bea'), answer('mayHave', { corrections: {} })]);
  expect(agreed).toMatchObject({ kind: 'done', message: 'Review goes to bea. Its listeners agreed.' });
  const [corrected] = await Promise.all([
    assign('tom'),
    answer('mayHave', { corrections: { assignee: 'ann', priority: 80 } }),
  ]);
  expect(corrected).toMatchObject({
    kind: 'done',
    message: 'Review goes to tom. Its listeners corrected it: assignee ann instead of tom, priority 80 instead of 50.',
  });
  const [denied] = await Promise.all([
    assign('tom'),
    answer('mayHave', { denied: 'tom is on holiday', corrections: {} }),
  ]);
  expect(denied).toMatchObject({ kind: 'refused', message: 'A listener of the task denied it: tom is on holiday' });
  expect(await see('task', { key: taskKey })).toMatchObject({
    assignee: 'ann',
    priority: 80,
    transition: { kind: 'denied', reason: 'tom is on holiday' },
  });
  const [ended] = await Promise.all([run('task.complete-for', { taskKey }), answer('mayEnd', { corrections: {} })]);
  expect(ended).toMatchObject({ kind: 'done', message: expect.stringContaining('Its listeners agreed.') });
});

test('while they are asked nothing else is done, and whoever asks is told why', async () => {
  const taskKey = await startedTask();
  const asked = run('task.assign', { taskKey, assignee: 'bea' });
  await expect
    .poll(async () => (await see('task', { key: taskKey })).transition)
    .toMatchObject({ kind: 'asked', event: 'assigning' });
  expect(await run('task.assign', { taskKey, assignee: 'tom' })).toMatchObject({
    kind: 'refused',
    message: expect.stringContaining('Its listeners are being asked about its assignment'),
  });
  await answer('mayHave', { corrections: {} });
  expect(await asked).toMatchObject({ kind: 'done' });
});

test('a cancellation says that it waits for the listeners of tasks', async () => {
  const taskKey = await startedTask(leaving);
  const { instanceKey } = await desk.database.userTask.findFirstOrThrow({ where: { key: BigInt(taskKey) } });
  const canceled = await run('instance.cancel', { instanceKey: String(instanceKey) });
  expect(canceled).toMatchObject({
    kind: 'done',
    message: expect.stringContaining('ends when the listeners of its tasks have answered.'),
  });
  expect(await see('task', { key: taskKey })).toMatchObject({ transition: { kind: 'asked', event: 'canceling' } });
  await answer('farewell', { corrections: {} });
  expect((await desk.database.userTask.findFirstOrThrow({ where: { key: BigInt(taskKey) } })).outcome).toBe('canceled');
});

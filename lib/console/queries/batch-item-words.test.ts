import { beforeAll, expect, test } from 'vitest';
import type { BatchOperation } from '@/engine/index.ts';
import { enroll } from '../test-account.ts';
import { testDesk } from '../test-desk.ts';

const model = (id: string, charge: string) => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="tests">
  <process id="${id}" name="${id} process" isExecutable="true" camunda:historyTimeToLive="1">
    <startEvent id="start"/><sequenceFlow id="a" sourceRef="start" targetRef="Activity_0x1"/>
    <serviceTask id="Activity_0x1" name="${charge}" camunda:type="external" camunda:topic="${id}"/>
    <userTask id="Activity_0x2" name="Check &#38; sign"/>
  </process>
</definitions>`;
const ATTEMPTS = 3;
const desk = testDesk({ isGuarded: true, prepare: (database) => enroll(database, 'l2-operator') });
let named = '';
let other = '';
beforeAll(async () => {
  named = (await desk.deploy({ 'named.bpmn': model('named', 'Charge card') })).named ?? '';
  other = (await desk.deploy({ 'other.bpmn': model('other', 'Ship') })).other ?? '';
});

async function work(batchKey: string): Promise<string> {
  while (await desk.engine.batches.openSome(batchKey)) {
    /* all of them */
  }
  const items = await desk.database.batchItem.findMany({
    where: { batchKey: BigInt(batchKey) },
    select: { key: true },
  });
  for (const { key } of items) for (let n = 0; n < ATTEMPTS; n += 1) await desk.engine.batches.runItem(String(key));
  return batchKey;
}
/** Nothing leads on from the first task: what is to begin after it is refused by the engine. */
const AFTER: BatchOperation = {
  kind: 'modifyInstance',
  instructions: [
    {
      kind: 'startAfter',
      at: { elementId: 'Activity_0x1', isBody: false },
      ancestorKey: null,
      variables: {},
      localVariables: {},
      scopeVariables: {},
    },
  ],
};
const batchOf = async (targets: readonly string[]) =>
  work(await desk.engine.batches.create({ operation: AFTER, targets, createdBy: 'lena' }));

test('what the engine refuses is told with the names of the model, in the causes and at each item', async () => {
  const key = await batchOf([await desk.start(named), await desk.start(named)]);
  const words = '“Charge card” has 0 outgoing flows, not one';
  expect((await desk.see('batch', { key })).failures).toEqual([{ message: words, count: 2 }]);
  const { rows } = await desk.see('batch-items', { batch: key });
  expect(rows).toMatchObject([
    { message: words, definition: { processId: 'named', name: 'named process' }, elementId: null },
    { message: words },
  ]);
});

test('where two models call it otherwise the cause keeps the id, and each item has its own name', async () => {
  const key = await batchOf([await desk.start(named), await desk.start(other)]);
  expect((await desk.see('batch', { key })).failures).toEqual([
    { message: 'Activity_0x1 has 0 outgoing flows, not one', count: 2 },
  ]);
  const { rows } = await desk.see('batch-items', { batch: key });
  expect(rows.map(({ message }) => message)).toEqual([
    '“Charge card” has 0 outgoing flows, not one',
    '“Ship” has 0 outgoing flows, not one',
  ]);
});

test('what was refused before it came to the engine names its elements, too', async () => {
  const instance = await desk.start(named);
  const made = await desk.run('batch.create', {
    selection: { keys: [instance] },
    action: {
      kind: 'modify',
      steps: [
        { kind: 'cancelAll', elementId: 'Activity_0x1' },
        { kind: 'startBefore', elementId: 'Activity_0x2' },
      ],
    },
  });
  if (made.kind !== 'done' || made.batchKey === undefined) throw new Error(JSON.stringify(made));
  await desk.engine.execute({
    type: 'completeJob',
    jobKey: await desk.jobAt(instance, 'Activity_0x1'),
    variables: {},
  });
  await work(made.batchKey);
  expect((await desk.see('batch', { key: made.batchKey })).failures).toMatchObject([
    { message: expect.stringContaining('no token at “Charge card”'), count: 1 },
  ]);
});

test('an item that is a job says where it is', async () => {
  const instance = await desk.start(named, { businessKey: 'W-1' });
  const key = await desk.engine.batches.create({
    operation: { kind: 'setJobPriority', priority: 7 },
    targets: [await desk.jobAt(instance, 'Activity_0x1')],
    createdBy: 'lena',
  });
  expect((await desk.see('batch-items', { batch: key })).rows).toMatchObject([
    { businessKey: 'W-1', elementId: 'Activity_0x1', definition: { key: named }, message: null },
  ]);
});

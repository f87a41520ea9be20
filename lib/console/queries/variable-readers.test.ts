import { beforeAll, expect, test } from 'vitest';
import type { QueryName, QueryParams, QueryView } from '../contract.ts';
import { testDesk } from '../test-desk.ts';
import { personWith } from '../test-person.ts';

const MODEL = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="tests">
  <process id="readers" isExecutable="true" camunda:historyTimeToLive="1">
    <startEvent id="start"/><sequenceFlow id="a" sourceRef="start" targetRef="size"/><exclusiveGateway id="size" default="no"/>
    <sequenceFlow id="no" sourceRef="size" targetRef="charge"/><sequenceFlow id="yes" sourceRef="size" targetRef="charge"><conditionExpression xsi:type="tFormalExpression">\${amount &gt; 100}</conditionExpression></sequenceFlow>
    <serviceTask id="charge" camunda:type="external" camunda:topic="charge"/>
  </process>
</definitions>`;
const desk = testDesk();
let instance = '';

beforeAll(async () => {
  const { readers = '' } = await desk.deploy({ 'readers.bpmn': MODEL });
  instance = await desk.start(readers, { variables: { amount: { type: 'Integer', text: '7' } } });
});

const ask = <N extends QueryName>(
  name: N,
  params: QueryParams<N>,
  definitions: readonly string[] | null = null,
): Promise<QueryView<N> | null> =>
  desk.ask(name, params, { person: { ...personWith('l2-operator'), roles: [{ id: 'l2-operator', definitions }] } });

test('a variable has its readers, as far as the person may see the instance', async () => {
  expect(await ask('variable-readers', { instance, name: 'amount' })).toMatchObject({
    readers: [{ elementId: 'size', flowId: 'yes', kind: 'condition', readTimes: 1, isAhead: false }],
  });
  expect(await ask('variable-readers', { instance, name: 'nobody' })).toEqual({ readers: [] });
  expect(await ask('variable-readers', { instance, name: 'amount' }, ['other'])).toBeNull();
  expect(await ask('variable-readers', { instance: '1', name: 'amount' })).toBeNull();
});

test('an expression is evaluated in a scope of the instance, and in no other', async () => {
  const expression = `\${amount + 1}`;
  expect(await ask('evaluate-expression', { instance, scope: instance, expression })).toMatchObject({
    outcome: 'value',
    text: '8',
    writes: [],
  });
  expect(await ask('evaluate-expression', { instance, scope: instance, expression: `\${` })).toMatchObject({
    outcome: 'failure',
  });
  expect(await ask('evaluate-expression', { instance, scope: '1', expression })).toBeNull();
  expect(await ask('evaluate-expression', { instance, scope: instance, expression }, ['other'])).toBeNull();
});

test('the worker that handed a value over, and the client that wrote one, are named', async () => {
  const [job] = await desk.database.$queryRaw<
    { key: string }[]
  >`select key::text from job where instance_key = ${BigInt(instance)}`;
  await desk.engine.changeLease({
    jobKey: job?.key ?? '',
    worker: 'charger',
    until: desk.engine.now() + 60_000,
    mode: 'take',
  });
  await desk.engine.execute({
    type: 'completeJob',
    jobKey: job?.key ?? '',
    variables: { receipt: { type: 'String', text: 'R-1' } },
  });
  const rows = (await ask('instance-variables', { instance }))?.rows ?? [];
  expect(rows.find((row) => row.name === 'receipt')).toMatchObject({
    writtenBy: 'charge',
    author: { name: 'charger', entry: null },
  });
  expect(rows.find((row) => row.name === 'amount')).toMatchObject({ writtenBy: null, author: null });
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Engine, startEngine } from '@/engine/index.ts';
import { authorize } from '@/lib/auth/authorize.ts';
import { createDatabase, type Database } from '@/lib/db.ts';
import { createTestDatabase, type TestDatabase } from '@/scripts/test-database.ts';
import type { QueryName, QueryParams, QueryView } from '../contract.ts';
import { personWith } from '../test-person.ts';
import type { Query } from './query.ts';
import { QUERIES } from './registry.ts';

const MODEL = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="tests">
  <process id="readers" isExecutable="true" camunda:historyTimeToLive="1">
    <startEvent id="start"/><sequenceFlow id="a" sourceRef="start" targetRef="size"/><exclusiveGateway id="size" default="no"/>
    <sequenceFlow id="no" sourceRef="size" targetRef="charge"/><sequenceFlow id="yes" sourceRef="size" targetRef="charge"><conditionExpression xsi:type="tFormalExpression">\${amount &gt; 100}</conditionExpression></sequenceFlow>
    <serviceTask id="charge" camunda:type="external" camunda:topic="charge"/>
  </process>
</definitions>`;
let testDatabase: TestDatabase;
let database: Database;
let engine: Engine;
let instance = '';

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = createDatabase(testDatabase.url);
  engine = await startEngine({ databaseUrl: testDatabase.url, isJobExecutorOn: false });
  const deployed = await engine.deploy({ name: 'readers', source: null, tenantId: null, duplicates: 'deployAll', resources: [{ name: 'readers.bpmn', content: new TextEncoder().encode(MODEL) }] });
  if (deployed.kind !== 'deployed') throw new Error(JSON.stringify(deployed));
  instance = await engine.newKey();
  await engine.execute({ type: 'startInstance', instanceKey: instance, definitionKey: deployed.definitions[0]?.key ?? '', businessKey: null, tenantId: null, variables: { amount: { type: 'Integer', text: '7' } } });
});
afterAll(async () => {
  await engine?.stop();
  await database?.$disconnect();
  await testDatabase?.drop();
});

async function ask<N extends QueryName>(name: N, params: QueryParams<N>, definitions: readonly string[] | null = null): Promise<QueryView<N> | null> {
  const query: Query<N> = QUERIES[name];
  const person = { ...personWith('l2-operator'), roles: [{ id: 'l2-operator' as const, definitions }] };
  const access = authorize(person, query.permission);
  if (!access.isAllowed) throw new Error(access.message);
  const prepared = query.prepare(params);
  if (!prepared.isValid) throw new Error(JSON.stringify(prepared.problems));
  return prepared.run({ database, engine, person, access });
}

test('a variable has its readers, as far as the person may see the instance', async () => {
  expect(await ask('variable-readers', { instance, name: 'amount' })).toMatchObject({ readers: [{ elementId: 'size', flowId: 'yes', kind: 'condition', readTimes: 1, isAhead: false }] });
  expect(await ask('variable-readers', { instance, name: 'nobody' })).toEqual({ readers: [] });
  expect(await ask('variable-readers', { instance, name: 'amount' }, ['other'])).toBeNull();
  expect(await ask('variable-readers', { instance: '1', name: 'amount' })).toBeNull();
});

test('an expression is evaluated in a scope of the instance, and in no other', async () => {
  const expression = `\${amount + 1}`;
  expect(await ask('evaluate-expression', { instance, scope: instance, expression })).toMatchObject({ outcome: 'value', text: '8', writes: [] });
  expect(await ask('evaluate-expression', { instance, scope: instance, expression: `\${` })).toMatchObject({ outcome: 'failure' });
  expect(await ask('evaluate-expression', { instance, scope: '1', expression })).toBeNull();
  expect(await ask('evaluate-expression', { instance, scope: instance, expression }, ['other'])).toBeNull();
});

test('the worker that handed a value over, and the client that wrote one, are named', async () => {
  const [job] = await database.$queryRaw<{ key: string }[]>`select key::text from job where instance_key = ${BigInt(instance)}`;
  await engine.changeLease({ jobKey: job?.key ?? '', worker: 'charger', until: engine.now() + 60_000, mode: 'take' });
  await engine.execute({ type: 'completeJob', jobKey: job?.key ?? '', variables: { receipt: { type: 'String', text: 'R-1' } } });
  const rows = (await ask('instance-variables', { instance }))?.rows ?? [];
  expect(rows.find((row) => row.name === 'receipt')).toMatchObject({ writtenBy: 'charge', author: { name: 'charger', entry: null } });
  expect(rows.find((row) => row.name === 'amount')).toMatchObject({ writtenBy: null, author: null });
});

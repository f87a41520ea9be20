import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Engine, fromJson, startEngine } from '@/engine/index.ts';
import { authorize } from '@/lib/auth/authorize.ts';
import { createDatabase, type Database } from '@/lib/db.ts';
import { runOperation } from '@/lib/operations/run-operation.ts';
import { createTestDatabase, type TestDatabase } from '@/scripts/test-database.ts';
import { personWith } from '../test-person.ts';
import { instanceSelector } from './instance-selector.ts';
import { QUERIES } from './registry.ts';

const FIELDS = `<camunda:formData><camunda:formField id="n" label="Number" type="long" defaultValue="3"><camunda:validation><camunda:constraint name="required"/><camunda:constraint name="min" config="1"/><camunda:constraint name="max" config="9"/></camunda:validation></camunda:formField>
  <camunda:formField id="on" type="date"/><camunda:formField id="kind" type="enum"><camunda:value id="a" name="A"/></camunda:formField></camunda:formData><camunda:formProperty id="note" name="Note" type="string" variable="remark"/>`;
const MODEL_7 = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="tests"><process id="seven" isExecutable="true" camunda:historyTimeToLive="1">
  <startEvent id="start"><extensionElements>${FIELDS}</extensionElements></startEvent><sequenceFlow id="f" sourceRef="start" targetRef="fork"/><parallelGateway id="fork"/>
  ${['fields', 'byReference', 'byFile', 'lost', 'bare'].map((id) => `<sequenceFlow id="to-${id}" sourceRef="fork" targetRef="${id}"/><userTask id="${id}" camunda:assignee="lena" ${{ byReference: 'camunda:formRef="ask" camunda:formRefBinding="latest"', byFile: 'camunda:formKey="camunda-forms:deployment:ask.form"', lost: 'camunda:formRef="none" camunda:formRefBinding="latest"' }[id] ?? ''}>${id === 'fields' ? `<extensionElements>${FIELDS}</extensionElements>` : ''}</userTask>`).join('')}</process></definitions>`;
const MODEL_8 = `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:modeler="http://camunda.org/schema/modeler/1.0" modeler:executionPlatform="Camunda Cloud" modeler:executionPlatformVersion="8.6.0" id="d" targetNamespace="tests"><bpmn:process id="eight" isExecutable="true">
  <bpmn:extensionElements><zeebe:userTaskForm id="begin">{"components":[]}</zeebe:userTaskForm></bpmn:extensionElements>
  <bpmn:startEvent id="start"><bpmn:extensionElements><zeebe:formDefinition formKey="camunda-forms:bpmn:begin"/></bpmn:extensionElements></bpmn:startEvent><bpmn:sequenceFlow id="f" sourceRef="start" targetRef="linked"/>
  <bpmn:userTask id="linked"><bpmn:extensionElements><zeebe:userTask/><zeebe:formDefinition formId="ask"/></bpmn:extensionElements></bpmn:userTask></bpmn:process></bpmn:definitions>`;
const FORM = '{"id":"ask","components":[{"type":"textfield","key":"name"},{"type":"text","text":"= big"}]}';

let testDatabase: TestDatabase;
let database: Database;
let engine: Engine;
const person = personWith('business-user');

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = createDatabase(testDatabase.url);
  engine = await startEngine({ databaseUrl: testDatabase.url, isJobExecutorOn: false });
  const files = { 'seven.bpmn': MODEL_7, 'eight.bpmn': MODEL_8, 'ask.form': FORM };
  const deployed = await engine.deploy({
    name: 'forms',
    source: null,
    tenantId: null,
    duplicates: 'deployAll',
    resources: Object.entries(files).map(([name, text]) => ({ name, content: new TextEncoder().encode(text) })),
  });
  if (deployed.kind !== 'deployed') throw new Error(JSON.stringify(deployed));
});
afterAll(async () => {
  await engine?.stop();
  await database?.$disconnect();
  await testDatabase?.drop();
});

async function start(processId: string): Promise<string> {
  const definition = await engine.definition({ processId });
  const instanceKey = await engine.newKey();
  const started = await engine.execute({
    type: 'startInstance',
    instanceKey,
    definitionKey: definition?.key ?? '',
    businessKey: null,
    tenantId: null,
    variables: { name: fromJson('Ada'), big: fromJson(['x']), secret: fromJson('hidden'), n: fromJson(7) },
  });
  if (started.kind === 'rejection') throw new Error(started.message);
  return instanceKey;
}

async function taskAt(instanceKey: string, elementId: string) {
  const [row] = await engine.search.find('userTask', {
    where: [
      { field: 'instanceKey', op: '=', value: instanceKey },
      { field: 'elementId', op: '=', value: elementId },
    ],
  });
  return row?.key ?? '';
}

async function viewed(name: 'task' | 'start-form', params: Record<string, string>) {
  const role = personWith('l2-operator');
  const access = authorize(role, QUERIES[name].permission);
  const prepared = QUERIES[name].prepare(params as never);
  if (!access.isAllowed || !prepared.isValid) throw new Error('cannot ask');
  return (await prepared.run({ database, engine, person: role, access }))?.form;
}

test('fields of the model come with their limits and what they hold', async () => {
  const instance = await start('seven');
  const number = { id: 'n', label: 'Number', type: 'long', isRequired: true, min: 1, max: 9, text: '7' };
  expect(await viewed('task', { key: await taskAt(instance, 'fields') })).toMatchObject({
    kind: 'fields',
    fields: [
      { id: 'note', label: 'Note', type: 'string' },
      number,
      { id: 'on', label: 'on', type: 'date', pattern: 'dd/MM/yyyy', text: '' },
      { id: 'kind', type: 'enum', choices: [{ id: 'a', name: 'A' }] },
    ],
  });
  expect(await viewed('start-form', { process: 'seven' })).toMatchObject({
    kind: 'fields',
    fields: [{ id: 'note' }, { ...number, text: '3' }, {}, {}],
  });
});

test('a deployed form comes whole, with the variables that it names and no others', async () => {
  const instance = await start('seven');
  for (const element of ['byReference', 'byFile']) {
    const form = await viewed('task', { key: await taskAt(instance, element) });
    expect(form).toMatchObject({ kind: 'schema', schema: FORM, version: element === 'byReference' ? 1 : null });
    expect(
      form?.kind === 'schema' &&
        Object.keys(JSON.parse(form.data) as object)
          .filter((name) => name !== 'n')
          .sort(),
    ).toEqual(['big', 'name']);
  }
  expect(await viewed('task', { key: await taskAt(await start('eight'), 'linked') })).toMatchObject({
    kind: 'schema',
    name: 'ask',
    version: 1,
  });
  expect(await viewed('start-form', { process: 'eight' })).toEqual({
    kind: 'schema',
    name: 'begin',
    version: null,
    schema: '{"components":[]}',
    data: '{}',
  });
});

test('a form that is not there is said to be missing; a task without one has none', async () => {
  const instance = await start('seven');
  expect(await viewed('task', { key: await taskAt(instance, 'lost') })).toEqual({
    kind: 'missing',
    name: 'none',
    because: 'No such form is deployed.',
  });
  expect(await viewed('task', { key: await taskAt(instance, 'bare') })).toBeNull();
});

test('a task is completed by its form: what the engine refuses changes nothing', async () => {
  const taskKey = await taskAt(await start('seven'), 'fields');
  const surroundings = {
    database,
    engine,
    person,
    address: '127.0.0.1',
    instances: instanceSelector({ database, engine, person }),
  };
  const complete = (n: string) =>
    runOperation(
      'task.complete',
      {
        parameters: {
          taskKey,
          variables: [
            { name: 'n', type: 'Long', text: n },
            { name: 'note', type: 'String', text: 'seen' },
          ],
          isForm: true,
        },
      },
      surroundings,
    );
  expect(person.username).toBe('lena');
  expect(await complete('9')).toMatchObject({ kind: 'refused' });
  expect(await complete('8')).toMatchObject({ kind: 'done' });
  const rows = await engine.search.find('variable', { where: [{ field: 'name', op: '=', value: 'remark' }] });
  expect(rows).toMatchObject([{ type: 'String', text: 'seen' }]);
});

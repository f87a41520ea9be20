import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { testApi } from './testing/test-api.ts';

const begins = (id: string, condition: string): string => `<?xml version="1.0"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="definitions" targetNamespace="http://example.org/wheelhouse">
  <bpmn:process id="${id}" isExecutable="true">
    <bpmn:startEvent id="start"><bpmn:conditionalEventDefinition><bpmn:condition xsi:type="bpmn:tFormalExpression">${condition}</bpmn:condition></bpmn:conditionalEventDefinition></bpmn:startEvent>
    <bpmn:serviceTask id="work"><bpmn:extensionElements><zeebe:taskDefinition type="work"/></bpmn:extensionElements></bpmn:serviceTask>
    <bpmn:sequenceFlow id="f" sourceRef="start" targetRef="work"/>
  </bpmn:process>
</bpmn:definitions>`;

const api = testApi();
beforeAll(async () => {
  await api.deploy(['warm.bpmn', begins('warm', '=degrees &gt; 20')], ['hot.bpmn', begins('hot', '=degrees &gt; 35')]);
});
afterEach(() => expect(api.failures).toEqual([]));

const evaluate = (body: unknown) => api.call('POST /conditionals/evaluation', body);
const definitionKey = async (id: string) =>
  (await api.call('POST /process-definitions/search', { filter: { processDefinitionId: id } })).textAt(
    'items',
    0,
    'processDefinitionKey',
  );

describe('evaluation of conditions', () => {
  test('200: an instance of each process that begins by it, with the variables', async () => {
    const answer = await evaluate({ variables: { degrees: 30 } });
    expect(answer).toMatchObject({
      status: 200,
      body: { tenantId: '<default>', processInstances: [{ processDefinitionKey: await definitionKey('warm') }] },
    });
    expect(answer.textAt('conditionalEvaluationKey')).toMatch(/^\d{16}$/);
    const processInstanceKey = answer.textAt('processInstances', 0, 'processInstanceKey');
    expect(
      (await api.call('POST /variables/search', { filter: { scopeKey: processInstanceKey } })).at('items'),
    ).toMatchObject([{ name: 'degrees', value: '30' }]);
  });

  test('200: of one definition only', async () => {
    const key = await definitionKey('hot');
    expect(
      (await evaluate({ variables: { degrees: 40 }, processDefinitionKey: key })).at('processInstances'),
    ).toMatchObject([{ processDefinitionKey: key }]);
  });

  test('200: none where none holds, or its condition is no boolean', async () => {
    expect((await evaluate({ variables: {} })).at('processInstances')).toEqual([]);
    expect((await evaluate({ variables: { degrees: 'many' } })).at('processInstances')).toEqual([]);
  });

  test('400: without variables; 404: a definition that is not there', async () => {
    expect(await evaluate({})).toMatchObject({
      status: 400,
      body: { title: 'INVALID_ARGUMENT', detail: 'No variables provided.' },
    });
    expect(await evaluate({ variables: {}, processDefinitionKey: '4503599627370000' })).toMatchObject({
      status: 404,
      body: { title: 'NOT_FOUND' },
    });
  });
});

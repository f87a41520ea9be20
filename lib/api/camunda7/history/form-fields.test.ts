import { expect, test } from 'vitest';
import { engineRest } from '../testing/test-engine-rest.ts';

const api = engineRest();

test('200: what was written into forms as texts, as it was sent, of the start and of a task', async () => {
  const fields =
    '<extensionElements><camunda:formData><camunda:formField id="n" type="long" /><camunda:formField id="s" type="string" defaultValue="d" /></camunda:formData></extensionElements>';
  const xml = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="tests"><process id="filled" isExecutable="true" camunda:historyTimeToLive="1"><startEvent id="start">${fields}</startEvent><sequenceFlow id="f" sourceRef="start" targetRef="work" /><userTask id="work">${fields}</userTask><sequenceFlow id="g" sourceRef="work" targetRef="end" /><endEvent id="end" /></process></definitions>`;
  expect((await api.deploy('filled', xml)).status).toBe(200);
  const instance = (
    await api.call('POST /process-definition/key/filled/submit-form', {
      variables: { n: { value: '5' }, other: { value: 7 } },
    })
  ).textAt('id');
  const of = (query: string) => `/history/detail?processInstanceId=${instance}&${query}&sortBy=time&sortOrder=asc`;
  expect((await api.call(`GET ${of('formFields=true')}`)).body).toMatchObject([
    {
      type: 'formField',
      fieldId: 'n',
      fieldValue: '5',
      taskId: null,
      activityInstanceId: instance,
      executionId: instance,
      userOperationId: instance,
    },
  ]);
  expect((await api.call(`GET ${of('initial=true')}`)).body).toMatchObject([{ activityInstanceId: instance }, {}, {}]);
  const task = (await api.call(`GET /task?processInstanceId=${instance}`)).textAt(0, 'id');
  await api.call(`POST /task/${task}/submit-form`, { variables: { s: { value: 'given' }, n: { value: null } } });
  const ofTask = await api.call(`GET ${of(`formFields=true&taskId=${task}`)}`);
  expect(ofTask.body).toMatchObject([
    {
      fieldId: 's',
      fieldValue: 'given',
      activityInstanceId: expect.stringMatching(/^work:/),
      executionId: instance,
      rootProcessInstanceId: instance,
    },
  ]);
  expect((await api.call(`GET /history/detail/${ofTask.textAt(0, 'id')}`)).body).toMatchObject({ fieldValue: 'given' });
  for (const [query, count] of [
    ['', 7],
    ['formFields=true', 2],
    ['formFields=false', 2],
    ['formFields=true&variableUpdates=true', 5],
    ['formFields=true&excludeTaskDetails=true', 1],
    ['formFields=true&occurredBefore=2020-01-01T00:00:00.000%2B0000', 0],
    ['variableTypeIn=string', 2],
  ] as const)
    expect([query, (await api.call(`GET /history/detail/count?processInstanceId=${instance}&${query}`)).body]).toEqual([
      query,
      { count },
    ]);
  await api.call(`DELETE /history/process-instance/${instance}`);
  expect((await api.call(`GET ${of('formFields=true')}`)).body).toEqual([]);
});

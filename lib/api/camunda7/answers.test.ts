import { beforeAll, describe, expect, it } from 'vitest';
import { continuation, definitions, userTask } from './testing/models.ts';
import { engineRest, textOf } from './testing/test-engine-rest.ts';

const NESTED =
  definitions(`<bpmn:process id="nested" isExecutable="true" camunda:historyTimeToLive="30"><bpmn:startEvent id="begin" /><bpmn:sequenceFlow id="f1" sourceRef="begin" targetRef="sub" />
  <bpmn:subProcess id="sub"><bpmn:startEvent id="inside" /><bpmn:sequenceFlow id="f2" sourceRef="inside" targetRef="many" />
  <bpmn:userTask id="many"><bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>2</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics></bpmn:userTask></bpmn:subProcess></bpmn:process>`);

describe('answers as the original gives them', () => {
  const api = engineRest();
  beforeAll(async () => {
    for (const [name, model] of [
      ['checked', userTask('checked')],
      ['computed', continuation('computed')],
      ['nested', NESTED],
    ] as const)
      expect(await api.deploy(name, model)).toMatchObject({ status: 200 });
  }, 60_000);

  it('400: a body that is no UTF-8', async () => {
    const body = Uint8Array.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0x22, 0x7d]);
    const answer = await fetch(`${api.base}/process-instance/count`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect([answer.status, await answer.json()]).toEqual([
      400,
      { type: 'InvalidRequestException', message: '', code: null },
    ]);
  });

  it('200: whoever accepts nothing in particular accepts JSON', async () => {
    expect(await api.call('GET /process-instance/count', undefined, { accept: '' })).toMatchObject({
      status: 200,
      type: 'application/json',
    });
  });

  it('200: the deployments by their ids alone', async () => {
    const listed = await api.call('GET /deployment?sortBy=id&sortOrder=asc');
    expect((await api.call('GET /deployment/registered')).body).toEqual([
      listed.at(0, 'id'),
      listed.at(1, 'id'),
      listed.at(2, 'id'),
    ]);
  });

  it('500: one variable of an instance that is none; 404: notes of a task that is none', async () => {
    expect(await api.call('GET /process-instance/nothing/variables/a')).toMatchObject({
      status: 500,
      body: {
        type: 'RestException',
        message: "Cannot get process instance variable a: execution nothing doesn't exist: execution is null",
        code: 0,
      },
    });
    expect(await api.call('GET /task/nothing/comment/a')).toMatchObject({
      status: 404,
      body: { message: "Task comment with id a does not exist for task id 'nothing'." },
    });
    expect(await api.call('GET /task/nothing/attachment/a')).toMatchObject({
      status: 404,
      body: { message: "Task attachment with id a does not exist for task id 'nothing'." },
    });
  });

  it('400: new attempts without their number', async () => {
    expect(await api.call('PUT /external-task/retries', {})).toMatchObject({
      status: 400,
      body: { message: 'The number of retries cannot be null.' },
    });
  });

  it('200: numbers of what waits, not of what holds it, and of jobs that nobody will try again', async () => {
    await api.start('nested');
    const id = textOf(await api.call('GET /process-definition/key/nested'), 'id');
    expect((await api.call(`GET /process-definition/${id}/statistics`)).body).toMatchObject([
      { id: 'many', instances: 2 },
    ]);
    const instance = await api.start('computed');
    const job = textOf(await api.call(`GET /job?processInstanceId=${instance}`), 0, 'id');
    const failed = async (): Promise<unknown> =>
      (await api.call('GET /process-definition/key/computed/statistics?failedJobs=true')).at(0, 'failedJobs');
    await api.call(`POST /job/${job}/execute`);
    expect(await failed()).toBe(0);
    await api.call(`PUT /job/${job}/retries`, { retries: 0 });
    expect(await failed()).toBe(1);
  });

  it('400: flags of reports that are none', async () => {
    expect((await api.call('GET /history/process-definition/cleanable-process-instance-report?compact=x')).status).toBe(
      400,
    );
  });
});

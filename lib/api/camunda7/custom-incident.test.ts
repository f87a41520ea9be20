import { beforeAll, expect, test } from 'vitest';
import { userTask, work } from './testing/models.ts';
import { engineRest, textOf } from './testing/test-engine-rest.ts';

const api = engineRest();

beforeAll(async () => {
  expect((await api.deploy('check', userTask('check'))).status).toBe(200);
  expect((await api.deploy('work', work('work'))).status).toBe(200);
});

const report = async (instance: string) =>
  api.call(
    `POST /execution/${textOf(await api.call(`GET /task?processInstanceId=${instance}`), 0, 'executionId')}/create-incident`,
    { incidentType: 'dataQuality', configuration: 'row 7', message: 'no number' },
  );

test('200: a reported incident with its note, resolved by hand', async () => {
  const instance = await api.start('check');
  const incident = await report(instance);
  expect(incident).toMatchObject({
    status: 200,
    body: { incidentType: 'dataQuality', configuration: 'row 7', incidentMessage: 'no number', activityId: 'checking' },
  });
  const id = textOf(incident, 'id');
  expect((await api.call(`PUT /incident/${id}/annotation`, { annotation: 'asked' })).status).toBe(204);
  expect((await api.call(`GET /incident/${id}`)).at('annotation')).toBe('asked');
  expect((await api.call(`DELETE /incident/${id}/annotation`)).status).toBe(204);
  expect((await api.call(`DELETE /incident/${id}`)).status).toBe(204);
  expect(await api.call(`DELETE /incident/${id}`)).toMatchObject({
    status: 404,
    body: { message: `Cannot find an incident with id '${id}': incident is null` },
  });
  expect((await api.call(`GET /history/incident?incidentId=${id}`)).body).toMatchObject([
    { resolved: true, open: false },
  ]);
});

test('400: no type, no execution, no incident, or one of a job', async () => {
  const instance = await api.start('check');
  const execution = textOf(await api.call(`GET /task?processInstanceId=${instance}`), 0, 'executionId');
  expect(await api.call(`POST /execution/${execution}/create-incident`, {})).toMatchObject({
    status: 400,
    body: { message: 'incidentType is null' },
  });
  expect(await api.call('POST /execution/nobody/create-incident', { incidentType: 'x' })).toMatchObject({
    status: 400,
    body: { message: "Cannot find an execution with executionId 'nobody': execution is null" },
  });
  expect(await api.call(`POST /execution/${instance}/create-incident`, { incidentType: 'x' })).toMatchObject({
    status: 200,
    body: { activityId: 'checking' },
  });
  expect(await api.call('PUT /incident/nobody/annotation', { annotation: 'x' })).toMatchObject({
    status: 400,
    body: { type: 'BadUserRequestException', message: 'incident is null' },
  });
  const working = await api.start('work');
  const task = await api.lock('work');
  await api.call(`POST /external-task/${task}/failure`, { workerId: 'w', retries: 0, errorMessage: 'down' });
  const incident = textOf(await api.call(`GET /incident?processInstanceId=${working}`), 0, 'id');
  expect(await api.call(`DELETE /incident/${incident}`)).toMatchObject({
    status: 400,
    body: { message: 'Cannot resolve an incident of type failedExternalTask' },
  });
});

import { beforeAll, expect, test } from 'vitest';
import { listened } from './testing/models.ts';
import { testApi } from './testing/test-api.ts';

const api = testApi();
beforeAll(async () => {
  await api.deploy(['listened.bpmn', listened('listened')]);
});

test('200, 204: a listener of a process is a job of the instance, which begins after it', async () => {
  const instance = await api.start('listened', { a: 1 });
  const job = await api.job('listened-open');
  expect(job.body).toMatchObject({
    kind: 'EXECUTION_LISTENER',
    listenerEventType: 'START',
    elementId: 'listened',
    elementInstanceKey: instance,
    processInstanceKey: instance,
    variables: { a: 1 },
  });
  expect((await api.call(`POST /jobs/${job.key}/error`, { errorCode: 'x' })).status).toBe(409);
  expect((await api.call(`GET /process-instances/${instance}`)).at('state')).toBe('ACTIVE');
  expect((await api.call(`POST /jobs/${job.key}/completion`, { variables: { b: 2 } })).status).toBe(204);
  expect((await api.call(`GET /process-instances/${instance}`)).at('state')).toBe('COMPLETED');
});

test('204: without retries an incident at the process, resolved by new ones', async () => {
  const instance = await api.start('listened');
  const { key } = await api.job('listened-open');
  expect((await api.call(`POST /jobs/${key}/failure`, { retries: 0, errorMessage: 'broke' })).status).toBe(204);
  const incidents = await api.call('POST /incidents/search', { filter: { processInstanceKey: instance } });
  expect(incidents.at('items', 0)).toMatchObject({
    errorType: 'EXECUTION_LISTENER_NO_RETRIES',
    elementId: 'listened',
    elementInstanceKey: instance,
    jobKey: key,
  });
  await api.call(`PATCH /jobs/${key}`, { changeset: { retries: 1 } });
  expect((await api.call(`POST /incidents/${incidents.textAt('items', 0, 'incidentKey')}/resolution`)).status).toBe(
    204,
  );
  await api.call(`POST /jobs/${key}/completion`);
  expect((await api.call(`GET /process-instances/${instance}`)).at('state')).toBe('COMPLETED');
});

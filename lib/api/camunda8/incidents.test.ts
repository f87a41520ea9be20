import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { work } from './testing/models.ts';
import { testApi } from './testing/test-api.ts';

const UNKNOWN = '4503599627370000';
const api = testApi();
beforeAll(async () => {
  await api.deploy(['work.bpmn', work('work')]);
});
afterEach(() => expect(api.failures).toEqual([]));

const failedJob = async () => {
  const instance = await api.start('work', { a: 1 });
  const { key } = await api.job('work');
  await api.call(`POST /jobs/${key}/failure`, { retries: 0, errorMessage: 'broken' });
  const incident = (
    await api.call('POST /incidents/search', { filter: { processInstanceKey: instance, state: 'ACTIVE' } })
  ).textAt('items', 0, 'incidentKey');
  return { instance, job: key, incident };
};

describe('incidents', () => {
  test('200: found by what they are, and alone', async () => {
    const { instance, job, incident } = await failedJob();
    const whole = {
      incidentKey: incident,
      errorType: 'JOB_NO_RETRIES',
      errorMessage: 'broken',
      state: 'ACTIVE',
      elementId: 'step',
      jobKey: job,
      processInstanceKey: instance,
      processDefinitionId: 'work',
      tenantId: '<default>',
    };
    expect(
      (await api.call('POST /incidents/search', { filter: { errorType: 'JOB_NO_RETRIES', jobKey: job } })).at('items'),
    ).toMatchObject([whole]);
    expect((await api.call(`GET /incidents/${incident}`)).body).toMatchObject(whole);
    expect((await api.call(`POST /process-instances/${instance}/incidents/search`, {})).at('items')).toMatchObject([
      whole,
    ]);
    const elements = await api.call('POST /element-instances/search', {
      filter: { processInstanceKey: instance, hasIncident: true },
    });
    expect(elements.at('items')).toMatchObject([{ elementId: 'step', incidentKey: incident }]);
    expect(
      (
        await api.call(
          `POST /element-instances/${elements.textAt('items', 0, 'elementInstanceKey')}/incidents/search`,
          {},
        )
      ).at('items'),
    ).toHaveLength(1);
    expect((await api.call(`GET /process-instances/${instance}`)).at('hasIncident')).toBe(true);
  });

  test('404: resolved while the job has no retries; 204 with some, then the job can be had again and the incident is gone', async () => {
    const { instance, job, incident } = await failedJob();
    expect(await api.call(`POST /incidents/${incident}/resolution`, {})).toMatchObject({
      status: 404,
      body: {
        title: 'NOT_FOUND',
        detail: `Command 'RESOLVE' rejected with code 'NOT_FOUND': Expected to resolve incident with key '${incident}', but job with key '${job}' has no retries left. Please update the job retries and retry resolving the incident`,
      },
    });
    await api.call(`PATCH /jobs/${job}`, { changeset: { retries: 2 } });
    expect((await api.call(`POST /incidents/${incident}/resolution`)).status).toBe(204);
    expect((await api.call(`POST /incidents/${incident}/resolution`)).at('detail')).toBe(
      `Command 'RESOLVE' rejected with code 'NOT_FOUND': Expected to resolve incident with key '${incident}', but no such incident was found`,
    );
    expect((await api.job('work')).key).toBe(job);
    expect((await api.call(`GET /incidents/${incident}`)).at('state')).toBe('RESOLVED');
    expect((await api.call(`GET /process-instances/${instance}`)).at('hasIncident')).toBe(false);
  });

  test('204 for an error that nobody caught: the same job again, with its retries', async () => {
    const instance = await api.start('work');
    const { key } = await api.job('work');
    await api.call(`POST /jobs/${key}/error`, { errorCode: 'X' });
    const incident = (await api.call('POST /incidents/search', { filter: { processInstanceKey: instance } })).textAt(
      'items',
      0,
      'incidentKey',
    );
    expect((await api.call(`POST /incidents/${incident}/resolution`, {})).status).toBe(204);
    expect(await api.job('work')).toMatchObject({ key, body: { retries: 3 } });
  });

  test('404: an unknown incident, an instance without', async () => {
    expect((await api.call(`POST /incidents/${UNKNOWN}/resolution`, { operationReference: 3 })).status).toBe(404);
    expect((await api.call(`POST /process-instances/${UNKNOWN}/incidents/search`, {})).status).toBe(404);
  });
});

describe('PUT variables', () => {
  const valuesOf = async (instance: string) => {
    const items = (
      await api.call('POST /variables/search', {
        filter: { processInstanceKey: instance },
        sort: [{ field: 'variableKey' }],
      })
    ).at('items');
    return Array.isArray(items)
      ? items.map((item: { name: string; value: string; scopeKey: string }) => [
          item.name,
          item.value,
          item.scopeKey === instance,
        ])
      : [];
  };

  test('204: of an instance, of an element upwards, and of an element alone', async () => {
    const instance = await api.start('work', { a: 1 });
    const element = (
      await api.call('POST /element-instances/search', { filter: { processInstanceKey: instance, elementId: 'step' } })
    ).textAt('items', 0, 'elementInstanceKey');
    expect((await api.call(`PUT /element-instances/${instance}/variables`, { variables: { a: 2 } })).status).toBe(204);
    expect((await api.call(`PUT /element-instances/${element}/variables`, { variables: { b: 3 } })).status).toBe(204);
    expect(
      (await api.call(`PUT /element-instances/${element}/variables`, { variables: { c: 4 }, local: true })).status,
    ).toBe(204);
    expect(await valuesOf(instance)).toEqual([
      ['a', '2', true],
      ['b', '3', true],
      ['c', '4', false],
    ]);
  });

  test('400: none, or no object; 404: what has ended or never was', async () => {
    const instance = await api.start('work');
    for (const body of [{ variables: {} }, {}])
      expect((await api.call(`PUT /element-instances/${instance}/variables`, body)).at('detail')).toBe(
        'No variables provided.',
      );
    expect((await api.call(`PUT /element-instances/${instance}/variables`, { variables: 'a' })).at('detail')).toBe(
      'Failed to read request',
    );
    await api.call(`POST /process-instances/${instance}/cancellation`);
    for (const key of [instance, UNKNOWN])
      expect((await api.call(`PUT /element-instances/${key}/variables`, { variables: { a: 1 } })).at('detail')).toBe(
        `Command 'UPDATE' rejected with code 'NOT_FOUND': Expected to update variables for element with key '${key}', but no such element was found`,
      );
  });
});

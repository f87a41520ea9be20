import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '@/lib/api/camunda8/testing/test-api.ts';

/** The sample's own model, worked over `/v2` as its README tells. */
let api: TestApi;

beforeAll(async () => {
  api = await startTestApi();
  const model = readFileSync('samples/image-production/image-production.bpmn', 'utf8');
  expect((await api.deploy(['image-production.bpmn', model])).status).toBe(200);
});

afterAll(async () => {
  await api.close();
  expect(api.failures).toEqual([]);
});

const MESSAGE = 'Invalid modelId format. Expected: mid-<number>';

async function complete(type: string, variables: Readonly<Record<string, unknown>> = {}): Promise<void> {
  const { key } = await api.job(type);
  expect((await api.call(`POST /jobs/${key}/completion`, { variables })).status).toBe(204);
}

async function render(modelId: string, imageRenderingQuality: number): Promise<void> {
  const answer = await api.call('POST /messages/publication', {
    name: 'MessageRenderImageComplete',
    correlationKey: modelId,
    timeToLive: 60_000,
    variables: { imageRenderingQuality },
  });
  expect(answer.status).toBe(200);
}

async function becomes(processInstanceKey: string, state: string): Promise<void> {
  await expect
    .poll(
      async () =>
        (await api.call('POST /process-instances/search', { filter: { processInstanceKey } })).at('items', 0, 'state'),
      { timeout: 10_000 },
    )
    .toBe(state);
}

/** The end events that an instance reached. */
async function ends(processInstanceKey: string): Promise<unknown> {
  const answer = await api.call('POST /element-instances/search', {
    filter: { processInstanceKey, type: 'END_EVENT' },
  });
  return (answer.at('items') as readonly { elementId: string }[]).map(({ elementId }) => elementId).sort();
}

async function incidentOf(processInstanceKey: string): Promise<{ key: string; message: unknown; jobKey: string }> {
  const search = () => api.call('POST /incidents/search', { filter: { processInstanceKey, state: 'ACTIVE' } });
  await expect.poll(async () => (await search()).at('page', 'totalItems'), { timeout: 10_000 }).toBe(1);
  const found = await search();
  return {
    key: found.textAt('items', 0, 'incidentKey'),
    message: found.at('items', 0, 'errorMessage'),
    jobKey: found.textAt('items', 0, 'jobKey'),
  };
}

/** Edits the variable, gives the job a retry, resolves: what an operator does. */
async function correct(instance: string, incident: { key: string; jobKey: string }, modelId: string): Promise<void> {
  expect((await api.call(`PUT /element-instances/${instance}/variables`, { variables: { modelId } })).status).toBe(204);
  expect((await api.call(`PATCH /jobs/${incident.jobKey}`, { changeset: { retries: 1 } })).status).toBe(204);
  expect((await api.call(`POST /incidents/${incident.key}/resolution`)).status).toBe(204);
}

test('a wrong model id fails three times, is corrected, and the instance stores its assets in turn', async () => {
  const instance = await api.start('image-production', { modelId: 'mid_1' });
  for (const retries of [2, 1, 0]) {
    const { key, body } = await api.job('model_uploading');
    expect(body).toMatchObject({ retries: retries + 1, variables: { modelId: 'mid_1' } });
    expect(
      (await api.call(`POST /jobs/${key}/failure`, { retries, errorMessage: MESSAGE, retryBackOff: 200 })).status,
    ).toBe(204);
  }
  const incident = await incidentOf(instance);
  expect(incident.message).toBe(MESSAGE);
  await correct(instance, incident, 'mid-1');
  const { key, body } = await api.job('model_uploading');
  expect(body).toMatchObject({ retries: 1, variables: { modelId: 'mid-1' } });
  await api.call(`POST /jobs/${key}/completion`, {});
  await render('mid-1', 0.8);
  await complete('thumbnails_production', { thumbnailIds: ['small', 'large'] });
  for (const thumbnailId of ['small', 'large']) {
    const asset = await api.job('asset_storage');
    expect(asset.body).toMatchObject({ variables: { thumbnailId } });
    await api.call(`POST /jobs/${asset.key}/completion`, { variables: { assetId: `asset-${thumbnailId}` } });
  }
  await becomes(instance, 'COMPLETED');
  expect(await ends(instance)).toEqual(['EndEvent_ImageProduced', 'EndEvent_ImageReady']);
  const assets = await api.call('POST /variables/search', {
    filter: { processInstanceKey: instance, name: 'assetIds', scopeKey: instance },
  });
  expect(JSON.parse(String(assets.at('items', 0, 'value')))).toEqual(['asset-small', 'asset-large']);
});

test('back-offs of 2, 4 and 8 seconds are kept, not a moment less', async () => {
  const start = Date.now();
  const moveTo = async (ms: number) =>
    expect((await api.call('PUT /clock', { timestamp: start + ms })).status).toBe(204);
  const isThere = async () =>
    (
      (
        await api.call('POST /jobs/activation', {
          type: 'model_uploading',
          worker: 'early',
          timeout: 1,
          maxJobsToActivate: 1,
          requestTimeout: -1,
        })
      ).at('jobs') as readonly unknown[]
    ).length > 0;
  await moveTo(0);
  const instance = await api.start('image-production', { modelId: 'mid_5' });
  let now = 0;
  for (const [retries, backOff] of [
    [3, 2_000],
    [2, 4_000],
    [1, 8_000],
  ] as const) {
    const { key } = await api.job('model_uploading');
    expect(
      (await api.call(`POST /jobs/${key}/failure`, { retries, errorMessage: MESSAGE, retryBackOff: backOff })).status,
    ).toBe(204);
    await moveTo(now + backOff - 1);
    expect(await isThere(), `${backOff} ms are not over`).toBe(false);
    now += backOff;
    await moveTo(now);
  }
  const { key } = await api.job('model_uploading');
  expect((await api.call(`POST /jobs/${key}/failure`, { retries: 0, errorMessage: MESSAGE })).status).toBe(204);
  expect((await incidentOf(instance)).message).toBe(MESSAGE);
  expect((await api.call('POST /clock/reset')).status).toBe(204);
  expect((await api.call(`POST /process-instances/${instance}/cancellation`)).status).toBe(204);
});

test('a failure without retries is an incident at once, which a corrected variable and a retry resolve', async () => {
  const instance = await api.start('image-production', { modelId: 'mid_2' });
  const { key } = await api.job('model_uploading');
  await api.call(`POST /jobs/${key}/failure`, { retries: 0, errorMessage: MESSAGE });
  const incident = await incidentOf(instance);
  expect(incident).toMatchObject({ message: MESSAGE, jobKey: key });
  await correct(instance, incident, 'mid-2');
  await complete('model_uploading');
  // Nothing of it may be left when another test moves the clock.
  expect((await api.call(`POST /process-instances/${instance}/cancellation`)).status).toBe(204);
});

test('a poor image is enhanced; when it stays too poor for thumbnails the modelled error ends the instance', async () => {
  const instance = await api.start('image-production', { modelId: 'mid-3' });
  await complete('model_uploading');
  await render('mid-3', 0.4);
  await complete('image_enhancement', { imageRenderingQuality: 0.6 });
  const { key, body } = await api.job('thumbnails_production');
  expect(body).toMatchObject({ variables: { imageRenderingQuality: 0.6 } });
  expect(
    (
      await api.call(`POST /jobs/${key}/error`, {
        errorCode: 'thumbnail-production-error',
        errorMessage: 'Quality 0.6 is too low',
      })
    ).status,
  ).toBe(204);
  await becomes(instance, 'COMPLETED');
  expect(await ends(instance)).toEqual(['EndEvent_ImageProductionFailed', 'EndEvent_ImageReady']);
});

test('thirty seconds without the message upload the model again', async () => {
  const instance = await api.start('image-production', { modelId: 'mid-4' });
  await complete('model_uploading');
  expect((await api.call('PUT /clock', { timestamp: Date.now() + 31_000 })).status).toBe(204);
  const { body } = await api.job('model_uploading');
  expect(body).toMatchObject({ processInstanceKey: instance });
  expect((await api.call('POST /clock/reset')).status).toBe(204);
});

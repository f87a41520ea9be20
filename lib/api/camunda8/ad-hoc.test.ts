import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { adHoc } from './testing/models.ts';
import { testApi } from './testing/test-api.ts';

const UNKNOWN = '4503599627370000';
const api = testApi();
beforeAll(async () => {
  await api.deploy(
    ['hand.bpmn', adHoc('hand')],
    [
      'worker.bpmn',
      adHoc(
        'worker',
        '<zeebe:taskDefinition type="decide" /><zeebe:adHoc outputCollection="all" outputElement="=result" />',
      ),
    ],
    ['bad.bpmn', adHoc('bad', '<zeebe:adHoc activeElementsCollection="=todo" />')],
  );
});
afterEach(() => {
  expect(api.failures).toEqual([]);
});

const elements = async (processInstanceKey: string, type: string) =>
  await api.call('POST /element-instances/search', { filter: { processInstanceKey, type } });
const box = async (instance: string) =>
  (await elements(instance, 'AD_HOC_SUB_PROCESS')).textAt('items', 0, 'elementInstanceKey');
const activate = (key: string, body: object) =>
  api.call(`POST /element-instances/ad-hoc-activities/${key}/activation`, body);
const complete = (key: string, body: object = {}) => api.call(`POST /jobs/${key}/completion`, body);

describe('activation of elements', () => {
  test('204: what is activated has its own variables, and is seen in a scope of its own', async () => {
    const instance = await api.start('hand');
    const key = await box(instance);
    expect(
      (await activate(key, { elements: [{ elementId: 'pick', variables: { size: 3 } }, { elementId: 'pack' }] }))
        .status,
    ).toBe(204);
    const pick = await api.job('hand-pick');
    expect(pick.body).toMatchObject({ elementId: 'pick', variables: { size: 3 } });
    const inner = await elements(instance, 'AD_HOC_SUB_PROCESS_INNER_INSTANCE');
    expect(inner.at('items')).toMatchObject([
      { elementId: 'box#innerInstance', state: 'ACTIVE' },
      { elementId: 'box#innerInstance', state: 'ACTIVE' },
    ]);
    expect((await elements(instance, 'AD_HOC_SUB_PROCESS')).at('items')).toMatchObject([
      { elementId: 'box', elementName: 'Box' },
    ]);
    expect((await activate(key, { elements: [{ elementId: 'pack' }], cancelRemainingInstances: true })).status).toBe(
      204,
    );
    expect((await complete(pick.key)).status).toBe(404);
    expect((await complete((await api.job('hand-pack')).key)).status).toBe(204);
    expect((await api.call(`GET /process-instances/${instance}`)).at('state')).toBe('COMPLETED');
  });

  test('400: nothing to activate, no id, or an element twice', async () => {
    const key = await box(await api.start('hand'));
    expect(await activate(key, { elements: [] })).toMatchObject({
      status: 400,
      body: { title: 'INVALID_ARGUMENT', detail: 'No elements provided.' },
    });
    expect(await activate(key, { elements: [{}] })).toMatchObject({
      status: 400,
      body: { detail: 'No elementId provided at elements[0].' },
    });
    expect((await activate(key, { elements: [{ elementId: 'pick' }, { elementId: 'pick' }] })).at('detail')).toBe(
      `Command 'ACTIVATE' rejected with code 'INVALID_ARGUMENT': Expected to activate activities for ad-hoc sub-process with key '${key}', but duplicate activities were given.`,
    );
  });

  test('404: no such sub-process, or no such elements in it', async () => {
    expect(await activate(UNKNOWN, { elements: [{ elementId: 'pick' }] })).toMatchObject({
      status: 404,
      body: {
        title: 'NOT_FOUND',
        detail: `Command 'ACTIVATE' rejected with code 'NOT_FOUND': Expected to activate activities for ad-hoc sub-process but no ad-hoc sub-process instance found with key '${UNKNOWN}'.`,
      },
    });
    const key = await box(await api.start('hand'));
    expect((await activate(key, { elements: [{ elementId: 'box' }, { elementId: 'end' }] })).at('detail')).toBe(
      `Command 'ACTIVATE' rejected with code 'NOT_FOUND': Expected to activate activities for ad-hoc sub-process with key '${key}', but the given elements [box, end] do not exist.`,
    );
  });

  test('409: it is stopped by an incident', async () => {
    const instance = await api.start('bad', { todo: 'pick' });
    expect(
      (await api.call('POST /incidents/search', { filter: { processInstanceKey: instance } })).at('items', 0),
    ).toMatchObject({ errorType: 'EXTRACT_VALUE_ERROR', elementId: 'box' });
    expect((await activate(await box(instance), { elements: [{ elementId: 'pick' }] })).status).toBe(409);
  });
});

describe('a worker decides', () => {
  test('204: it is told what there is, activates by its result, and says when it is done', async () => {
    const instance = await api.start('worker');
    const first = await api.job('decide');
    expect(first.body).toMatchObject({
      kind: 'AD_HOC_SUB_PROCESS',
      listenerEventType: 'UNSPECIFIED',
      elementId: 'box',
      variables: { all: [], adHocSubProcessElements: [{ elementId: 'pick' }, { elementId: 'pack' }] },
    });
    expect(
      (
        await complete(first.key, {
          variables: { plan: 1 },
          result: { type: 'adHocSubProcess', activateElements: [{ elementId: 'pick', variables: { n: 1 } }] },
        })
      ).status,
    ).toBe(204);
    const pick = await api.job('worker-pick');
    expect(pick.body).toMatchObject({ variables: { plan: 1, n: 1 } });
    await complete(pick.key, { variables: { result: 'picked' } });
    const second = await api.job('decide');
    expect(second.body).toMatchObject({ variables: { all: ['picked'] } });
    expect(
      (
        await api.call('POST /jobs/search', { filter: { processInstanceKey: instance, kind: 'AD_HOC_SUB_PROCESS' } })
      ).at('items'),
    ).toHaveLength(2);
    expect(
      (await complete(second.key, { result: { type: 'adHocSubProcess', isCompletionConditionFulfilled: true } }))
        .status,
    ).toBe(204);
    expect((await api.call(`GET /process-instances/${instance}`)).at('state')).toBe('COMPLETED');
  });

  test('204: without retries an incident of its own kind, which is found by it', async () => {
    const instance = await api.start('worker');
    const { key } = await api.job('decide');
    expect((await api.call(`POST /jobs/${key}/failure`, { retries: 0, errorMessage: 'broke' })).status).toBe(204);
    const found = await api.call('POST /incidents/search', {
      filter: { processInstanceKey: instance, errorType: 'AD_HOC_SUB_PROCESS_NO_RETRIES' },
    });
    expect(found.at('items')).toMatchObject([
      { errorType: 'AD_HOC_SUB_PROCESS_NO_RETRIES', elementId: 'box', errorMessage: 'broke', jobKey: key },
    ]);
  });

  test('400: an unknown kind of result, elements that are not there, or both done and going on', async () => {
    await api.start('worker');
    const { key } = await api.job('decide');
    expect((await complete(key, { result: { type: 'other' } })).at('detail')).toBe(
      "The value for type is 'other' but must be one of [userTask, adHocSubProcess].",
    );
    expect(
      await complete(key, { result: { type: 'adHocSubProcess', activateElements: [{ elementId: 'nowhere' }] } }),
    ).toMatchObject({ status: 400, body: { title: 'INVALID_ARGUMENT' } });
    expect(
      await complete(key, {
        result: {
          type: 'adHocSubProcess',
          activateElements: [{ elementId: 'pick' }],
          isCompletionConditionFulfilled: true,
        },
      }),
    ).toMatchObject({ status: 400, body: { title: 'INVALID_ARGUMENT' } });
  });
});

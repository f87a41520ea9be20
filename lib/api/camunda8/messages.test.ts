import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { messageStart, messageStarts, receive } from './testing/models.ts';
import { testApi } from './testing/test-api.ts';

const api = testApi();
beforeAll(async () => {
  await api.deploy(['receive.bpmn', receive('receive')], ['started.bpmn', messageStart('started')]);
});
afterEach(() => expect(api.failures).toEqual([]));

const stateOf = async (instance: string) => (await api.call(`GET /process-instances/${instance}`)).at('state');

describe('publication', () => {
  test('200: to what waits, with its variables', async () => {
    const instance = await api.start('receive', { id: 'k1' });
    expect(
      (await api.call('POST /message-subscriptions/search', { filter: { processInstanceKey: instance } })).at('items'),
    ).toMatchObject([
      { messageName: 'receive', correlationKey: 'k1', messageSubscriptionState: 'CREATED', elementId: 'wait' },
    ]);
    const answer = await api.call('POST /messages/publication', {
      name: 'receive',
      correlationKey: 'k1',
      variables: { paid: true },
    });
    expect(answer).toMatchObject({ status: 200, body: { tenantId: '<default>' } });
    expect(answer.textAt('messageKey')).toMatch(/^\d{16}$/);
    expect(await stateOf(instance)).toBe('COMPLETED');
    expect(
      (await api.call('POST /variables/search', { filter: { processInstanceKey: instance, name: 'paid' } })).at(
        'items',
        0,
        'value',
      ),
    ).toBe('true');
  });

  test('200: kept for its time to live, and not longer than 0', async () => {
    await api.call('POST /messages/publication', { name: 'receive', correlationKey: 'early', timeToLive: 60_000 });
    await api.call('POST /messages/publication', { name: 'receive', correlationKey: 'lost', timeToLive: -5 });
    const early = await api.start('receive', { id: 'early' });
    await vi.waitFor(async () => expect(await stateOf(early)).toBe('COMPLETED'), 5000);
    expect(await stateOf(await api.start('receive', { id: 'lost' }))).toBe('ACTIVE');
  });

  test('200: of kept messages the oldest starts the next instance of a key, whatever its name, as the one before ends', async () => {
    await api.deploy(['several.bpmn', messageStarts('several', ['ordered', 'changed'])]);
    for (const [name, n] of [
      ['ordered', 1],
      ['changed', 2],
      ['ordered', 3],
    ] as const)
      await api.call('POST /messages/publication', {
        name,
        correlationKey: 'one',
        timeToLive: 60_000,
        variables: { n },
      });
    for (const n of [1, 2, 3]) {
      const { key, body } = await api.job('several');
      expect(body).toMatchObject({ variables: { n } });
      expect(
        (
          await api.call('POST /jobs/activation', {
            type: 'several',
            timeout: 1,
            maxJobsToActivate: 1,
            requestTimeout: -1,
          })
        ).at('jobs'),
      ).toEqual([]);
      expect((await api.call(`POST /jobs/${key}/completion`, {})).status).toBe(204);
    }
  });

  test('409: the same id again while the first one is kept', async () => {
    const message = { name: 'receive', correlationKey: 'k2', messageId: 'once', timeToLive: 60_000 };
    expect((await api.call('POST /messages/publication', message)).status).toBe(200);
    expect(await api.call('POST /messages/publication', message)).toMatchObject({
      status: 409,
      body: {
        title: 'ALREADY_EXISTS',
        detail:
          "Command 'PUBLISH' rejected with code 'ALREADY_EXISTS': Expected to publish a new message with id 'once', but a message with that id was already published",
      },
    });
  });

  test('400: a whole number beyond 64 bits among the variables', async () => {
    const publish = (number: string) =>
      api.call('POST /messages/publication', `{"name":"n","correlationKey":"k","variables":{"v":[${number}]}}`);
    expect((await publish('18446744073709551615')).status).toBe(200);
    expect(await publish('18446744073709551616')).toMatchObject({
      status: 400,
      body: { title: 'Bad Request', detail: 'MessagePack cannot serialize BigInteger larger than 2^64-1' },
    });
    const nameless = await api.call('POST /messages/publication', '{"variables":{"v":18446744073709551616}}');
    expect(nameless.at('detail')).toBe('No name provided.');
  });

  test('400: no name, another tenant, a time to live in words', async () => {
    for (const body of [{ correlationKey: 'k' }, { name: '', correlationKey: 'k' }])
      expect((await api.call('POST /messages/publication', body)).at('detail')).toBe('No name provided.');
    expect((await api.call('POST /messages/publication', { name: 'n', tenantId: 'other' })).at('detail')).toBe(
      "Expected to handle request Publish Message with tenant identifier 'other', but multi-tenancy is disabled",
    );
    expect((await api.call('POST /messages/publication', { name: 'n', timeToLive: 'long' })).at('detail')).toBe(
      'Failed to read request',
    );
  });
});

describe('correlation', () => {
  test('200: the instance that got it; 404 when nobody waits, and nothing is kept', async () => {
    const instance = await api.start('receive', { id: 'k3' });
    expect(
      (await api.call('POST /messages/correlation', { name: 'receive', correlationKey: 'k3' })).at(
        'processInstanceKey',
      ),
    ).toBe(instance);
    expect(await api.call('POST /messages/correlation', { name: 'receive', correlationKey: 'k3' })).toMatchObject({
      status: 404,
      body: {
        title: 'NOT_FOUND',
        detail:
          "Command 'CORRELATE' rejected with code 'NOT_FOUND': Expected to find subscription for message with name 'receive' and correlation key 'k3', but none was found.",
      },
    });
    expect(await stateOf(await api.start('receive', { id: 'k3' }))).toBe('ACTIVE');
  });

  test('200: a start event makes an instance', async () => {
    const started = (await api.call('POST /messages/correlation', { name: 'started', correlationKey: '' })).textAt(
      'processInstanceKey',
    );
    expect((await api.call(`GET /process-instances/${started}`)).at('processDefinitionId')).toBe('started');
  });

  test('400: no name, another tenant', async () => {
    expect((await api.call('POST /messages/correlation', {})).at('detail')).toBe('No messageName provided.');
    expect((await api.call('POST /messages/correlation', { name: 'n', tenantId: 'other' })).at('detail')).toContain(
      'Expected to handle request Correlate Message',
    );
  });
});

test('a signal: 200 though nobody waits, also without a text; 400 without a name', async () => {
  expect(
    (await api.call('POST /signals/broadcast', { signalName: 'closing', variables: { at: 18 } })).textAt('signalKey'),
  ).toMatch(/^\d+$/);
  expect((await api.call('POST /signals/broadcast', { signalName: '' })).status).toBe(200);
  expect((await api.call('POST /signals/broadcast', {})).at('detail')).toBe('No signalName provided.');
  expect((await api.call('POST /signals/broadcast', { signalName: 's', tenantId: 'other' })).status).toBe(400);
});

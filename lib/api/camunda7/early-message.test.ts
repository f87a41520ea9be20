import { beforeAll, expect, test } from 'vitest';
import { userTask } from './testing/models.ts';
import { engineRest } from './testing/test-engine-rest.ts';

const api = engineRest();
beforeAll(async () => {
  expect((await api.deploy('check', userTask('check'))).status).toBe(200);
});

const MISMATCH = 'org.camunda.bpm.engine.MismatchingMessageCorrelationException';

test('400: a message that matches nothing is answered as ever, and nothing is left of it for the engine', async () => {
  const send = () =>
    api.call('POST /message', {
      messageName: 'TooEarly',
      businessKey: 'CASE-1',
      processVariables: { by: { value: 'registry', type: 'String' } },
      correlationKeys: { n: { value: 1, type: 'Integer' } },
    });
  const answer = await send();
  expect(answer).toMatchObject({
    status: 400,
    body: {
      type: 'RestException',
      message: `${MISMATCH}: Cannot correlate message 'TooEarly': No process definition or execution matches the parameters`,
    },
  });
  expect(await send()).toMatchObject({ status: answer.status, body: answer.body });
  expect((await api.call('POST /message', { messageName: 'TooEarly', processInstanceId: 'no-such-id' })).status).toBe(
    400,
  );
  expect((await api.call('POST /message', { messageName: 'TooEarly', all: true })).status).toBe(204);
  expect((await api.call('GET /event-subscription')).body).toEqual([]);
});

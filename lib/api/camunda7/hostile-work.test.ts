import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { around, receive, userTask, work } from './testing/models.ts';
import { refusedWhileSent } from '../testing/endless-upload.ts';
import { engineRest, textOf } from './testing/test-engine-rest.ts';

/**
 * What workers, callers and messages may send to do harm; the numbers are those of the project's list of hostile
 * inputs.
 */
const api = engineRest();
beforeAll(async () => {
  expect((await api.deploy('chore', work('chore'))).status).toBe(200);
  expect((await api.deploy('wait', receive('wait'))).status).toBe(200);
});
afterEach(async () => {
  expect((await api.call('GET /version')).status).toBe(200);
  expect(api.failures).toEqual([]);
});

const START = 'POST /process-definition/key/chore/start';
const running = async (): Promise<number> => {
  const count = (await api.call('GET /process-instance/count?processDefinitionKey=chore')).at('count');
  if (typeof count !== 'number') throw new Error('no count of instances');
  return count;
};
const task = async (): Promise<string> => {
  await api.start('chore');
  return api.lock('chore');
};

test('what is started is counted, so that "nothing was started" means something below', async () => {
  const before = await running();
  await api.start('chore');
  expect(await running()).toBe(before + 1);
});

describe('T21, T22: values without measure', () => {
  test('413: a variable of 5 MB by a start, an answer, a message and a change', async () => {
    const id = await task();
    const instance = textOf(await api.call(`GET /external-task/${id}`), 'processInstanceId');
    const variables = { large: { value: 'x'.repeat(5 * 1024 * 1024), type: 'String' } };
    for (const [request, body] of [
      [START, { variables }],
      [`POST /external-task/${id}/complete`, { workerId: 'w', variables }],
      ['POST /message', { messageName: 'wait', processVariables: variables }],
      [`PUT /process-instance/${instance}/variables/large`, variables.large],
    ] as const) {
      expect((await api.call(request, body)).status, request).toBe(413);
    }
    await refusedWhileSent(`${api.base}/process-definition/key/chore/start`, '{"variables":{"a":{"value":"');
    expect((await api.call(`GET /process-instance/${instance}/variables`)).body).toEqual({});
  });

  test('400: lists in lists in lists', async () => {
    const before = await running();
    expect((await api.call(START, `{"variables":{"a":${'['.repeat(100_000)}`)).status).toBe(400);
    expect(await running()).toBe(before);
    // Of a JSON value the text is kept, as in the original, and nobody reads it before it is used.
    const id = textOf(
      await api.call(START, `{"variables":{"a":{"type":"Json","value":"${'['.repeat(100_000)}"}}}`),
      'id',
    );
    expect((await api.call(`GET /process-instance/${id}/variables?deserializeValues=true`)).status).toBe(200);
  });

  test('every digit of a Long is kept, and what is no number of a type is refused', async () => {
    const answer = await api.call(
      START,
      '{"variables":{"exact":{"value":9007199254740993,"type":"Long"},"zero":{"value":-0,"type":"Double"}}}',
    );
    const id = textOf(answer, 'id');
    expect((await api.call(`GET /process-instance/${id}/variables/exact`)).text).toContain('9007199254740993');
    for (const variable of [
      '{"value":1e400,"type":"Integer"}',
      '{"value":9223372036854775808,"type":"Long"}',
      '{"value":2147483648,"type":"Integer"}',
    ])
      expect((await api.call(START, `{"variables":{"x":${variable}}}`)).status, variable).toBe(400);
  });

  test('of equal names the last counts, and ten thousand variables are as many', async () => {
    const twice = textOf(await api.call(START, '{"variables":{"a":{"value":1},"a":{"value":2}}}'), 'id');
    expect((await api.call(`GET /process-instance/${twice}/variables/a`)).at('value')).toBe(2);
    const many = textOf(
      await api.call(START, {
        variables: Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`v${n}`, { value: n }])),
      }),
      'id',
    );
    expect((await api.call(`GET /variable-instance/count?processInstanceIdIn=${many}`)).body).toEqual({
      count: 10_000,
    });
  });

  test('413: a million variables', async () => {
    const before = await running();
    const variables = Array.from({ length: 1_000_000 }, (_, n) => `"v${n}":{}`).join(',');
    expect((await api.call(START, `{"variables":{${variables}}}`)).status).toBe(413);
    expect(await running()).toBe(before);
  });
});

describe('T23, T24: names and letters', () => {
  test.each(['__proto__', 'constructor.prototype.x', 'a.b', '🚲', ' '])(
    '200: a variable %j is one like others',
    async (name) => {
      const id = textOf(await api.call(START, `{"variables":{${JSON.stringify(name)}:{"value":"v"}}}`), 'id');
      const answer = await api.call(`GET /process-instance/${id}/variables`);
      expect(answer.text).toContain(`${JSON.stringify(name)}:{"type":"String","value":"v"`);
      expect(({} as Record<string, unknown>).x).toBeUndefined();
    },
  );

  test.each([
    ['NUL in a value', '{"variables":{"a":{"value":"x\\u0000"}}}'],
    ['NUL in a name', '{"variables":{"a\\u0000":{"value":1}}}'],
    ['half a pair in a value', '{"variables":{"a":{"value":"\\ud800"}}}'],
    ['half a pair in a key', '{"businessKey":"\\udfff"}'],
  ])('400: %s', async (_what, body) => {
    const before = await running();
    expect((await api.call(START, body)).status).toBe(400);
    expect(await running()).toBe(before);
  });

  test('400 or replaced: bytes that are no UTF-8, and the row can be read', async () => {
    const before = await running();
    const response = await fetch(`${api.base}/process-definition/key/chore/start`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: Uint8Array.from([...Buffer.from('{"businessKey":"'), 0xff, 0xfe, ...Buffer.from('"}')]),
    });
    expect([200, 400]).toContain(response.status);
    expect(await running()).toBe(response.status === 200 ? before + 1 : before);
    const rows = await api.call('GET /process-instance?processDefinitionKey=chore&maxResults=1000');
    expect(rows.status).toBe(200);
    expect(rows.body).toHaveLength(await running());
    if (response.status === 200) expect(JSON.stringify(rows.body)).toContain('"businessKey":"\ufffd');
  });
});

describe('T25, T26: types that are not what they say', () => {
  test.each([
    { value: 'abc', type: 'Integer' },
    { value: 'yes', type: 'Boolean' },
    { value: 'soon', type: 'Date' },
    { value: 'x', type: 'NoSuchType' },
  ])('400: %j', async (variable) => {
    const before = await running();
    const answer = await api.call(START, { variables: { x: variable } });
    expect(answer.status, answer.text).toBe(400);
    expect(await running()).toBe(before);
  });

  test("500: Java's serialized objects are refused by every way in, and nothing is kept", async () => {
    const x = {
      value: 'rO0ABQ==',
      type: 'Object',
      valueInfo: {
        objectTypeName: 'java.util.HashMap',
        serializationDataFormat: 'application/x-java-serialized-object',
      },
    };
    const instance = await api.start('wait');
    await api.start('chore');
    const id = await api.lock('chore');
    for (const [request, body] of [
      [START, { variables: { x } }],
      [`PUT /process-instance/${instance}/variables/x`, x],
      [`POST /process-instance/${instance}/variables`, { modifications: { x } }],
      [`POST /external-task/${id}/complete`, { workerId: 'w', variables: { x } }],
      ['POST /message', { messageName: 'wait', processInstanceId: instance, processVariables: { x } }],
    ] as const) {
      const answer = await api.call(request, body);
      expect(answer.status, request).toBe(500);
      expect(answer.text).toMatch(
        /ENGINE-17007 Cannot set variable with name x\. Java serialization format is prohibited/,
      );
    }
    expect(
      (await api.call(`GET /variable-instance/count?variableName=x&processInstanceIdIn=${instance}`)).body,
    ).toEqual({ count: 0 });
  });

  test('the name of a file leads nowhere', async () => {
    const answer = await api.call(START, {
      variables: {
        f: {
          value: 'aGVsbG8=',
          type: 'File',
          valueInfo: { filename: '../../etc/passwd\r\nx: y', mimetype: 'text/html' },
        },
      },
    });
    if (answer.status !== 200) {
      expect(answer.status).toBe(400);
      return;
    }
    const data = await fetch(`${api.base}/process-instance/${textOf(answer, 'id')}/variables/f/data`);
    expect(data.headers.get('x')).toBeNull();
    expect(data.headers.get('content-disposition') ?? 'attachment').toMatch(/^attachment/);
  });

  test('an XML variable with an entity resolves nothing', async () => {
    const xml = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>';
    const answer = await api.call(START, { variables: { doc: { value: xml, type: 'Xml' } } });
    if (answer.status === 200)
      expect((await api.call(`GET /process-instance/${textOf(answer, 'id')}/variables/doc`)).text).not.toContain(
        'root:',
      );
    else expect(answer.status).toBe(400);
  });

  test.each(["=cmd|'/c calc'!A1", '<script>alert(1)</script>'])(
    'T27: the value %j is a text, in JSON',
    async (value) => {
      const id = textOf(await api.call(START, { variables: { v: { value, type: 'String' } } }), 'id');
      expect(await api.call(`GET /process-instance/${id}/variables/v`)).toMatchObject({
        type: 'application/json',
        body: { value },
      });
    },
  );
});

describe('T28–T30: workers', () => {
  test('400 and 404: answers twice, of others, with numbers without measure; nothing changes', async () => {
    const id = await task();
    for (const [path, body] of [
      ['complete', { workerId: 'thief' }],
      ['failure', { workerId: 'w', retries: -1 }],
      ['failure', { workerId: 'w', retries: 2 ** 31 }],
      ['bpmnError', { workerId: 'w' }],
      ['bpmnError', { workerId: 'w', errorCode: 'x'.repeat(1_000_000) }],
    ] as const) {
      expect([400, 500], `${path} ${JSON.stringify(body).slice(0, 60)}`).toContain(
        (await api.call(`POST /external-task/${id}/${path}`, body)).status,
      );
    }
    expect(await api.call(`GET /external-task/${id}`)).toMatchObject({
      status: 200,
      body: { workerId: 'w', retries: null },
    });
    expect((await api.call(`POST /external-task/${id}/complete`, { workerId: 'w' })).status).toBe(204);
    expect((await api.call(`POST /external-task/${id}/complete`, { workerId: 'w' })).status).toBe(404);
  });

  test('a thousand workers that hang up while they wait leave nothing locked', async () => {
    const gone = new AbortController();
    const polls = Array.from({ length: 1_000 }, (_, n) =>
      fetch(`${api.base}/external-task/fetchAndLock`, {
        method: 'POST',
        signal: gone.signal,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          workerId: `gone-${n}`,
          maxTasks: 1,
          asyncResponseTimeout: 60_000,
          topics: [{ topicName: 'later', lockDuration: 600_000 }],
        }),
      }).catch(() => null),
    );
    await new Promise((next) => {
      setTimeout(next, 500);
    });
    gone.abort();
    await Promise.all(polls);
    await api.deploy('later', work('later'));
    await api.start('later');
    const id = await api.lock('later', 'alive');
    expect((await api.call(`POST /external-task/${id}/complete`, { workerId: 'alive' })).status).toBe(204);
  });

  test('numbers beyond all measure are cut or refused', async () => {
    const poll = (more: object, topic: object) =>
      api.call('POST /external-task/fetchAndLock', {
        workerId: 'w',
        maxTasks: 1,
        ...more,
        topics: [{ topicName: 'none', lockDuration: 1000, ...topic }],
      });
    expect((await poll({ maxTasks: 1e9 }, {})).status).toBe(200);
    expect([200, 400]).toContain((await poll({}, { lockDuration: 1e15 })).status);
    expect((await poll({ asyncResponseTimeout: 1e12 }, {})).status).toBe(400);
    expect((await poll({}, { variables: Array.from({ length: 100_000 }, (_, n) => `v${n}`) })).status).toBe(200);
  });
});

describe('T31–T33: messages, errors and queries', () => {
  test('a storm of the same message reaches each instance once', async () => {
    const instance = await api.start('wait');
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => api.call('POST /message', { messageName: 'wait', processInstanceId: instance })),
    );
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(49);
  });

  test.each(['" + 1 + "', `\${1+1}`, '#{execution}', '= 1 + 1'])(
    '400: the message name %j is a name, never evaluated',
    async (messageName) => {
      const answer = await api.call('POST /message', { messageName });
      expect(answer.status).toBe(400);
      expect(answer.text).toContain(JSON.stringify(messageName).slice(1, -1));
    },
  );

  test('T32 204: an error that nobody catches ends its way as the original does, and the instance with it', async () => {
    await api.deploy(
      'uncaught',
      around('uncaught', '<bpmn:serviceTask id="step" camunda:type="external" camunda:topic="uncaught" />', 'step'),
    );
    const instance = await api.start('uncaught');
    const id = await api.lock('uncaught');
    expect((await api.call(`POST /external-task/${id}/bpmnError`, { workerId: 'w', errorCode: 'NOBODY' })).status).toBe(
      204,
    );
    expect((await api.call(`GET /history/process-instance/${instance}`)).at('state')).not.toBe('ACTIVE');
  });

  const EVIL = [`\${"".getClass().forName("java.lang.Runtime")}`, `\${1 / 0}`, `\${'nobody'}`];
  const asked = (name: string): readonly object[] =>
    EVIL.flatMap((evil) => [{ [name]: evil }, { orQueries: [{ [name]: evil }] }]);

  test.each(['/task', '/task/count'])(
    'T33 400: %s forbids every expression, in it and below orQueries',
    async (path) => {
      for (const body of [...asked('dueAfterExpression'), ...asked('assigneeExpression')]) {
        const answer = await api.call(`POST ${path}`, body);
        expect(answer.status, answer.text).toBe(400);
        expect(answer.text).toContain('Expressions are forbidden in adhoc queries');
      }
    },
  );

  test.each(['/process-instance', '/history/process-instance', '/history/task'])(
    'T33 200: %s knows no expressions: all is found that is found without one, where its value would find nothing',
    async (path) => {
      await api.deploy('asked', userTask('asked'));
      await api.start('asked');
      const sorting = { sorting: [{ sortBy: path === '/history/task' ? 'taskId' : 'instanceId', sortOrder: 'asc' }] };
      const all = await api.call(`POST ${path}`, sorting);
      expect(all.at(0, 'id')).toEqual(expect.any(String));
      for (const body of [...asked('businessKeyExpression'), ...asked('taskAssigneeExpression')]) {
        const answer = await api.call(`POST ${path}`, { ...sorting, ...body });
        expect(answer.status, answer.text).toBe(200);
        expect(answer.body).toEqual(all.body);
      }
    },
  );
});

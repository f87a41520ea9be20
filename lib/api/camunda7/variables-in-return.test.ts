import { expect, test } from 'vitest';
import { definitions } from './testing/models.ts';
import { engineRest } from './testing/test-engine-rest.ts';

/** `withVariablesInReturn`, `variablesInResultEnabled`; every answer was compared with Camunda 7.24. */
const api = engineRest();

const SCRIPT = (id: string, code: string): string =>
  `<bpmn:scriptTask id="${id}" scriptFormat="javascript"><bpmn:script>${code}</bpmn:script></bpmn:scriptTask>`;
const BEFORE = SCRIPT('before', 'execution.setVariable("a", 1); execution.removeVariable("gone")');
const AFTER = SCRIPT('after', 'execution.setVariable("c", 2); execution.removeVariable("a")');
const flows = (...ids: readonly string[]): string =>
  ids
    .slice(1)
    .map((id, n) => `<bpmn:sequenceFlow id="f${n}" sourceRef="${ids[n]}" targetRef="${id}" />`)
    .join('');
const model = (key: string, body: string, more = ''): string =>
  definitions(
    `<bpmn:process id="${key}" isExecutable="true" camunda:historyTimeToLive="5">${body}</bpmn:process>${more}`,
  );
const START = '<bpmn:startEvent id="start" />';
const END = '<bpmn:endEvent id="end" />';

const SENT = {
  v: { value: 1, type: 'Integer' },
  gone: { value: 1, type: 'Integer' },
  tr: { value: 't', type: 'String', valueInfo: { transient: true } },
};
const integer = (value: number) => ({ type: 'Integer', value, valueInfo: {} });
const TRANSIENT = { type: 'String', value: 't', valueInfo: { transient: true } };

const started = async (key: string, body: object): Promise<unknown> =>
  ((await api.call(`POST /process-definition/key/${key}/start`, body)).body as { readonly variables?: unknown })
    .variables;

test.each([
  [
    'that waits',
    'waits',
    `${START}${BEFORE}<bpmn:userTask id="task" />${END}${flows('start', 'before', 'task', 'end')}`,
  ],
  ['that ends at once', 'ends', `${START}${BEFORE}${END}${flows('start', 'before', 'end')}`],
])('a start %s gives the variables as the process leaves them', async (_, key, body) => {
  await api.deploy(key, model(key, body));
  expect(await started(key, { variables: SENT, withVariablesInReturn: true })).toEqual({
    a: integer(1),
    v: integer(1),
    tr: TRANSIENT,
  });
  expect(await started(key, { variables: SENT })).toBeUndefined();
});

test.each(['complete', 'submit-form'])(
  'POST /task/{id}/%s gives the variables of the instance, and none of the task itself',
  async (operation) => {
    const key = operation.replace('-', '');
    await api.deploy(
      key,
      model(
        key,
        `${START}${BEFORE}<bpmn:userTask id="task" />${AFTER}<bpmn:userTask id="next" />${END}${flows('start', 'before', 'task', 'after', 'next', 'end')}`,
      ),
    );
    await api.call(`POST /process-definition/key/${key}/start`, { variables: SENT });
    const [task] = (await api.call(`GET /task?processDefinitionKey=${key}`)).body as readonly { readonly id: string }[];
    await api.call(`PUT /task/${task?.id}/localVariables/own`, { value: 'x', type: 'String' });
    const { body } = await api.call(`POST /task/${task?.id}/${operation}`, {
      withVariablesInReturn: true,
      variables: { x: { value: 3, type: 'Integer' } },
    });
    expect(body).toEqual({ v: integer(1), c: integer(2), x: integer(3) });
  },
);

const MESSAGE = {
  messageName: '',
  resultEnabled: true,
  variablesInResultEnabled: true,
  processVariables: { p: { value: 1, type: 'Integer' }, tr: SENT.tr },
};
const declared = (name: string): string => `<bpmn:message id="m" name="${name}" />`;
const variablesOf = (body: unknown): unknown =>
  (body as readonly { readonly variables: unknown }[]).map(({ variables }) => variables)[0];

test('a message to an instance that ends gives the variables with which it ended', async () => {
  await api.deploy(
    'received',
    model(
      'received',
      `${START}<bpmn:receiveTask id="wait" messageRef="m" />${SCRIPT('after', 'execution.setVariable("a", 1); execution.removeVariable("v")')}${END}${flows('start', 'wait', 'after', 'end')}`,
      declared('received'),
    ),
  );
  await api.call('POST /process-definition/key/received/start', { variables: SENT });
  const { body } = await api.call('POST /message', { ...MESSAGE, messageName: 'received' });
  expect(variablesOf(body)).toEqual({ a: integer(1), gone: integer(1), p: integer(1), tr: TRANSIENT });
});

test('a message that starts an instance gives it local variables too', async () => {
  await api.deploy(
    'begun',
    model(
      'begun',
      `<bpmn:startEvent id="start"><bpmn:messageEventDefinition messageRef="m" /></bpmn:startEvent><bpmn:userTask id="task" />${flows('start', 'task')}`,
      declared('begun'),
    ),
  );
  const { body } = await api.call('POST /message', {
    ...MESSAGE,
    messageName: 'begun',
    processVariablesLocal: { own: { value: 2, type: 'Integer' } },
  });
  expect(variablesOf(body)).toEqual({ p: integer(1), own: integer(2), tr: TRANSIENT });
  const rows = (await api.call('GET /variable-instance?variableName=own')).body as readonly {
    readonly value: number;
  }[];
  expect(rows.map(({ value }) => value)).toEqual([2]);
});

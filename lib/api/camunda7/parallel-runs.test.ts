import { beforeAll, expect, test } from 'vitest';
import { engineRest, textOf } from './testing/test-engine-rest.ts';
import { around } from './testing/models.ts';

const api = engineRest();
const LOOP =
  '<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>2</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>';

beforeAll(async () => {
  await api.deploy('vote', around('vote', `<bpmn:userTask id="voting">${LOOP}</bpmn:userTask>`, 'voting'));
  await api.deploy(
    'ship',
    around(
      'ship',
      `<bpmn:receiveTask id="shipping" messageRef="m">${LOOP}</bpmn:receiveTask>`,
      'shipping',
      '<bpmn:message id="m" name="shipped" />',
    ),
  );
});

const scopesOf = async (path: string, instanceId: string): Promise<unknown> => {
  const { body } = await api.call(`GET ${path}=${instanceId}&variableName=loopCounter`);
  return Array.isArray(body)
    ? body
        .map(
          ({ value, activityInstanceId }: { value: number; activityInstanceId: string | null }) =>
            `${value} ${activityInstanceId?.replace(/:?\d{16}$/, '') ?? 'nowhere'}`,
        )
        .sort()
    : body;
};

test('200: a finished run stands as a transition instance with its number until the body ends', async () => {
  const id = await api.start('vote');
  const [first, second] = (await api.call(`GET /task?processInstanceId=${id}&sortBy=created&sortOrder=asc`)).body as {
    id: string;
  }[];
  expect(await scopesOf('/variable-instance?processInstanceIdIn', id)).toEqual(['0 voting', '1 voting']);
  await api.call(`POST /task/${first?.id}/complete`, {});
  expect(
    (await api.call(`GET /process-instance/${id}/activity-instances`)).at('childActivityInstances', 0),
  ).toMatchObject({
    activityId: 'voting#multiInstanceBody',
    childActivityInstances: [{ activityId: 'voting' }],
    childTransitionInstances: [{ activityId: 'voting', incidentIds: [] }],
  });
  expect(await scopesOf('/variable-instance?processInstanceIdIn', id)).toEqual([
    expect.stringMatching(/^[01] nowhere$/),
    expect.stringMatching(/^[01] voting$/),
  ]);
  await api.call(`POST /task/${second?.id}/complete`, {});
  expect(await scopesOf('/variable-instance?processInstanceIdIn', id)).toEqual([]);
  expect(await scopesOf('/history/variable-instance?processInstanceId', id)).toEqual([
    '0 voting#multiInstanceBody',
    '1 voting#multiInstanceBody',
  ]);
});

test('200: a run that waits in an execution of its own has its number in the body', async () => {
  const started = await api.call('POST /process-definition/key/ship/start', {});
  expect(await scopesOf('/variable-instance?processInstanceIdIn', textOf(started, 'id'))).toEqual([
    '0 shipping#multiInstanceBody',
    '1 shipping#multiInstanceBody',
  ]);
});

test('200: a run that waits for no message has no execution of its own; what a finished one began with stands nowhere', async () => {
  const body =
    '<bpmn:extensionElements><camunda:inputOutput><camunda:inputParameter name="given">1</camunda:inputParameter></camunda:inputOutput></bpmn:extensionElements>' +
    LOOP;
  await api.deploy('stay', around('stay', `<bpmn:receiveTask id="staying">${body}</bpmn:receiveTask>`, 'staying'));
  const id = await api.start('stay');
  expect(await scopesOf('/variable-instance?processInstanceIdIn', id)).toEqual(['0 staying', '1 staying']);
  const given = async () => {
    const { body: found } = await api.call(`GET /variable-instance?processInstanceIdIn=${id}&variableName=given`);
    return (found as { activityInstanceId: string | null }[])
      .map((row) => row.activityInstanceId?.split(':')[0])
      .sort();
  };
  expect(await given()).toEqual(['staying', 'staying']);
  const execution = (await api.call(`GET /execution?processInstanceId=${id}&activityId=staying`)).textAt(0, 'id');
  await api.call(`POST /execution/${execution}/signal`, {});
  expect(await given()).toEqual(['staying', undefined]);
});

test('200: a run that a job holds up has an execution of its own with its number; one that a job follows counts after that', async () => {
  const held = LOOP.replace(
    'Characteristics>',
    'Characteristics camunda:asyncBefore="true" camunda:asyncAfter="true">',
  );
  await api.deploy('held', around('held', `<bpmn:userTask id="asking">${held}</bpmn:userTask>`, 'asking'));
  const id = await api.start('held');
  expect((await api.call(`GET /execution/count?processInstanceId=${id}`)).body).toEqual({ count: 4 });
  expect((await api.call(`GET /execution/count?processInstanceId=${id}&activityId=asking`)).body).toEqual({ count: 2 });
  const jobs = await api.call(`GET /job?processInstanceId=${id}&sortBy=jobId&sortOrder=asc`);
  const execution = jobs.textAt(0, 'executionId');
  expect((await api.call(`GET /job?executionId=${execution}`)).body).toHaveLength(1);
  expect((await api.call(`GET /execution/${execution}/localVariables`)).body).toMatchObject({
    loopCounter: { value: 0 },
  });
  expect((await api.call(`PUT /execution/${execution}/localVariables/note`, { value: 'kept' })).status).toBe(204);
  expect(await scopesOf('/variable-instance?processInstanceIdIn', id)).toEqual(['0 nowhere', '1 nowhere']);
  const asHistory = ['0 asking#multiInstanceBody', '1 asking#multiInstanceBody'];
  expect(await scopesOf('/history/variable-instance?processInstanceId', id)).toEqual(asHistory);
  await api.call(`POST /job/${jobs.textAt(0, 'id')}/execute`);
  expect((await api.call(`GET /variable-instance?processInstanceIdIn=${id}&variableName=note`)).body).toMatchObject([
    { value: 'kept' },
  ]);
  expect(await scopesOf('/history/variable-instance?processInstanceId', id)).toEqual(asHistory);
  const completed = async () =>
    (await api.call(`GET /variable-instance?processInstanceIdIn=${id}&variableName=nrOfCompletedInstances`)).at(
      0,
      'value',
    );
  await api.call(`POST /task/${(await api.call(`GET /task?processInstanceId=${id}`)).textAt(0, 'id')}/complete`, {});
  expect(await completed()).toBe(0);
  const [, behind] = (await api.call(`GET /job?processInstanceId=${id}&sortBy=jobId&sortOrder=asc`)).body as {
    id: string;
  }[];
  await api.call(`POST /job/${behind?.id}/execute`);
  expect(await completed()).toBe(1);
});

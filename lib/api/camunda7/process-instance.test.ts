import { beforeAll, describe, expect, test } from 'vitest';
import { call, continuation, receive, work } from './testing/models.ts';
import { engineRest, textOf } from './testing/test-engine-rest.ts';

const api = engineRest();

beforeAll(async () => {
  for (const [name, xml] of [
    ['lower', work('lower')],
    ['upper', call('upper', 'lower')],
    ['compute', continuation('compute')],
    ['wait', receive('wait')],
  ] as const) {
    expect((await api.deploy(name, xml)).status).toBe(200);
  }
});

describe('lists', () => {
  test('200: by variables, with types and comparisons', async () => {
    const low = await api.start('wait', { amount: { value: 100 }, customer: { value: 'Ada' } }, 'alpha');
    const high = await api.start('wait', { amount: { value: 300, type: 'Long' }, customer: { value: 'Ben' } }, 'beta');
    const found = async (variables: unknown) => {
      const { body } = await api.call('POST /process-instance', { processDefinitionKey: 'wait', variables });
      return Array.isArray(body) ? body.map((instance: { id: string }) => instance.id).sort() : body;
    };
    expect(await found([{ name: 'amount', operator: 'gt', value: 100 }])).toEqual([high]);
    expect(await found([{ name: 'amount', operator: 'lteq', value: 300 }])).toEqual([low, high].sort());
    expect(await found([{ name: 'customer', operator: 'like', value: 'A%' }])).toEqual([low]);
    expect((await api.call('GET /process-instance?processDefinitionKey=wait&variables=amount_eq_100')).body).toEqual(
      [],
    );
    expect(
      (
        await api.call(
          'GET /process-instance?processDefinitionKey=wait&sortBy=businessKey&sortOrder=desc&firstResult=1&maxResults=1',
        )
      ).body,
    ).toMatchObject([{ businessKey: 'alpha' }]);
  });

  test('400: filters that are none', async () => {
    expect(
      (await api.call('POST /process-instance', { variables: [{ name: 'a', operator: 'notLike', value: 'x' }] })).body,
    ).toEqual({
      type: 'InvalidRequestException',
      message: 'Invalid variable comparator specified: notLike',
      code: null,
    });
    expect((await api.call('GET /process-instance?variables=customer')).at('message')).toBe(
      "Cannot set query parameter 'variables' to value 'customer': variable query parameter has to have format KEY_OPERATOR_VALUE.",
    );
    expect((await api.call('GET /process-instance?active=yes')).at('message')).toMatch(
      /^Cannot set query parameter 'active' to value 'yes': Cannot convert/,
    );
  });
});

describe('called definitions', () => {
  test('200: those that are named without an expression, 404 for an unknown id', async () => {
    const [upper] = (await api.call('GET /process-definition?key=upper')).body as { id: string }[];
    expect(
      (await api.call(`GET /process-definition/${upper?.id}/static-called-process-definitions`)).body,
    ).toMatchObject([
      { key: 'lower', version: 1, calledFromActivityIds: ['call'], callingProcessDefinitionId: upper?.id },
    ]);
    expect((await api.call('GET /process-definition/key/upper/static-called-process-definitions')).body).toMatchObject([
      { key: 'lower' },
    ]);
    expect(await api.call('GET /process-definition/key/nothing/static-called-process-definitions')).toMatchObject({
      status: 404,
      body: { type: 'RestException' },
    });
    expect(await api.call('GET /process-definition/nothing/static-called-process-definitions')).toMatchObject({
      status: 404,
      body: { type: 'InvalidRequestException' },
    });
  });
});

test('200: a suspended definition can be called, but not started', async () => {
  const suspend = (suspended: boolean) =>
    api.call('PUT /process-definition/suspended', { processDefinitionKey: 'lower', suspended });
  expect((await suspend(true)).status).toBe(204);
  expect((await api.call('POST /process-definition/key/lower/start', {})).status).toBe(500);
  const upper = await api.start('upper');
  expect((await api.call(`GET /process-instance?superProcessInstance=${upper}`)).body).toMatchObject([
    { suspended: false },
  ]);
  expect((await api.call(`DELETE /process-instance/${upper}`)).status).toBe(204);
  expect((await suspend(false)).status).toBe(204);
});

describe('starts elsewhere than at the start event', () => {
  const start = (startInstructions: unknown) =>
    api.call('POST /process-definition/key/wait/start', { startInstructions });

  test('200: before and after an activity, by a flow', async () => {
    for (const instruction of [
      { type: 'startBeforeActivity', activityId: 'waiting' },
      { type: 'startAfterActivity', activityId: 'begin' },
      { type: 'startTransition', transitionId: 'f1' },
    ]) {
      const started = await start([instruction]);
      expect(started.status).toBe(200);
      expect(
        (await api.call(`GET /process-instance/${textOf(started, 'id')}/activity-instances`)).at(
          'childActivityInstances',
        ),
      ).toMatchObject([{ activityId: 'waiting' }]);
    }
  });

  test.each([
    [
      [{ type: 'startBeforeActivity', activityId: 'ghost' }],
      500,
      /^Cannot instantiate process definition wait:1:\d+: Element 'ghost' does not exist in process wait:1:\d+: targetElement is null$/,
    ],
    [
      [{ type: 'startTransition', transitionId: 'ghost' }],
      500,
      /Element 'ghost' does not exist in process wait:1:\d+: targetElement is null$/,
    ],
    [
      [{ type: 'startAfterActivity', activityId: 'end' }],
      500,
      /Cannot start after activity end; activity has no outgoing sequence flow to take$/,
    ],
    [
      [{ type: 'startBeforeActivity' }],
      400,
      /^Cannot instantiate process definition \S+: For instruction type 'startBeforeActivity': 'activityId' must be set$/,
    ],
    [[{ type: 'cancel', activityId: 'task' }], 400, /^$/],
  ])('refused: %j', async (instructions, status, message) => {
    expect(await start(instructions)).toMatchObject({ status, body: { message: expect.stringMatching(message) } });
  });
});

describe('one instance', () => {
  test('200: a waiting continuation is a transition instance', async () => {
    const instance = await api.start('compute');
    const tree = await api.call(`GET /process-instance/${instance}/activity-instances`);
    expect(tree.body).toMatchObject({
      id: instance,
      activityType: 'processDefinition',
      childActivityInstances: [],
      childTransitionInstances: [
        { activityId: 'computing', activityType: 'serviceTask', targetActivityId: 'computing', incidentIds: [] },
      ],
    });
  });

  test('200 and 400: a transition instance is named by its execution, alone in its scope by that of the scope', async () => {
    const instance = await api.start('compute');
    const modify = (instructions: readonly unknown[]) =>
      api.call(`POST /process-instance/${instance}/modification`, { instructions });
    const transitions = async () =>
      (await api.call(`GET /process-instance/${instance}/activity-instances`)).at('childTransitionInstances');
    expect(await transitions()).toMatchObject([{ id: instance, executionId: instance }]);
    await modify([{ type: 'startBeforeActivity', activityId: 'computing' }]);
    const both = [await api.call(`GET /job?processInstanceId=${instance}`)].flatMap((jobs) => [
      textOf(jobs, 0, 'id'),
      textOf(jobs, 1, 'id'),
    ]);
    expect(await transitions()).toMatchObject(both.sort().map((id) => ({ id, executionId: id })));
    expect(await modify([{ type: 'cancel', transitionInstanceId: instance }])).toMatchObject({
      status: 400,
      body: {
        message: `Cannot perform instruction: Cancel transition instance '${instance}'; Transition instance '${instance}' does not exist: transitionInstance is null`,
      },
    });
    expect((await modify([{ type: 'cancel', transitionInstanceId: both[0] }])).status).toBe(204);
    expect(await transitions()).toMatchObject([{ id: instance }]);
    expect((await modify([{ type: 'cancel', transitionInstanceId: instance }])).status).toBe(204);
    expect((await api.call(`GET /process-instance/${instance}`)).status).toBe(404);
  });

  test('404 and 200: a job that fails by request leaves an incident, which retries end', async () => {
    const instance = await api.start('compute');
    const job = textOf(await api.call(`GET /job?processInstanceId=${instance}`), 0, 'id');
    for (let attempt = 0; attempt < 3; attempt++) {
      const answer = await api.call(`POST /job/${job}/execute`);
      expect(answer).toMatchObject({ status: 404, body: { type: 'InvalidRequestException', code: null } });
      expect(answer.at('message')).toMatch(/^Unknown property used in expression: \$\{ready\}/);
    }
    const [incident] = [(await api.call(`GET /incident?processInstanceId=${instance}`)).at(0)];
    expect(incident).toMatchObject({
      incidentType: 'failedJob',
      activityId: 'computing',
      failedActivityId: 'computing',
      configuration: job,
    });
    expect((await api.call(`GET /job/${job}/stacktrace`)).text).toContain('ready');
    expect((await api.call(`PUT /process-instance/${instance}/variables/ready`, { value: true })).status).toBe(204);
    expect((await api.call(`PUT /job/${job}/retries`, { retries: 1 })).status).toBe(204);
    expect((await api.call(`GET /incident/count?processInstanceId=${instance}`)).body).toEqual({ count: 0 });
    expect((await api.call(`POST /job/${job}/execute`)).status).toBe(204);
    expect((await api.call(`GET /history/process-instance/${instance}`)).at('state')).toBe('COMPLETED');
    expect((await api.call(`GET /history/job-log/count?processInstanceId=${instance}&failureLog=true`)).body).toEqual({
      count: 3,
    });
  });

  test('500: retries below zero', async () => {
    const job = textOf(await api.call(`GET /job?processInstanceId=${await api.start('compute')}`), 0, 'id');
    expect(await api.call(`PUT /job/${job}/retries`, { retries: -1 })).toMatchObject({
      status: 500,
      body: {
        message: "ENGINE-13054 The number of job retries must be a non-negative Integer, but '-1' has been provided.",
      },
    });
  });

  test('200: an incident shows in the instance that called, too', async () => {
    const upper = await api.start('upper');
    const task = await api.lock('lower');
    await api.call(`POST /external-task/${task}/failure`, {
      workerId: 'w',
      errorMessage: 'out of stock',
      retries: 0,
      retryTimeout: 0,
    });
    const own = (await api.call(`GET /incident?incidentMessage=out%20of%20stock`)).at(0, 'id');
    const incidents = await api.call(`GET /incident?processInstanceId=${upper}`);
    expect(incidents.body).toMatchObject([
      { activityId: 'call', causeIncidentId: own, rootCauseIncidentId: own, incidentMessage: null },
    ]);
    const tree = await api.call(`GET /process-instance/${upper}/activity-instances`);
    expect(tree.at('childActivityInstances', 0)).toMatchObject({
      activityId: 'call',
      activityType: 'callActivity',
      incidentIds: [incidents.at(0, 'id')],
    });
    expect(
      (await api.call(`GET /process-instance?withIncident=true&rootProcessInstanceId=${upper}`)).body,
    ).toHaveLength(2);
    expect((await api.call(`DELETE /process-instance/${upper}`)).status).toBe(204);
    expect((await api.call(`GET /history/process-instance/${upper}`)).at('state')).toBe('EXTERNALLY_TERMINATED');
  });

  test('204: variables are set, changed and removed', async () => {
    const instance = await api.start('wait', { whole: { value: 5 } });
    const path = `/process-instance/${instance}/variables`;
    expect(
      (await api.call(`POST ${path}`, { modifications: { text: { value: 'c' } }, deletions: ['whole', 'missing'] }))
        .status,
    ).toBe(204);
    expect((await api.call(`GET ${path}`)).body).toEqual({ text: { type: 'String', value: 'c', valueInfo: {} } });
    expect(await api.call(`GET ${path}/whole`)).toMatchObject({
      status: 404,
      body: { message: 'process instance variable with name whole does not exist' },
    });
    expect(await api.call(`PUT ${path}/text`, { value: 'x', type: 'Integer' })).toMatchObject({
      status: 400,
      body: {
        message:
          "Cannot put process instance variable text: Cannot convert value 'x' of type 'Integer' to java type java.lang.Integer",
      },
    });
  });

  test('404 and 500: what is not there', async () => {
    expect(await api.call('GET /process-instance/nothing')).toMatchObject({
      status: 404,
      body: { message: 'Process instance with id nothing does not exist' },
    });
    expect(await api.call('GET /process-instance/nothing/variables')).toMatchObject({
      status: 500,
      body: { type: 'NullValueException', message: "execution nothing doesn't exist: execution is null" },
    });
    expect(await api.call('DELETE /process-instance/nothing')).toMatchObject({ status: 404, body: { code: 0 } });
    expect((await api.call('DELETE /process-instance/nothing?failIfNotExists=false')).status).toBe(204);
  });
});

describe('messages', () => {
  test('204: to the one that waits; 400: to none and to several', async () => {
    const [a, b] = [await api.start('wait', {}, 'order a'), await api.start('wait', {}, 'order b')];
    const several = await api.call('POST /message', { messageName: 'wait' });
    expect(several.status).toBe(400);
    expect(several.at('message')).toMatch(
      /^org\.camunda\.bpm\.engine\.MismatchingMessageCorrelationException: ENGINE-13031 Cannot correlate a message with name 'wait' to a single execution\. \d+ executions match the correlation keys: CorrelationSet \[businessKey=null/,
    );
    expect(await api.call('POST /message', { messageName: 'wait', businessKey: 'nobody' })).toMatchObject({
      status: 400,
      body: {
        type: 'RestException',
        message:
          "org.camunda.bpm.engine.MismatchingMessageCorrelationException: Cannot correlate message 'wait': No process definition or execution matches the parameters",
      },
    });
    expect((await api.call('POST /message', { messageName: 'wait', businessKey: 'order a' })).status).toBe(204);
    expect(
      (await api.call('POST /message', { messageName: 'wait', processInstanceId: b, resultEnabled: true })).body,
    ).toMatchObject([
      { resultType: 'Execution', execution: { processInstanceId: b, ended: true }, processInstance: null },
    ]);
    expect(
      (await api.call(`GET /history/process-instance?processInstanceIds=${a},${b}&completed=true`)).body,
    ).toHaveLength(2);
  });
});

describe('definitions', () => {
  test('200: list, model, versions and statistics', async () => {
    const again = await api.deploy('wait', receive('wait').replace('Process wait', 'Waits'));
    expect(Object.values(Object(again.at('deployedProcessDefinitions')))).toMatchObject([
      { key: 'wait', version: 2, name: 'Waits', category: 'http://test', historyTimeToLive: 30 },
    ]);
    expect((await api.call('GET /process-definition?key=wait&latestVersion=true')).body).toMatchObject([
      { version: 2 },
    ]);
    expect((await api.call('GET /process-definition/key/wait/xml')).at('bpmn20Xml')).toContain('name="Waits"');
    const filtered = await api.deploy('wait', receive('wait').replace('Process wait', 'Waits'), {
      'enable-duplicate-filtering': 'true',
    });
    expect(filtered.body).toMatchObject({ id: again.at('id'), deployedProcessDefinitions: null });
    await api.start('wait');
    expect((await api.call('GET /process-definition/key/wait/statistics')).body).toMatchObject([
      { id: 'waiting', instances: 1, failedJobs: 0, incidents: [] },
    ]);
    expect((await api.call('GET /job-definition?processDefinitionKey=compute')).body).toMatchObject([
      { jobType: 'async-continuation', jobConfiguration: 'async-before', activityId: 'computing' },
    ]);
  });

  test('204: a deployment goes with all that came of it', async () => {
    const deployment = textOf(await api.deploy('gone', work('gone')), 'id');
    const instance = await api.start('gone');
    expect((await api.call(`DELETE /deployment/${deployment}?cascade=true`)).status).toBe(204);
    expect((await api.call(`GET /history/process-instance/${instance}`)).status).toBe(404);
    expect((await api.call('GET /process-definition?key=gone')).body).toEqual([]);
    expect((await api.call(`DELETE /deployment/${deployment}`)).body).toEqual({
      type: 'InvalidRequestException',
      message: `Deployment with id '${deployment}' do not exist`,
      code: null,
    });
  });
});

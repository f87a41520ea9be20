import { beforeAll, describe, expect, test } from 'vitest';
import { around, definitions, receive, userTask, work } from './testing/models.ts';
import { engineRest } from './testing/test-engine-rest.ts';

/** What belongs to one tenant, to another and to nobody, over the API; every answer was compared with Camunda 7.24. */
const TENANTS = ['a', 'b', null] as const;
const api = engineRest();

type Tenant = string | null;
const ofTenant = (tenant: Tenant): Readonly<Record<string, string>> => (tenant === null ? {} : { 'tenant-id': tenant });
const path = (key: string, tenant: Tenant) =>
  `/process-definition/key/${key}${tenant === null ? '' : `/tenant-id/${tenant}`}`;

async function deploy(key: string, xml: string, tenants: readonly Tenant[] = TENANTS): Promise<void> {
  for (const tenant of tenants) expect((await api.deploy(key, xml, ofTenant(tenant))).status).toBe(200);
}

const start = (key: string, tenant: Tenant, variables: Readonly<Record<string, unknown>> = {}) =>
  api.call(`POST ${path(key, tenant)}/start`, { variables });

/** Tenants of the rows, sorted; null comes last. */
async function tenantsAt(query: string): Promise<readonly Tenant[]> {
  const rows = (await api.call(`GET ${query}`)).body as readonly { readonly tenantId: Tenant }[];
  return rows.map(({ tenantId }) => tenantId).sort((x, y) => (x ?? 'z').localeCompare(y ?? 'z'));
}

const signalled = (key: string, at: 'start' | 'wait'): string => {
  const signal = '<bpmn:signalEventDefinition signalRef="sig" />';
  const declared = `<bpmn:signal id="sig" name="${key}" />`;
  return at === 'wait'
    ? around(key, `<bpmn:intermediateCatchEvent id="wait">${signal}</bpmn:intermediateCatchEvent>`, 'wait', declared)
    : userTask(key)
        .replace('<bpmn:startEvent id="begin" />', `<bpmn:startEvent id="begin">${signal}</bpmn:startEvent>`)
        .replace('</bpmn:definitions>', `${declared}</bpmn:definitions>`);
};

describe('a call activity that names a tenant', () => {
  const caller = (key: string, attributes: string): string =>
    around(key, `<bpmn:callActivity id="call" calledElement="shared" ${attributes} />`, 'call');

  beforeAll(() => deploy('shared', userTask('shared')));

  const calledBy = async (key: string, tenant: Tenant, whose: unknown): Promise<readonly Tenant[]> =>
    tenantsAt(
      `/process-instance?superProcessInstance=${(await start(key, tenant, { whose: { value: whose } })).textAt('id')}`,
    );

  test('calls the process of that tenant, whoever calls', async () => {
    await deploy('byWord', caller('byWord', 'camunda:calledElementTenantId="a"'), ['b', null]);
    expect(await calledBy('byWord', 'b', null)).toEqual(['a']);
    expect(await calledBy('byWord', null, null)).toEqual(['a']);
    const id = (await api.call('GET /process-definition/key/byWord')).textAt('id');
    expect(await tenantsAt(`/process-definition/${id}/static-called-process-definitions`)).toEqual(['a']);
  });

  test('a process of nobody works for its caller; an empty word means the own one', async () => {
    await deploy('byValue', caller('byValue', `camunda:calledElementTenantId="\${whose}"`), ['b']);
    expect(await calledBy('byValue', 'b', 'a')).toEqual(['a']);
    expect(await calledBy('byValue', 'b', null)).toEqual(['b']);
    const [task] = (await api.call('GET /task?processDefinitionKey=shared&tenantIdIn=b')).body as readonly {
      readonly processDefinitionId: string;
    }[];
    const definition = await api.call(`GET /process-definition/${task?.processDefinitionId}`);
    expect(definition.at('tenantId')).toBeNull();
    const id = (await api.call(`GET ${path('byValue', 'b')}`)).textAt('id');
    expect(await tenantsAt(`/process-definition/${id}/static-called-process-definitions`)).toEqual([]);
    await deploy('byNothing', caller('byNothing', 'camunda:calledElementTenantId=""'), ['a']);
    expect(await calledBy('byNothing', 'a', null)).toEqual(['a']);
  });

  test('what is no text is told in the words of Java, and nobody is found for an empty text', async () => {
    expect((await start('byValue', 'b', { whose: { value: true } })).body).toMatchObject({
      type: 'ClassCastException',
      message: expect.stringContaining('class java.lang.Boolean cannot be cast to class java.lang.String'),
    });
    expect((await start('byValue', 'b', { whose: { value: '' } })).at('message')).toContain(
      "no processes deployed with key 'shared' and tenant-id ''",
    );
  });
});

describe('signals', () => {
  test('from outside reach everybody, or one tenant, or what is of nobody', async () => {
    await deploy('beacon', signalled('beacon', 'start'));
    const started = async (request: Readonly<Record<string, unknown>>) => {
      const before = await tenantsAt('/process-instance?processDefinitionKey=beacon');
      expect((await api.call('POST /signal', { name: 'beacon', ...request })).status).toBe(204);
      const after = [...(await tenantsAt('/process-instance?processDefinitionKey=beacon'))];
      for (const tenant of before) after.splice(after.indexOf(tenant), 1);
      return after;
    };
    expect(await started({})).toEqual(['a', 'b', null]);
    expect(await started({ withoutTenantId: true })).toEqual([null]);
    expect(await started({ tenantId: 'a' })).toEqual(['a']);
    expect(await started({ tenantId: 'b', withoutTenantId: true })).toEqual(['b']);
  });

  test('that an instance throws reach what is of its tenant and of nobody', async () => {
    await deploy('flare', signalled('flare', 'wait'));
    for (const tenant of TENANTS) expect((await start('flare', tenant)).status).toBe(200);
    const thrower = around(
      'throwing',
      '<bpmn:intermediateThrowEvent id="throw"><bpmn:signalEventDefinition signalRef="sig" /></bpmn:intermediateThrowEvent>',
      'throw',
      '<bpmn:signal id="sig" name="flare" />',
    );
    await deploy('throwing', thrower, ['a']);
    expect((await start('throwing', 'a')).status).toBe(200);
    await expect.poll(() => tenantsAt('/process-instance?processDefinitionKey=flare')).toEqual(['b']);
  });

  test('500: an execution that is there but waits for no such signal', async () => {
    await deploy('deaf', userTask('deaf'), [null]);
    const executionId = (await start('deaf', null)).textAt('id');
    expect(await api.call('POST /signal', { name: 'beacon', executionId })).toMatchObject({
      status: 500,
      body: {
        type: 'RestException',
        message: `Execution '${executionId}' has not subscribed to a signal event with name 'beacon'. is empty`,
      },
    });
  });
});

describe('messages', () => {
  const begun = (key: string): string =>
    userTask(key)
      .replace(
        '<bpmn:startEvent id="begin" />',
        '<bpmn:startEvent id="begin"><bpmn:messageEventDefinition messageRef="m" /></bpmn:startEvent>',
      )
      .replace('</bpmn:definitions>', `<bpmn:message id="m" name="${key}" /></bpmn:definitions>`);
  const send = (name: string, request: Readonly<Record<string, unknown>>) =>
    api.call('POST /message', { messageName: name, resultEnabled: true, ...request });

  beforeAll(() => deploy('open', begun('open')));

  test('400: several definitions, or several executions, each in its words', async () => {
    expect((await send('open', {})).at('message')).toContain(
      "ENGINE-13030 Cannot correlate a message with name 'open' to a single process definition. 3 process definitions match the correlations keys: CorrelationSet [businessKey=null,",
    );
    await deploy('bell', receive('bell'));
    for (const tenant of TENANTS) await start('bell', tenant);
    expect((await send('bell', {})).at('message')).toContain(
      "ENGINE-13031 Cannot correlate a message with name 'bell' to a single execution. 3 executions match",
    );
    expect((await send('bell', { tenantId: 'a' })).at(0, 'execution', 'tenantId')).toBe('a');
    expect((await send('bell', { withoutTenantId: true })).at(0, 'execution', 'tenantId')).toBeNull();
    expect((await send('bell', { tenantId: 'a' })).status).toBe(400);
  });

  test('what is asked of variables and of an instance is asked of what waits: a process starts all the same', async () => {
    for (const request of [
      { correlationKeys: { colour: { value: 'red' } } },
      { localCorrelationKeys: { colour: { value: 'red' } } },
      { correlationKeys: { colour: { value: 'red' } }, all: true },
    ]) {
      const answer = await send('open', { tenantId: 'a', variablesInResultEnabled: true, ...request });
      expect(answer.at(0, 'processInstance', 'tenantId')).toBe('a');
      expect(answer.at(0, 'variables')).toEqual({});
    }
    expect(((await send('open', { processInstanceId: 'x', all: true })).body as readonly unknown[]).length).toBe(3);
    expect((await send('open', { processInstanceId: 'x', withoutTenantId: true })).body).toMatchObject({
      type: 'BadUserRequestException',
      message: expect.stringContaining('ENGINE-13028'),
    });
  });
});

test('a process that is suspended or deleted by its key alone is so for everybody', async () => {
  await deploy('common', userTask('common'));
  const state = async () =>
    ((await api.call('GET /process-definition?key=common')).body as readonly { readonly suspended: boolean }[]).map(
      ({ suspended }) => suspended,
    );
  const suspend = { processDefinitionKey: 'common', suspended: true, processDefinitionTenantId: 'a' };
  expect((await api.call('PUT /process-definition/suspended', suspend)).status).toBe(204);
  expect(await state()).toEqual([true, true, true]);
  await api.call('PUT /process-definition/suspended', { processDefinitionKey: 'common', suspended: false });
  for (const tenant of TENANTS) await start('common', tenant);
  await api.call('PUT /process-instance/suspended', { ...suspend, processDefinitionWithoutTenantId: true });
  expect(await tenantsAt('/process-instance?processDefinitionKey=common&suspended=true')).toEqual(['a']);
  expect((await api.call(`DELETE ${path('common', 'b')}/delete?cascade=true`)).status).toBe(204);
  expect(await tenantsAt('/process-definition?key=common')).toEqual(['a', null]);
  expect((await api.call(`DELETE ${path('common', null)}/delete?cascade=true`)).status).toBe(204);
  expect(await tenantsAt('/process-definition?key=common')).toEqual([]);
});

test('what changed is told from the newest file of its name, in whichever deployment of the tenant that stands', async () => {
  const files = async (tenant: Tenant, ...contents: readonly string[]) => {
    const form = new FormData();
    for (const [name, value] of Object.entries({ ...ofTenant(tenant), 'deploy-changed-only': 'true' }))
      form.set(name, value);
    form.set('deployment-name', 'pair');
    for (const [n, xml] of contents.entries()) form.set(`file${n}`, new Blob([xml]), `${n}.bpmn`);
    const deployed = (await api.call('POST /deployment/create', form)).at('deployedProcessDefinitions');
    return Object.values(deployed ?? {}).map(({ key }: { key: string }) => key);
  };
  const [one, two] = [userTask('one'), userTask('two')];
  expect((await files('a', one, two)).sort()).toEqual(['one', 'two']);
  expect(await files('a', one, userTask('two').replace('Check it', 'Look'))).toEqual(['two']);
  expect(await files('a', one.replace('Check it', 'Look'), userTask('two').replace('Check it', 'Look'))).toEqual([
    'one',
  ]);
  expect((await files('b', one, two)).sort()).toEqual(['one', 'two']);
  // An empty id is none.
  expect((await files('', one)).length).toBe(1);
  expect(await files(null, one)).toEqual([]);
});

test('500: an instance moves to no definition of another tenant', async () => {
  await deploy('moving', userTask('moving'));
  const id = async (tenant: Tenant) => (await api.call(`GET ${path('moving', tenant)}`)).textAt('id');
  const [ofA, ofB, ofNobody] = [await id('a'), await id('b'), await id(null)];
  const plan = (source: string, target: string) => ({
    sourceProcessDefinitionId: source,
    targetProcessDefinitionId: target,
    instructions: [{ sourceActivityIds: ['checking'], targetActivityIds: ['checking'] }],
  });
  expect((await api.call('POST /migration/generate', plan(ofA, ofB))).body).toMatchObject({
    type: 'ProcessEngineException',
    message: "ENGINE-2309 Cannot migrate process instances between processes of different tenants ('a' != 'b')",
  });
  const migrate = async (instance: string, source: string, target: string) =>
    api.call('POST /migration/execute', { migrationPlan: plan(source, target), processInstanceIds: [instance] });
  const shared = (await start('moving', null)).textAt('id');
  expect((await migrate(shared, ofNobody, ofA)).at('message')).toBe(
    `ENGINE-23010 Cannot migrate process instance '${shared}' without tenant to a process definition with a tenant ('a')`,
  );
  const own = (await start('moving', 'b')).textAt('id');
  expect((await migrate(own, ofA, ofA)).at('message')).toBe(
    `ENGINE-23010 Cannot migrate process instance '${own}' to a process definition of a different tenant ('b' != 'a')`,
  );
  expect((await migrate(own, ofB, ofNobody)).status).toBe(204);
  expect((await api.call(`GET /process-instance/${own}`)).body).toMatchObject({
    tenantId: 'b',
    definitionId: ofNobody,
  });
});

describe('lists', () => {
  beforeAll(async () => {
    await deploy('errand', work('errand'));
    for (const tenant of TENANTS) await start('errand', tenant);
    await deploy(
      'clock',
      definitions(
        '<bpmn:process id="clock" isExecutable="true"><bpmn:startEvent id="begin"><bpmn:timerEventDefinition><bpmn:timeDate xsi:type="bpmn:tFormalExpression">2098-01-01T00:00:00Z</bpmn:timeDate></bpmn:timerEventDefinition></bpmn:startEvent></bpmn:process>',
      ),
    );
  });

  test.each([
    ['/external-task?topicName=errand&tenantIdIn=a', ['a']],
    ['/external-task?topicName=errand&tenantIdIn=a&withoutTenantId=true', ['a']],
    ['/job-definition?processDefinitionKey=clock&tenantIdIn=a', ['a']],
    ['/job-definition?processDefinitionKey=clock&tenantIdIn=a&includeJobDefinitionsWithoutTenantId=true', ['a', null]],
    ['/job-definition?processDefinitionKey=clock&tenantIdIn=a&withoutTenantId=true', [null]],
  ])('%s', async (query, tenants) => {
    expect(await tenantsAt(query)).toEqual(tenants);
  });

  test.each([
    [{ tenantIdIn: ['a'] }, ['a']],
    [{ tenantIdIn: ['a'], withoutTenantId: true }, ['a']],
    [{ withoutTenantId: true }, [null]],
    [{ tenantIdIn: [null] }, []],
    [{ tenantIdIn: [] }, ['a', 'b', null]],
  ])('fetch and lock: %j', async (request, tenants) => {
    const topics = [{ topicName: 'errand', lockDuration: 60_000, ...request }];
    const locked = (await api.call('POST /external-task/fetchAndLock', { workerId: 'w', maxTasks: 10, topics }))
      .body as readonly { readonly id: string; readonly tenantId: Tenant }[];
    expect(locked.map(({ tenantId }) => tenantId)).toEqual(expect.arrayContaining([...tenants]));
    expect(locked).toHaveLength(tenants.length);
    for (const { id } of locked) expect((await api.call(`POST /external-task/${id}/unlock`)).status).toBe(204);
  });
});

describe('batches', () => {
  const key = 'batched';
  interface BatchAnswer {
    readonly id: string;
    readonly tenantId: Tenant;
    readonly seedJobDefinitionId: string;
  }

  beforeAll(() => deploy(key, userTask(key)));

  const made = async (request: string, body: unknown): Promise<BatchAnswer> =>
    (await api.call(request, body as Readonly<Record<string, unknown>>)).body as BatchAnswer;

  test('about a definition are of its tenant, all others of nobody', async () => {
    const started = await start(key, 'a');
    const ids = [started.textAt('id')];
    const processDefinitionId = started.textAt('definitionId');
    const activityId = (await api.call(`GET /task?processInstanceId=${ids[0]}`)).textAt(0, 'taskDefinitionKey');
    const instructions = [{ type: 'startBeforeActivity', activityId }];
    const migrationPlan = {
      sourceProcessDefinitionId: processDefinitionId,
      targetProcessDefinitionId: processDefinitionId,
      instructions: [{ sourceActivityIds: [activityId], targetActivityIds: [activityId] }],
    };
    const of = async (request: string, body: unknown): Promise<Tenant> => (await made(request, body)).tenantId;
    expect(
      await of('POST /modification/executeAsync', { processDefinitionId, processInstanceIds: ids, instructions }),
    ).toBe('a');
    expect(await of(`POST /process-instance/${ids[0]}/modification-async`, { instructions })).toBe('a');
    expect(await of('POST /migration/executeAsync', { migrationPlan, processInstanceIds: ids })).toBe('a');
    expect(await of('POST /process-instance/suspended-async', { processInstanceIds: ids, suspended: true })).toBeNull();
    expect(await of('POST /process-instance/delete', { processInstanceIds: ids })).toBeNull();
    await api.call(`DELETE /process-instance/${ids[0]}`);
    expect(
      await of(`POST /process-definition/${processDefinitionId}/restart-async`, {
        processInstanceIds: ids,
        instructions,
      }),
    ).toBe('a');
  });

  test('are found by tenant, with their jobs and what was logged of these', async () => {
    const started = await start(key, 'b');
    const { id, seedJobDefinitionId } = await made(
      `POST /process-instance/${started.textAt('id')}/modification-async`,
      {
        instructions: [{ type: 'cancel', activityId: 'none' }],
      },
    );
    const tenants = async (asked: string): Promise<readonly (readonly Tenant[])[]> => [
      await tenantsAt(`/batch?batchId=${id}&${asked}`),
      await tenantsAt(`/batch/statistics?batchId=${id}&${asked}`),
      await tenantsAt(`/history/batch?batchId=${id}&${asked}`),
      await tenantsAt(`/job?jobDefinitionId=${seedJobDefinitionId}&${asked}`),
      await tenantsAt(`/history/job-log?jobDefinitionId=${seedJobDefinitionId}&${asked}`),
    ];
    expect(await tenants('tenantIdIn=x,b')).toEqual([['b'], ['b'], ['b'], ['b'], ['b']]);
    expect(await tenants('tenantIdIn=a')).toEqual([[], [], [], [], []]);
    expect(await tenants('withoutTenantId=true')).toEqual([[], [], [], [], []]);
  });
});

test('nothing in a list of tenants is refused, and an empty text is no tenant', async () => {
  for (const path of ['/job-definition', '/history/detail', '/history/job-log', '/history/external-task-log']) {
    const refused = await api.call(`POST ${path}`, { tenantIdIn: ['a', null] });
    expect([path, refused.status, refused.textAt('message')]).toEqual([path, 500, 'tenantIds contains null value']);
    expect([path, (await api.call(`POST ${path}`, { tenantIdIn: [''] })).body]).toEqual([path, []]);
  }
  const report = '/history/process-definition/cleanable-process-instance-report';
  await deploy('reported', userTask('reported'));
  const reported = (asked: string) => tenantsAt(`${report}?processDefinitionKeyIn=reported&tenantIdIn=${asked}`);
  expect(await reported(',')).toEqual(['a', 'b', null]);
  expect(await reported('a,')).toEqual(['a']);
  expect(await reported(',a')).toEqual(['a']);
  expect(await reported('')).toEqual([]);
});

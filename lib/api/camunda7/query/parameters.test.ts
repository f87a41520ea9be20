import { beforeAll, describe, expect, it } from 'vitest';
import { continuation, userTask } from '../testing/models.ts';
import { engineRest } from '../testing/test-engine-rest.ts';

describe('parameters of lists, as Camunda 7 reads them', () => {
  const api = engineRest();
  let [instance, waiting] = ['', ''];
  beforeAll(async () => {
    await api.deploy('checked', userTask('checked'));
    await api.deploy('computed', continuation('computed'));
    instance = await api.start('checked', { colour: { value: 'red' } }, 'k-1');
    waiting = await api.start('computed');
  }, 60_000);

  const count = async (request: string, body?: unknown): Promise<unknown> => {
    const answer = await api.call(request, body);
    return answer.status === 200 ? answer.at('count') : [answer.status, answer.at('type'), answer.at('message')];
  };
  const ids = async (request: string, body?: unknown): Promise<unknown> => {
    const answer = await api.call(request, body);
    return Array.isArray(answer.body) ? answer.body.map((_item, n) => answer.at(n, 'id')) : answer.body;
  };

  it('200: a blank text in the address asks for that text, a blank list for nothing, and a blank moment not at all', async () => {
    expect(await count('GET /process-instance/count?businessKey=')).toBe(0);
    expect(await count('GET /process-instance/count?tenantIdIn=')).toBe(2);
    expect(await count('GET /process-instance/count?processDefinitionKeyIn=,')).toBe(2);
    expect(await count('GET /task/count?taskIdIn=')).toBe(0);
    expect(await count('GET /task/count?dueBefore=')).toBe(1);
  });

  it('200: empty lists in a body ask for nothing, texts within them may be nothing', async () => {
    expect(await count('POST /process-instance/count', { processDefinitionKeyIn: [], tenantIdIn: [] })).toBe(2);
    expect(await count('POST /task/count', { processInstanceIdIn: [null] })).toBe(0);
  });

  it('500: lists that must not be empty or hold nothing', async () => {
    expect(await count('POST /process-instance/count', { processInstanceIds: [] })).toEqual([
      500,
      'ProcessEngineException',
      'Set of process instance ids is empty',
    ]);
    expect(await count('POST /process-instance/count', { tenantIdIn: [null] })).toEqual([
      500,
      'NullValueException',
      'tenantIds contains null value',
    ]);
    expect(await api.call('GET /task?includeAssignedTasks=true')).toMatchObject({
      status: 500,
      body: { type: 'ProcessEngineException' },
    });
    expect(await count('GET /process-definition/count?version=0')).toEqual([
      500,
      'ProcessEngineException',
      'version is not greater than 0',
    ]);
  });

  it('200: the word for no value asks for nothing, and dates are read as leniently as Java does', async () => {
    for (const asked of ['active=null', 'suspended=null', 'tenantIdIn=%20', 'tenantIdIn=t1&withoutTenantId=true'])
      expect([asked, await count(`GET /process-instance/count?${asked}`)]).toEqual([asked, 2]);
    expect(await count('GET /task/count?priority=null&dueBefore=null')).toBe(1);
    for (const [asked, found] of [
      ['createdAfter=2024-13-41T25:61:61.000%2B0000', 1],
      ['createdAfter=2024-1-1T0:0:0.0%2B0000x', 1],
      ['createdBefore=24-01-01T00:00:00.000%2B0000', 0],
      ['createdAfter=%20', 1],
    ] as const)
      expect([asked, await count(`GET /task/count?${asked}`)]).toEqual([asked, found]);
    expect(await api.call('GET /task/count?createdAfter=2024-01-01')).toMatchObject({ status: 400 });
    expect(
      await count('GET /event-subscription/count?tenantIdIn=t1&includeEventSubscriptionsWithoutTenantId=false'),
    ).toBe(0);
  });

  it('500 and 400: filters that exclude each other', async () => {
    const both = (one: string, other: string) => `Invalid query usage: cannot set both ${one} and ${other}`;
    expect(
      await count(`GET /process-instance/count?rootProcessInstances=true&superProcessInstance=${instance}`),
    ).toEqual([500, 'ProcessEngineException', both('rootProcessInstances', 'superProcessInstanceId')]);
    expect(await count(`GET /process-instance/count?leafProcessInstances=true&subProcessInstance=${instance}`)).toEqual(
      [500, 'ProcessEngineException', both('leafProcessInstances', 'subProcessInstanceId')],
    );
    expect(await count('GET /history/process-instance/count?rootProcessInstances=true&superCaseInstanceId=x')).toEqual([
      400,
      'BadUserRequestException',
      both('rootProcessInstances', 'superCaseInstanceId'),
    ]);
    expect(await count('GET /task/count?tenantIdIn=t1&withoutTenantId=true')).toEqual([
      500,
      'ProcessEngineException',
      `${both('tenantIdIn', 'withoutTenantId')} filters.`,
    ]);
  });

  it('400: values are looked at before the sorting, and where nothing is found; 404: pages before all', async () => {
    expect(await count('GET /task/count?priority=high&sortOrder=asc')).toMatchObject([
      400,
      'InvalidRequestException',
      "Cannot set query parameter 'priority' to value 'high': Cannot convert value high to java type java.lang.Integer",
    ]);
    expect(await count('GET /history/external-task-log/count?logId=x&priorityHigherThanOrEquals=2024-01-01')).toEqual([
      400,
      'InvalidRequestException',
      "Cannot set query parameter 'priorityHigherThanOrEquals' to value '2024-01-01': Cannot convert value 2024-01-01 to java type java.lang.Long",
    ]);
    expect(await api.call('GET /incident/count?incidentTimestampAfter=5&executionId=x')).toMatchObject({ status: 400 });
    expect(await api.call('GET /task/count?priority=99999999999')).toMatchObject({ status: 400 });
    expect(await count('GET /job/count?priorityHigherThanOrEquals=99999999999')).toBe(0);
    expect(await api.call('GET /task?priority=high&firstResult=x')).toMatchObject({
      status: 404,
      body: { type: 'QueryParamException' },
    });
    expect(await api.call('POST /history/detail/count', {})).toMatchObject({ status: 405 });
  });

  it('200: what ends a path of its scope, and a pattern with a sign that is meant', async () => {
    expect(await ids(`GET /history/activity-instance?processInstanceId=${instance}&completeScope=true`)).toEqual([]);
    const [task] = (await ids(`GET /task?processInstanceId=${instance}`)) as string[];
    expect(await count('GET /history/activity-instance/count?activityNameLike=no\\_%')).toBe(0);
    const local = await api.call(`PUT /task/${task ?? ''}/localVariables/own`, { value: 1 });
    expect(local.status).toBe(204);
    expect(await api.call(`GET /task/${task ?? ''}`)).toMatchObject({ body: { taskState: 'Updated' } });
  });

  it('200: flags as numbers, fractions that are cut off', async () => {
    expect(await count('GET /process-instance/count?suspended=1')).toBe(0);
    expect(await count('POST /process-instance/count', { suspended: 0 })).toBe(2);
    expect(await count('GET /task/count?priority=50.9')).toBe(1);
  });

  it('400: flags, numbers and sortings that are none, for counts too', async () => {
    const refused = (name: string, value: string, type: string) => [
      400,
      'InvalidRequestException',
      `Cannot set query parameter '${name}' to value '${value}': Cannot convert value ${value} to java type java.lang.${type}`,
    ];
    expect(await count('GET /process-instance/count?active=')).toEqual(refused('active', '', 'Boolean'));
    expect(await count('GET /process-instance/count?variableNamesIgnoreCase=x')).toEqual(
      refused('variableNamesIgnoreCase', 'x', 'Boolean'),
    );
    expect(await count('GET /task/count?priority=high')).toEqual(refused('priority', 'high', 'Integer'));
    expect(await count('GET /process-instance/count?sortBy=colour&sortOrder=asc')).toEqual([
      400,
      'InvalidRequestException',
      "Cannot set query parameter 'sortBy' to value 'colour'",
    ]);
    expect(await count('POST /process-instance/count', { sorting: [{ sortBy: 'businessKey' }] })).toEqual([
      400,
      'NotValidException',
      'Invalid query: call asc() or desc() after using orderByXX(): direction is null',
    ]);
    expect(await count('GET /execution/count?processVariables=colour_like_r')).toEqual([
      400,
      'InvalidRequestException',
      'Invalid process variable comparator specified: like',
    ]);
  });

  it('200: nothing comes first, and a page before the first is empty', async () => {
    expect(await ids('GET /process-instance?sortBy=businessKey&sortOrder=asc')).toEqual([waiting, instance]);
    expect(await ids('GET /process-instance?sortBy=businessKey&sortOrder=desc')).toEqual([instance, waiting]);
    expect(await ids('GET /process-instance?firstResult=-1')).toEqual([]);
  });

  it('200: what waits before an activity is found by it', async () => {
    expect(await ids('GET /process-instance?activityIdIn=computing')).toEqual([waiting]);
    expect(await ids('GET /execution?activityId=computing')).toEqual([waiting]);
    expect(await ids('GET /history/process-instance?activityIdIn=computing')).toEqual([waiting]);
  });

  it('200: instances whose jobs will be tried again', async () => {
    expect(await ids('GET /history/process-instance?withJobsRetrying=true')).toEqual([]);
    const job = (await api.call(`GET /job?processInstanceId=${waiting}`)).at(0, 'id');
    await api.call(`POST /job/${String(job)}/execute`);
    expect(await ids('GET /history/process-instance?withJobsRetrying=true')).toEqual([waiting]);
  });

  it('200: past tasks by name in any case, and flags that count once they are given', async () => {
    expect(await count('GET /history/task/count?taskName=CHECK%20IT')).toBe(1);
    expect(await count('GET /history/task/count?finished=false')).toBe(0);
    expect(await ids('GET /process-definition?nameLike=%25COMPUTED')).toHaveLength(1);
  });
});

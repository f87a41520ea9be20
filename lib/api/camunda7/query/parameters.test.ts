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

import { beforeAll, describe, expect, it } from 'vitest';
import { work } from '../testing/models.ts';
import { engineRest, textOf } from '../testing/test-engine-rest.ts';

describe('filters of logs and of what is derived', () => {
  const api = engineRest();
  let instance = '';
  beforeAll(async () => {
    await api.deploy('logged', work('logged'));
    instance = await api.start('logged');
    const locked = await api.call('POST /external-task/fetchAndLock', {
      workerId: 'w',
      maxTasks: 1,
      topics: [{ topicName: 'logged', lockDuration: 60_000 }],
    });
    await api.call(`POST /external-task/${textOf(locked, 0, 'id')}/failure`, {
      workerId: 'w',
      errorMessage: 'broken',
      retries: 0,
    });
  }, 60_000);
  const numberOf = async (path: string): Promise<unknown> => (await api.call(`GET ${path}`)).at('count');

  it('200: a date without a text asks for nothing; what is open ends before and after no time', async () => {
    for (const name of ['createTimeBefore', 'createTimeAfter', 'endTimeBefore', 'endTimeAfter'])
      expect(await numberOf(`/history/incident/count?processInstanceId=${instance}&${name}=`), name).toBe(1);
    expect(await numberOf(`/incident/count?processInstanceId=${instance}&incidentTimestampBefore=`)).toBe(1);
    for (const name of ['endTimeBefore', 'endTimeAfter'])
      expect(
        await numberOf(`/history/incident/count?processInstanceId=${instance}&${name}=2031-01-01T00:00:00.000%2B0000`),
        name,
      ).toBe(0);
  });

  it('200: incidents by the place in the log that they show', async () => {
    const [shown] = [
      textOf(await api.call(`GET /history/incident?processInstanceId=${instance}`), 0, 'historyConfiguration'),
    ];
    const failures = await api.call(`GET /history/external-task-log?processInstanceId=${instance}&failureLog=true`);
    expect(shown).toBe(textOf(failures, 0, 'id'));
    expect(await numberOf(`/history/incident/count?historyConfiguration=${shown}`)).toBe(1);
    expect(await numberOf('/history/incident/count?historyConfiguration=other')).toBe(0);
  });

  it('200: logs of jobs know no dates, the log of operations no tenants: they are passed over', async () => {
    expect(await numberOf(`/history/external-task-log/count?processInstanceId=${instance}&occurredBefore=soon`)).toBe(
      2,
    );
    expect(await numberOf('/history/job-log/count?occurredAfter=soon')).toBe(0);
    expect(await numberOf('/history/user-operation/count?tenantIdIn=other')).toBe(
      await numberOf('/history/user-operation/count'),
    );
  });

  it.each([
    ['activityIdIn', 'activityIds'],
    ['executionIdIn', 'executionIds'],
  ])('400: an empty text among %s', async (name, ids) => {
    for (const list of ['', 'a,,b']) {
      for (const log of ['job-log', 'external-task-log'])
        expect((await api.call(`GET /history/${log}?${name}=${list}`)).body).toEqual({
          type: 'NotValidException',
          message: `${ids} contains empty string`,
          code: 0,
        });
    }
    expect((await api.call('GET /history/job-log?failedActivityIdIn=,a')).at('message')).toBe(
      'activityIds contains empty string',
    );
  });

  it('400: variables of cases are not compared by notLike', async () => {
    expect((await api.call('GET /task?caseInstanceVariables=a_notLike_b')).body).toMatchObject({
      type: 'InvalidRequestException',
      message: 'Invalid case variable comparator specified: notLike',
    });
  });

  it('200: the lock that a failure leaves for its back-off is found by its end', async () => {
    const other = await api.start('logged');
    const locked = await api.call('POST /external-task/fetchAndLock', {
      workerId: 'w',
      maxTasks: 1,
      topics: [{ topicName: 'logged', lockDuration: 60_000 }],
    });
    await api.call(`POST /external-task/${textOf(locked, 0, 'id')}/failure`, {
      workerId: 'w',
      errorMessage: 'later',
      retries: 1,
      retryTimeout: 3_600_000,
    });
    expect(
      await numberOf(
        `/external-task/count?processInstanceId=${other}&lockExpirationAfter=2001-01-01T00:00:00.000%2B0000`,
      ),
    ).toBe(1);
    expect(
      await numberOf(
        `/external-task/count?processInstanceId=${other}&lockExpirationBefore=2001-01-01T00:00:00.000%2B0000`,
      ),
    ).toBe(0);
  });
});

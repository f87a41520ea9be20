import { beforeAll, describe, expect, it } from 'vitest';
import { call, userTask } from '../testing/models.ts';
import { engineRest, textOf } from '../testing/test-engine-rest.ts';

const DAY_MS = 86_400_000;
/** What the models say. */
const KEPT_DAYS = 30;

describe('the clean-up of history', () => {
  const api = engineRest();
  let start = 0;
  beforeAll(async () => {
    start = Date.UTC(2031, 0, 1);
    api.engine.setClock(start);
    for (const [name, model] of [
      ['checked', userTask('checked')],
      ['outer', call('outer', 'checked')],
    ] as const)
      expect(await api.deploy(name, model)).toMatchObject({ status: 200 });
  }, 60_000);

  const finish = async (): Promise<void> => {
    const task = textOf(await api.call('GET /task'), 0, 'id');
    expect((await api.call(`POST /task/${task}/complete`, {})).status).toBe(204);
  };
  const left = async (): Promise<unknown> => (await api.call('GET /history/process-instance/count')).at('count');

  it('404: nobody has asked for one', async () => {
    expect(await api.call('GET /history/cleanup/jobs')).toMatchObject({
      status: 404,
      body: { type: 'RestException', message: 'History cleanup jobs are empty', code: null },
    });
    expect(await api.call('GET /history/cleanup/job')).toMatchObject({
      status: 404,
      body: { message: 'History cleanup job does not exist' },
    });
  });

  it('500: without hours nothing can wait for them', async () => {
    expect((await api.call('POST /history/cleanup?immediatelyDue=false')).status).toBe(500);
  });

  it('200: what is configured', async () => {
    expect((await api.call('GET /history/cleanup/configuration')).body).toEqual({
      batchWindowStartTime: null,
      batchWindowEndTime: null,
      enabled: true,
    });
  });

  it('200: removal times of all that belongs to a tree, from the end of its root on', async () => {
    const instance = await api.start('outer');
    for (const resource of ['process-instance', 'activity-instance', 'task'])
      expect((await api.call(`GET /history/${resource}`)).at(0, 'removalTime')).toBeNull();
    await finish();
    const removalTime = new Date(start + KEPT_DAYS * DAY_MS).toISOString().replace('Z', '+0000');
    for (const resource of ['process-instance', 'activity-instance', 'task']) {
      const answer = await api.call(`GET /history/${resource}?rootProcessInstanceId=${instance}`);
      expect(Array.isArray(answer.body) && new Set(answer.body.map((_item, n) => answer.at(n, 'removalTime')))).toEqual(
        new Set([removalTime]),
      );
    }
  });

  it('204: its job removes the trees whose time has come, and then rests', async () => {
    await api.start('checked');
    api.engine.setClock(start + 10 * DAY_MS);
    await finish();
    await api.start('checked');
    expect(await left()).toBe(4);
    api.engine.setClock(start + KEPT_DAYS * DAY_MS + 1_000);
    const job = await api.call('POST /history/cleanup');
    expect(job).toMatchObject({ status: 200, body: { suspended: false, retries: 3, jobDefinitionId: null } });
    expect((await api.call(`POST /job/${textOf(job, 'id')}/execute`)).status).toBe(204);
    // The tree of two has gone; one instance is kept for ten days more, and one runs.
    expect(await left()).toBe(2);
    expect((await api.call(`GET /job/${textOf(job, 'id')}`)).body).toMatchObject({ suspended: true });
    expect((await api.call('GET /history/cleanup/jobs')).body).toMatchObject([
      { id: textOf(job, 'id'), suspended: true },
    ]);
    // Also what could not be done was asked for.
    expect((await api.call('GET /history/user-operation?operationType=CreateHistoryCleanupJobs')).body).toMatchObject([
      { property: 'immediatelyDue', newValue: 'false' },
      { newValue: 'true' },
    ]);
  });

  it('204: a time that somebody gave an instance counts before its definition', async () => {
    const [instance] = [textOf(await api.call('GET /history/process-instance?finished=true'), 0, 'id')];
    const batch = await api.call('POST /history/process-instance/set-removal-time', {
      historicProcessInstanceIds: [instance],
      absoluteRemovalTime: '2030-01-01T00:00:00.000+0000',
    });
    expect(batch.status).toBe(200);
    for (const definition of ['seedJobDefinitionId', 'batchJobDefinitionId']) {
      const jobs = await api.call(`GET /job?jobDefinitionId=${textOf(batch, definition)}`);
      expect((await api.call(`POST /job/${textOf(jobs, 0, 'id')}/execute`)).status).toBe(204);
    }
    expect(await api.engine.historyCleanUp.run()).toBe(true);
    expect(await left()).toBe(1);
  });
});

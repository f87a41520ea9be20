import { beforeAll, describe, expect, it } from 'vitest';
import { userTask } from '../testing/models.ts';
import { engineRest, textOf } from '../testing/test-engine-rest.ts';

describe('the job log of batches', () => {
  const api = engineRest();
  beforeAll(async () => {
    await api.deploy('checked', userTask('checked'));
  }, 60_000);

  const run = async (jobDefinitionId: string): Promise<readonly number[]> => {
    const jobs = await api.call(`GET /job?jobDefinitionId=${jobDefinitionId}`);
    const ids = Array.isArray(jobs.body) ? jobs.body.map((_job, n) => textOf(jobs, n, 'id')) : [];
    return Promise.all(ids.map(async (id) => (await api.call(`POST /job/${id}/execute`)).status));
  };

  it('200: seed, items and monitor, each from its creation to its end; attempts that failed between', async () => {
    const [one, other] = [await api.start('checked'), await api.start('checked')];
    const batch = await api.call('POST /process-instance/suspended-async', {
      processInstanceIds: [one, other],
      suspended: true,
    });
    const [key, seed, monitor, items] = [
      textOf(batch, 'id'),
      textOf(batch, 'seedJobDefinitionId'),
      textOf(batch, 'monitorJobDefinitionId'),
      textOf(batch, 'batchJobDefinitionId'),
    ];
    const log = async (query: string): Promise<unknown> =>
      (await api.call(`GET /history/job-log/count?${query}`)).at('count');
    expect(await log(`jobDefinitionConfiguration=${key}`)).toBe(1);
    expect(await run(seed)).toEqual([204]);
    expect((await api.call(`DELETE /process-instance/${other}`)).status).toBe(204);
    expect([...(await run(items))].sort()).toEqual([204, 404]);
    expect(await log(`jobDefinitionId=${items}&creationLog=true`)).toBe(2);
    expect(await log(`jobDefinitionId=${items}&successLog=true`)).toBe(1);
    const failures = await api.call(`GET /history/job-log?jobDefinitionId=${items}&failureLog=true`);
    expect(failures.body).toMatchObject([
      {
        jobDefinitionType: 'instance-update-suspension-state',
        jobRetries: 3,
        batchId: key,
        processInstanceId: null,
        failureLog: true,
      },
    ]);
    expect((await api.call(`GET /history/job-log/${textOf(failures, 0, 'id')}`)).body).toEqual(failures.at(0));
    expect((await api.call(`DELETE /batch/${key}`)).status).toBe(204);
    expect(await log(`jobDefinitionId=${monitor}`)).toBe(2);
    expect(await log(`jobDefinitionConfiguration=${key}&deletionLog=true`)).toBe(2);
    expect(await log(`jobDefinitionType=batch-seed-job&processDefinitionKey=checked`)).toBe(0);
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApi } from '@/lib/api/server.ts';
import { testDesk } from '@/lib/console/test-desk.ts';
import type { AsRequest, OperationName } from './contract.ts';
import type { Deed } from './deed-for-tests.ts';
import { DEEDS } from './deeds-for-tests.ts';
import { Ground } from './ground-for-tests.ts';

const desk = testDesk({
  prepare: (database) =>
    database.appUser.create({ data: { id: 'u', username: 'lena', name: 'Lena Holm', passwordHash: '' } }),
});
const ground = new Ground(desk);
let api: Awaited<ReturnType<typeof startApi>>;
const failures: string[] = [];
beforeAll(async () => {
  await ground.lay();
  api = await startApi({
    engine: desk.engine,
    authentication: { mode: 'none' },
    host: '127.0.0.1',
    port: 0,
    report: (message) => {
      failures.push(message);
    },
  });
});
afterAll(async () => {
  await api.close();
  expect(failures).toEqual([]);
});

async function requestOf<N extends OperationName>(
  name: N,
): Promise<{ readonly request: AsRequest; stands(): Promise<unknown>; readonly as: Deed<N>['as'] }> {
  const deed: Deed<N> = DEEDS[name];
  const parameters = await deed.prepare(ground);
  const preview = await desk.run(name, parameters, { role: deed.role ?? 'l2-operator', mode: 'check' });
  if (preview.kind !== 'preview') throw new Error(JSON.stringify(preview));
  return { request: preview.request, stands: () => deed.stands(ground, parameters), as: deed.as };
}

/**
 * Each is performed as it is told. Of the others it is said that there is no endpoint, or that it is not told here how
 * it is called.
 */
const TOLD: readonly OperationName[] = [
  'batch.pause',
  'batch.resume',
  'definition.edit-ttl',
  'definition.resume',
  'definition.suspend',
  'incident.annotate',
  'incident.resolve',
  'incident.retry',
  'instance.cancel',
  'instance.resume',
  'instance.start',
  'instance.suspend',
  'job.execute',
  'job.resume',
  'job.set-due-date',
  'job.set-priority',
  'job.set-retries',
  'job.suspend',
  'job.unlock',
  'message.correlate',
  'message.publish',
  'message.send',
  'signal.broadcast',
  'task.assign',
  'task.complete-for',
  'task.delegate',
  'task.delete',
  'task.resolve',
  'variable.add',
  'variable.remove',
  'variable.set',
];

test('what no endpoint does says so, and what is not told says that', async () => {
  expect((await requestOf('incident.acknowledge')).request).toEqual({ kind: 'none' });
  expect((await requestOf('instance.restart')).request).toEqual({ kind: 'untold' });
});

describe('what is told does the same over the API', () => {
  test.each(TOLD)('%s', async (name) => {
    const { request, stands, as } = await requestOf(name);
    if (request.kind !== 'calls') throw new Error(request.kind);
    for (const { method, path, body } of request.calls) {
      const response = await fetch(`http://127.0.0.1:${api.port}${path}`, {
        method,
        ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      });
      expect([response.status, await response.text()], `${method} ${path} ${JSON.stringify(body)}`).toEqual([
        expect.toSatisfy((status: number) => status < 300),
        expect.anything(),
      ]);
    }
    const after = await stands();
    if (as === null) expect(after).toBeNull();
    else expect(after).toEqual(expect.objectContaining(as));
  });
});

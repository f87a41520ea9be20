import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, expect, test, vi } from 'vitest';
import { afterOwnDeed } from './after-own-deed.ts';

const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
const stops: (() => void)[] = [];
afterEach(() => {
  vi.useRealTimers();
  for (const stop of stops.splice(0)) stop();
  client.clear();
});

/** A view on the screen; gives its reads so far. */
async function shown(
  queryKey: readonly unknown[],
  read: () => Promise<unknown>,
): Promise<{ readonly count: () => number; readonly data: () => unknown }> {
  let count = 0;
  const observer = new QueryObserver(client, {
    queryKey,
    queryFn: () => {
      count += 1;
      return read();
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
  stops.push(observer.subscribe(() => undefined));
  await observer.refetch();
  return { count: () => count, data: () => client.getQueryData(queryKey) };
}

test('what is on the screen has been read again, and is of the version of the deed, before its result is shown', async () => {
  let version = 1;
  const instance = await shown(['instance', { key: '7' }], () =>
    Promise.resolve({ key: '7', version, isSuspended: version > 1 }),
  );
  const jobs = await shown(['jobs', { instance: '7' }], () => Promise.resolve({ rows: [] }));
  const check = await shown(['check', 'instance.suspend', { instanceKey: '7' }], () =>
    Promise.resolve({ kind: 'preview' }),
  );
  const before = [jobs.count(), check.count()];
  version = 2;
  await afterOwnDeed(client, { instanceKey: '7', version: 2 });
  expect(instance.data()).toEqual({ key: '7', version: 2, isSuspended: true });
  expect([jobs.count(), check.count()]).toEqual([(before[0] ?? 0) + 1, before[1]]);
});

test('a view that is still being read says the version already; one that is further, or of another instance, stays', async () => {
  let isSlow = false;
  const slow = await shown(['instance', { key: '7' }], () =>
    isSlow ? new Promise(() => undefined) : Promise.resolve({ key: '7', version: 3 }),
  );
  const other = await shown(['instance', { key: '8' }], () => Promise.resolve({ key: '8', version: 3 }));
  isSlow = true;
  vi.useFakeTimers();
  const settled = afterOwnDeed(client, { instanceKey: '7', version: 4 });
  expect(slow.data()).toEqual({ key: '7', version: 4 });
  client.setQueryData(['instance', { key: '8' }], { key: '8', version: 9 });
  await vi.runAllTimersAsync();
  await settled;
  expect(slow.data()).toEqual({ key: '7', version: 4 });
  const next = afterOwnDeed(client, { instanceKey: '8', version: null });
  await vi.runAllTimersAsync();
  await next;
  expect(other.data()).toEqual({ key: '8', version: 3 });
});

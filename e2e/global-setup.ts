import type { FullConfig } from '@playwright/test';
import { portsOf } from './browser-args.ts';
import { startProduct } from './product.ts';

/** A product in demo mode for each worker, started as anybody starts it. */
export default async function globalSetup({ workers }: FullConfig): Promise<() => Promise<void>> {
  const started = await Promise.allSettled(
    Array.from({ length: workers }, (_, worker) => startProduct(portsOf(worker), { WHEELHOUSE_DEMO: 'on' })),
  );
  const stop = async () => {
    await Promise.all(started.flatMap((each) => (each.status === 'fulfilled' ? [each.value.stop()] : [])));
  };
  const failed = started.find((each): each is PromiseRejectedResult => each.status === 'rejected');
  if (failed === undefined) return stop;
  await stop();
  throw failed.reason;
}

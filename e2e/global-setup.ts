import { API_PORT, CONSOLE_PORT } from './browser-args.ts';
import { startProduct } from './product.ts';

/** One product in demo mode for all tests. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const product = await startProduct({ console: CONSOLE_PORT, api: API_PORT }, { WHEELHOUSE_DEMO: 'on' });
  return () => product.stop();
}

import { ensureBuilt } from './built.mjs';
import { ensureInstalled } from './installed.mjs';
import { onOwnRuntime } from './own-runtime.mjs';
import { giveUp, say } from './say.mjs';

/** `npm run api-client -- create ID`: credentials for a worker. */
try {
  await ensureInstalled();
  await onOwnRuntime();
  await ensureBuilt();
  const { createApiClient } = await import('../dist/api-client.mjs');
  const secret = await createApiClient(process.argv.slice(2), process.env);
  say(`Secret (shown only now): ${secret}`);
} catch (error) {
  giveUp(error instanceof Error ? error.message : String(error));
}

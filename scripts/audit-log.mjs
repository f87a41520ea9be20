import { ensureBuilt } from './built.mjs';
import { ensureInstalled } from './installed.mjs';
import { onOwnRuntime } from './own-runtime.mjs';
import { giveUp, say } from './say.mjs';

const notSound = 2;

/** `npm run audit-log -- verify|export|check`: the audit log's chain of hashes, without the console. */
try {
  await ensureInstalled();
  await onOwnRuntime();
  await ensureBuilt();
  const { auditLog } = await import('../dist/audit-log.mjs');
  if (!(await auditLog(process.argv.slice(2), process.env, say))) process.exitCode = notSound;
} catch (error) {
  giveUp(error instanceof Error ? error.message : String(error));
}

import { ensureBuilt } from './built.mjs';
import { compileSparingly } from './compile-sparingly.mjs';
import { ensureInstalled } from './installed.mjs';
import { onOwnRuntime, startedAt } from './own-runtime.mjs';
import { projectDir } from './run-step.mjs';
import { giveUp, say, secondsSince } from './say.mjs';
import { stopOnSignals } from './shutdown.mjs';

/** `npm run engine`: engine and worker APIs without the console. */
try {
  await ensureInstalled();
  await onOwnRuntime();
  await ensureBuilt();
  process.chdir(projectDir);
  compileSparingly();
  const { bootEngineNode } = await import('../dist/engine.mjs');
  const node = await bootEngineNode(projectDir);
  stopOnSignals(() => node.stop());
  say(
    `Worker APIs   http://${node.env.apiHost}:${node.apiPort}/engine-rest  /v2   (ready after ${secondsSince(startedAt)})`,
  );
} catch (error) {
  giveUp(`Wheelhouse cannot start.\n${error instanceof Error ? error.message : error}`);
}

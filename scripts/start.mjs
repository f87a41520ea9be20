import { ensureBuilt } from './built.mjs';
import { compileSparingly } from './compile-sparingly.mjs';
import { ensureInstalled } from './installed.mjs';
import { onOwnRuntime, startedAt } from './own-runtime.mjs';
import { giveUp, say, secondsSince } from './say.mjs';
import { stopOnSignals } from './shutdown.mjs';

/** `npm start`: production. */
try {
  await ensureInstalled();
  await onOwnRuntime();
  await ensureBuilt();
  compileSparingly();
  const { startConsole } = await import('./console-server.mjs');
  const { node, stop } = await startConsole();
  stopOnSignals(stop);
  say(`Console       ${node.env.consoleUrl}`);
  say(`Worker APIs   http://${node.env.apiHost}:${node.apiPort}/engine-rest  /v2`);
  if (node.setupToken !== null) say(`First start   ${node.env.consoleUrl}/setup   one-time token: ${node.setupToken}`);
  say(`Ready after ${secondsSince(startedAt)}. Ctrl-C stops.`);
} catch (error) {
  giveUp(`Wheelhouse cannot start.\n${error instanceof Error ? error.message : error}`);
}

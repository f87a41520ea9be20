import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from './built.mjs';
import { ensureInstalled } from './installed.mjs';
import { isContinued, onOwnRuntime, startedAt } from './own-runtime.mjs';
import { projectDir } from './run-step.mjs';
import { giveUp, say, secondsSince } from './say.mjs';
import { stopOnSignals } from './shutdown.mjs';

const secretBytes = 32;

/** `npm run demo`: everything on loopback, with accounts, sample processes and workers. */
try {
  if (!isContinued)
    say(
      'Wheelhouse demo. The first start installs and builds, which takes a few minutes; later ones take seconds. Ctrl-C stops.',
    );
  await ensureInstalled();
  await onOwnRuntime();
  await ensureBuilt();
  Object.assign(process.env, demoEnvironment());
  delete process.env.DATABASE_URL;
  const { startConsole } = await import('./console-server.mjs');
  const { node, stop } = await startConsole();
  const workers = fork(
    fileURLToPath(new URL('../samples/demo-workers/main.mjs', import.meta.url)),
    [`http://${node.env.apiHost}:${node.apiPort}`],
    { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
  );
  let isStopping = false;
  workers.on('exit', (code) => {
    if (!isStopping && code !== 0)
      process.stderr.write(`The demo's workers ended (exit code ${code}); console and engine go on without them.\n`);
  });
  stopOnSignals(async () => {
    isStopping = true;
    if (workers.connected) workers.disconnect();
    await stop();
  });
  announce(node);
} catch (error) {
  giveUp(`The demo cannot start.\n${error instanceof Error ? error.message : error}`);
}

/** A data folder of its own, so that the demo's accounts never meet a real database. */
function demoEnvironment() {
  const dataDir = join(resolve(projectDir, process.env.WHEELHOUSE_DATA_DIR || '.wheelhouse'), 'demo');
  mkdirSync(dataDir, { recursive: true });
  const secretFile = join(dataDir, 'secret');
  if (!existsSync(secretFile))
    writeFileSync(secretFile, randomBytes(secretBytes).toString('base64url'), { mode: 0o600 });
  return {
    WHEELHOUSE_DEMO: 'on',
    WHEELHOUSE_DATA_DIR: dataDir,
    WHEELHOUSE_SECRET: readFileSync(secretFile, 'utf8'),
    WHEELHOUSE_HOST: '127.0.0.1',
    WHEELHOUSE_API_HOST: '127.0.0.1',
    WHEELHOUSE_API_AUTH: 'none',
  };
}

/** @param {any} node */
function announce(node) {
  say('');
  say(`  Console       ${node.env.consoleUrl}`);
  say(`  Worker APIs   http://${node.env.apiHost}:${node.apiPort}/engine-rest  /v2   (no credentials: loopback only)`);
  say('');
  say('  Accounts of the demo');
  for (const { username, role, password } of node.demoAccounts)
    say(`    ${username.padEnd(8)} ${role.padEnd(24)} ${password}`);
  say('');
  say(
    `Ready after ${secondsSince(startedAt)}. Sample workers are starting processes; stop with Ctrl-C, start again with nothing lost.`,
  );
}

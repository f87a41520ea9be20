import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Runs the acceptance suites that stand beside the checkout against the built product, and holds each count against its
 * floor. One floor is one test here: passed when at least so many of the suite's cases pass.
 *
 *     node .ci/suites.mjs ../shared [--only NAME] [--raise]
 *
 * `--raise` writes counts that were exceeded into floors.json; it never lowers one.
 */
const shared = resolve(process.argv[2] ?? '../shared');
const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : null;
const isRaising = process.argv.includes('--raise');
const projectDir = fileURLToPath(new URL('..', import.meta.url));
const floorsFile = join(projectDir, '.ci', 'floors.json');
const floors = JSON.parse(readFileSync(floorsFile, 'utf8'));
const startLimitMs = 60_000;
/**
 * A suite that takes longer is cut off: on two cores the longest, the walks, need about four minutes, and seven on a
 * busy machine.
 */
const suiteLimitMs = 12 * 60_000;
const pollMs = 200;
const stopLimitMs = 12_000;

/** Suites that want the same kind of node run on one. `api` is its address. @type {{ executor: 'on' | 'off', suites: { name: string, args: (api: string) => string[] }[] }[]} */
const rounds = [
  {
    executor: 'on',
    suites: [
      {
        name: 'scenarios-camunda7',
        args: (api) => ['scenarios/run.mjs', '--base', `${api}/engine-rest`, '--executor', 'on'],
      },
      {
        name: 'scenarios-camunda8',
        args: (api) => ['scenarios/run-camunda8.mjs', '--base', api, '--observe', 'search'],
      },
      {
        name: 'clients',
        args: (api) => [
          'clients/run.mjs',
          '--camunda7',
          `${api}/engine-rest`,
          '--camunda8-rest',
          api,
          '--search',
          'yes',
          '--rest-jobs',
          'yes',
        ],
      },
      {
        name: 'contract-camunda8',
        args: (api) => ['contract/run-camunda8.mjs', '--base', api, '--keys', 'text', '--quiet'],
      },
    ],
  },
  {
    executor: 'off',
    suites: [
      {
        name: 'walks',
        args: (api) => [
          'walks/walk.mjs',
          '--base',
          `${api}/engine-rest`,
          '--executor',
          'off',
          '--walks',
          '1',
          '--jobs',
          '4',
        ],
      },
      { name: 'contract-camunda7', args: (api) => ['contract/run.mjs', '--base', `${api}/engine-rest`, '--quiet'] },
    ],
  },
];

let met = 0;
let missed = 0;
// Side by side: the one mostly waits for timers and long polls while the other computes.
await Promise.all(
  rounds.map(async (round) => {
    const suites = round.suites.filter(({ name }) => only === null || name === only);
    if (suites.length === 0) return;
    const node = await startNode(round.executor);
    try {
      for (const suite of suites) await judge(suite, node.api);
    } finally {
      await node.stop();
    }
  }),
);
if (isRaising) writeFileSync(floorsFile, `${JSON.stringify(floors, null, 2)}\n`);
console.log(`${met} passed, ${missed} failed`);
process.exitCode = missed === 0 && met > 0 ? 0 : 1;

/** @param {{ name: string, args: (api: string) => string[] }} suite @param {string} api */
async function judge(suite, api) {
  const startedAt = performance.now();
  const { output, isCut } = await runSuite(suite.args(api));
  const result = output
    .match(/(\d+) passed, (\d+) failed/g)
    ?.at(-1)
    ?.match(/(\d+) passed, (\d+) failed/);
  const passed = result ? Number(result[1]) : 0;
  const floor = floors[suite.name] ?? 0;
  const isMet = result !== undefined && !isCut && passed >= floor;
  if (isMet) met += 1;
  else missed += 1;
  console.log(
    `${isMet ? 'ok  ' : 'FAIL'} ${suite.name}: ${passed} of ${passed + Number(result?.[2] ?? 0)} cases pass, at least ${floor} have to (${Math.round((performance.now() - startedAt) / 1000)} s)${isCut ? ': cut off, too slow' : ''}`,
  );
  if (!isMet) console.log(output.split('\n').slice(-60).join('\n'));
  if (passed > floor) floors[suite.name] = passed;
}

/** @param {string[]} args @returns {Promise<{ output: string, isCut: boolean }>} */
function runSuite([program = '', ...args]) {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [join(shared, program), ...args], {
      cwd: tmpdir(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let isCut = false;
    const limit = setTimeout(() => {
      isCut = true;
      child.kill('SIGKILL');
    }, suiteLimitMs);
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        output += chunk;
      });
    child.on('error', fail);
    child.on('close', () => {
      clearTimeout(limit);
      done({ output, isCut });
    });
  });
}

/** An engine node on loopback, on a fresh embedded database. @param {'on' | 'off'} executor */
async function startNode(executor) {
  const dataDir = mkdtempSync(join(tmpdir(), 'wheelhouse-ci-'));
  const port = await freePort();
  const node = spawn(process.execPath, ['scripts/engine.mjs'], {
    cwd: projectDir,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env,
      DATABASE_URL: '',
      WHEELHOUSE_DATA_DIR: dataDir,
      WHEELHOUSE_API_PORT: String(port),
      WHEELHOUSE_API_AUTH: 'none',
      WHEELHOUSE_JOB_EXECUTOR: executor,
    },
  });
  const api = `http://127.0.0.1:${port}`;
  const deadline = performance.now() + startLimitMs;
  while (
    !(await fetch(`${api}/health`).then(
      (answer) => answer.ok,
      () => false,
    ))
  ) {
    if (node.exitCode !== null || performance.now() > deadline) {
      node.kill('SIGKILL');
      rmSync(dataDir, { recursive: true, force: true });
      console.log('The engine node did not start.\n0 passed, 1 failed');
      process.exit(1);
    }
    await new Promise((done) => setTimeout(done, pollMs));
  }
  return {
    api,
    stop: async () => {
      const ended = new Promise((done) => node.once('exit', done));
      node.kill('SIGTERM');
      const limit = setTimeout(() => node.kill('SIGKILL'), stopLimitMs);
      await ended;
      clearTimeout(limit);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.on('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

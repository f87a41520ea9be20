import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { linkSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';

const module = pathToFileURL('scripts/own-runtime.mjs').href;
const folder = mkdtempSync('node_modules/.other-node-');
/** The same program by another path: to the product a Node that is not its own. */
const otherNode = join(folder, 'node');

beforeAll(() => linkSync(process.execPath, otherNode));
afterAll(() => rmSync(folder, { recursive: true }));

it('goes on in the Node of the packages with the same arguments, output and exit code', async () => {
  const child = start(`console.log(process.execPath, process.argv.slice(1).join()); process.exitCode = 7;`, 'a', 'b');
  const output = readAll(child);
  const [code] = await once(child, 'exit');
  expect(code).toBe(7);
  expect(await output).toMatch(/node_modules\/node-[\w-]+\/bin\/node a,b\n$/);
});

it('counts time from the first process on', async () => {
  const child = start('console.log(startedAt < 0, process.env.WHEELHOUSE_STARTED_AT);');
  expect(await readAll(child)).toBe('true undefined\n');
});

it('hands signals on', async () => {
  const child = start(`process.on('SIGTERM', () => process.exit(3)); setInterval(() => {}, 1000); console.log('up');`);
  await once(child.stdout ?? child, 'data');
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([3, null]);
});

it('tells by its exit code which signal ended the other', async () => {
  const child = start(`process.kill(process.pid, 'SIGKILL'); setInterval(() => {}, 1000);`);
  expect(await once(child, 'exit')).toEqual([137, null]);
});

it('ends with a parent that is killed', async () => {
  const child = start('console.log(process.pid); setInterval(() => {}, 1000);');
  const [line] = await once(child.stdout ?? child, 'data');
  const pid = Number(String(line));
  expect(isRunning(pid)).toBe(true);
  child.kill('SIGKILL');
  await expect.poll(() => isRunning(pid), { timeout: 10_000 }).toBe(false);
});

function start(program: string, ...args: readonly string[]): ChildProcess {
  const text = `import { onOwnRuntime, startedAt } from '${module}'; await onOwnRuntime(); ${program}`;
  return spawn(otherNode, ['--input-type=module', '-e', text, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
}

async function readAll(child: ChildProcess): Promise<string> {
  let text = '';
  for await (const chunk of child.stdout ?? []) text += chunk;
  return text;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { API_PORT, API_URL, CONSOLE_PORT, CONSOLE_URL } from './browser-args.ts';

const BOOT_MS = 180_000;
const POLL_MS = 300;
const STOP_MS = 12_000;

/** The built product, in demo mode, on ports and a data folder of its own; stopped and removed afterwards. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'wheelhouse-e2e-'));
  const server = spawn(process.execPath, ['scripts/start.mjs'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env, DATABASE_URL: '', WHEELHOUSE_DATA_DIR: folder, WHEELHOUSE_DEMO: 'on', WHEELHOUSE_API_AUTH: 'none', WHEELHOUSE_CONSOLE_URL: CONSOLE_URL,
      WHEELHOUSE_SECRET: 'only-for-this-run-of-the-browser-tests-0123456789', WHEELHOUSE_CONSOLE_PORT: String(CONSOLE_PORT), WHEELHOUSE_API_PORT: String(API_PORT),
    },
  });
  const output: string[] = [];
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (chunk: Buffer) => output.push(chunk.toString()));
  const stop = async () => {
    await stopped(server);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await ready(server, output);
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}

async function ready(server: ChildProcess, output: readonly string[]): Promise<void> {
  const until = Date.now() + BOOT_MS;
  while (Date.now() < until) {
    if (server.exitCode !== null) throw new Error(`The product stopped while starting:\n${output.join('')}`);
    if (await answers(`${API_URL}/health`) && await answers(`${CONSOLE_URL}/sign-in`)) return;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Error(`The product did not start within ${BOOT_MS / 1000} s:\n${output.join('')}`);
}
async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}
async function stopped(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGTERM');
  const timer = setTimeout(() => server.kill('SIGKILL'), STOP_MS);
  await ended;
  clearTimeout(timer);
}

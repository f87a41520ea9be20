import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const BOOT_MS = 180_000;
const POLL_MS = 300;
const STOP_MS = 12_000;

/** The built product on ports and a data folder of its own, removed afterwards. */
export interface Product {
  readonly consoleUrl: string;
  /** All that it has printed. */
  output(): string;
  stop(): Promise<void>;
}

export async function startProduct(
  ports: { readonly console: number; readonly api: number },
  environment: Readonly<Record<string, string>>,
): Promise<Product> {
  const folder = await mkdtemp(join(tmpdir(), 'wheelhouse-e2e-'));
  const consoleUrl = `http://localhost:${ports.console}`;
  const server = spawn(process.execPath, ['scripts/start.mjs'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      DATABASE_URL: '',
      WHEELHOUSE_DATA_DIR: folder,
      WHEELHOUSE_API_AUTH: 'none',
      WHEELHOUSE_CONSOLE_URL: consoleUrl,
      WHEELHOUSE_SECRET: 'only-for-this-run-of-the-browser-tests-0123456789',
      WHEELHOUSE_CONSOLE_PORT: String(ports.console),
      WHEELHOUSE_API_PORT: String(ports.api),
      ...environment,
    },
  });
  const printed: string[] = [];
  for (const stream of [server.stdout, server.stderr])
    stream.on('data', (chunk: Buffer) => printed.push(chunk.toString()));
  const stop = async () => {
    await stopped(server);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await ready(server, printed, [`http://127.0.0.1:${ports.api}/health`, `${consoleUrl}/sign-in`]);
  } catch (error) {
    await stop();
    throw error;
  }
  return { consoleUrl, output: () => printed.join(''), stop };
}

async function ready(server: ChildProcess, printed: readonly string[], urls: readonly string[]): Promise<void> {
  const until = Date.now() + BOOT_MS;
  while (Date.now() < until) {
    if (server.exitCode !== null) throw new Error(`The product stopped while starting:\n${printed.join('')}`);
    if ((await Promise.all(urls.map(answers))).every((isThere) => isThere)) return;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Error(`The product did not start within ${BOOT_MS / 1000} s:\n${printed.join('')}`);
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

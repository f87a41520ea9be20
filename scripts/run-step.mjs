import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { say, secondsSince } from './say.mjs';

export const projectDir = fileURLToPath(new URL('..', import.meta.url));

const heartbeatMs = 10_000;
const outputTailLines = 60;

/** A step that failed: the message is for people, no stack trace is wanted. */
export class StepError extends Error {}

/**
 * Runs a program, says what is done and that it still is, and shows its output when it fails, or as it comes with
 * `isShown`. A program with steps of its own (`hasSteps`) says itself that it goes on.
 * @param {string} title @param {string} program @param {readonly string[]} args
 * @param {{ env?: Record<string, string | undefined>, isShown?: boolean, hasSteps?: boolean, mayFail?: boolean }} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export async function runStep(
  title,
  program,
  args,
  { env = {}, isShown = false, hasSteps = false, mayFail = false } = {},
) {
  const startedAt = performance.now();
  say(`· ${title} …`);
  const child = spawn(program, args, {
    cwd: projectDir,
    env: { ...process.env, ...env },
    stdio: ['ignore', isShown ? 'inherit' : 'pipe', isShown ? 'inherit' : 'pipe'],
    shell: process.platform === 'win32',
  });
  let output = '';
  child.stdout?.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    output += chunk;
  });
  const stillAtIt = () => hasSteps || say(`  ${title}: still at it after ${secondsSince(startedAt)}`);
  const heartbeat = setInterval(stillAtIt, heartbeatMs);
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status, signal) => resolve(status ?? (signal === 'SIGINT' ? 130 : 1)));
  }).finally(() => clearInterval(heartbeat));
  if (code === 0) say(`  done in ${secondsSince(startedAt)}`);
  else if (!mayFail)
    throw new StepError(
      `${output.split('\n').slice(-outputTailLines).join('\n')}\n${title} failed (exit code ${code}).`,
    );
  return { code, output };
}

/** The path of a program that a package brings. @param {string} path below node_modules */
export function packageFile(path) {
  return fileURLToPath(new URL(`../node_modules/${path}`, import.meta.url));
}

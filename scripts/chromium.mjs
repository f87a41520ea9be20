import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runStep, StepError } from './run-step.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const macApplications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** The browser for the browser tests; null: there is none. */
export function chromiumPath() {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  const onPath = (process.env.PATH ?? '').split(':').flatMap((dir) => names.map((name) => join(dir, name)));
  return [...onPath, ...macApplications].find((path) => existsSync(path)) ?? null;
}

/** Installs it where that can be done without asking, else says what to install. */
export async function ensureChromium() {
  if (chromiumPath() !== null) return;
  const isRoot = process.getuid?.() === 0;
  if (!isRoot || spawnSync('apt-get', ['--version']).status !== 0) {
    throw new StepError(
      'The browser tests need Chromium or Chrome: install one (Debian: apt-get install chromium), or set CHROMIUM_PATH to it.',
    );
  }
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await runStep('Reading the package lists', 'apt-get', ['update', '-qq'], { env });
  await runStep('Installing Chromium', 'apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
    env,
  });
  if (chromiumPath() === null) throw new StepError('Chromium was installed but is not on the PATH: set CHROMIUM_PATH.');
}

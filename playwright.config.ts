import { defineConfig } from '@playwright/test';
import { BROWSER_ARGS, CONSOLE_URL } from './e2e/browser-args.ts';

export default defineConfig({
  // The clients' tests beside them run with the others, without a browser.
  testMatch: '**/*.spec.ts',
  testDir: 'e2e',
  globalSetup: './e2e/global-setup.ts',
  outputDir: 'e2e/results/runs',
  // A file's tests are one after the other; files side by side, on two cores.
  fullyParallel: false,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: {
    baseURL: CONSOLE_URL,
    viewport: { width: 1440, height: 900 },
    // A trace keeps the whole page after each step, which takes a third of the time: `--trace on` where one is wanted.
    trace: 'off',
    launchOptions: { executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args: BROWSER_ARGS },
  },
});

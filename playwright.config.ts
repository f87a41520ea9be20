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
  // Generous, for machines that do other work besides: what holds is seen at once, whatever the limit.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  // A test that passes only at its second attempt is named at the end of `npm test`.
  retries: 1,
  reporter: [['list']],
  use: {
    baseURL: CONSOLE_URL,
    viewport: { width: 1440, height: 900 },
    // A trace keeps the whole page after each step, which takes a third of the time: `--trace on` where one is wanted.
    trace: 'off',
    launchOptions: { executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args: BROWSER_ARGS },
  },
});

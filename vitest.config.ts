import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@\//, replacement: root },
      { find: 'server-only', replacement: `${root}scripts/empty-module.ts` },
    ],
  },
  test: {
    include: ['{app,components,lib,engine,scripts,samples}/**/*.test.{ts,tsx}', 'e2e/clients/**/*.test.ts'],
    globalSetup: ['scripts/vitest-global-setup.ts'],
    // Two cores: more processes than that only get in each other's way.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});

import { spawnSync } from 'node:child_process';
import { stampedBuild } from './built.mjs';
import { ensureInstalled } from './installed.mjs';
import { onOwnRuntime } from './own-runtime.mjs';
import { packageFile, projectDir, runStep, StepError } from './run-step.mjs';
import { giveUp } from './say.mjs';

/** `npm run build`: Prisma client, console, and the programs that run without Next. */
async function main() {
  await ensureInstalled();
  await onOwnRuntime();
  await stampedBuild(async () => {
    generateDatabaseClient();
    const { buildBundles } = await import('./bundles.mjs');
    await buildBundles();
    await runStep('Building the console', process.execPath, [packageFile('next/dist/bin/next'), 'build'], {
      env: { NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
    });
  });
}

/**
 * `prisma generate` would download a schema engine that it does not use here; told of any program as that engine, it
 * needs no network.
 */
export function generateDatabaseClient() {
  const { status, stderr, stdout } = spawnSync(process.execPath, [packageFile('prisma/build/index.js'), 'generate'], {
    cwd: projectDir,
    encoding: 'utf8',
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      CHECKPOINT_DISABLE: '1',
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
    },
  });
  if (status !== 0) throw new StepError(`prisma generate failed:\n${stdout}\n${stderr}`);
}

if (process.argv[1]?.endsWith('build.mjs'))
  main().catch((error) => giveUp(error instanceof StepError ? error.message : String(error?.stack ?? error)));

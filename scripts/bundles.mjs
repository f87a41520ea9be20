import { join } from 'node:path';
import { build } from 'esbuild';
import { projectDir } from './run-step.mjs';

/**
 * Programs that run without Next: a node without console, its worker threads, and the commands for API clients and the
 * audit log.
 */
export async function buildBundles() {
  await build({
    absWorkingDir: projectDir,
    entryPoints: {
      engine: 'lib/engine-node.ts',
      'parse-worker': 'engine/runtime/models/parse-worker.ts',
      'script-worker': 'engine/runtime/scripts/script-worker.ts',
      'api-client': 'scripts/create-api-client.ts',
      'audit-log': 'scripts/audit-log.ts',
    },
    outdir: join(projectDir, 'dist'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    // Packages stay where npm put them; only our own sources are bundled.
    packages: 'external',
    sourcemap: 'linked',
    logLevel: 'warning',
    tsconfig: 'tsconfig.json',
  });
}

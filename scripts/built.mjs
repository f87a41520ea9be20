import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectDir, runStep } from './run-step.mjs';

const sources = [
  'app',
  'components',
  'engine',
  'lib',
  'prisma',
  'scripts/bundles.mjs',
  'scripts/build.mjs',
  'scripts/create-api-client.ts',
  'scripts/audit-log.ts',
  'instrumentation.ts',
  'next.config.mjs',
  'postcss.config.mjs',
  'prisma.config.ts',
  'package-lock.json',
  'tsconfig.json',
  'public',
];
const isIgnored = (/** @type {string} */ path) =>
  /(^|\/)(generated|node_modules|scenarios)$/.test(path) || /\.test\.tsx?$|\.md$/.test(path);
const stampFile = join(projectDir, 'dist', 'build.json');

/** Builds when the sources are not those that were built last. */
export async function ensureBuilt() {
  if (isBuilt()) return;
  await runStep('Building the product (about a minute)', process.execPath, ['scripts/build.mjs'], {
    isShown: true,
    hasSteps: true,
  });
}

export function isBuilt() {
  return (
    existsSync(stampFile) &&
    existsSync(join(projectDir, '.next', 'BUILD_ID')) &&
    JSON.parse(readFileSync(stampFile, 'utf8')).sources === sourcesHash()
  );
}

/** A build that is stopped half-way leaves no stamp, and is done again. @param {() => Promise<void>} build */
export async function stampedBuild(build) {
  rmSync(stampFile, { force: true });
  const hash = sourcesHash();
  await build();
  mkdirSync(join(projectDir, 'dist'), { recursive: true });
  writeFileSync(stampFile, `${JSON.stringify({ sources: hash, at: new Date().toISOString() })}\n`);
}

function sourcesHash() {
  const hash = createHash('sha256').update(process.version);
  for (const path of sources.flatMap(filesOf).sort())
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(projectDir, path)))
      .update('\0');
  return hash.digest('hex');
}

/** @param {string} path @returns {string[]} */
function filesOf(path) {
  const full = join(projectDir, path);
  if (isIgnored(path) || !existsSync(full)) return [];
  const entries = tryReadDir(full);
  return entries === null ? [path] : entries.flatMap((name) => filesOf(`${path}/${name}`));
}

/** @param {string} path @returns {string[] | null} */
function tryReadDir(path) {
  try {
    return readdirSync(path);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOTDIR') return null;
    throw error;
  }
}

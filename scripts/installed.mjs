import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { projectDir, runStep, StepError } from './run-step.mjs';

const leastNodeMajor = 20;
/**
 * A package below the form viewer's would look through the sources and report to its makers, in containers and on build
 * servers.
 */
const NO_TELEMETRY = { IBM_TELEMETRY_DISABLED: 'true' };

/** Node and packages, or a message that says what to do. Nothing is done when all is there. */
export async function ensureInstalled() {
  if (Number(process.versions.node.split('.')[0]) < leastNodeMajor) {
    throw new StepError(
      `Wheelhouse needs Node ${leastNodeMajor} or newer; this is ${process.version}. See https://nodejs.org.`,
    );
  }
  const missing = missingPackage();
  if (missing === null) return;
  // npm ci begins with an empty folder, so a stopped installation is simply done again.
  await runStep(`Installing packages (${missing})`, 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    env: { NODE_ENV: 'development', ...NO_TELEMETRY },
  });
}

/** Compares package-lock.json with what npm says it has installed; null: they are the same. */
function missingPackage() {
  const installedFile = join(projectDir, 'node_modules', '.package-lock.json');
  if (!existsSync(installedFile)) return 'none are there yet';
  const lockFile = join(projectDir, 'package-lock.json');
  return firstMissing(JSON.parse(readFileSync(lockFile, 'utf8')).packages, {
    installed: JSON.parse(readFileSync(installedFile, 'utf8')).packages,
    isOlder: statSync(installedFile).mtimeMs < statSync(lockFile).mtimeMs,
  });
}

/**
 * What of a lock file is not installed, in words; null: nothing. npm leaves out optional packages for other platforms, and
 * those that it cannot fetch. One for this platform that came with a newer lock file has not been tried yet.
 * @typedef {{ version?: string, optional?: boolean, devOptional?: boolean, os?: string[], cpu?: string[], libc?: string[] }} Locked
 * @param {Readonly<Record<string, Locked>>} wanted
 * @param {{ installed: Readonly<Record<string, Locked>>, isOlder: boolean }} found
 */
export function firstMissing(wanted, { installed, isOlder }) {
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === '' || installed[path]?.version === entry.version) continue;
    const isLeftOut = installed[path] === undefined && (entry.optional || entry.devOptional);
    if (isLeftOut && !(isOlder && isForThisPlatform(entry))) continue;
    return `${path.replace(/^.*node_modules\//, '')} ${entry.version} is not there`;
  }
  return null;
}

/** Only where the package names it: the C library is npm's to find out. @param {Locked} entry */
function isForThisPlatform({ os = [], cpu = [], libc }) {
  return os.includes(process.platform) && cpu.includes(process.arch) && libc === undefined;
}

import { existsSync, readFileSync } from 'node:fs';
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
  const wanted = JSON.parse(readFileSync(join(projectDir, 'package-lock.json'), 'utf8')).packages;
  const installed = JSON.parse(readFileSync(installedFile, 'utf8')).packages;
  for (const [path, { version, optional, devOptional }] of Object.entries(wanted)) {
    if (path === '' || installed[path]?.version === version) continue;
    // Packages for other platforms are left out by npm.
    if (installed[path] === undefined && (optional || devOptional)) continue;
    return `${path.replace(/^.*node_modules\//, '')} ${version} is not there`;
  }
  return null;
}

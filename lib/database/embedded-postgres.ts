import { spawn, spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { findPostgresBinaries, identityOf, type PostgresBinaries } from './postgres-binaries.ts';
import { openCluster, readIdentity, saveIdentity, type ClusterIdentity } from './postgres-cluster.ts';
import { processIdentity } from './process-identity.ts';

export interface EmbeddedPostgres {
  /** For the account `wheelhouse`, to its own database. */
  readonly url: string;
  /** Ends the server in order ("fast": open transactions are rolled back, nothing committed is lost). */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  readonly dataDir: string;
  /** Where node_modules stands. */
  readonly projectDir: string;
  /** Off only where the data is thrown away anyway: commits do not wait for the disk then. */
  readonly isDurable?: boolean;
}

const startTimeoutMs = 60_000;
const stopTimeoutMs = 20_000;
const pollMs = 10;
/** A server that was killed replays its log first; this is how long an adopted one may take to answer. */
const adoptTimeoutMs = 15_000;
const logFileLimitBytes = 10 * 1024 * 1024;
const logTailLines = 12;
const applicationRole = 'wheelhouse';

/**
 * Starts a real PostgreSQL on this data folder, on loopback, behind a random password. The server is a process group
 * of its own: Ctrl-C reaches us and not it, so that the engine can finish before its database goes. When we were
 * killed the server lives on, and the next start takes it over.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDir = resolve(options.dataDir);
  const binaries = await findPostgresBinaries(options.projectDir);
  await mkdir(dataDir, { recursive: true, mode: 0o711 });
  const release = await claim(dataDir);
  try {
    const cluster = await openCluster(dataDir, binaries);
    const pid = (await runningServer(cluster)) ?? (await launch(dataDir, cluster, binaries, options.isDurable ?? true));
    const port = (await readPidFile(cluster.directory))?.port ?? cluster.port;
    await ensureRoleAndDatabase({ ...cluster, port });
    await saveIdentity(dataDir, { ...cluster, port });
    return {
      url: urlOf(applicationRole, cluster.password, port, applicationRole),
      stop: async () => {
        await stopServer(pid, cluster, binaries);
        await release();
      },
    };
  } catch (error) {
    await release();
    throw error;
  }
}

/** Address of the embedded database of a product that runs on this data folder; null: there is none. */
export async function runningEmbeddedUrl(dataDir: string): Promise<string | null> {
  const identity = await readIdentity(resolve(dataDir));
  const server = identity && (await readPidFile(identity.directory));
  return identity && server?.isReady ? urlOf(applicationRole, identity.password, server.port, applicationRole) : null;
}

/** One process per data folder; a claim left by a process that is gone does not count. */
async function claim(dataDir: string): Promise<() => Promise<void>> {
  const file = join(dataDir, 'owner.json');
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text) {
    const owner = JSON.parse(text) as { pid: number; identity: string };
    if (owner.pid !== process.pid && processIdentity(owner.pid) === owner.identity) {
      throw new Error(
        `The embedded database in ${dataDir} is in use by process ${owner.pid}. Stop that process, choose another WHEELHOUSE_DATA_DIR, or give both one DATABASE_URL.`,
      );
    }
  }
  await writeFile(file, JSON.stringify({ pid: process.pid, identity: processIdentity(process.pid) }), { mode: 0o600 });
  return () => rm(file, { force: true });
}

/** The server of an earlier run that was killed without it. */
async function runningServer(cluster: ClusterIdentity): Promise<number | null> {
  const found = await readPidFile(cluster.directory);
  if (!found) return null;
  if (processIdentity(found.pid) === null || !(await isPostgres(found.pid, cluster.directory))) {
    await rm(join(cluster.directory, 'postmaster.pid'), { force: true });
    return null;
  }
  await waitFor(
    async () => (await readPidFile(cluster.directory))?.isReady ?? false,
    adoptTimeoutMs,
    'The embedded PostgreSQL that was left running does not answer.',
  );
  return found.pid;
}

async function isPostgres(pid: number, directory: string): Promise<boolean> {
  if (process.platform === 'linux')
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).includes(directory);
  if (process.platform === 'win32') return true;
  return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout.includes(directory);
}

async function launch(
  dataDir: string,
  cluster: ClusterIdentity,
  binaries: PostgresBinaries,
  isDurable: boolean,
): Promise<number> {
  const logFile = join(dataDir, 'postgres.log');
  const isLarge = await stat(logFile).then(
    (file) => file.size > logFileLimitBytes,
    () => false,
  );
  const log = openSync(logFile, isLarge ? 'w' : 'a', 0o600);
  const child = spawn(binaries.postgres, ['-D', cluster.directory, ...settings(cluster.port, isDurable)], {
    ...identityOf(binaries.user),
    cwd: '/',
    detached: true,
    stdio: ['ignore', log, log],
    env: { ...process.env, TZ: 'UTC' },
  });
  closeSync(log);
  let ended: string | null = null;
  child.on('error', (error) => {
    ended = error.message;
  });
  child.on('exit', (code, signal) => {
    ended = `ended with ${code ?? signal}`;
  });
  child.unref();
  const explain = async () =>
    `The embedded PostgreSQL did not start (${ended ?? 'no answer'}). The end of ${logFile}:\n${(await readFile(logFile, 'utf8')).trimEnd().split('\n').slice(-logTailLines).join('\n')}`;
  await waitFor(
    async () => {
      if (ended) throw new Error(await explain());
      const found = await readPidFile(cluster.directory);
      return found !== null && found.pid === child.pid && found.isReady;
    },
    startTimeoutMs,
    explain,
  );
  if (child.pid === undefined) throw new Error(await explain());
  return child.pid;
}

/** Written here and not in postgresql.conf: a newer release of ours may set them otherwise. */
function settings(port: number, isDurable: boolean): string[] {
  const values: Record<string, string | number> = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 200,
    shared_buffers: '256MB',
    // Checkpoints write every touched page once more; far apart they cost little of the throughput.
    max_wal_size: '4GB',
    min_wal_size: '256MB',
    checkpoint_timeout: '15min',
    wal_buffers: '16MB',
    wal_level: 'minimal',
    max_wal_senders: 0,
    fsync: isDurable ? 'on' : 'off',
    synchronous_commit: isDurable ? 'on' : 'off',
    full_page_writes: isDurable ? 'on' : 'off',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_messages: 'warning',
    // Statements carry process variables: they do not belong into a log file.
    log_min_error_statement: 'panic',
    log_parameter_max_length_on_error: 0,
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

interface PidFile {
  readonly pid: number;
  readonly port: number;
  readonly isReady: boolean;
}

async function readPidFile(directory: string): Promise<PidFile | null> {
  const text = await readFile(join(directory, 'postmaster.pid'), 'utf8').catch(() => null);
  const lines = text?.split('\n') ?? [];
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return { pid, port: Number(lines[3]), isReady: lines[7]?.trim() === 'ready' };
}

async function ensureRoleAndDatabase(cluster: ClusterIdentity): Promise<void> {
  const client = new pg.Client({
    connectionString: urlOf('postgres', cluster.superuserPassword, cluster.port, 'postgres'),
  });
  await client.connect();
  try {
    const role = await client.query('select 1 from pg_roles where rolname = $1', [applicationRole]);
    // The password is ours, of the base64url alphabet: it needs no quoting, and DDL takes no parameters.
    if (role.rowCount === 0)
      await client.query(`create role ${applicationRole} login createdb password '${cluster.password}'`);
    const database = await client.query('select 1 from pg_database where datname = $1', [applicationRole]);
    if (database.rowCount === 0) await client.query(`create database ${applicationRole} owner ${applicationRole}`);
  } finally {
    await client.end();
  }
}

async function stopServer(pid: number, cluster: ClusterIdentity, binaries: PostgresBinaries): Promise<void> {
  const started = processIdentity(pid);
  if (started === null) return;
  // SIGINT is PostgreSQL's fast shutdown; Windows has no signals, so its own tool must speak there.
  if (process.platform === 'win32') spawnSync(binaries.pgCtl, ['stop', '-D', cluster.directory, '-m', 'fast', '-W']);
  else process.kill(pid, 'SIGINT');
  await waitFor(
    async () => processIdentity(pid) !== started,
    stopTimeoutMs,
    `The embedded PostgreSQL (process ${pid}) does not end.`,
  );
}

function urlOf(user: string, password: string, port: number, database: string): string {
  return `postgresql://${user}:${password}@127.0.0.1:${port}/${database}`;
}

async function waitFor(
  isSo: () => Promise<boolean>,
  timeoutMs: number,
  complaint: string | (() => Promise<string>),
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(typeof complaint === 'string' ? complaint : await complaint());
    await new Promise((done) => setTimeout(done, pollMs));
  }
}

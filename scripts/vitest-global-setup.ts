import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../lib/database/embedded-postgres.ts';
import { migrate } from '../lib/database/migrate.ts';
import { processIdentity } from '../lib/database/process-identity.ts';

const projectDir = fileURLToPath(new URL('..', import.meta.url));
const prefix = 'wheelhouse-test-';

/** One real PostgreSQL for the whole run, in a folder that goes with it, and a template that is migrated once. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  await removeLeftOvers();
  const dataDir = await mkdtemp(join(tmpdir(), prefix));
  // Nothing here outlives the run, so no commit waits for the disk.
  const server = await startEmbeddedPostgres({ dataDir, projectDir, isDurable: false });
  await chmod(dataDir, 0o711);
  await migrate(server.url, join(projectDir, 'prisma', 'migrations'));
  await closeSessions(server.url);
  project.provide('templateDatabaseUrl', server.url);
  return async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}

/** A template can only be copied while nobody is connected to it. */
async function closeSessions(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()
      and pid <> pg_backend_pid() and usename = current_user`,
  );
  await client.end();
}

/** Servers and folders of runs that were killed. */
async function removeLeftOvers(): Promise<void> {
  for (const name of (await readdir(tmpdir())).filter((entry) => entry.startsWith(prefix))) {
    const dir = join(tmpdir(), name);
    const owner = await readFile(join(dir, 'owner.json'), 'utf8').then(
      (text) => JSON.parse(text) as { pid: number; identity: string },
      () => null,
    );
    if (!owner || processIdentity(owner.pid) === owner.identity) continue;
    const server = await startEmbeddedPostgres({ dataDir: dir, projectDir, isDurable: false }).catch(() => null);
    await server?.stop();
    await rm(dir, { recursive: true, force: true });
  }
}

import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';

/** The number under which Prisma's own tool takes this lock, so that the two exclude each other. */
const migrationLock = 72_707_369;

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}
interface AppliedMigration {
  readonly migration_name: string;
  readonly checksum: string;
  readonly finished_at: Date | null;
  readonly rolled_back_at: Date | null;
  readonly logs: string | null;
}

/**
 * Applies the folders of prisma/migrations that the database lacks, in order, and keeps `_prisma_migrations` as
 * Prisma does, so that its tools see the truth. Several nodes may start at once: one migrates, the others wait.
 * Returns the names that were applied now.
 */
export async function migrate(databaseUrl: string, migrationsDir: string): Promise<readonly string[]> {
  const migrations = await readMigrations(migrationsDir);
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'wheelhouse-migrate' });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    await client.query(`create table if not exists _prisma_migrations (
      id varchar(36) primary key not null, checksum varchar(64) not null, finished_at timestamptz, migration_name varchar(255) not null,
      logs text, rolled_back_at timestamptz, started_at timestamptz not null default now(), applied_steps_count integer not null default 0)`);
    const { rows } = await client.query<AppliedMigration>(
      'select migration_name, checksum, finished_at, rolled_back_at, logs from _prisma_migrations order by started_at',
    );
    const missing = missingMigrations(migrations, rows);
    for (const migration of missing) await apply(client, migration);
    return missing.map(({ name }) => name);
  } finally {
    // Ending the session gives the lock back as well.
    await client.end();
  }
}

async function readMigrations(dir: string): Promise<readonly Migration[]> {
  const entries = await readdir(dir, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
  return Promise.all(
    names.map(async (name) => {
      const content = await readFile(join(dir, name, 'migration.sql'));
      return { name, sql: content.toString('utf8'), checksum: createHash('sha256').update(content).digest('hex') };
    }),
  );
}

/** What is still to do; a database that does not fit these migrations is an error that says why. */
function missingMigrations(migrations: readonly Migration[], rows: readonly AppliedMigration[]): readonly Migration[] {
  const applied = new Map(rows.filter((row) => row.rolled_back_at === null).map((row) => [row.migration_name, row]));
  for (const row of applied.values()) {
    const migration = migrations.find(({ name }) => name === row.migration_name);
    if (!migration)
      throw new Error(
        `The database was migrated by a newer release: it knows the migration ${row.migration_name}, this release does not. Start that release, or restore the backup made before it.`,
      );
    if (row.finished_at === null)
      throw new Error(
        `The migration ${row.migration_name} began earlier and did not finish: ${row.logs ?? 'no message was kept'}. Restore a backup, or mend the tables and set finished_at in _prisma_migrations.`,
      );
    if (row.checksum !== migration.checksum)
      throw new Error(
        `The migration ${row.migration_name} was changed after it had been applied to this database. Put its file back as it was; changes belong into a new migration.`,
      );
  }
  return migrations.filter(({ name }) => !applied.has(name));
}

/** The script and its record in one transaction: a failure leaves the database as it was before the migration. */
async function apply(client: pg.Client, migration: Migration): Promise<void> {
  try {
    await client.query('begin');
    await client.query(migration.sql);
    await client.query(
      `insert into _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
        values ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    );
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(
      `The migration ${migration.name} failed and was rolled back: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
}

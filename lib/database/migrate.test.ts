import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/scripts/test-database.ts';
import { migrate } from './migrate.ts';

const ours = join(process.cwd(), 'prisma', 'migrations');

describe('migrate', () => {
  let database: TestDatabase;
  let dir: string;

  beforeEach(async () => {
    database = await createTestDatabase();
    dir = await mkdtemp(join(tmpdir(), 'wheelhouse-migrations-'));
    await cp(ours, dir, { recursive: true });
  });
  afterEach(async () => {
    await database.drop();
    await rm(dir, { recursive: true });
  });

  async function addMigration(name: string, sql: string): Promise<void> {
    await cp(join(dir, '20261121000001_engine'), join(dir, name), { recursive: true });
    await writeFile(join(dir, name, 'migration.sql'), sql);
  }

  async function rowsOf(sql: string): Promise<Record<string, unknown>[]> {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const { rows } = await client.query(sql);
    await client.end();
    return rows;
  }

  it('does nothing when the database is up to date', async () => {
    expect(await migrate(database.url, dir)).toEqual([]);
  });

  it('applies a new migration once, though several nodes start together', async () => {
    await addMigration('29990101000000_colour', "create table colour (name text); insert into colour values ('red');");
    const applied = await Promise.all([
      migrate(database.url, dir),
      migrate(database.url, dir),
      migrate(database.url, dir),
    ]);
    expect(applied.flat()).toEqual(['29990101000000_colour']);
    expect(await rowsOf('select name from colour')).toEqual([{ name: 'red' }]);
    expect(
      await rowsOf(
        "select applied_steps_count from _prisma_migrations where migration_name like '2999%' and finished_at is not null",
      ),
    ).toEqual([{ applied_steps_count: 1 }]);
  });

  it('leaves nothing of a migration that fails', async () => {
    await addMigration('29990101000000_colour', 'create table colour (name text); select 1 / 0;');
    await expect(migrate(database.url, dir)).rejects.toThrow(
      '29990101000000_colour failed and was rolled back: division by zero',
    );
    expect(await rowsOf("select to_regclass('colour') as name")).toEqual([{ name: null }]);
  });

  it('refuses a migration that was changed after it had been applied', async () => {
    await writeFile(join(dir, '20261121000001_engine', 'migration.sql'), 'select 1;');
    await expect(migrate(database.url, dir)).rejects.toThrow('20261121000001_engine was changed after');
  });

  it('refuses a database of a newer release', async () => {
    await rm(join(dir, '20261121000001_engine'), { recursive: true });
    await expect(migrate(database.url, dir)).rejects.toThrow('newer release');
  });
});

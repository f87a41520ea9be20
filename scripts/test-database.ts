import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

/** PostgreSQL's code for a session that belongs to somebody else. */
const NOT_OURS_TO_END = '42501';
const MAX_TRIES = 40;
const PAUSE_MS = 250;
/** Sessions that are left open are ended after this. */
const MAX_GOODBYE_MS = 300;
const GOODBYE_PAUSE_MS = 20;

export interface TestDatabase {
  readonly url: string;
  /** Drops the database, closing what is still connected. */
  drop(): Promise<void>;
}

declare module 'vitest' {
  export interface ProvidedContext {
    /** Of the migrated template, on the one server of the test run. */
    templateDatabaseUrl: string;
  }
}

/** A migrated database of its own on the real PostgreSQL of this test run, copied from a template in some 50 ms. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const template = new URL(inject('templateDatabaseUrl'));
  const name = `test_${randomBytes(8).toString('hex')}`;
  await onMaintenanceDatabase(template, (client) =>
    client.query(`create database ${name} template ${template.pathname.slice(1)} strategy file_copy`),
  );
  const url = new URL(template);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => dropDatabase(template, name) };
}

/**
 * Sessions that are just being closed get a moment: one that is ended by force while its client says goodbye tells the
 * client of an error that no test is there for. A vacuum that PostgreSQL runs by itself cannot be ended by us, but is
 * over soon.
 */
async function dropDatabase(template: URL, name: string): Promise<void> {
  await onMaintenanceDatabase(template, (client) => untilUnused(client, name));
  for (let tries = 1; ; tries += 1) {
    try {
      await onMaintenanceDatabase(template, (client) => client.query(`drop database if exists ${name} with (force)`));
      return;
    } catch (error) {
      if (tries === MAX_TRIES || !(error instanceof pg.DatabaseError) || error.code !== NOT_OURS_TO_END) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

async function untilUnused(client: pg.Client, name: string): Promise<void> {
  const until = Date.now() + MAX_GOODBYE_MS;
  for (;;) {
    const { rowCount } = await client.query('select from pg_stat_activity where datname = $1 limit 1', [name]);
    if (rowCount === 0 || Date.now() > until) return;
    await new Promise((resolve) => setTimeout(resolve, GOODBYE_PAUSE_MS));
  }
}

async function onMaintenanceDatabase(template: URL, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const url = new URL(template);
  url.pathname = '/postgres';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

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
  await onMaintenanceDatabase(template, `create database ${name} template ${template.pathname.slice(1)} strategy file_copy`);
  const url = new URL(template);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onMaintenanceDatabase(template, `drop database if exists ${name} with (force)`) };
}

async function onMaintenanceDatabase(template: URL, statement: string): Promise<void> {
  const url = new URL(template);
  url.pathname = '/postgres';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '@/lib/db/generated/client.ts';

export { Prisma } from '@/lib/db/generated/client.ts';

export type Database = PrismaClient;

/** Connections of the console; the engine has a pool of its own. */
const POOL_SIZE = 8;
/** A screen's query that takes longer than this is a mistake: it is stopped instead of holding a connection. */
const STATEMENT_TIMEOUT_MS = 5_000;
const CONNECT_TIMEOUT_MS = 5_000;
/**
 * Somebody reading a page asks again within minutes; a new connection would have to learn the tables first, which takes
 * longer than most queries.
 */
const IDLE_TIMEOUT_MS = 300_000;
/**
 * What a screen asks for takes milliseconds, which compiling it would take again. And what it asks for is mostly in
 * memory, where going from row to row costs little: PostgreSQL's own guess is that of a disk with a moving head, by
 * which it reads whole tables.
 */
const PLANNING = '-c jit=off -c random_page_cost=1.1';

// Next compiles instrumentation and routes apart: what boot opens and routes use can only meet on globalThis.
const DATABASE = Symbol.for('wheelhouse.database');
type Holder = { [DATABASE]?: Database };

/** A client of its own: for tests and scripts. */
export function createDatabase(url: string): Database {
  return new PrismaClient({
    adapter: new PrismaPg({
      connectionString: url,
      max: POOL_SIZE,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      idleTimeoutMillis: IDLE_TIMEOUT_MS,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      application_name: 'wheelhouse-console',
      options: PLANNING,
    }),
  });
}

/** Called once by boot, after the migrations. */
export function openDatabase(url: string): Database {
  const holder = globalThis as Holder;
  if (holder[DATABASE] !== undefined) throw new Error('The console database is open already.');
  const database = createDatabase(url);
  holder[DATABASE] = database;
  return database;
}

export function getDatabase(): Database {
  const database = (globalThis as Holder)[DATABASE];
  if (database === undefined) throw new Error('The console database is not open yet: boot has not finished.');
  return database;
}

export async function closeDatabase(): Promise<void> {
  const holder = globalThis as Holder;
  const database = holder[DATABASE];
  delete holder[DATABASE];
  await database?.$disconnect();
}

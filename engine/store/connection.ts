import pg from 'pg';

/** Connections for reads and leases; the committer has its own. */
const POOL_SIZE = 12;
const STATEMENT_TIMEOUT_MS = 30_000;
const CONNECT_TIMEOUT_MS = 10_000;

const TIMESTAMPTZ = 1184;
const JSONB = 3802;

/**
 * Timestamps arrive as milliseconds since 1970. PostgreSQL writes `2026-11-21 10:00:00.123456+00` in UTC sessions.
 */
function instantOf(text: string): number {
  const space = text.indexOf(' ');
  const date = space > 10 ? `+${text.slice(0, space).padStart(12, '0')}` : text.slice(0, space);
  return Date.parse(`${date}T${text.slice(space + 1, -3)}Z`);
}

/** How columns are read, by their types. */
export const columnTypes: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => {
    if (oid === TIMESTAMPTZ) return instantOf;
    // JSON columns hold what the engine wrote there.
    if (oid === JSONB) return JSON.parse;
    return format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid, 'text');
  },
};

export type Pool = pg.Pool;
export type Connection = pg.PoolClient | pg.Client;

/** Anything that can run a statement: the pool, or a connection within its transaction. */
export interface Queryable {
  query<R extends pg.QueryResultRow>(config: {
    name?: string;
    text: string;
    values?: unknown[];
  }): Promise<pg.QueryResult<R>>;
}

/** What the sessions of a pool have in common. `plans`: settings of the planner. */
export const sessions = (databaseUrl: string, name: string, max: number, plans = ''): pg.PoolConfig => ({
  connectionString: databaseUrl,
  max,
  types: columnTypes,
  connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  application_name: name,
  options: `-c timezone=UTC -c datestyle=ISO -c statement_timeout=${STATEMENT_TIMEOUT_MS} ${plans}`,
});

/**
 * A connection that breaks is replaced by the pool, and whoever asks something of it is told. It tells of it by an event
 * too: while it is idle to the pool, and within a transaction to nobody, which without a listener would end the
 * process.
 */
export function heard<P extends pg.Pool>(pool: P): P {
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

export const createPool = (databaseUrl: string): Pool =>
  heard(new pg.Pool(sessions(databaseUrl, 'wheelhouse', POOL_SIZE)));

/** Leases under way at the same time. */
const LEASE_POOL_SIZE = 4;
const ORDERED =
  '-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_bitmapscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c enable_sort=off -c jit=off';

/**
 * Leases of one type take the first jobs of an index that is in the wanted order. Planned by what the tables held once,
 * PostgreSQL reads and sorts all jobs that wait instead, for every lease anew: that plan is switched off here.
 */
export const createLeasePool = (databaseUrl: string): Pool =>
  heard(new pg.Pool(sessions(databaseUrl, 'wheelhouse-lease', LEASE_POOL_SIZE, ORDERED)));

/**
 * The committer's session. Planned on empty tables, `update … from unnest(…)` picks a sequential or hash plan and
 * keeps it (463 against 1,883 instances/s), and on one of a few rows it goes through the whole index of trees for each
 * batch; so these plans are switched off here.
 */
export async function connectWriter(databaseUrl: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    types: columnTypes,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: 'wheelhouse-writer',
    // Statements go out without waiting for the answers of those before: a batch costs one round trip instead of
    // twelve.
    pipeline: true,
    options:
      '-c timezone=UTC -c datestyle=ISO -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c enable_material=off -c jit=off -c plan_cache_mode=force_generic_plan',
  });
  await client.connect();
  return client;
}

/** How often a transaction is begun that others stand in the way of. */
const ATTEMPTS = 5;
const SERIALIZATION_FAILURE = '40001';
const DEADLOCK_DETECTED = '40P01';

/** PostgreSQL has undone the transaction, and nothing in it was at fault: two that each waited for the other. */
export const isUndoneForOthers = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && (error.code === DEADLOCK_DETECTED || error.code === SERIALIZATION_FAILURE);

/**
 * Runs `work` in one transaction; an exception undoes all of it. One that PostgreSQL undid for the sake of another is
 * run again, so `work` changes nothing outside of its connection.
 */
export async function inTransaction<T>(pool: Pool, work: (connection: Queryable) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once(pool, work);
    } catch (error) {
      if (attempt === ATTEMPTS || !isUndoneForOthers(error)) throw error;
    }
  }
}

async function once<T>(pool: Pool, work: (connection: Queryable) => Promise<T>): Promise<T> {
  const connection = await pool.connect();
  let broken: Error | undefined;
  try {
    await connection.query('begin');
    const result = await work(connection);
    await connection.query('commit');
    return result;
  } catch (error) {
    await connection.query('rollback').catch((failed: Error) => {
      broken = failed;
    });
    throw error;
  } finally {
    connection.release(broken);
  }
}

import type { Queryable } from './connection.ts';

/** Advisory locks that living nodes hold, each on its own id: whoever dies loses it with its connection. */
const NODE_LOCKS = 1_465_401_964;

/** Shows as long as this session lasts that the node lives. */
export async function showAlive(connection: Queryable, nodeId: string): Promise<void> {
  await connection.query({ text: `select pg_advisory_lock_shared(${NODE_LOCKS}, hashtext($1))`, values: [nodeId] });
}

/** SQL: a lock of living nodes. */
const LIVES = `l.locktype = 'advisory' and l.classid = ${NODE_LOCKS} and l.objsubid = 2 and l.granted
          and l.database = (select oid from pg_database where datname = current_database())`;
/** SQL: which a node of this name holds. */
const lockOf = (name: string): string => `(hashtext(${name})::bigint & 4294967295)`;

/** SQL: no node of this name holds its lock. */
export const isDead = (name: string): string =>
  `not exists (select 1 from pg_locks l where ${LIVES} and l.objid::bigint = ${lockOf(name)})`;

/** Whether a node other than this one lives. */
export async function othersLive(connection: Queryable, nodeId: string): Promise<boolean> {
  const { rowCount } = await connection.query({
    text: `select 1 from pg_locks l where ${LIVES} and l.objid::bigint <> ${lockOf('$1')} limit 1`,
    values: [nodeId],
  });
  return rowCount === 1;
}

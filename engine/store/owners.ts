import type { Key } from '../core/state.ts';
import type { Queryable } from './connection.ts';

/** What a key may name, with the table that knows its tree. */
const TABLE_OF = {
  instance: 'instance',
  job: 'job',
  element: 'element_history',
  userTask: 'user_task',
  subscription: 'subscription',
  incident: 'incident',
} as const;
export type Owned = keyof typeof TABLE_OF;

/** The tree that something belongs to; null: there is no such thing. */
export async function treeKeyOf(connection: Queryable, what: Owned, key: Key): Promise<Key | null> {
  const { rows } = await connection.query<{ tree_key: Key | null }>({
    name: `tree of ${what}`,
    text: `select tree_key from ${TABLE_OF[what]} where key = $1${what === 'element' ? ' and row_key = any(wheelhouse_element_rows(array[$1::bigint]))' : ''}`,
    values: [key],
  });
  return rows[0]?.tree_key ?? null;
}

/** The same for many of one kind; those that do not exist are left out. */
export async function treeKeysOf(connection: Queryable, what: Owned, keys: readonly Key[]): Promise<Map<Key, Key>> {
  const { rows } = await connection.query<{ key: Key; tree_key: Key | null }>({
    name: `trees of ${what}`,
    text: `select key, tree_key from ${TABLE_OF[what]} where key = any($1::bigint[])${what === 'element' ? ' and row_key = any(wheelhouse_element_rows($1::bigint[]))' : ''}`,
    values: [keys],
  });
  return new Map(rows.flatMap(({ key, tree_key: treeKey }) => (treeKey === null ? [] : [[key, treeKey]])));
}

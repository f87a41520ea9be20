import type { Key } from '../core/state.ts';
import type { Queryable } from './connection.ts';

/** What a key may name, with the table that knows its tree. */
const TABLE_OF = { instance: 'instance', job: 'job', element: 'element_instance', userTask: 'user_task', subscription: 'subscription', incident: 'incident' } as const;
export type Owned = keyof typeof TABLE_OF;

/** The tree that something belongs to; null: there is no such thing. */
export async function treeKeyOf(connection: Queryable, what: Owned, key: Key): Promise<Key | null> {
  const { rows } = await connection.query<{ tree_key: Key | null }>({ name: `tree of ${what}`, text: `select tree_key from ${TABLE_OF[what]} where key = $1`, values: [key] });
  return rows[0]?.tree_key ?? null;
}

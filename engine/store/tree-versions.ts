import type { Queryable } from './connection.ts';

/** A tree as a batch wants to write it; version 0 makes it. */
export interface ExpectedTree { readonly treeKey: string; readonly version: number }

/** Moves the trees on by one version, each only if nobody else has. Returns the keys of those that passed. */
export async function advanceVersions(connection: Queryable, trees: readonly ExpectedTree[]): Promise<Set<string>> {
  const passed = new Set<string>();
  const fresh = trees.filter(({ version }) => version === 0).map(({ treeKey }) => treeKey);
  if (fresh.length > 0) {
    const { rows } = await connection.query<{ key: string }>({
      name: 'new trees', text: 'insert into process_tree (key, version) select v, 1 from unnest($1::bigint[]) as v on conflict do nothing returning key', values: [fresh],
    });
    for (const { key } of rows) passed.add(key);
  }
  // In the order of their keys, so that two nodes that write the same trees wait for each other instead of dead-locking.
  const known = trees.filter(({ version }) => version > 0).sort((a, b) => (a.treeKey < b.treeKey ? -1 : 1));
  if (known.length > 0) {
    const { rows } = await connection.query<{ key: string }>({
      name: 'advance trees',
      text: `update process_tree t set version = t.version + 1 from unnest($1::bigint[], $2::int[]) as v(key, version)
             where t.key = v.key and t.version = v.version returning t.key`,
      values: [known.map(({ treeKey }) => treeKey), known.map(({ version }) => version)],
    });
    for (const { key } of rows) passed.add(key);
  }
  return passed;
}

export async function treeVersions(connection: Queryable, treeKeys: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await connection.query<{ key: string; version: number }>({
    name: 'tree versions', text: 'select key, version from process_tree where key = any($1::bigint[])', values: [treeKeys],
  });
  return new Map(rows.map(({ key, version }) => [key, version]));
}

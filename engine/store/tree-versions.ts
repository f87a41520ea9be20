import type { Queryable } from './connection.ts';

/** Versions of trees as of now; a tree that is not there has no entry. */
export async function treeVersions(connection: Queryable, treeKeys: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await connection.query<{ key: string; version: number }>({
    name: 'tree versions',
    text: 'select key, version from process_tree where key = any($1::bigint[])',
    values: [treeKeys],
  });
  return new Map(rows.map(({ key, version }) => [key, version]));
}

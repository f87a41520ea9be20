import type { Queryable } from './connection.ts';

/**
 * Versions of trees as of now; a tree that is not there has no entry. One that was over as it began has no row: its
 * version is 0.
 */
export async function treeVersions(connection: Queryable, treeKeys: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await connection.query<{ key: string; version: number }>({
    name: 'tree versions',
    text: `select key, version from process_tree where key = any($1::bigint[])
      union all select i.key, 0 from instance i where i.key = any($1::bigint[])
        and not exists (select 1 from process_tree t where t.key = i.key)`,
    values: [treeKeys],
  });
  return new Map(rows.map(({ key, version }) => [key, version]));
}

import type { Key, TreeState } from '../../core/state.ts';
import type { Pool } from '../../store/connection.ts';
import type { LeasedRow } from '../../store/lease-jobs.ts';
import { loadTrees } from '../../store/load-trees.ts';

/** The trees of leased jobs: as this node has them since the lease, else as they are stored. */
export async function treesOfLease(
  pool: Pool,
  rows: readonly LeasedRow[],
  recentTree: (treeKey: Key, version: number) => Promise<TreeState | undefined>,
): Promise<Map<Key, TreeState>> {
  const trees = new Map<Key, TreeState>();
  const missing: Key[] = [];
  // One lease may see a tree in one version only.
  for (const [treeKey, version] of new Map(rows.map(({ tree_key, tree_version }) => [tree_key, tree_version]))) {
    const recent = await recentTree(treeKey, version);
    if (recent) trees.set(treeKey, recent);
    else missing.push(treeKey);
  }
  if (missing.length > 0) for (const [key, state] of await loadTrees(pool, missing)) trees.set(key, state);
  return trees;
}

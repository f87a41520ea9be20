import type { Queryable } from './connection.ts';
import { binaryArray } from './binary-arrays.ts';
import { treeVersions } from './tree-versions.ts';

/** A tree as a batch wants to write it; version 0 makes it, unless it is over as it begins. */
export interface ExpectedTree {
  readonly treeKey: string;
  readonly version: number;
  readonly isOverAtOnce: boolean;
}
/** A worker's answer counts only while the job is still its own. */
export interface ExpectedLease {
  readonly jobKey: string;
  readonly worker: string;
}

/** What `wheelhouse_expect` raises when a count is not as it should be. */
const NOT_AS_EXPECTED = 'WH001';
const UNIQUE_VIOLATION = '23505';
/** Where a new tree has its key. */
const MADE_ONCE: ReadonlySet<string> = new Set(['process_tree', 'instance']);

/** Somebody else was faster with one of the trees, or has one of the jobs now. */
export function isConflict(error: Error & { code?: string; table?: string }): boolean {
  return error.code === NOT_AS_EXPECTED || (error.code === UNIQUE_VIOLATION && MADE_ONCE.has(error.table ?? ''));
}

/** Its row, that is. */
export const isToBeMade = ({ version, isOverAtOnce }: ExpectedTree): boolean => version === 0 && !isOverAtOnce;

/** Moves on those trees that are as expected and says which: after a batch as a whole has failed. */
export async function advanceSome(connection: Queryable, trees: readonly ExpectedTree[]): Promise<Set<string>> {
  const passed = new Set<string>();
  const over = trees.filter(({ isOverAtOnce }) => isOverAtOnce).map(({ treeKey }) => treeKey);
  if (over.length > 0) {
    const present = await treeVersions(connection, over);
    for (const key of over) if (!present.has(key)) passed.add(key);
  }
  const fresh = trees.filter(isToBeMade).map(({ treeKey }) => treeKey);
  if (fresh.length > 0) {
    const { rows } = await connection.query<{ key: string }>({
      name: 'make some trees',
      text: `${MAKE} on conflict do nothing returning key`,
      values: [binaryArray('bigint', fresh)],
    });
    for (const { key } of rows) passed.add(key);
  }
  const known = inOrder(trees.filter(({ version }) => version > 0));
  if (known.length > 0) {
    const { rows } = await connection.query<{ key: string }>({
      name: 'advance some trees',
      text: ADVANCE,
      values: treeValues(known),
    });
    for (const { key } of rows) passed.add(key);
  }
  return passed;
}

/** Locks the jobs' rows and tells which are no longer held by the worker that answers for them. */
export async function lostLeases(connection: Queryable, expected: readonly ExpectedLease[]): Promise<Set<string>> {
  const { rows } = await connection.query<{ key: string; is_lost: boolean }>({
    name: 'lost leases',
    text: HELD,
    values: leaseValues(expected),
  });
  return new Set(rows.filter(({ is_lost }) => is_lost).map(({ key }) => key));
}

/** Jobs with whether they are lost; their rows are locked. */
export const HELD = `select j.key, j.worker is distinct from v.worker as is_lost
  from unnest($1::bigint[], $2::text[]) as v(key, worker) join job j on j.key = v.key for update of j`;
export const ADVANCE = `update process_tree t set version = t.version + 1, updated_at = now()
  from unnest($1::bigint[], $2::int[]) as v(key, version) where t.key = v.key and t.version = v.version
  returning t.key`;
export const MAKE = 'insert into process_tree (key, version) select v, 1 from unnest($1::bigint[]) as v';

/** The same for one alone, which most batches have: without arrays it costs the server half as much. */
export const HELD_ONE = `select j.key, j.worker is distinct from $2::text as is_lost
  from job j where j.key = $1::bigint for update of j`;
export const ADVANCE_ONE = `update process_tree t set version = t.version + 1, updated_at = now()
  where t.key = $1::bigint and t.version = $2::int returning t.key`;
export const MAKE_ONE = 'insert into process_tree (key, version) values ($1::bigint, 1)';

export const leaseValues = (leases: readonly ExpectedLease[]): unknown[] => [
  binaryArray(
    'bigint',
    leases.map(({ jobKey }) => jobKey),
  ),
  binaryArray(
    'text',
    leases.map(({ worker }) => worker),
  ),
];
export const treeValues = (trees: readonly ExpectedTree[]): unknown[] => [
  binaryArray(
    'bigint',
    trees.map(({ treeKey }) => treeKey),
  ),
  binaryArray(
    'int',
    trees.map(({ version }) => version),
  ),
];

/**
 * In the order of their keys, so that two nodes that write the same trees wait for each other instead of dead-locking.
 */
export function inOrder(trees: readonly ExpectedTree[]): readonly ExpectedTree[] {
  return [...trees].sort((a, b) => (a.treeKey < b.treeKey ? -1 : 1));
}

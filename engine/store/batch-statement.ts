import {
  ADVANCE,
  HELD,
  inOrder,
  leaseValues,
  MAKE,
  type ExpectedLease,
  type ExpectedTree,
  treeValues,
} from './expectations.ts';
import type { NamedStatement, Statement } from './statement.ts';
import { binaryArray } from './binary-arrays.ts';

/** Shapes of batches whose statements stay prepared; a rarer one is planned each time. */
const MAX_PREPARED_SHAPES = 400;
const shapes = new Map<string, { readonly name: string | undefined; readonly text: string }>();

/**
 * A whole batch as one statement, which is its own transaction: trees move on, rows are written, and all of it fails
 * when a tree or a lease is not as expected. A dozen statements of their own cost the server and this process several
 * times as much as the rows do. The expectations are what the statement selects, so their rows are written and locked
 * first. No two parts may write the same row: PostgreSQL would keep only one of them.
 */
export function batchStatement(
  trees: readonly ExpectedTree[],
  leases: readonly ExpectedLease[],
  writes: readonly NamedStatement[],
): Statement {
  const fresh = trees.filter(({ version }) => version === 0);
  const known = inOrder(trees.filter(({ version }) => version > 0));
  const values: unknown[] = [];
  const id = `${leases.length > 0}|${known.length > 0}|${fresh.length > 0}|${writes.map(({ name }) => name).join('|')}`;
  if (leases.length > 0) values.push(...leaseValues(leases));
  if (known.length > 0) values.push(...treeValues(known), known.length);
  if (fresh.length > 0)
    values.push(
      binaryArray(
        'bigint',
        fresh.map(({ treeKey }) => treeKey),
      ),
    );
  for (const write of writes) values.push(...(write.values ?? []));
  const shape =
    shapes.get(id) ??
    shapeOf(id, { hasLeases: leases.length > 0, hasKnown: known.length > 0, hasFresh: fresh.length > 0 }, writes);
  return { ...shape, values };
}

function shapeOf(
  id: string,
  has: { hasLeases: boolean; hasKnown: boolean; hasFresh: boolean },
  writes: readonly NamedStatement[],
): { name: string | undefined; text: string } {
  const parts: string[] = [];
  const selected: string[] = [];
  let used = 0;
  const add = (name: string, text: string, count: number) => {
    parts.push(`${name} as (${shifted(text, used)})`);
    used += count;
  };
  if (has.hasLeases) {
    add('held', HELD, 2);
    selected.push('(select wheelhouse_expect(count(*) filter (where is_lost), 0) from held)');
  }
  if (has.hasKnown) {
    add('advanced', ADVANCE, 2);
    used += 1;
    selected.push(`(select wheelhouse_expect(count(*), $${used}::bigint) from advanced)`);
  }
  if (has.hasFresh) {
    add('made', `${MAKE} returning key`, 1);
    selected.push('(select count(*) from made)');
  }
  for (const [i, { text, values }] of writes.entries()) add(`w${i}`, text, values?.length ?? 0);
  const text = `${parts.length > 0 ? `with ${parts.join(', ')} ` : ''}select ${selected.join(', ') || '1'}`;
  const name = shapes.size < MAX_PREPARED_SHAPES ? `batch ${shapes.size}` : undefined;
  const shape = { name, text };
  if (name !== undefined) shapes.set(id, shape);
  return shape;
}

/** The statement's parameters, numbered on from those that stand before it. */
function shifted(text: string, by: number): string {
  return by === 0 ? text : text.replace(/\$(\d+)/g, (_, number: string) => `$${Number(number) + by}`);
}

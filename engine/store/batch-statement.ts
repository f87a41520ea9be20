import {
  ADVANCE,
  ADVANCE_ONE,
  HELD,
  HELD_ONE,
  inOrder,
  isToBeMade,
  leaseValues,
  MAKE,
  MAKE_ONE,
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
  const checks = [...leaseCheck(leases), ...treeChecks(trees)];
  const parts = [...checks, ...writes];
  const id = parts.map(({ name }) => name).join('|');
  return { ...(shapes.get(id) ?? shapeOf(id, checks, writes)), values: parts.flatMap(({ values }) => values ?? []) };
}

/** A part whose rows the whole statement looks at: `selected` may use the part's own parameters. */
interface Check extends NamedStatement {
  readonly as: string;
  readonly selected: string;
}

function leaseCheck(leases: readonly ExpectedLease[]): Check[] {
  const [first, second] = leases;
  if (first === undefined) return [];
  const check = { as: 'held', selected: '(select wheelhouse_expect(count(*) filter (where is_lost), 0) from held)' };
  return second === undefined
    ? [{ ...check, name: 'held one', text: HELD_ONE, values: [first.jobKey, first.worker] }]
    : [{ ...check, name: 'held', text: HELD, values: leaseValues(leases) }];
}

function treeChecks(trees: readonly ExpectedTree[]): Check[] {
  const known = inOrder(trees.filter(({ version }) => version > 0));
  const fresh = trees.filter(isToBeMade);
  return [...advanceCheck(known), ...makeCheck(fresh)];
}

function advanceCheck(trees: readonly ExpectedTree[]): Check[] {
  const [first, second] = trees;
  if (first === undefined) return [];
  const as = 'advanced';
  if (second === undefined) {
    const selected = '(select wheelhouse_expect(count(*), 1) from advanced)';
    return [{ as, selected, name: 'advanced one', text: ADVANCE_ONE, values: [first.treeKey, first.version] }];
  }
  const selected = '(select wheelhouse_expect(count(*), $3::bigint) from advanced)';
  return [{ as, selected, name: 'advanced', text: ADVANCE, values: [...treeValues(trees), trees.length] }];
}

function makeCheck(trees: readonly ExpectedTree[]): Check[] {
  const keys = trees.map(({ treeKey }) => treeKey);
  if (keys.length === 0) return [];
  const check = { as: 'made', selected: '(select count(*) from made)' };
  return keys.length === 1
    ? [{ ...check, name: 'made one', text: `${MAKE_ONE} returning key`, values: keys }]
    : [{ ...check, name: 'made', text: `${MAKE} returning key`, values: [binaryArray('bigint', keys)] }];
}

function shapeOf(
  id: string,
  checks: readonly Check[],
  writes: readonly NamedStatement[],
): { name: string | undefined; text: string } {
  const parts: string[] = [];
  const selected: string[] = [];
  let used = 0;
  for (const check of checks) {
    parts.push(`${check.as} as (${shifted(check.text, used)})`);
    selected.push(shifted(check.selected, used));
    used += check.values?.length ?? 0;
  }
  // Where nothing is expected nothing need be selected: the last write then stands for the statement itself.
  const main = checks.length === 0 ? writes.length - 1 : writes.length;
  let end = `select ${selected.join(', ') || '1'}`;
  for (const [i, { text, values }] of writes.entries()) {
    const own = shifted(text, used);
    if (i === main) end = own;
    else parts.push(`w${i} as (${own})`);
    used += values?.length ?? 0;
  }
  const text = `${parts.length > 0 ? `with ${parts.join(', ')} ` : ''}${end}`;
  const name = shapes.size < MAX_PREPARED_SHAPES ? `batch ${shapes.size}` : undefined;
  const shape = { name, text };
  if (name !== undefined) shapes.set(id, shape);
  return shape;
}

/** The statement's parameters, numbered on from those that stand before it. */
function shifted(text: string, by: number): string {
  return by === 0 ? text : text.replace(/\$(\d+)/g, (_, number: string) => `$${Number(number) + by}`);
}

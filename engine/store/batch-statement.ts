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
interface Shape {
  readonly name: string | undefined;
  readonly text: string;
}
/** What begins with the same parts, by the name of the next: one name of all parts would be put together each time. */
interface Beginning {
  shape: Shape | null;
  readonly next: Map<string, Beginning>;
}
const shapes: Beginning = { shape: null, next: new Map() };
let prepared = 0;

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
  const values: unknown[] = [];
  let known: Beginning | undefined = shapes;
  for (const parts of [checks, writes])
    for (const part of parts) {
      known = known?.next.get(part.name);
      if (part.values) values.push(...part.values);
    }
  const { name, text } = known?.shape ?? shapeOf(checks, writes);
  return { name, text, values };
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

function shapeOf(checks: readonly Check[], writes: readonly NamedStatement[]): Shape {
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
  if (prepared === MAX_PREPARED_SHAPES) return { name: undefined, text };
  const shape = { name: `batch ${prepared}`, text };
  prepared += 1;
  keepShape([...checks, ...writes], shape);
  return shape;
}

function keepShape(parts: readonly NamedStatement[], shape: Shape): void {
  let beginning = shapes;
  for (const { name } of parts) {
    const next = beginning.next.get(name) ?? { shape: null, next: new Map() };
    beginning.next.set(name, next);
    beginning = next;
  }
  beginning.shape = shape;
}

/** The statement's parameters, numbered on from those that stand before it. */
function shifted(text: string, by: number): string {
  return by === 0 ? text : text.replace(/\$(\d+)/g, (_, number: string) => `$${Number(number) + by}`);
}

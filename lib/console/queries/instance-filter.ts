import { z } from 'zod';
import { Prisma } from '@/lib/db.ts';
import { type ParsedQuery, parseFilterQuery, type QueryLeaf } from '../filter/filter-query.ts';
import { type FilterTree, joined, leaf } from '../filter/filter-tree.ts';
import { instanceField, isInstanceField } from '../filter/instance-fields.ts';
import { splitList } from '../filter/written-value.ts';
import { definitionKeysOf, definitionKeysWithElement } from './definition-keys.ts';
import { changedBranches, type Condition, executedSql, FIELD_CONDITIONS, type IncidentParts, incidentFilter, type State, STATE_SQL } from './instance-conditions.ts';
import { readTimeRange } from './parameters.ts';
import { writtenLeaf } from './query-leaf.ts';
import type { QueryContext } from './query.ts';
import { and, bigints, visible } from './sql.ts';
import type { Parsed } from './text-condition.ts';
import { variableCondition } from './variable-condition.ts';

type Sql = Prisma.Sql;
/** Each is a look into another table for each row that is left. */
const MAX_VARIABLES = 12;
const MAX_VALUE_LENGTH = 40_000;
/** Alternatives that are searched for one by one, each with an index of its own. */
const MAX_BRANCHES = 8;
const COSTLY: readonly string[] = ['element', 'executed', 'executedAt', 'jobExecuted', 'incident', 'error', 'incidentType', 'fingerprint', 'failedJob', 'changed', 'hierarchy', 'tenant', 'businessKey'];
/** Instances that are looked through one by one before all are searched: where much is found, a page is among them. */
const NEAR = 1_500;
/** Definitions that are searched as a branch of their own. */
const MAX_NAMED = 8;
const NUL = '\u0000';

/** One condition, as it was written. */
interface Leaf { readonly field: string; readonly text: string; readonly condition: Condition; readonly isNegated: boolean }
export interface InstanceFilterValues { readonly tree: FilterTree<Leaf> }

/** Filter of the instance list; `var.<name>` are variables, `q` the filter as text, `match=any` joins by or. Unknown parameters of a link are left alone. */
export const instanceFilter = z.record(z.string(), z.unknown()).transform((parameters, context): InstanceFilterValues => {
  const complain = (path: string, message: string) => { context.addIssue({ code: 'custom', path: [path], message }); };
  const written = Object.entries(parameters).filter((entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '');
  const chips = writtenChips(written, complain);
  if (parameters.match !== undefined && parameters.match !== '' && parameters.match !== 'all' && parameters.match !== 'any') complain('match', 'all or any.');
  const query = typeof parameters.q === 'string' && parameters.q.trim() !== '' ? queryTree(parseFilterQuery(parameters.q), complain) : null;
  const isAny = parameters.match === 'any' && chips.length > 0;
  const tree = joined('all', [isAny ? joined('any', chips) : joined('all', chips), ...(query === null ? [] : [query])]);
  if (leavesOf(tree).filter(({ field }) => field.startsWith('var.')).length > MAX_VARIABLES) complain('var', `At most ${MAX_VARIABLES} variables.`);
  return { tree };
});

const INCIDENT_FIELDS = ['incident', 'incidentType', 'error', 'fingerprint'] as const;

/** Beside each other, what is said of incidents is said of one and the same; so with elements that were passed. */
function writtenChips(written: readonly (readonly [string, string])[], complain: (path: string, message: string) => void): FilterTree<Leaf>[] {
  const isAll = !written.some(([name, value]) => name === 'match' && value === 'any');
  const values = new Map(written);
  const trees: FilterTree<Leaf>[] = [];
  const add = (field: string, text: string, parsed: Parsed<Condition>) => {
    if ('problem' in parsed) complain(field, parsed.problem); else trees.push(leaf({ field, text, condition: parsed.value, isNegated: false }));
  };
  for (const [field, text] of written) {
    if (!isAll || !(INCIDENT_FIELDS as readonly string[]).includes(field)) { const parsed = readField(field, text); if (parsed !== null) add(field, text, parsed); }
  }
  if (!isAll) return trees;
  const incident: IncidentParts = Object.fromEntries(INCIDENT_FIELDS.flatMap((name) => { const value = values.get(name); return value === undefined ? [] : [[name, value]]; }));
  const [named] = Object.keys(incident);
  if (named !== undefined) add(incident.error === undefined ? named : 'error', '', checkedIncident(incident));
  return mergedExecuted(trees, values);
}

function checkedIncident(parts: IncidentParts): Parsed<Condition> {
  return Object.values(parts).some((value) => value.includes(NUL)) ? { problem: 'A NUL character cannot be searched for.' } : incidentFilter(parts);
}

function mergedExecuted(trees: FilterTree<Leaf>[], values: ReadonlyMap<string, string>): FilterTree<Leaf>[] {
  const [ids, times] = [values.get('executed'), values.get('executedAt')];
  const range = times === undefined ? undefined : readTimeRange(times);
  if (ids === undefined || range === undefined || 'problem' in range) return trees;
  const others = trees.filter((tree) => tree.kind !== 'leaf' || (tree.leaf.field !== 'executed' && tree.leaf.field !== 'executedAt'));
  return [...others, leaf({ field: 'executed', text: ids, condition: () => executedSql(splitList(ids), range.value), isNegated: false })];
}

/** Null: no field of this filter. */
function readField(field: string, text: string): Parsed<Condition> | null {
  if (!field.startsWith('var.') && !isInstanceField(field)) return null;
  if (text.includes(NUL) || field.includes(NUL)) return { problem: 'A NUL character cannot be searched for.' };
  if (text.length > MAX_VALUE_LENGTH) return { problem: `At most ${MAX_VALUE_LENGTH} characters.` };
  if (isInstanceField(field)) return instanceField(field).kind !== 'text' && splitList(text).length === 0 ? { problem: 'The value is missing.' } : FIELD_CONDITIONS[field](text);
  const condition = variableCondition(field.slice('var.'.length), text);
  if ('problem' in condition) return condition;
  const { value } = condition;
  return { value: () => value };
}

function queryTree(parsed: ParsedQuery, complain: (path: string, message: string) => void): FilterTree<Leaf> | null {
  if ('problem' in parsed) { complain('q', parsed.problem); return null; }
  const read = (tree: FilterTree<QueryLeaf>): FilterTree<Leaf> | null => {
    if (tree.kind === 'not') { const of = read(tree.of); return of === null ? null : { kind: 'not', of }; }
    if (tree.kind !== 'leaf') { const of = tree.of.map(read); return of.some((each) => each === null) ? null : { kind: tree.kind, of: of.filter((each) => each !== null) }; }
    const written = writtenLeaf(tree.leaf);
    const condition = 'problem' in written ? written : readField(tree.leaf.field, written.value.text) ?? { problem: `${tree.leaf.field} is no field of this filter.` };
    if ('problem' in condition || 'problem' in written) { complain('q', `Column ${tree.leaf.column}: ${'problem' in condition ? condition.problem : ''}`); return null; }
    return leaf({ field: tree.leaf.field, text: written.value.text, condition: condition.value, isNegated: written.value.isNegated });
  };
  return read(parsed.tree);
}

function leavesOf(tree: FilterTree<Leaf>): readonly Leaf[] {
  return tree.kind === 'leaf' ? [tree.leaf] : tree.kind === 'not' ? leavesOf(tree.of) : tree.of.flatMap(leavesOf);
}

/** How to find instances: one statement per branch, each with an index of its own. */
export interface InstanceSearch {
  /** Undefined: over all definitions. */
  readonly definitionKeys: readonly string[] | undefined;
  /** Alternatives none of which overlaps another. */
  readonly branches: readonly Sql[];
  readonly conditions: readonly Sql[];
  /** It looks into other tables: PostgreSQL cannot know well how much it finds. */
  readonly isCostly: boolean;
  /** What narrows the instances and has an index in the list's order. */
  readonly near: readonly Sql[];
}

export async function instanceSearch(context: QueryContext, filter: InstanceFilterValues): Promise<InstanceSearch> {
  const asking = { username: context.person.username };
  const parts = filter.tree.kind === 'all' ? filter.tree.of : [filter.tree];
  const isPlain = (tree: FilterTree<Leaf>, fields: readonly string[]) => tree.kind === 'leaf' && !tree.leaf.isNegated && fields.includes(tree.leaf.field);
  const definitional = parts.filter((part) => isPlain(part, ['definition', 'versionTag', 'definitionName']));
  const elements = parts.filter((part) => isPlain(part, ['element', 'executed'])).flatMap(leavesOf);
  let keys = definitional.length === 0 ? undefined : await definitionKeysOf(context.database, definitional.map((part) => sqlOf(part, asking)));
  if (keys === undefined && elements.length > 0) keys = await definitionKeysWithElement(context.database, elements.flatMap(({ text }) => splitList(text)));
  const branching = parts.find((part) => !definitional.includes(part) && branchesOf(part, asking) !== null);
  const rest = parts.filter((part) => part !== branching && !definitional.includes(part));
  return {
    definitionKeys: keys, branches: (branching === undefined ? null : branchesOf(branching, asking)) ?? [Prisma.sql`true`],
    conditions: [...rest.map((part) => sqlOf(part, asking)), ...visible(context, 'i.definition_key')],
    near: parts.flatMap((part) => (isPlain(part, ['state']) && part.kind === 'leaf' ? nearStates(splitList(part.leaf.text)) : [])),
    isCostly: parts.flatMap(leavesOf).some(({ field }) => field.startsWith('var.') || COSTLY.includes(field)),
  };
}

/** Null: this part is better searched as one condition. */
function branchesOf(part: FilterTree<Leaf>, asking: { readonly username: string }): readonly Sql[] | null {
  if (part.kind === 'any' && part.of.length <= MAX_BRANCHES) {
    const alternatives = part.of.map((each) => sqlOf(each, asking));
    return alternatives.map((sql, index) => Prisma.join([sql, ...alternatives.slice(0, index).map((earlier) => Prisma.sql`(${earlier}) is not true`)], ' and '));
  }
  if (part.kind !== 'leaf' || part.leaf.isNegated) return null;
  if (part.leaf.field === 'state') return stateBranches(splitList(part.leaf.text));
  const range = part.leaf.field === 'changed' ? readTimeRange(part.leaf.text) : null;
  return range !== null && 'value' in range ? changedBranches(range.value) : null;
}

function nearStates(states: readonly string[]): readonly Sql[] {
  if (states.every((state) => state !== 'completed' && state !== 'cancelled')) return [STATE_SQL.running];
  return states.every((state) => state === 'completed' || state === 'cancelled') ? [Prisma.sql`i.ended_at is not null`] : [];
}

function stateBranches(states: readonly string[]): readonly Sql[] {
  const chosen = Object.keys(STATE_SQL).filter((state): state is State => states.includes(state));
  // What `running` says already must not be found twice.
  const distinct = chosen.includes('running') ? chosen.filter((state) => ['running', 'completed', 'cancelled'].includes(state)) : chosen;
  return distinct.map((state) => STATE_SQL[state]);
}

function sqlOf(tree: FilterTree<Leaf>, asking: { readonly username: string }): Sql {
  if (tree.kind === 'not') return Prisma.sql`(${sqlOf(tree.of, asking)}) is not true`;
  if (tree.kind === 'leaf') {
    const condition = Prisma.sql`(${tree.leaf.condition(asking)})`;
    return tree.leaf.isNegated ? Prisma.sql`${condition} is not true` : condition;
  }
  if (tree.of.length === 0) return tree.kind === 'all' ? Prisma.sql`true` : Prisma.sql`false`;
  return Prisma.sql`(${Prisma.join(tree.of.map((each) => sqlOf(each, asking)), tree.kind === 'all' ? ' and ' : ' or ')})`;
}

/**
 * `select <columns> from instance i` of all branches, each ordered and limited by itself, so that every branch stops
 * as soon as it has a page. A filter on definitions reads each version's own index for the same reason.
 */
export function instanceBranches(search: InstanceSearch, columns: Sql, further: readonly Sql[], order: Sql, limit: number): Sql {
  const branches = search.branches.map((branch) => {
    const conditions = and([branch, ...search.conditions, ...further]);
    if (search.definitionKeys !== undefined && search.definitionKeys.length > 0 && search.definitionKeys.length <= MAX_NAMED) {
      // Named one by one, PostgreSQL knows how many instances each has and reads its index.
      return Prisma.join(search.definitionKeys.map((key) => Prisma.sql`(select ${columns} from instance i where i.definition_key = ${key}::bigint ${conditions} ${order} limit ${limit}::int)`), ' union all ');
    }
    if (search.definitionKeys === undefined) {
      return Prisma.sql`(select ${columns} from instance i where true ${conditions} ${order} limit ${limit}::int)`;
    }
    return Prisma.sql`(select x.* from unnest(${bigints(search.definitionKeys)}) as k(definition_key) cross join lateral
      (select ${columns} from instance i where i.definition_key = k.definition_key ${conditions} ${order} limit ${limit}::int) x)`;
  });
  return Prisma.join(branches, ' union all ');
}

/** The next instances in the list's order, as far as they match; more may match beyond them. */
export function nearBranch(search: InstanceSearch, further: readonly Sql[], order: Sql, limit: number): Sql {
  const ofDefinitions = search.definitionKeys === undefined ? [] : [Prisma.sql`i.definition_key = any(${bigints(search.definitionKeys)})`];
  const matches = search.branches.length === 1 ? search.branches : [Prisma.sql`(${Prisma.join(search.branches.map((branch) => Prisma.sql`(${branch})`), ' or ')})`];
  return Prisma.sql`select i.* from (select * from instance i where true ${and([...further, ...search.near])} ${order} limit ${NEAR}::int) i
    where true ${and([...ofDefinitions, ...matches, ...search.conditions])} ${order} limit ${limit}::int`;
}

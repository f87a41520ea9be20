import { Prisma } from '@/lib/db.ts';
import type { FilterTree } from '../filter/filter-tree.ts';
import { splitList } from '../filter/written-value.ts';
import { definitionKeysOf } from './definition-keys.ts';
import { type State, STATE_SQL } from './instance-conditions.ts';
import type { InstanceFilterValues, Leaf } from './instance-filter.ts';
import type { QueryContext } from './query.ts';
import { type Asking, every, FENCE, not, some, type Term } from './search-term.ts';
import { and, anyOf, bigints, visible } from './sql.ts';

type Sql = Prisma.Sql;
/** Definitions that are searched as a branch of their own. */
const MAX_NAMED = 8;

/** How to find instances: one statement per branch, each with an index of its own. */
export interface InstanceSearch {
  /** Undefined: over all definitions. */
  readonly definitionKeys: readonly string[] | undefined;
  /** Alternatives none of which overlaps another. */
  readonly branches: readonly Sql[];
  /** Of the instance's row alone: they cost nothing while an index is read in the list's order. */
  readonly conditions: readonly Sql[];
  /** What is looked up or compared for each instance: so many are looked at in one go as time allows. */
  readonly terms: readonly Term[];
}

export async function instanceSearch(context: QueryContext, filter: InstanceFilterValues): Promise<InstanceSearch> {
  const asking = { username: context.person.username };
  const parts = filter.tree.kind === 'all' ? filter.tree.of : [filter.tree];
  const isPlain = (tree: FilterTree<Leaf>, fields: readonly string[]) =>
    tree.kind === 'leaf' && !tree.leaf.isNegated && fields.includes(tree.leaf.field);
  const definitional = parts.filter((part) => isPlain(part, ['definition', 'versionTag', 'definitionName']));
  const keys =
    definitional.length === 0
      ? undefined
      : await definitionKeysOf(
          context.database,
          definitional.map((part) => termOf(part, asking).check),
        );
  const ofState = parts.find((part) => isPlain(part, ['state']));
  const terms = parts
    .filter((part) => part !== ofState && !definitional.includes(part))
    .map((part) => termOf(part, asking));
  const costly = terms.filter(({ weight }) => weight > 0);
  return {
    definitionKeys: keys,
    branches: ofState?.kind === 'leaf' ? stateBranches(splitList(ofState.leaf.text)) : [Prisma.sql`true`],
    conditions: [
      ...terms.filter(({ weight }) => weight === 0).map(({ check }) => check),
      ...costly.flatMap(({ implied }) => implied ?? []),
      ...visible(context, 'i.definition_key'),
    ],
    // What has an index in another table, but costs nothing to check, may lead to the instances as well.
    terms: [...costly, ...terms.filter(({ weight, source }) => weight === 0 && source !== undefined)],
  };
}

function stateBranches(states: readonly string[]): readonly Sql[] {
  const chosen = Object.keys(STATE_SQL).filter((state): state is State => states.includes(state));
  // What `running` says already must not be found twice.
  const distinct = chosen.includes('running')
    ? chosen.filter((state) => ['running', 'completed', 'cancelled'].includes(state))
    : chosen;
  return distinct.map((state) => STATE_SQL[state]);
}

function termOf(tree: FilterTree<Leaf>, asking: Asking): Term {
  if (tree.kind === 'not') return not(termOf(tree.of, asking));
  if (tree.kind === 'leaf') {
    const term = tree.leaf.condition(asking);
    return tree.leaf.isNegated ? not(term) : term;
  }
  const terms = tree.of.map((each) => termOf(each, asking));
  return tree.kind === 'all' ? every(terms) : some(terms);
}

/** For a search that looks at everything: where something has an index, PostgreSQL may begin with it. */
export function wholeSearch(search: InstanceSearch): InstanceSearch {
  const conditions = search.terms.flatMap(({ check, source }) =>
    source === undefined ? [check] : [Prisma.sql`i.key in (${source.rows})`, ...(source.isExact ? [] : [check])],
  );
  return { ...search, conditions: [...search.conditions, ...conditions], terms: [] };
}

/**
 * `select <columns> from instance i` of all branches, each ordered and limited by itself, so that every branch stops
 * as soon as it has a page. A filter on definitions reads each version's own index for the same reason.
 */
export function instanceBranches(
  search: InstanceSearch,
  columns: Sql,
  further: readonly Sql[],
  order: Sql,
  limit: number,
): Sql {
  const branches = search.branches.map((branch) => {
    const conditions = and([branch, ...search.conditions, ...further]);
    if (
      search.definitionKeys !== undefined &&
      search.definitionKeys.length > 0 &&
      search.definitionKeys.length <= MAX_NAMED
    ) {
      // Named one by one, PostgreSQL knows how many instances each has and reads its index.
      return Prisma.join(
        search.definitionKeys.map(
          (key) =>
            Prisma.sql`(select ${columns} from instance i where i.definition_key = ${key}::bigint ${conditions} ${order}
              limit ${limit}::int)`,
        ),
        ' union all ',
      );
    }
    if (search.definitionKeys === undefined) {
      return Prisma.sql`(select ${columns} from instance i where true ${conditions} ${order} limit ${limit}::int)`;
    }
    return Prisma.sql`(select x.* from unnest(${bigints(search.definitionKeys)}) as k(definition_key) cross join lateral
      (select ${columns} from instance i where i.definition_key = k.definition_key ${conditions} ${order}
        limit ${limit}::int) x)`;
  });
  return Prisma.join(branches, ' union all ');
}

/** Some instances, named by their keys, as far as they match. */
export function namedBranch(
  search: InstanceSearch,
  keys: readonly string[],
  columns: Sql,
  further: readonly Sql[],
  order: Sql,
  limit: number,
): Sql {
  const ofDefinitions =
    search.definitionKeys === undefined ? [] : [Prisma.sql`i.definition_key = any(${bigints(search.definitionKeys)})`];
  const state = Prisma.sql`(${Prisma.join(
    search.branches.map((branch) => Prisma.sql`(${branch})`),
    ' or ',
  )})`;
  // By their keys and no other way: an index of something else would be read as a whole beside them.
  return Prisma.sql`(select ${columns} from (select * from instance i where i.key = ${anyOf(keys)} ${order} ${FENCE}) i
    where true ${and([...ofDefinitions, state, ...search.conditions, ...further])} ${order} limit ${limit}::int)`;
}

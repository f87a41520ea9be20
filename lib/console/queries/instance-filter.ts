import { z } from 'zod';
import { Prisma } from '@/lib/db.ts';
import { definitionKeys, definitionKeysWithElement } from './definition-keys.ts';
import { key, list, listOf, optionalText, timeRange } from './parameters.ts';
import type { QueryContext } from './query.ts';
import { and, bigints, containing, visible, within } from './sql.ts';
import { type VariableCondition, variableConditions, variableSql } from './variable-condition.ts';

export const INSTANCE_STATES = ['running', 'incident', 'suspended', 'retrying', 'active', 'completed', 'cancelled'] as const;
type State = (typeof INSTANCE_STATES)[number];
type Sql = Prisma.Sql;

/** Filter of the instance list; `var.<name>` are variables. Unknown parameters of a link are left alone. */
export const instanceFilter = z.object({
  state: listOf(INSTANCE_STATES), definition: list, key: list, businessKey: optionalText, element: list, error: optionalText,
  fingerprint: optionalText, parent: key.optional(), started: timeRange, ended: timeRange,
}).catchall(z.unknown()).transform((filter, context) => {
  const variables = variableConditions(filter);
  for (const problem of variables.problems) context.addIssue({ code: 'custom', path: [problem.path], message: problem.message });
  return { ...filter, variables: variables.conditions };
});
export type InstanceFilterValues = z.output<typeof instanceFilter>;

/** How to find instances: one statement per branch, each with an index of its own. */
export interface InstanceSearch {
  /** Undefined: over all definitions. */
  readonly definitionKeys: readonly string[] | undefined;
  /** One per state, none of which overlaps another. */
  readonly states: readonly Sql[];
  readonly conditions: readonly Sql[];
}

export async function instanceSearch(context: QueryContext, filter: InstanceFilterValues): Promise<InstanceSearch> {
  const { database } = context;
  let keys = await definitionKeys(database, filter.definition);
  if (keys === undefined && filter.element !== undefined) keys = await definitionKeysWithElement(database, filter.element);
  return { definitionKeys: keys, states: stateBranches(filter.state), conditions: [...conditionsOf(filter), ...visible(context, 'i.definition_key')] };
}

const FAILING = Prisma.sql`exists (select 1 from job f where f.instance_key = i.key and f.ended_at is null and f.error_message is not null)`;
/** Alive without being `running` as a whole; the order of precedence is that of the states. */
const STATE_SQL: Readonly<Record<State, Sql>> = {
  running: Prisma.sql`i.ended_at is null`,
  incident: Prisma.sql`i.incident_count > 0 and i.ended_at is null`,
  suspended: Prisma.sql`i.is_suspended and i.ended_at is null and i.incident_count = 0`,
  retrying: Prisma.sql`i.ended_at is null and i.incident_count = 0 and not i.is_suspended and ${FAILING}`,
  active: Prisma.sql`i.ended_at is null and i.incident_count = 0 and not i.is_suspended and not ${FAILING}`,
  completed: Prisma.sql`i.ended_at is not null and i.outcome = 'completed'`,
  cancelled: Prisma.sql`i.outcome = 'terminated'`,
};

function stateBranches(states: readonly State[] | undefined): readonly Sql[] {
  if (states === undefined) return [Prisma.sql`true`];
  const chosen = new Set(states);
  // What `running` says already must not be found twice.
  const distinct = chosen.has('running') ? [...chosen].filter((state) => ['running', 'completed', 'cancelled'].includes(state)) : [...chosen];
  return distinct.map((state) => STATE_SQL[state]);
}

function conditionsOf(filter: InstanceFilterValues): readonly Sql[] {
  const conditions: Sql[] = [...within('i.started_at', filter.started), ...within('i.ended_at', filter.ended)];
  if (filter.key !== undefined) conditions.push(keyCondition(filter.key));
  if (filter.businessKey !== undefined && filter.businessKey !== '') conditions.push(businessKeyCondition(filter.businessKey));
  if (filter.element !== undefined) {
    conditions.push(Prisma.sql`exists (select 1 from element_instance e where e.instance_key = i.key and e.ended_at is null and e.element_id = any(${[...filter.element]}::text[]))`);
  }
  if (filter.error !== undefined && filter.error !== '') {
    conditions.push(Prisma.sql`i.key in (select n.instance_key from incident n where n.resolved_at is null and n.message ilike ${containing(filter.error)})`);
  }
  if (filter.fingerprint !== undefined && filter.fingerprint !== '') {
    conditions.push(Prisma.sql`i.key in (select n.instance_key from incident n where n.resolved_at is null and n.fingerprint = ${filter.fingerprint})`);
  }
  if (filter.parent !== undefined) conditions.push(Prisma.sql`i.parent_instance_key = ${filter.parent}::bigint`);
  return [...conditions, ...filter.variables.map((condition: VariableCondition) => variableSql(condition))];
}

function keyCondition(keys: readonly string[]): Sql {
  const digits = keys.map((each) => each.replace(/^in:/, '')).filter((each) => /^\d{1,18}$/.test(each));
  return Prisma.sql`i.key = any(${bigints(digits)})`;
}

/** `^=ORDER-` finds by the beginning; both forms use the index on the business key. */
function businessKeyCondition(value: string): Sql {
  if (!value.startsWith('^=')) return Prisma.sql`i.business_key = ${value}`;
  const prefix = value.slice(2).replace(/[\\%_]/g, '\\$&');
  return Prisma.sql`i.business_key like ${`${prefix}%`}`;
}

/**
 * `select <columns> from instance i` of all branches, each ordered and limited by itself, so that every branch stops
 * as soon as it has a page. A filter on definitions reads each version's own index for the same reason.
 */
export function instanceBranches(search: InstanceSearch, columns: Sql, further: readonly Sql[], order: Sql, limit: number): Sql {
  const branches = search.states.map((state) => {
    const conditions = and([state, ...search.conditions, ...further]);
    if (search.definitionKeys === undefined) {
      return Prisma.sql`(select ${columns} from instance i where true ${conditions} ${order} limit ${limit}::int)`;
    }
    return Prisma.sql`(select x.* from unnest(${bigints(search.definitionKeys)}) as k(definition_key) cross join lateral
      (select ${columns} from instance i where i.definition_key = k.definition_key ${conditions} ${order} limit ${limit}::int) x)`;
  });
  return Prisma.join(branches, ' union all ');
}

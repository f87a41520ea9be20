import type { Queryable } from '../connection.ts';
import type { LookupSession } from '../lookup-pool.ts';
import { resourceContent } from '../definitions.ts';
import type { ConceptSql, Field } from './concept-sql.ts';
import { CONCEPTS } from './concepts.ts';
import { conditionsSql, fieldOf, fromOf, Parameters } from './condition-sql.ts';
import { firstRows, type Within } from './first-rows.ts';
import { createMetrics } from './metrics.ts';
import { createReports } from './reports.ts';
import type { Concept, Condition, Rows, Search, SearchQuery } from './search.ts';
import { elementStatistics, runningInstances } from '../statistics.ts';

/** Rows that one call gives at most, whatever it asks for; callers page by keys. */
const MAX_ROWS = 100_000;

/**
 * Sessions for what is found by a key: `driven` keeps the plans of statements that start with the key, `planned` plans
 * each run.
 */
export interface LookupSessions {
  readonly driven: LookupSession;
  readonly planned: LookupSession;
}

export function createSearch(connection: Queryable, lookups: LookupSessions): Search {
  const findOn = <C extends Concept>(concept: C, query: SearchQuery<C>) =>
    isLookup(query.where) ? lookUp(lookups, concept, query) : find(connection, concept, query);
  return {
    find: findOn,
    count: (concept, query) => count(connection, concept, query),
    get: async (concept, key) => (await findOn(concept, { where: [keyCondition(concept, key)], limit: 1 }))[0] ?? null,
    resourceContent: (resourceKey) => resourceContent(connection, resourceKey),
    reports: createReports(connection),
    metrics: createMetrics(connection),
    schemaChanges: async () =>
      (
        await connection.query<{ id: string; name: string; at: number }>({
          text: `select id, migration_name as name, finished_at as at from _prisma_migrations
            where finished_at is not null order by finished_at, migration_name`,
        })
      ).rows,
    runningInstances: () => runningInstances(connection),
    // '' counts the instances themselves.
    elementStatistics: async (definitionKey) =>
      (await elementStatistics(connection, definitionKey)).filter(({ elementId }) => elementId !== ''),
  };
}

type KeyField<C extends Concept> = keyof Rows[C] & string;

function keyCondition<C extends Concept>(concept: C, key: string): SearchQuery<C>['where'][number] {
  // Rows of a variable's history have the key of their variable.
  const field = (concept === 'variableHistory' ? 'variableKey' : 'key') as KeyField<C>;
  return { field, op: '=', value: key };
}

async function find<C extends Concept>(
  connection: Queryable,
  concept: C,
  query: SearchQuery<C>,
): Promise<readonly Rows[C][]> {
  const sql: ConceptSql<C> = CONCEPTS[concept];
  const from = fromOf(sql, query.where);
  if (from === sql.from && !query.where.some(isKeyCondition))
    for await (const within of firstRows(connection, sql, query)) {
      const rows = await findFrom(connection, sql, from, query, within);
      if (rows.length === query.limit) return rows;
    }
  return findFrom(connection, sql, from, query, () => 'true');
}

async function findFrom<C extends Concept>(
  connection: Queryable,
  sql: ConceptSql<C>,
  from: string,
  query: SearchQuery<C>,
  within: Within,
): Promise<readonly Rows[C][]> {
  const parameters = new Parameters();
  const fields = Object.entries<Field>(sql.fields);
  const where = `${conditionsSql(sql, query.where, parameters)} and ${within(parameters)}`;
  const limit = parameters.add(Math.max(0, Math.min(query.limit ?? MAX_ROWS, MAX_ROWS)), '::bigint');
  const offset = query.offset ? ` offset ${parameters.add(query.offset, '::bigint')}` : '';
  const text = `select ${fields.map(([name, field]) => `${field.sql} as "${name}"`).join(', ')} from ${from}
    where ${where} order by ${orderSql(sql, query.sort ?? [], parameters)} limit ${limit}${offset}`;
  const { rows } = await connection.query<Rows[C] & Record<string, unknown>>({ text, values: parameters.values });
  return withNumbers(rows, fields);
}

function withNumbers<R extends Record<string, unknown>>(
  rows: readonly R[],
  fields: readonly (readonly [string, Field])[],
): readonly R[] {
  const numbers = fields.filter(([, field]) => field.type === 'bigint').map(([name]) => name);
  if (numbers.length === 0) return rows;
  return rows.map((row) => ({ ...row, ...Object.fromEntries(numbers.map((name) => [name, Number(row[name])])) }));
}

const KEYS: ReadonlySet<string> = new Set(['key', 'instanceKey', 'jobKey', 'variableKey']);
/** Shapes of statements that stay prepared; others are read each time. */
const MAX_PREPARED = 300;
/** By shape: concept, tables, conditions, order. */
const prepared = new Map<string, { readonly name: string; readonly text: string }>();

function isKeyCondition<C extends Concept>(condition: Condition<C>): boolean {
  return 'field' in condition && KEYS.has(condition.field) && (condition.op === '=' || condition.op === 'in');
}

function isLookup<C extends Concept>(where: SearchQuery<C>['where']): boolean {
  return where.some(isKeyCondition) && where.every((condition) => 'field' in condition);
}

/**
 * What a key leads to. To read such a statement, with its dozens of columns, takes longer than to run it, so it stays
 * prepared. The order is made outside, so that no plan walks all keys in order to save the sorting of a few rows.
 */
async function lookUp<C extends Concept>(
  { driven, planned }: LookupSessions,
  concept: C,
  query: SearchQuery<C>,
): Promise<readonly Rows[C][]> {
  const sql: ConceptSql<C> = CONCEPTS[concept];
  const parameters = new Parameters();
  const byKey = drivenFrom(sql, query.where, parameters);
  const from = byKey?.from ?? fromOf(sql, query.where);
  const where = conditionsSql(sql, byKey?.others ?? query.where, parameters);
  const limit = parameters.add(Math.max(0, Math.min(query.limit ?? MAX_ROWS, MAX_ROWS)), '::bigint');
  const offset = parameters.add(query.offset ?? 0, '::bigint');
  const order = orderOf(sql, query.sort ?? [], parameters);
  const statement = lookupStatement(sql, concept, { from, where, order, bounds: `limit ${limit} offset ${offset}` });
  const rows = await (byKey ? driven : planned).rowsOf<Rows[C] & Record<string, unknown>>({
    ...statement,
    values: parameters.values,
  });
  return withNumbers(rows, Object.entries<Field>(sql.fields));
}

interface Lookup {
  readonly from: string;
  readonly where: string;
  readonly order: ReturnType<typeof orderOf>;
  readonly bounds: string;
}

/** Its text is several kilobytes of columns: it is made once for all that differ in their values alone. */
function lookupStatement<C extends Concept>(
  sql: ConceptSql<C>,
  concept: C,
  { from, where, order, bounds }: Lookup,
): { readonly name?: string; readonly text: string } {
  const ordered = order.map(({ by, direction }) => `${by} ${direction}`).join(', ');
  const shape = [concept, from, where, ordered, bounds].join('\n');
  const known = prepared.get(shape);
  if (known) return known;
  const fields = Object.entries<Field>(sql.fields);
  const text = `select ${fields.map(([name]) => `"${name}"`).join(', ')} from (
    select ${[...fields.map(([name, field]) => `${field.sql} as "${name}"`), ...order.map(({ by }, i) => `${by} as order${i}`)].join(', ')} from ${from} where ${where} offset 0) found
    order by ${order.map(({ direction }, i) => `order${i} ${direction}`).join(', ')} ${bounds}`;
  if (prepared.size >= MAX_PREPARED) return { text };
  const statement = { name: `lookup ${prepared.size}`, text };
  prepared.set(shape, statement);
  return statement;
}

const FIRST_TABLE = /^(\w+) (\w+)\b/;

/**
 * The tables with the key's conditions inside the first of them and apart from all others, so that nothing but the
 * key's own index can serve them: such a plan is as good for any key, and planning takes several times as long as the
 * statement. null: the key is not of the first table, or that is no table.
 */
function drivenFrom<C extends Concept>(
  sql: ConceptSql<C>,
  where: SearchQuery<C>['where'],
  parameters: Parameters,
): { from: string; others: SearchQuery<C>['where'] } | null {
  const [first = '', table, alias] = FIRST_TABLE.exec(sql.from) ?? [];
  const keys = where.filter(
    (condition) =>
      isKeyCondition(condition) && 'field' in condition && fieldOf(sql, condition.field).sql.startsWith(`${alias}.`),
  );
  if (table === undefined || keys.length === 0) return null;
  const others = where.filter((condition) => !keys.includes(condition));
  return {
    from: `(select * from ${table} ${alias} where ${conditionsSql(sql, keys, parameters)} offset 0) ${alias}${sql.from.slice(first.length)}`,
    others,
  };
}

type Sort<C extends Concept> = NonNullable<SearchQuery<C>['sort']>;
const NUMBERS: ReadonlySet<string> = new Set(['Integer', 'Long', 'Short', 'Double']);

/** A row's place is certain: whatever is equal in the order is put into the order of the keys. */
function orderOf<C extends Concept>(
  sql: ConceptSql<C>,
  sort: Sort<C>,
  parameters: Parameters,
): readonly { by: string; direction: string }[] {
  const last = sort.at(-1)?.order === 'desc' ? 'desc' : 'asc';
  return [
    ...sort.flatMap((one) => {
      const direction = directionOf(one);
      if (!('field' in one)) return [{ by: variableValueSql(sql, one, parameters), direction }];
      const field = fieldOf(sql, one.field);
      return (field.orderedBy ?? [field.sql]).map((by) => ({ by, direction }));
    }),
    ...sql.tieBreakers.map((by) => ({ by, direction: last })),
  ];
}

/** PostgreSQL puts nothing above everything; where it is the least of all, no index in its own order can serve. */
function directionOf<C extends Concept>(sort: Sort<C>[number]): string {
  if (!('field' in sort) || !sort.isNullLowest) return sort.order;
  return sort.order === 'asc' ? 'asc nulls first' : 'desc nulls last';
}

/** The value of a variable in the scope that a field names; rows without it come as PostgreSQL puts nothing. */
function variableValueSql<C extends Concept>(
  sql: ConceptSql<C>,
  { variable, type, of }: Extract<Sort<C>[number], { variable: string }>,
  parameters: Parameters,
): string {
  const [name, valueType] = [parameters.add(variable, '::text'), parameters.add(type, '::text')];
  const value = (place: string): string =>
    `(select ${NUMBERS.has(type) ? 'wheelhouse_number(v.type, v.text)' : 'v.text'} from variable v where ${place} and v.scope_key = ${fieldOf(sql, of).sql} and v.name = ${name} and v.type = ${valueType} and v.removed_at is null and v.ended_at is null limit 1)`;
  // Variables of a task that belongs to no process have no instance: each kind is found by an index of its own.
  return sql.instanceKey === null
    ? value('v.instance_key is null')
    : `coalesce(${value(`v.instance_key = ${sql.instanceKey}`)}, ${value('v.instance_key is null')})`;
}

const orderSql = <C extends Concept>(sql: ConceptSql<C>, sort: Sort<C>, parameters: Parameters): string =>
  orderOf(sql, sort, parameters)
    .map(({ by, direction }) => `${by} ${direction}`)
    .join(', ');

async function count<C extends Concept>(
  connection: Queryable,
  concept: C,
  query: Pick<SearchQuery<C>, 'where'> & { readonly atMost?: number },
): Promise<number> {
  const sql: ConceptSql<C> = CONCEPTS[concept];
  const parameters = new Parameters();
  const where = conditionsSql(sql, query.where, parameters);
  const limit = query.atMost === undefined ? '' : ` limit ${parameters.add(query.atMost, '::bigint')}`;
  const { rows } = await connection.query<{ n: string }>({
    text: `select count(*) as n from (select 1 from ${fromOf(sql, query.where)} where ${where}${limit}) as counted`,
    values: parameters.values,
  });
  return Number(rows[0]?.n ?? 0);
}

import type { Queryable } from '../connection.ts';
import { resourceContent } from '../definitions.ts';
import type { ConceptSql, Field } from './concept-sql.ts';
import { CONCEPTS } from './concepts.ts';
import { conditionsSql, fieldOf, Parameters } from './condition-sql.ts';
import type { Concept, Rows, Search, SearchQuery } from './search.ts';
import { elementStatistics } from '../statistics.ts';

/** Rows that one call gives at most, whatever it asks for; callers page by keys. */
const MAX_ROWS = 100_000;

export function createSearch(connection: Queryable): Search {
  return {
    find: (concept, query) => find(connection, concept, query),
    count: (concept, query) => count(connection, concept, query),
    get: async (concept, key) => (await find(connection, concept, { where: [keyCondition(concept, key)], limit: 1 }))[0] ?? null,
    resourceContent: (resourceKey) => resourceContent(connection, resourceKey),
    // '' counts the instances themselves.
    elementStatistics: async (definitionKey) => (await elementStatistics(connection, definitionKey)).filter(({ elementId }) => elementId !== ''),
  };
}

type KeyField<C extends Concept> = keyof Rows[C] & string;

function keyCondition<C extends Concept>(concept: C, key: string): SearchQuery<C>['where'][number] {
  // Rows of a variable's history have the key of their variable.
  const field = (concept === 'variableHistory' ? 'variableKey' : 'key') as KeyField<C>;
  return { field, op: '=', value: key };
}

async function find<C extends Concept>(connection: Queryable, concept: C, query: SearchQuery<C>): Promise<readonly Rows[C][]> {
  const sql: ConceptSql<C> = CONCEPTS[concept];
  const parameters = new Parameters();
  const fields = Object.entries<Field>(sql.fields);
  const where = conditionsSql(sql, query.where, parameters);
  const limit = parameters.add(Math.max(0, Math.min(query.limit ?? MAX_ROWS, MAX_ROWS)), '::bigint');
  const offset = query.offset ? ` offset ${parameters.add(query.offset, '::bigint')}` : '';
  const text = `select ${fields.map(([name, field]) => `${field.sql} as "${name}"`).join(', ')} from ${sql.from} where ${where} order by ${orderSql(sql, query.sort ?? [])} limit ${limit}${offset}`;
  const { rows } = await connection.query<Rows[C] & Record<string, unknown>>({ text, values: parameters.values });
  const numbers = fields.filter(([, field]) => field.type === 'bigint').map(([name]) => name);
  if (numbers.length === 0) return rows;
  return rows.map((row) => ({ ...row, ...Object.fromEntries(numbers.map((name) => [name, Number(row[name])])) }));
}

/** A row's place is certain: whatever is equal in the order is put into the order of the keys. */
function orderSql<C extends Concept>(sql: ConceptSql<C>, sort: NonNullable<SearchQuery<C>['sort']>): string {
  const last = sort.at(-1)?.order === 'desc' ? 'desc' : 'asc';
  return [...sort.map(({ field, order }) => `${fieldOf(sql, field).sql} ${order === 'desc' ? 'desc' : 'asc'}`), ...sql.tieBreakers.map((column) => `${column} ${last}`)].join(', ');
}

async function count<C extends Concept>(connection: Queryable, concept: C, query: Pick<SearchQuery<C>, 'where'> & { readonly atMost?: number }): Promise<number> {
  const sql: ConceptSql<C> = CONCEPTS[concept];
  const parameters = new Parameters();
  const where = conditionsSql(sql, query.where, parameters);
  const limit = query.atMost === undefined ? '' : ` limit ${parameters.add(query.atMost, '::bigint')}`;
  const { rows } = await connection.query<{ n: string }>({ text: `select count(*) as n from (select 1 from ${sql.from} where ${where}${limit}) as counted`, values: parameters.values });
  return Number(rows[0]?.n ?? 0);
}

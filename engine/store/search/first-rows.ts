import type { Queryable } from '../connection.ts';
import type { ConceptSql, RowOrder } from './concept-sql.ts';
import { Parameters } from './condition-sql.ts';
import type { Concept, Condition, SearchQuery } from './search.ts';

/** Rows that are looked at before all others, and how many if those were too few. */
const FIRST_ROWS = [300, 3_000];

/** SQL of the rows up to a bound, in the order in which they are asked for. */
export type Within = (parameters: Parameters) => string;

/**
 * The first rows of tables that PostgreSQL cannot read in the order that is asked for, though each of them has it: of
 * what is in neither it would sort everything before it gives a page. Each is enough where the page is full with it.
 */
export async function* firstRows<C extends Concept>(
  connection: Queryable,
  { rowOrder }: ConceptSql<C>,
  { where, sort = [], limit }: SearchQuery<C>,
): AsyncGenerator<Within> {
  const [first] = sort;
  if (
    !rowOrder ||
    limit === undefined ||
    (first !== undefined && !('field' in first && first.field === rowOrder.field))
  )
    return;
  const direction = first?.order ?? 'asc';
  const begin = beginOf(where, rowOrder.field, direction);
  for (const count of FIRST_ROWS) {
    const bound = await boundOf(connection, rowOrder, begin, direction, count);
    if (bound === null) return;
    yield (parameters) =>
      rowOrder.within(
        direction,
        begin === null ? null : parameters.add(begin, '::bigint'),
        parameters.add(bound, '::bigint'),
      );
  }
}

/** null: there are fewer rows than that. */
async function boundOf(
  connection: Queryable,
  rowOrder: RowOrder,
  begin: string | null,
  direction: 'asc' | 'desc',
  count: number,
): Promise<string | null> {
  const parameters = new Parameters();
  const nth = parameters.add(count, '::bigint');
  const text = rowOrder.nth(direction, begin === null ? null : parameters.add(begin, '::bigint'), nth);
  const { rows } = await connection.query<{ key: string }>({ text, values: parameters.values });
  return rows[0]?.key ?? null;
}

/** The key behind which all that is asked for lies, as a page's cursor says it. */
function beginOf<C extends Concept>(
  where: readonly Condition<C>[],
  field: string,
  direction: 'asc' | 'desc',
): string | null {
  for (const condition of where) {
    const [found] = 'any' in condition ? alternativesOf(condition.any, field) : [condition];
    if (found === undefined || !('field' in found) || found.field !== field) continue;
    if (found.op === (direction === 'asc' ? '>' : '<') && /^\d{1,18}$/.test(String(found.value)))
      return String(found.value);
  }
  return null;
}

/** Alternatives that compare the field alone, one of them with a value: keys are never null. */
function alternativesOf<C extends Concept>(
  any: readonly (readonly Condition<C>[])[],
  field: string,
): readonly Condition<C>[] {
  const compared = any.filter(([one]) => !(one && 'field' in one && one.field === field && one.op === 'isNull'));
  return compared.length === 1 && compared[0]?.length === 1 ? compared[0] : [];
}

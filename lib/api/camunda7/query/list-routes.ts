import type { Concept, Condition, Rows, SortBy } from '@/engine/index.ts';
import type { Call, RouteTable } from '../call.ts';
import type { Fields } from '../fields.ts';
import { type FilterTable, NOTHING, type Where } from './filter.ts';
import { allOf, bodySource, type FilterSource, oneOf, querySource, readFilters } from './read-filters.ts';
import {
  checkSortBy,
  type Page,
  pageOf,
  type Sorting,
  sortingOfBody,
  sortingOfQuery,
  sortingWithVariables,
  type SortTable,
} from './sorting.ts';

/** A list of one concept: what may be asked, how it may be sorted and how its rows are shown. */
export interface ListSpec<C extends Concept> {
  readonly concept: C;
  /** Conditions of the resource itself: only what is alive, say. */
  readonly base: readonly Condition<C>[];
  /** Further conditions that depend on what is asked for. */
  baseFor?(source: FilterSource): readonly Condition<C>[];
  readonly filters: FilterTable<C>;
  readonly sorts: SortTable<keyof Rows[C] & string>;
  /** Words by which a body may sort by variables, with the fields that hold the keys of their scopes. */
  readonly variableSorts?: SortTable<keyof Rows[C] & string>;
  /** Another form of the whole answer, where the client asks for it; undefined: it does not. */
  present?(call: Call, rows: readonly Rows[C][], total: () => Promise<number>): Promise<unknown>;
  readonly defaultSort?: readonly Sorting<keyof Rows[C] & string>[];
  /** Combinations that are refused. */
  check?(source: FilterSource): void;
  show(rows: readonly Rows[C][], call: Call, source: FilterSource): Promise<readonly unknown[]>;
}

/** How a resource offers its list: by GET always, by POST where the original does. */
export interface ListPaths {
  readonly path: string;
  readonly hasPost: boolean;
  readonly hasPostCount?: boolean;
}

export function addList<C extends Concept>(
  routes: RouteTable,
  { path, hasPost, hasPostCount = hasPost }: ListPaths,
  spec: ListSpec<C>,
): void {
  routes.add('GET', path, async (call) => {
    const page = pageOf(call);
    checkSortBy(call, spec.sorts);
    const source = querySource(call.queries());
    const where = await whereOf(call, spec, source);
    return list(call, spec, source, where, sortingOfQuery(call, spec.sorts), page);
  });
  routes.add('GET', `${path}/count`, async (call) => {
    checkSortBy(call, spec.sorts);
    const source = querySource(call.queries());
    const where = await whereOf(call, spec, source);
    sortingOfQuery(call, spec.sorts);
    return count(call, spec, where);
  });
  if (hasPost) {
    routes.add('POST', path, async (call) => {
      const page = pageOf(call);
      const body = call.body();
      const where = await whereOfBody(call, spec, body);
      return list(call, spec, bodySource(body), where, bodySorting(body, spec), page);
    });
  }
  if (hasPostCount)
    routes.add('POST', `${path}/count`, async (call) => {
      const body = call.body();
      const where = await whereOfBody(call, spec, body);
      bodySorting(body, spec);
      return count(call, spec, where);
    });
}

function bodySorting<C extends Concept>(body: Fields, { sorts, variableSorts }: ListSpec<C>): readonly SortBy<C>[] {
  return variableSorts ? sortingWithVariables(body, sorts, variableSorts) : sortingOfBody(body, sorts);
}

async function whereOf<C extends Concept>(call: Call, spec: ListSpec<C>, source: FilterSource): Promise<Where<C>> {
  spec.check?.(source);
  return allOf<C>([spec.base, spec.baseFor?.(source) ?? [], ...(await readFilters(call.engine, spec.filters, source))]);
}

/** The criteria within one of `orQueries` are alternatives; all else must hold. */
export async function whereOfBody<C extends Concept>(call: Call, spec: ListSpec<C>, body: Fields): Promise<Where<C>> {
  const outside = await whereOf(call, spec, bodySource(body));
  const alternatives = await Promise.all(
    (body.objects('orQueries') ?? []).map(async (query) =>
      oneOf(await readFilters(call.engine, spec.filters, bodySource(query))),
    ),
  );
  return allOf([outside, ...alternatives]);
}

async function list<C extends Concept>(
  call: Call,
  spec: ListSpec<C>,
  source: FilterSource,
  where: Where<C>,
  sorting: readonly SortBy<C>[],
  { offset, limit }: Page,
): Promise<unknown> {
  const isEmpty = where === NOTHING || limit === 0;
  const total = async () => (await count(call, spec, where)).count;
  if (isEmpty) return (await spec.present?.(call, [], total)) ?? [];
  const sort = sorting.length > 0 ? sorting.map((one) => nullsLow(one, where)) : spec.defaultSort;
  const rows = await call.engine.search.find(spec.concept, { where, sort, limit, offset });
  return (await spec.present?.(call, rows, total)) ?? spec.show(rows, call, source);
}

/** Fields of lists that may hold nothing. */
const OPTIONAL_FIELDS: ReadonlySet<string> = new Set([
  'name',
  'tenantId',
  'versionTag',
  'businessKey',
  'requirementsId',
  'dueAt',
  'followUpAt',
  'assignee',
  'owner',
  'description',
  'updatedAt',
  'endedAt',
  'deleteReason',
  'durationMs',
  'lockUntil',
  'elementName',
  'definitionName',
  'elementId',
  'definitionKey',
  'processId',
  'instanceKey',
  'calledInstanceKey',
]);

/**
 * Nothing comes before everything, as in the original's own database; where the query leaves no row without a value, an
 * index may serve.
 */
function nullsLow<C extends Concept>(sort: SortBy<C>, where: readonly Condition<C>[]): SortBy<C> {
  if (!('field' in sort) || !OPTIONAL_FIELDS.has(sort.field)) return sort;
  const isFilled = where.some(
    (condition) =>
      'field' in condition &&
      condition.field === sort.field &&
      condition.op !== 'isNull' &&
      condition.op !== '!=' &&
      condition.op !== 'notIn' &&
      condition.op !== 'notLike',
  );
  return isFilled ? sort : { ...sort, isNullLowest: true };
}

async function count<C extends Concept>(call: Call, spec: ListSpec<C>, where: Where<C>): Promise<{ count: number }> {
  return { count: where === NOTHING ? 0 : await call.engine.search.count(spec.concept, { where }) };
}

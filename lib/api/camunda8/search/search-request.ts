import type { Concept, Condition, Rows } from '@/engine/index.ts';
import { invalidArgument, unreadable } from '../problem.ts';
import type { RequestBody } from '../request-body.ts';
import { FILTER_OPERATORS, oneOfEachPart, type FilterOperator, type SearchField } from './search-fields.ts';

/** Items of a page when the caller names no number, and the most it may ask for. */
export const DEFAULT_LIMIT = 100;
export const MAX_LIMIT = 10_000;
/** Alternatives of one filter; each is a part of the statement. */
const MAX_ALTERNATIVES = 50;

/** What can be searched, and by which names. */
export interface SearchResource<C extends Concept> {
  readonly concept: C;
  /** Hold for every search of the resource: rows that the API does not show. */
  readonly always: readonly Condition<C>[];
  readonly fields: Readonly<Record<string, SearchField<C>>>;
  readonly key: keyof Rows[C] & string;
  /** Where several rows have the same key. */
  readonly secondKey?: keyof Rows[C] & string;
}

export interface SortBy<C extends Concept> {
  readonly field: keyof Rows[C] & string;
  readonly order: 'asc' | 'desc';
  readonly isNullLowest?: true;
}

export interface PageRequest {
  readonly limit: number;
  readonly from: number;
  readonly after: string | null;
  readonly before: string | null;
}

export interface SearchRequest<C extends Concept> {
  readonly where: readonly Condition<C>[];
  readonly sort: readonly SortBy<C>[];
  readonly page: PageRequest;
}

export function readSearch<C extends Concept>(resource: SearchResource<C>, body: RequestBody): SearchRequest<C> {
  const filter = body.object('filter');
  return {
    where: [...resource.always, ...(filter === null ? [] : readFilter(resource, filter, true))],
    sort: readSort(resource, body),
    page: readPage(body.object('page')),
  };
}

function readFilter<C extends Concept>(
  resource: SearchResource<C>,
  filter: RequestBody,
  isOuter: boolean,
): readonly Condition<C>[] {
  const conditions = [...filter.fields].flatMap(([name, value]): readonly Condition<C>[] => {
    if (value === null) return [];
    if (name === '$or' && isOuter) return readAlternatives(resource, filter);
    // A filter that is ignored would show, and let a caller cancel, what it never meant.
    const field = Object.hasOwn(resource.fields, name) ? resource.fields[name] : undefined;
    if (field === undefined) throw unreadable(`Request property [filter.${name}] cannot be parsed`);
    return readProperty(name, field, value);
  });
  return oneOfEachPart(conditions);
}

function readAlternatives<C extends Concept>(
  resource: SearchResource<C>,
  filter: RequestBody,
): readonly Condition<C>[] {
  const alternatives = filter.objects('$or');
  if (alternatives.length === 0) return [];
  if (alternatives.length > MAX_ALTERNATIVES)
    throw invalidArgument(`A filter may have at most ${MAX_ALTERNATIVES} alternatives.`);
  return [{ any: alternatives.map((alternative) => readFilter(resource, alternative, false)) }];
}

function readProperty<C extends Concept>(name: string, field: SearchField<C>, value: unknown): readonly Condition<C>[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return field.conditions('$eq', value);
  return Object.entries(value).flatMap(([operator, operand]: [string, unknown]) => {
    if (!isOperator(operator)) throw unreadable(`Request property [filter.${name}.${operator}] cannot be parsed`);
    return operand === null ? [] : field.conditions(operator, operand);
  });
}

const isOperator = (name: string): name is FilterOperator => FILTER_OPERATORS.some((operator) => operator === name);

/** The key comes last, so that the order is total and a cursor names one place. */
function readSort<C extends Concept>(resource: SearchResource<C>, body: RequestBody): readonly SortBy<C>[] {
  const wanted = body.objects('sort').map((entry): SortBy<C> => {
    const name = entry.text('field');
    if (name === null) throw invalidArgument('No sort field provided.');
    const sortable = Object.entries(resource.fields).filter(([, field]) => field.sortColumn !== null);
    const found = sortable.find(([fieldName]) => fieldName === name)?.[1];
    const column = found?.sortColumn;
    if (found === undefined || column === undefined || column === null)
      throw unreadable(
        `Unexpected value '${name}' for enum field 'field'. Use any of the following values: [${sortable.map(([fieldName]) => fieldName).join(', ')}]`,
      );
    const order = (entry.text('order') ?? 'ASC').toLowerCase();
    if (order !== 'asc' && order !== 'desc')
      throw unreadable(
        `Unexpected value '${entry.text('order')}' for enum field 'order'. Use any of the following values: [ASC, DESC]`,
      );
    return { field: column, order, ...(found.isNullLowest && { isNullLowest: true }) };
  });
  const order = wanted.at(-1)?.order ?? 'asc';
  const keys = [resource.key, ...(resource.secondKey === undefined ? [] : [resource.secondKey])].filter(
    (key) => !wanted.some(({ field }) => field === key),
  );
  return [...wanted, ...keys.map((field): SortBy<C> => ({ field, order }))];
}

function readPage(page: RequestBody | null): PageRequest {
  const limit = page?.integer('limit') ?? DEFAULT_LIMIT;
  const from = page?.integer('from') ?? 0;
  const after = page?.text('after') ?? null;
  const before = page?.text('before') ?? null;
  if (limit < 0 || limit > MAX_LIMIT)
    throw invalidArgument(`The value for page.limit is '${limit}' but must be between 0 and ${MAX_LIMIT}.`);
  if (from < 0) throw invalidArgument(`The value for page.from is '${from}' but must not be negative.`);
  if (after !== null && before !== null) throw invalidArgument('Both after and before cannot be set at the same time.');
  if (from > 0 && (after !== null || before !== null))
    throw invalidArgument('page.from cannot be used together with page.after or page.before.');
  return { limit, from, after, before };
}

import type { Call } from '../call.ts';
import type { Fields } from '../fields.ts';
import type { ValueType } from '@/engine/index.ts';
import { invalidRequest, notANumber, notValid, nullValue } from '../rest-error.ts';

export interface Sorting<Field extends string> {
  readonly field: Field;
  readonly order: 'asc' | 'desc';
}
/** By the value of a variable: which one, of which type, and the field that holds the key of its scope. */
export interface VariableSorting<Field extends string> {
  readonly variable: string;
  readonly type: ValueType;
  readonly of: Field;
  readonly order: 'asc' | 'desc';
}
export type SortTable<Field extends string> = Readonly<Record<string, Field>>;

const isOrder = (order: string | null | undefined): order is 'asc' | 'desc' => order === 'asc' || order === 'desc';

/** Words of the address that are none, before anything else is looked at. */
export function checkSortBy<Field extends string>(call: Call, table: SortTable<Field>): void {
  const sortBy = call.query('sortBy');
  const order = call.query('sortOrder');
  if (order !== undefined && !isOrder(order))
    throw invalidRequest(`Cannot set query parameter 'sortOrder' to value '${order}'`);
  if (sortBy !== undefined && !Object.hasOwn(table, sortBy))
    throw invalidRequest(`Cannot set query parameter 'sortBy' to value '${sortBy}'`);
}

/** `sortBy` and `sortOrder` of the address: both or none. */
export function sortingOfQuery<Field extends string>(call: Call, table: SortTable<Field>): readonly Sorting<Field>[] {
  checkSortBy(call, table);
  const sortBy = call.query('sortBy');
  const order = call.query('sortOrder');
  if (sortBy === undefined && order === undefined) return [];
  const field = sortBy === undefined ? undefined : table[sortBy];
  if (field === undefined || !isOrder(order))
    throw invalidRequest('Only a single sorting parameter specified. sortBy and sortOrder required');
  return [{ field, order }];
}

/** `sorting` of a JSON body. */
export function sortingOfBody<Field extends string>(body: Fields, table: SortTable<Field>): readonly Sorting<Field>[] {
  return (body.objects('sorting') ?? []).map((item) => fieldSorting(item, table));
}

/**
 * The same where variables may be sorted by: `variables` has the words for it, with the fields that hold the keys of
 * their scopes.
 */
export function sortingWithVariables<Field extends string>(
  body: Fields,
  table: SortTable<Field>,
  variables: SortTable<Field>,
): readonly (Sorting<Field> | VariableSorting<Field>)[] {
  return (body.objects('sorting') ?? []).map((item) => {
    const sortBy = item.text('sortBy') ?? '';
    const of = Object.hasOwn(variables, sortBy) ? variables[sortBy] : undefined;
    return of === undefined ? fieldSorting(item, table) : variableSorting(item, of);
  });
}

function fieldSorting<Field extends string>(item: Fields, table: SortTable<Field>): Sorting<Field> {
  const sortBy = item.text('sortBy') ?? '';
  const field = Object.hasOwn(table, sortBy) ? table[sortBy] : undefined;
  if (field === undefined)
    throw notValid(
      'You should call any of the orderBy methods first before specifying a direction: currentOrderingProperty is null',
    );
  return { field, order: orderIn(item) };
}

const TYPES: ReadonlySet<string> = new Set<ValueType>([
  'String',
  'Integer',
  'Long',
  'Short',
  'Double',
  'Boolean',
  'Date',
]);
const isSortable = (type: string): type is ValueType => TYPES.has(type);

function variableSorting<Field extends string>(item: Fields, of: Field): VariableSorting<Field> {
  const parameters = item.object('parameters');
  const variable = parameters?.text('variable') ?? null;
  if (variable === null) throw nullValue('variableName is null');
  const given = parameters?.text('type') ?? null;
  if (given === null) throw nullValue('valueType is null');
  const type = given.charAt(0).toUpperCase() + given.slice(1);
  if (!isSortable(type)) throw nullValue('valueType is null');
  return { variable, type, of, order: orderIn(item) };
}

function orderIn(item: Fields): 'asc' | 'desc' {
  const order = item.text('sortOrder');
  if (!isOrder(order)) throw notValid('Invalid query: call asc() or desc() after using orderByXX(): direction is null');
  return order;
}

export interface Page {
  readonly offset: number;
  readonly limit: number | undefined;
}

/** `firstResult` and `maxResults`, in the address of POST queries too. */
export function pageOf(call: Call): Page {
  const first = wholeNumber(call.query('firstResult'));
  const max = wholeNumber(call.query('maxResults'));
  // A page before the first one is empty.
  if (first !== undefined && first < 0) return { offset: 0, limit: 0 };
  return { offset: first ?? 0, limit: max === undefined ? undefined : Math.max(0, max) };
}

function wholeNumber(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  if (!/^[+-]?\d{1,9}$/.test(text)) throw notANumber();
  return Number(text);
}

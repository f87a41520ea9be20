import type { Concept, Condition, Engine, Instant } from '@/engine/index.ts';
import type { Call } from '../call.ts';
import { parseDate } from '../dates.ts';
import type { Fields } from '../fields.ts';
import { invalidRequest, nullValue, wrongShape } from '../rest-error.ts';
import { type Filter, type FilterContext, type FilterTable, type ListRules, NOTHING, type Where } from './filter.ts';
import { type VariableComparisons, variableFilterOfBody, variableFiltersOfText } from './variable-filter.ts';

/** A fraction is cut off. */
const NUMBER = /^\s*([+-]?\d{1,18})(?:\.\d+)?\s*$/;
/** What an address writes for no value. */
const NULL_WORD = 'null';
const MAX_INT = 2_147_483_647;
const WHOLE_NUMBER = /^[+-]?\d+$/;
const DATE_OPERATORS: ReadonlyMap<string, '<' | '>'> = new Map([
  ['gt', '>'],
  ['lt', '<'],
]);

/** One value of a filter, as a query string or a JSON body gives it: each gives the same conditions. */
export interface FilterSource {
  has(name: string): boolean;
  text(name: string): string | null;
  /** null in a list: JSON's null. `isBlankEmpty`: a blank text in the address is no item. */
  texts(name: string, isBlankEmpty?: boolean): readonly (string | null)[] | null;
  /** `isLong`: of 64 bits; others have 32. */
  number(name: string, isLong?: boolean): number | null;
  /** The word `null` is as good as no value. */
  flag(name: string): boolean;
  date(name: string): Instant | null;
  value(name: string): unknown;
  variables(name: string, comparisons?: VariableComparisons): ReturnType<typeof variableFiltersOfText>;
  dates(name: string, label: string): readonly { readonly op: '<' | '>'; readonly at: Instant }[];
}

/** Conditions of all filters that are given, each as a group of its own. */
export async function readFilters<C extends Concept>(
  engine: Engine,
  table: FilterTable<C>,
  source: FilterSource,
): Promise<readonly Where<C>[]> {
  const context: FilterContext = {
    engine,
    now: engine.now(),
    isGiven: (name) => source.has(name),
    isSet: (name) => source.has(name) && source.flag(name),
  };
  const groups: Where<C>[] = [];
  if (Object.values(table).some(({ kind }) => kind === 'variables')) checkWishes(source);
  for (const [name, filter] of Object.entries(table)) {
    if (source.has(name)) groups.push(...(await groupsOf(name, filter, source, context)));
  }
  return groups;
}

async function groupsOf<C extends Concept>(
  name: string,
  filter: Filter<C>,
  source: FilterSource,
  context: FilterContext,
): Promise<readonly Where<C>[]> {
  switch (filter.kind) {
    case 'text':
      return one(source.text(name), (value) => filter.where(value, context));
    case 'texts':
      return listGroups(source.texts(name, filter.rules?.isBlankEmpty), filter, context);
    case 'number':
      return one(source.number(name, filter.isLong), (value) => filter.where(value, context));
    case 'date':
      return one(source.date(name), (value) => filter.where(value, context));
    case 'value':
      return [await filter.where(source.value(name), context)];
    case 'flag':
      return source.flag(name) ? [await filter.where(context)] : [];
    case 'variables':
      return Promise.all(source.variables(name, filter.comparisons).map((variable) => filter.where(variable, context)));
    case 'dates':
      return source
        .dates(name, filter.label)
        .map(({ op, at }): readonly Condition<C>[] => [{ field: filter.field, op, value: at }]);
    case 'choice':
      return source.value(name) === NULL_WORD ? [] : [await filter.where(source.flag(name), context)];
    case 'wish':
      if (source.flag(name)) filter.check?.(context);
      return [];
    case 'forbidden':
      source.text(name);
      throw filter.refuse();
    default:
      return filter satisfies never;
  }
}

async function listGroups<C extends Concept>(
  items: readonly (string | null)[] | null,
  { rules, where }: Extract<Filter<C>, { kind: 'texts' }>,
  context: FilterContext,
): Promise<readonly Where<C>[]> {
  if (items === null) return [];
  if (items.length === 0 && rules?.refuseEmpty) throw rules.refuseEmpty();
  const texts = items.filter((item) => item !== null);
  if (texts.length < items.length && rules?.nullMessage !== undefined) throw nullInList(rules);
  if (items.length === 0) return [];
  return [texts.length === 0 ? NOTHING : await where(texts, context)];
}

/** What is said of nothing in a list. */
export const nullInList = ({ nullMessage }: ListRules): Error => nullValue(`${nullMessage} contains null value`);

/** How capitals count for variables. They are looked at with the variables; what is no flag is refused anyhow. */
function checkWishes(source: FilterSource): void {
  for (const name of ['variableNamesIgnoreCase', 'variableValuesIgnoreCase']) if (source.has(name)) source.flag(name);
}

async function one<T, C extends Concept>(
  value: T | null,
  where: (value: T) => Where<C> | Promise<Where<C>>,
): Promise<readonly Where<C>[]> {
  return value === null ? [] : [await where(value)];
}

/** All groups hold. */
export function allOf<C extends Concept>(groups: readonly Where<C>[]): Where<C> {
  const conditions: Condition<C>[] = [];
  for (const group of groups) {
    if (group === NOTHING) return NOTHING;
    conditions.push(...group);
  }
  return conditions;
}

/** One of the groups holds; without any group all rows match. */
export function oneOf<C extends Concept>(groups: readonly Where<C>[]): Where<C> {
  if (groups.length === 0) return [];
  const possible = groups.filter((group) => group !== NOTHING);
  return possible.length === 0 ? NOTHING : [{ any: possible }];
}

/** As Java splits a text: what is empty at the end is no part. */
export function splitText(text: string): readonly string[] {
  const parts = text.split(',');
  const end = parts.findLastIndex((part) => part !== '') + 1;
  return text === '' ? [''] : parts.slice(0, end);
}

/** Filters in the address. */
export function querySource(query: ReadonlyMap<string, string>): FilterSource {
  const refuse = (name: string, reason: string) =>
    invalidRequest(`Cannot set query parameter '${name}' to value '${query.get(name) ?? ''}': ${reason}`);
  const given = (name: string) => query.get(name) ?? '';
  return {
    has: (name) => query.has(name),
    text: given,
    texts: (name, isBlankEmpty = false) => (isBlankEmpty && given(name).trim() === '' ? [] : splitText(given(name))),
    number(name, isLong = false) {
      if (given(name).trim() === NULL_WORD) return null;
      const [, digits] = NUMBER.exec(given(name)) ?? [];
      if (digits === undefined || (!isLong && Math.abs(Number(digits)) > MAX_INT))
        throw refuse(name, `Cannot convert value ${given(name)} to java type java.lang.${isLong ? 'Long' : 'Integer'}`);
      return Number(digits);
    },
    flag(name) {
      const text = given(name).trim();
      if (text === NULL_WORD) return false;
      if (text !== 'true' && text !== 'false' && !WHOLE_NUMBER.test(text))
        throw refuse(name, `Cannot convert value ${given(name)} to java type java.lang.Boolean`);
      return text === 'true' || (text !== 'false' && Number(text) !== 0);
    },
    date(name) {
      if (given(name).trim() === '' || given(name) === NULL_WORD) return null;
      const instant = parseDate(given(name));
      if (instant === null) throw refuse(name, `Cannot convert value "${given(name)}" to java type java.util.Date`);
      return instant;
    },
    value: given,
    variables: (name, comparisons) =>
      variableFiltersOfText(
        name,
        given(name),
        wishesOf((flag) => given(flag) === 'true'),
        comparisons,
      ),
    dates: (name, label) =>
      given(name)
        .split(',')
        .map((part) => {
          const [operator, text, ...more] = part.split('_');
          if (operator === undefined || text === undefined || more.length > 0)
            throw refuse(name, 'condition query parameter has to have format OPERATOR_VALUE.');
          return dateCondition(label, operator, text);
        }),
  };
}

/** A flag of a query in the address; a word that is none is refused. */
export function flagOf(call: Call, name: string): boolean {
  const source = querySource(call.queries());
  return source.has(name) && source.flag(name);
}

/** Filters in a JSON body. */
export function bodySource(body: Fields): FilterSource {
  return {
    has: (name) => body.value(name) !== null,
    text: (name) => body.text(name),
    texts: (name) => body.nullableTexts(name),
    number: (name) => body.whole(name),
    flag: (name) => body.flag(name),
    date: (name) => body.date(name),
    value: (name) => body.value(name),
    variables: (name, comparisons) =>
      (body.objects(name) ?? []).map((item) =>
        variableFilterOfBody(
          item,
          wishesOf((flag) => body.flag(flag)),
          comparisons,
        ),
      ),
    dates: (name, label) =>
      (body.objects(name) ?? []).map((item) => {
        const text = item.text('value');
        if (text === null) throw wrongShape();
        return dateCondition(label, item.text('operator') ?? '', text);
      }),
  };
}

const wishesOf = (flag: (name: string) => boolean) => ({
  ignoreNameCase: flag('variableNamesIgnoreCase'),
  ignoreValueCase: flag('variableValuesIgnoreCase'),
});

function dateCondition(label: string, operator: string, text: string): { op: '<' | '>'; at: Instant } {
  const at = parseDate(text);
  if (at === null)
    throw invalidRequest(`Invalid ${label} format: Cannot convert value "${text}" to java type java.util.Date`);
  const op = DATE_OPERATORS.get(operator);
  if (op === undefined) throw invalidRequest(`Invalid ${label} comparator specified: ${operator}`);
  return { op, at };
}

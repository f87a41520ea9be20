import { fromJsonText, type Concept, type Condition, type Rows } from '@/engine/index.ts';
import { isKey } from '../keys.ts';
import { DEFAULT_TENANT } from '../json-answer.ts';
import { unreadable } from '../problem.ts';
import { LARGEST_INTEGER } from '../request-body.ts';

export type FilterOperator = '$eq' | '$neq' | '$exists' | '$gt' | '$gte' | '$lt' | '$lte' | '$in' | '$notIn' | '$like';
export const FILTER_OPERATORS: readonly FilterOperator[] = ['$eq', '$neq', '$exists', '$gt', '$gte', '$lt', '$lte', '$in', '$notIn', '$like'];

type Column<C extends Concept> = keyof Rows[C] & string;
type Conditions<C extends Concept> = readonly Condition<C>[];

/** One property of a filter: what its operators mean in the engine's search, and the column that sorts by it. */
export interface SearchField<C extends Concept> {
  readonly conditions: (operator: FilterOperator, value: unknown) => Conditions<C>;
  readonly sortColumn: Column<C> | null;
}

const comparisons = { $eq: '=', $neq: '!=', $gt: '>', $gte: '>=', $lt: '<', $lte: '<=' } as const;

/** Holds for no row: there is no key 0. */
const never = <C extends Concept>(): Condition<C> => ({ field: 'key' as Column<C>, op: '=', value: '0' });

/** `*` and `?` of a pattern become SQL's `%` and `_`; a backslash takes any character as it is. */
export function likePattern(pattern: string): string {
  return pattern.replace(/\\([\s\S])|[*?%_\\]/g, (match, escaped: string | undefined) => {
    if (escaped !== undefined) return /[%_\\]/.test(escaped) ? `\\${escaped}` : escaped;
    if (match === '*') return '%';
    return match === '?' ? '_' : `\\${match}`;
  });
}

/** The same pattern for names that the filter itself knows, states say. */
function likeRegExp(pattern: string): RegExp {
  const source = pattern.replace(/\\([\s\S])|[\s\S]/g, (match, escaped: string | undefined) => {
    if (escaped === undefined && match === '*') return '.*';
    if (escaped === undefined && match === '?') return '.';
    return (escaped ?? match).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${source}$`, 's');
}

export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw unreadable();
}

export function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw unreadable();
}

function flagOf(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  throw unreadable();
}

/** A column whose values the caller writes as they are stored, or nearly. */
function column<C extends Concept>(name: Column<C>, read: (value: unknown) => string | number, isText: boolean): SearchField<C> {
  const conditions = (operator: FilterOperator, value: unknown): Conditions<C> => {
    switch (operator) {
      case '$exists': return [{ field: name, op: flagOf(value) ? 'isNotNull' : 'isNull' }];
      case '$in': case '$notIn': {
        const values = listOf(value).map(read);
        if (values.length === 0) return operator === '$in' ? [never()] : [];
        return [{ field: name, op: operator === '$in' ? 'in' : 'notIn', value: values }];
      }
      case '$like':
        if (!isText) throw unreadable();
        return [{ field: name, op: 'like', value: likePattern(textOf(value)) }];
      default: return [{ field: name, op: comparisons[operator], value: read(value) }];
    }
  };
  return { conditions, sortColumn: name };
}

export const textField = <C extends Concept>(name: Column<C>): SearchField<C> => column(name, textOf, true);

export const integerField = <C extends Concept>(name: Column<C>): SearchField<C> => column(name, (value) => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'number' && Number.isInteger(number) && Math.abs(number) <= LARGEST_INTEGER) return number;
  throw unreadable();
}, false);

export const keyField = <C extends Concept>(name: Column<C>): SearchField<C> => column(name, (value) => {
  const text = textOf(value);
  if (isKey(text)) return text;
  throw unreadable();
}, false);

const RFC_3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,9}))?)?(?:[Zz]|([+-])(\d\d)(?::([0-5]\d)(?::([0-5]\d))?)?)(?:\[[^\]]+\])?$/;
const LARGEST_OFFSET_SECONDS = 18 * 3600;

/** Milliseconds of an RFC 3339 date with time and offset, or null: days that no month has are none, nor are places further than 18 hours from UTC. */
export function instantOf(text: string): number | null {
  const parts = RFC_3339.exec(text);
  if (parts === null) return null;
  const number = (at: number): number => Number(parts[at] ?? 0);
  const [year, month, day] = [number(1), number(2), number(3)];
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  const offset = number(9) * 3600 + number(10) * 60 + number(11);
  if (offset > LARGEST_OFFSET_SECONDS) return null;
  const seconds = number(4) * 3600 + number(5) * 60 + number(6) - (parts[8] === '-' ? -offset : offset);
  return date.getTime() + seconds * 1000 + Number((parts[7] ?? '').slice(0, 3).padEnd(3, '0'));
}

export const dateField = <C extends Concept>(name: Column<C>): SearchField<C> => column(name, (value) => {
  const instant = instantOf(textOf(value));
  if (instant === null) throw unreadable();
  return instant;
}, false);

/** The default tenant is the absence of one. */
export function tenantField<C extends Concept>(name: Column<C>): SearchField<C> {
  const text = textField<C>(name);
  const isDefault = (value: unknown) => value === DEFAULT_TENANT;
  const conditions = (operator: FilterOperator, value: unknown): Conditions<C> => {
    if (operator === '$eq' && isDefault(value)) return [{ field: name, op: 'isNull' }];
    if (operator === '$neq') return isDefault(value) ? [{ field: name, op: 'isNotNull' }] : [{ any: [[{ field: name, op: 'isNull' }], text.conditions('$neq', value)] }];
    if (operator === '$exists') return flagOf(value) ? [] : [never()];
    if (operator !== '$in') return text.conditions(operator, value);
    const others = listOf(value).filter((item) => !isDefault(item));
    const alternatives: Conditions<C>[] = others.length > 0 ? [text.conditions('$in', others)] : [];
    if (others.length < listOf(value).length) alternatives.push([{ field: name, op: 'isNull' }]);
    return alternatives.length === 0 ? [never()] : [{ any: alternatives }];
  };
  return { conditions, sortColumn: name };
}

/** A property with few values, each of which is some conditions: a state, an error type. */
export function namedValuesField<C extends Concept>(values: Readonly<Record<string, Conditions<C>>>, sortColumn: Column<C> | null = null): SearchField<C> {
  const names = Object.keys(values);
  const checked = (value: unknown): string => {
    const name = textOf(value);
    if (Object.hasOwn(values, name)) return name;
    throw unreadable(`Unexpected value '${name}' for enum field. Use any of the following values: [${names.join(', ')}]`);
  };
  const oneOf = (wanted: readonly string[]): Conditions<C> => {
    if (wanted.length === names.length) return [];
    const alternatives = wanted.map((name) => values[name] ?? []);
    return alternatives.length === 0 ? [never()] : [{ any: alternatives }];
  };
  const conditions = (operator: FilterOperator, value: unknown): Conditions<C> => {
    switch (operator) {
      case '$eq': return values[checked(value)] ?? [];
      case '$neq': { const refused = checked(value); return oneOf(names.filter((name) => name !== refused)); }
      case '$in': return oneOf([...new Set(listOf(value).map(checked))]);
      case '$notIn': { const refused = listOf(value).map(checked); return oneOf(names.filter((name) => !refused.includes(name))); }
      case '$like': { const pattern = likeRegExp(textOf(value)); return oneOf(names.filter((name) => pattern.test(name))); }
      case '$exists': return flagOf(value) ? [] : [never()];
      default: throw unreadable();
    }
  };
  return { conditions, sortColumn };
}

export const flagField = <C extends Concept>(whenTrue: Conditions<C>, whenFalse: Conditions<C>, sortColumn: Column<C> | null = null): SearchField<C> =>
  namedValuesField({ true: whenTrue, false: whenFalse }, sortColumn);

/** Elements of an array column. */
export function memberField<C extends Concept>(name: Column<C>): SearchField<C> {
  return { conditions: textField<C>(name).conditions, sortColumn: null };
}

/** `variables: [{ name, value }]`: each of them with a value that fits. Values are JSON texts. */
export function variablesField<C extends Concept>(): SearchField<C> {
  const one = (item: unknown): Conditions<C> => {
    if (typeof item !== 'object' || item === null) throw unreadable();
    const name = textOf(Reflect.get(item, 'name'));
    const filter: unknown = Reflect.get(item, 'value');
    const entries: [string, unknown][] = typeof filter === 'object' && filter !== null ? Object.entries(filter) : [['$eq', filter]];
    return entries.flatMap(([operator, value]) => variableConditions<C>(name, operator, value));
  };
  return {
    conditions: (operator, value) => {
      if (operator !== '$eq') throw unreadable();
      return listOf(value).flatMap(one);
    },
    sortColumn: null,
  };
}

function variableConditions<C extends Concept>(variable: string, operator: string, value: unknown): Conditions<C> {
  switch (operator) {
    case '$eq': case '$neq': return [{ variable, op: operator === '$eq' ? '=' : '!=', value: jsonValue(value) }];
    case '$like': return [{ variable, op: 'like', value: { type: 'String', text: likePattern(unquoted(textOf(value))) } }];
    case '$in': {
      const alternatives = listOf(value).map((item): Conditions<C> => [{ variable, op: '=', value: jsonValue(item) }]);
      return alternatives.length === 0 ? [never()] : [{ any: alternatives }];
    }
    default: throw unreadable();
  }
}

/** `"red"` in quotes is the text red; a text that is no JSON stands for itself. */
export function jsonValue(value: unknown) {
  const text = textOf(value);
  try {
    JSON.parse(text);
  } catch {
    return fromJsonText(JSON.stringify(text));
  }
  return fromJsonText(text);
}

export const unquoted = (pattern: string): string => (pattern.length > 1 && pattern.startsWith('"') && pattern.endsWith('"') ? pattern.slice(1, -1) : pattern);

import { fromJsonText, type Concept, type Condition, type InstancePart, type Rows } from '@/engine/index.ts';
import { isKey } from '../keys.ts';
import { DEFAULT_TENANT } from '../json-answer.ts';
import { unreadable } from '../problem.ts';
import { LARGEST_INTEGER } from '../request-body.ts';
import { fitsPattern } from './fits-pattern.ts';
import { instantOf } from './rfc-3339.ts';

export type FilterOperator = '$eq' | '$neq' | '$exists' | '$gt' | '$gte' | '$lt' | '$lte' | '$in' | '$notIn' | '$like';
export const FILTER_OPERATORS: readonly FilterOperator[] = [
  '$eq',
  '$neq',
  '$exists',
  '$gt',
  '$gte',
  '$lt',
  '$lte',
  '$in',
  '$notIn',
  '$like',
];

type Column<C extends Concept> = keyof Rows[C] & string;
type Conditions<C extends Concept> = readonly Condition<C>[];

/** One property of a filter: what its operators mean in the engine's search, and the column that sorts by it. */
export interface SearchField<C extends Concept> {
  readonly conditions: (operator: FilterOperator, value: unknown) => Conditions<C>;
  readonly sortColumn: Column<C> | null;
  /** Rows without a value in that column come before all others: they are shown with the name that is first. */
  readonly isNullLowest?: true;
}

const comparisons = { $eq: '=', $neq: '!=', $gt: '>', $gte: '>=', $lt: '<', $lte: '<=' } as const;

/** Holds for no row: there is no key 0. */
export const never = <C extends Concept>(): Condition<C> => ({ field: 'key' as Column<C>, op: '=', value: '0' });

/** `*` and `?` of a pattern become SQL's `%` and `_`; a backslash takes any character as it is. */
export function likePattern(pattern: string): string {
  return pattern.replace(/\\([\s\S])|[*?%_\\]/g, (match, escaped: string | undefined) => {
    if (escaped !== undefined) return /[%_\\]/.test(escaped) ? `\\${escaped}` : escaped;
    if (match === '*') return '%';
    return match === '?' ? '_' : `\\${match}`;
  });
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

export function flagOf(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  throw unreadable();
}

/** A column whose values the caller writes as they are stored, or nearly. */
function column<C extends Concept>(
  name: Column<C>,
  read: (value: unknown) => string | number,
  isText: boolean,
): SearchField<C> {
  const conditions = (operator: FilterOperator, value: unknown): Conditions<C> => {
    switch (operator) {
      case '$exists':
        return [{ field: name, op: flagOf(value) ? 'isNotNull' : 'isNull' }];
      case '$in':
      case '$notIn': {
        const values = listOf(value).map(read);
        if (values.length === 0) return operator === '$in' ? [never()] : [];
        return [{ field: name, op: operator === '$in' ? 'in' : 'notIn', value: values }];
      }
      case '$like':
        if (!isText) throw unreadable();
        return [{ field: name, op: 'like', value: likePattern(textOf(value)) }];
      default:
        return [{ field: name, op: comparisons[operator], value: read(value) }];
    }
  };
  return { conditions, sortColumn: name };
}

export const textField = <C extends Concept>(name: Column<C>): SearchField<C> => column(name, textOf, true);

export const integerField = <C extends Concept>(name: Column<C>): SearchField<C> =>
  column(
    name,
    (value) => {
      const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
      if (typeof number === 'number' && Number.isInteger(number) && Math.abs(number) <= LARGEST_INTEGER) return number;
      throw unreadable();
    },
    false,
  );

export const keyField = <C extends Concept>(name: Column<C>): SearchField<C> =>
  column(
    name,
    (value) => {
      const text = textOf(value);
      if (isKey(text)) return text;
      throw unreadable();
    },
    false,
  );

export const dateField = <C extends Concept>(name: Column<C>): SearchField<C> =>
  column(
    name,
    (value) => {
      const instant = instantOf(textOf(value));
      if (instant === null) throw unreadable();
      return instant;
    },
    false,
  );

/** A text that is shown as another one where it is absent. */
export function defaultedTextField<C extends Concept>(name: Column<C>, shown: string): SearchField<C> {
  const text = textField<C>(name);
  const orAbsent = (isAbsent: boolean, conditions: Conditions<C>): Conditions<C> =>
    isAbsent ? [{ any: [[{ field: name, op: 'isNull' }], conditions] }] : conditions;
  const butAbsent = (isRefused: boolean, conditions: Conditions<C>): Conditions<C> =>
    isRefused ? [{ field: name, op: 'isNotNull' }, ...conditions] : orAbsent(true, conditions);
  const conditions = (operator: FilterOperator, value: unknown): Conditions<C> => {
    const given = text.conditions(operator, value);
    switch (operator) {
      case '$eq':
        return orAbsent(value === shown, given);
      case '$in':
        return orAbsent(listOf(value).includes(shown), given);
      case '$like':
        return orAbsent(fitsPattern(shown, textOf(value)), given);
      case '$neq':
        return butAbsent(value === shown, given);
      case '$notIn':
        return butAbsent(listOf(value).includes(shown), given);
      case '$exists':
        return flagOf(value) ? [] : [never()];
      default:
        throw unreadable();
    }
  };
  return { conditions, sortColumn: name };
}

/** The default tenant is the absence of one. */
export const tenantField = <C extends Concept>(name: Column<C>): SearchField<C> =>
  defaultedTextField(name, DEFAULT_TENANT);

/** A property with few values, each of which is some conditions: a state, an error type. */
export function namedValuesField<C extends Concept>(
  values: Readonly<Record<string, Conditions<C>>>,
  sortColumn: Column<C> | null = null,
  isNullLowest = false,
): SearchField<C> {
  const names = Object.keys(values);
  const checked = (value: unknown): string => {
    const name = textOf(value);
    if (Object.hasOwn(values, name)) return name;
    throw unreadable(
      `Unexpected value '${name}' for enum field. Use any of the following values: [${names.join(', ')}]`,
    );
  };
  const oneOf = (wanted: readonly string[]): Conditions<C> => {
    if (wanted.length === names.length) return [];
    const alternatives = wanted.map((name) => values[name] ?? []);
    return alternatives.length === 0 ? [never()] : [{ any: alternatives }];
  };
  const conditions = (operator: FilterOperator, value: unknown): Conditions<C> => {
    switch (operator) {
      case '$eq':
        return values[checked(value)] ?? [];
      case '$neq': {
        const refused = checked(value);
        return oneOf(names.filter((name) => name !== refused));
      }
      case '$in':
        return oneOf([...new Set(listOf(value).map(checked))]);
      case '$notIn': {
        const refused = listOf(value).map(checked);
        return oneOf(names.filter((name) => !refused.includes(name)));
      }
      case '$like': {
        const pattern = textOf(value);
        return oneOf(names.filter((name) => fitsPattern(name, pattern)));
      }
      case '$exists':
        return flagOf(value) ? [] : [never()];
      default:
        throw unreadable();
    }
  };
  return { conditions, sortColumn, ...(isNullLowest && { isNullLowest }) };
}

export const flagField = <C extends Concept>(
  whenTrue: Conditions<C>,
  whenFalse: Conditions<C>,
  sortColumn: Column<C> | null = null,
): SearchField<C> => namedValuesField({ true: whenTrue, false: whenFalse }, sortColumn);

/** Elements of an array column. */
export function memberField<C extends Concept>(name: Column<C>): SearchField<C> {
  const conditions = (operator: FilterOperator, value: unknown): Conditions<C> => {
    if (operator === '$gt' || operator === '$gte' || operator === '$lt' || operator === '$lte') throw unreadable();
    return textField<C>(name).conditions(operator, value);
  };
  return { conditions, sortColumn: null };
}

/** Values that Camunda 8 has a name for, and nothing here ever has. */
export const namesOfNothing = <C extends Concept>(
  ...names: readonly string[]
): Readonly<Record<string, Conditions<C>>> => Object.fromEntries(names.map((name) => [name, [never<C>()]]));

/** A number that is the same for all rows: there is nothing to sort by but their keys. */
export function constantField<C extends Concept>(shown: number, key: Column<C>): SearchField<C> {
  const read = (value: unknown): number => {
    if (typeof value === 'number' && Number.isInteger(value)) return value;
    throw unreadable();
  };
  const holds = (operator: FilterOperator, value: unknown): boolean => {
    switch (operator) {
      case '$eq':
        return read(value) === shown;
      case '$neq':
        return read(value) !== shown;
      case '$gt':
        return shown > read(value);
      case '$gte':
        return shown >= read(value);
      case '$lt':
        return shown < read(value);
      case '$lte':
        return shown <= read(value);
      case '$in':
        return listOf(value).map(read).includes(shown);
      case '$notIn':
        return !listOf(value).map(read).includes(shown);
      case '$exists':
        return flagOf(value);
      default:
        throw unreadable();
    }
  };
  return { conditions: (operator, value) => (holds(operator, value) ? [] : [never<C>()]), sortColumn: key };
}

/** A property that Camunda 8 has and no row here has a value of. */
export function absentField<C extends Concept>(read: (value: unknown) => unknown, key: Column<C>): SearchField<C> {
  return {
    conditions(operator, value) {
      switch (operator) {
        case '$exists':
          return flagOf(value) ? [never<C>()] : [];
        case '$in':
        case '$notIn':
          listOf(value).map(read);
          break;
        default:
          read(value);
      }
      return operator === '$neq' || operator === '$notIn' ? [] : [never<C>()];
    },
    sortColumn: key,
  };
}

/** Labels of instances and tasks: there are none here. */
export function tagsField<C extends Concept>(): SearchField<C> {
  return {
    conditions(operator, value) {
      if (operator !== '$eq') throw unreadable();
      return listOf(value).map(textOf).length === 0 ? [] : [never()];
    },
    sortColumn: null,
  };
}

/** What an element, an incident or a job of the instance says. */
export function partField<Part extends InstancePart['instanceHas']>(
  instanceHas: Part,
  field: SearchField<Part>,
  always: Conditions<Part> = [],
): SearchField<'instance'> {
  const part = (where: Conditions<Part>, more: { readonly isAbsent?: true } = {}): Condition<'instance'> =>
    ({ instanceHas, where, ...more }) as InstancePart;
  return {
    conditions: (operator, value) =>
      operator === '$exists'
        ? [part(always, flagOf(value) ? {} : { isAbsent: true })]
        : [part([...always, ...field.conditions(operator, value)])],
    sortColumn: null,
  };
}

/** Parts that one filter asks for are asked of one and the same element. */
export function oneOfEachPart<C extends Concept>(conditions: Conditions<C>): Conditions<C> {
  const elements = conditions.filter(isElement);
  if (elements.length < 2) return conditions;
  return [
    ...conditions.filter((condition) => !isElement(condition)),
    { instanceHas: 'elementInstance', where: elements.flatMap(({ where }) => where) },
  ];
}

type ElementPart = Extract<InstancePart, { readonly instanceHas: 'elementInstance' }>;
const isElement = <C extends Concept>(condition: Condition<C>): condition is Condition<C> & ElementPart =>
  'instanceHas' in condition && condition.instanceHas === 'elementInstance' && condition.isAbsent !== true;

/** `variables: [{ name, value }]`: each of them with a value that fits. Values are JSON texts. */
export function variablesField<C extends Concept>(of: VariablesOf = {}): SearchField<C> {
  const one = (item: unknown): Conditions<C> => {
    if (typeof item !== 'object' || item === null) throw unreadable();
    const name = textOf(Reflect.get(item, 'name'));
    const filter: unknown = Reflect.get(item, 'value');
    const entries: [string, unknown][] =
      typeof filter === 'object' && filter !== null ? Object.entries(filter) : [['$eq', filter]];
    return entries.flatMap(([operator, value]) => variableConditions<C>({ variable: name, ...of }, operator, value));
  };
  return {
    conditions: (operator, value) => {
      if (operator !== '$eq') throw unreadable();
      return listOf(value).flatMap(one);
    },
    sortColumn: null,
  };
}

interface VariablesOf {
  readonly isOfElement?: true;
}
interface Variable extends VariablesOf {
  readonly variable: string;
}

function variableConditions<C extends Concept>(variable: Variable, operator: string, value: unknown): Conditions<C> {
  switch (operator) {
    case '$eq':
    case '$neq':
      return [{ ...variable, op: operator === '$eq' ? '=' : '!=', value: jsonValue(value) }];
    case '$exists':
      return [{ ...variable, isPresent: flagOf(value) }];
    case '$notIn':
      return [
        { ...variable, isPresent: true },
        ...listOf(value).map((item): Condition<C> => ({ ...variable, op: '!=', value: jsonValue(item) })),
      ];
    case '$like':
      return [{ ...variable, op: 'like', value: { type: 'String', text: likePattern(unquoted(textOf(value))) } }];
    case '$in': {
      const alternatives = listOf(value).map(
        (item): Conditions<C> => [{ ...variable, op: '=', value: jsonValue(item) }],
      );
      return alternatives.length === 0 ? [never()] : [{ any: alternatives }];
    }
    default:
      throw unreadable();
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

export const unquoted = (pattern: string): string =>
  pattern.length > 1 && pattern.startsWith('"') && pattern.endsWith('"') ? pattern.slice(1, -1) : pattern;

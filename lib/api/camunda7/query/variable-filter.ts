import type { VariableValue } from '@/engine/index.ts';
import { parseDate } from '../dates.ts';
import type { Fields } from '../fields.ts';
import { longDigits } from '../json-text.ts';
import { markedNumber } from '../typed-values.ts';
import { invalidRequest, notValid, RestError } from '../rest-error.ts';

/** `{name, operator, value}` of a query, with the query's wishes about capitals. */
export interface VariableFilter {
  readonly name: string;
  readonly op: '=' | '!=' | '<' | '<=' | '>' | '>=' | 'like' | 'notLike';
  readonly value: VariableValue;
  readonly ignoreNameCase: boolean;
  readonly ignoreValueCase: boolean;
}
export interface CaseWishes {
  readonly ignoreNameCase: boolean;
  readonly ignoreValueCase: boolean;
}

/** Which comparisons a resource allows, and what it calls its variables when it refuses one. */
export interface VariableComparisons {
  readonly what?: string;
  readonly allowed?: ReadonlySet<VariableFilter['op']>;
}

/** All but `notLike`. */
const USUAL: ReadonlySet<VariableFilter['op']> = new Set(['=', '!=', '>', '>=', '<', '<=', 'like']);
export const ALL_COMPARISONS: ReadonlySet<VariableFilter['op']> = new Set([...USUAL, 'notLike']);

const OPERATORS: ReadonlyMap<string, VariableFilter['op']> = new Map([
  ['eq', '='],
  ['neq', '!='],
  ['gt', '>'],
  ['gteq', '>='],
  ['lt', '<'],
  ['lteq', '<='],
  ['like', 'like'],
  ['notLike', 'notLike'],
]);
const COMPARISONS: ReadonlyMap<string, string> = new Map([
  ['>', 'greater than'],
  ['>=', 'greater than or equal'],
  ['<', 'less than'],
  ['<=', 'less than or equal'],
]);
/** `name_operator_value`. */
const PARTS_IN_QUERY = 3;

/** `variables=name_op_value,…`: every value is a text, or a date if it looks like one. */
export function variableFiltersOfText(
  parameter: string,
  text: string,
  wishes: CaseWishes,
  comparisons?: VariableComparisons,
): readonly VariableFilter[] {
  return text.split(',').map((part) => {
    const parts = part.split('_');
    const [name, operator, value] = parts;
    if (parts.length !== PARTS_IN_QUERY || name === undefined || operator === undefined || value === undefined) {
      throw invalidRequest(
        `Cannot set query parameter '${parameter}' to value '${text}': variable query parameter has to have format KEY_OPERATOR_VALUE.`,
      );
    }
    const date = parseDate(value);
    return {
      name,
      op: operatorOf(operator, comparisons),
      value: date === null ? { type: 'String', text: value } : dateValue(date),
      ...wishes,
    };
  });
}

export function variableFilterOfBody(
  fields: Fields,
  wishes: CaseWishes,
  comparisons?: VariableComparisons,
): VariableFilter {
  const operator = fields.text('operator');
  if (operator === null) throw new RestError(500, 'NullPointerException', 'operator is null');
  const op = operatorOf(operator, comparisons);
  const name = fields.text('name');
  if (name === null) throw notValid('name is null');
  const value = queriedValue(fields.value('value'));
  const comparison = COMPARISONS.get(op);
  if (comparison !== undefined && (value.type === 'Null' || value.type === 'Boolean'))
    throw notValid(`Booleans and null cannot be used in '${comparison}' condition`);
  return { name, op, value, ...wishes };
}

function operatorOf(
  operator: string,
  { what = 'variable', allowed = USUAL }: VariableComparisons = {},
): VariableFilter['op'] {
  const op = OPERATORS.get(operator);
  if (op === undefined || !allowed.has(op)) throw invalidRequest(`Invalid ${what} comparator specified: ${operator}`);
  return op;
}

const dateValue = (instant: number): VariableValue => ({ type: 'Date', text: new Date(instant).toISOString() });

/** A value of a query, by its JSON type; numbers match all number types. */
export function queriedValue(value: unknown): VariableValue {
  const digits = longDigits(value);
  if (digits !== null) return markedNumber(digits);
  switch (typeof value) {
    case 'number':
      return { type: Number.isInteger(value) ? 'Long' : 'Double', text: String(value) };
    case 'boolean':
      return { type: 'Boolean', text: String(value) };
    case 'string': {
      const date = parseDate(value);
      return date === null ? { type: 'String', text: value } : dateValue(date);
    }
    default:
      return { type: 'Null', text: null };
  }
}

import { formatByPattern, parseByPattern } from '../../expressions/date-pattern.ts';
import { asText } from '../../expressions/juel/juel-value.ts';
import { fromVariable } from '../../expressions/juel/juel-variable.ts';
import type { FormType } from '../../graph/form.ts';
import type { ValueType, VariableValue } from '../../graph/variable-value.ts';
import { StepFailure } from '../failure.ts';

/** Values of form fields, converted and refused in the words of Camunda 7, whose only notation has forms. */
const TYPES: Readonly<Record<FormType['kind'], ValueType>> = {
  string: 'String',
  long: 'Long',
  boolean: 'Boolean',
  date: 'Date',
  enum: 'String',
};
const NUMBERS: ReadonlySet<ValueType> = new Set<ValueType>(['Short', 'Integer', 'Long', 'Double']);
const LONGEST = 2n ** 63n;

export const formFailure = (message: string, exception: string | null = null): StepFailure =>
  new StepFailure('EXTRACT_VALUE_ERROR', message, exception);
export const javaText = (value: VariableValue): string => asText(fromVariable(value));
const dateOf = (date: Date): VariableValue => ({ type: 'Date', text: date.toISOString() });

/** What a field makes of a value; null stays null, of the type of the field. */
export function fieldValue(type: FormType, value: VariableValue): VariableValue {
  if (value.text === null) return { type: TYPES[type.kind], text: null };
  switch (type.kind) {
    case 'string':
      return { type: 'String', text: javaText(value) };
    case 'long':
      return {
        type: 'Long',
        text: NUMBERS.has(value.type) || value.type === 'String' ? long(javaText(value)) : wrong(value, 'Long'),
      };
    case 'boolean':
      return {
        type: 'Boolean',
        text:
          value.type === 'Boolean'
            ? value.text
            : value.type === 'String'
              ? boolean(value.text)
              : wrong(value, 'Boolean'),
      };
    case 'enum':
      return { type: 'String', text: value.type === 'String' ? choice(type, value.text) : wrong(value, 'String') };
    case 'date': {
      if (value.type === 'Date') return { type: 'Date', text: value.text };
      if (value.type !== 'String') throw formFailure(`Value '${javaText(value)}' cannot be transformed into a Date.`);
      if (value.text.trim() === '') return { type: 'Date', text: null };
      const date = parseByPattern(value.text.trim(), type.pattern);
      if (!date)
        throw formFailure(`Could not parse value '${value.text}' as date using date format '${type.pattern}'.`);
      return dateOf(date);
    }
  }
}

/** What the older notation makes of a value, and a field of its default where it is only shown; null: nothing. */
export function propertyValue(type: FormType, value: VariableValue): VariableValue | null {
  if (value.text === null) {
    if (type.kind === 'string')
      throw formFailure('Cannot invoke "Object.toString()" because "propertyValue" is null', 'NullPointerException');
    return null;
  }
  const text = javaText(value);
  if (type.kind === 'string') return { type: 'String', text };
  if (type.kind === 'enum') return { type: 'String', text: choice(type, text) };
  if (text === '') return null;
  if (type.kind === 'long') return { type: 'Long', text: long(text) };
  if (type.kind === 'boolean') return { type: 'Boolean', text: boolean(text) };
  const date = type.kind === 'date' ? parseByPattern(text, type.pattern) : null;
  if (!date) throw formFailure(`invalid date value ${text}`);
  return dateOf(date);
}

/** As a person sees it: dates are texts. */
export function shownValue(type: FormType, value: VariableValue | null): VariableValue {
  if (type.kind !== 'date') return value ?? { type: TYPES[type.kind], text: null };
  return { type: 'String', text: value?.text ? formatByPattern(new Date(value.text), type.pattern) : '' };
}

function long(text: string): string {
  const number = /^[+-]?\d{1,19}$/.test(text) ? BigInt(text) : null;
  if (number === null || number >= LONGEST || number < -LONGEST)
    throw formFailure(`For input string: "${text}"`, 'NumberFormatException');
  return number.toString();
}

const boolean = (text: string): string => String(text.toLowerCase() === 'true');

function choice(type: Extract<FormType, { kind: 'enum' }>, text: string): string {
  if (!type.choices.some(({ id }) => id === text)) throw formFailure(`Invalid value for enum form property: ${text}`);
  return text;
}

function wrong(value: VariableValue, expected: string): never {
  throw formFailure(`Value '${javaText(value)}' is not of type ${expected}.`);
}

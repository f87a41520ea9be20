import type { VariableValue } from '@/engine/index.ts';
import type { OperationCheck, ValueFacts, VariableInput } from './contract.ts';

/** Limits of Camunda 7's whole numbers. */
const RANGES: Readonly<Record<string, readonly [bigint, bigint]>> = {
  Short: [-32_768n, 32_767n],
  Integer: [-2_147_483_648n, 2_147_483_647n],
  Long: [-9_223_372_036_854_775_808n, 9_223_372_036_854_775_807n],
};

/** A file that is uploaded in the console; a third more as Base64. */
const MAX_FILE_BYTES = 5 * 1024 * 1024;

export type TypedValue =
  | { readonly isValid: true; readonly value: VariableValue }
  | { readonly isValid: false; readonly problem: string };

/** A value as a person wrote it, checked against its type and brought into the engine's written form. */
export function typedValue(type: string, text: string | null, info: ValueFacts = {}): TypedValue {
  if (type === 'Null') return valid('Null', null);
  if (text === null) return invalid('A value is missing; choose the type Null for none.');
  const range = RANGES[type];
  if (range !== undefined) return wholeNumber(type as 'Short' | 'Integer' | 'Long', text.trim(), range);
  switch (type) {
    case 'String':
    case 'Xml':
      return valid(type, text);
    case 'Boolean':
      return text === 'true' || text === 'false' ? valid('Boolean', text) : invalid('true or false.');
    case 'Double':
      return doubleNumber(text.trim());
    case 'Date':
      return date(text.trim());
    case 'Json':
      return json(text);
    case 'Object':
      return object(text, info);
    case 'Bytes':
      return binary('Bytes', text, info);
    case 'File':
      return info.filename === undefined || info.filename === ''
        ? invalid('A file has a name.')
        : binary('File', text, info);
    default:
      return invalid(`Values of type ${type} cannot be written here.`);
  }
}

function valid(type: VariableValue['type'], text: string | null): TypedValue {
  return { isValid: true, value: { type, text } };
}

function invalid(problem: string): TypedValue {
  return { isValid: false, problem };
}

/** Digits stay digits: a number beyond 2^53 must not be rounded. */
function wholeNumber(
  type: 'Short' | 'Integer' | 'Long',
  text: string,
  [lowest, highest]: readonly [bigint, bigint],
): TypedValue {
  if (!/^[+-]?\d{1,20}$/.test(text)) return invalid('A whole number.');
  const number = BigInt(text.replace(/^\+/, ''));
  return number < lowest || number > highest
    ? invalid(`Between ${lowest} and ${highest}.`)
    : valid(type, number.toString());
}

function doubleNumber(text: string): TypedValue {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$/.test(text) || !Number.isFinite(Number(text)))
    return invalid('A number.');
  return valid('Double', String(Number(text)));
}

function date(text: string): TypedValue {
  const day = /^\d{4}-\d{2}-\d{2}/.exec(text)?.[0];
  const at = day === undefined || !isInCalendar(day) ? Number.NaN : Date.parse(text);
  return Number.isNaN(at)
    ? invalid('A date as ISO 8601, 2026-11-21T09:00:00+01:00 say.')
    : valid('Date', new Date(at).toISOString());
}

/** 30 February would be read as 2 March. */
function isInCalendar(day: string): boolean {
  const read = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(day);
}

function json(text: string): TypedValue {
  try {
    JSON.parse(text);
    return valid('Json', text);
  } catch (error) {
    return invalid(error instanceof Error ? error.message : 'Not JSON.');
  }
}

/** A serialized object of the client: its class and format say how to read it. */
function object(text: string, { objectTypeName, serializationDataFormat }: ValueFacts): TypedValue {
  if (objectTypeName === undefined || objectTypeName === '') return invalid('An object names its class.');
  if (serializationDataFormat === undefined || serializationDataFormat === '')
    return invalid('An object names its format, application/json say.');
  if (serializationDataFormat === 'application/json') {
    const written = json(text);
    if (!written.isValid) return written;
  }
  return { isValid: true, value: { type: 'Object', text, info: { objectTypeName, serializationDataFormat } } };
}

function binary(type: 'Bytes' | 'File', text: string, { filename, mimeType, encoding }: ValueFacts): TypedValue {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return invalid('The content has to be Base64.');
  if ((text.length / 4) * 3 > MAX_FILE_BYTES + 2) return invalid(`At most ${MAX_FILE_BYTES / 1024 / 1024} MB.`);
  const info = {
    ...(filename === undefined || filename === '' ? {} : { filename }),
    ...(mimeType === undefined || mimeType === '' ? {} : { mimeType }),
    ...(encoding === undefined || encoding === '' ? {} : { encoding }),
  };
  return { isValid: true, value: { type, text, ...(Object.keys(info).length === 0 ? {} : { info }) } };
}

/** All of a form at once: the values, or what is wrong with each. */
export function typedValues(inputs: readonly VariableInput[]): {
  readonly values: Readonly<Record<string, VariableValue>>;
  readonly problems: readonly string[];
} {
  const values: [string, VariableValue][] = [];
  const problems: string[] = [];
  for (const input of inputs) {
    const typed = typedValue(input.type, input.text);
    if (typed.isValid) values.push([input.name, typed.value]);
    else problems.push(`${input.name}: ${typed.problem}`);
  }
  return { values: Object.fromEntries(values), problems };
}

export function valuesCheck(problems: readonly string[]): OperationCheck {
  return problems.length > 0
    ? { name: 'Values fit their types', result: 'blocked', evidence: problems.join(' ') }
    : { name: 'Values fit their types', result: 'passed', evidence: 'All do.' };
}

import { Decimal } from '../expressions/feel/decimal.ts';
import type { FeelValue } from '../expressions/feel/feel-value.ts';
import { readDateTime } from '../expressions/feel/read-temporal.ts';
import { FeelDateTime } from '../expressions/feel/temporal.ts';
import type { VariableValue } from '../graph/variable-value.ts';
import { javaText, javaTimeClass, ofVariable } from './decided-value.ts';
import { DecisionFailure } from './decision-failure.ts';
import type { DecidedValue } from './decision-outcome.ts';

const MIN_INTEGER = -(2n ** 31n);
const MAX_INTEGER = 2n ** 31n - 1n;
const MAX_LONG = 2n ** 63n - 1n;
const NANOS_PER_MS = 1_000_000n;

type Convert = (value: DecidedValue) => VariableValue | null;

/** Types that Camunda 7 knows of; a value of any other type stays as it is. */
const CONVERSIONS: ReadonlyMap<string, Convert> = new Map<string, Convert>([
  ['string', ({ feel, javaText: text }) => ({ type: 'String', text: text ?? javaText(feel) })],
  [
    'boolean',
    ({ feel }) =>
      typeof feel === 'boolean' || feel === 'true' || feel === 'false' ? { type: 'Boolean', text: String(feel) } : null,
  ],
  ['integer', ({ feel }) => whole('Integer', feel, MIN_INTEGER, MAX_INTEGER)],
  ['long', ({ feel }) => whole('Long', feel, -MAX_LONG - 1n, MAX_LONG)],
  ['double', ({ feel }) => double(feel)],
  ['date', date],
]);

/** The value in the type of its clause; null keeps no type. */
export function converted(value: DecidedValue, type: string | undefined): DecidedValue {
  const convert = type === undefined ? undefined : CONVERSIONS.get(type.toLowerCase());
  if (!convert || type === undefined) return value;
  // A number that is none has no value in FEEL, but a text in Java.
  if (value.feel === null && (value.value.text === null || type.toLowerCase() !== 'string'))
    return { ...value, value: { type: 'Null', text: null }, isTyped: true };
  // To JUEL a value of Json is a node, whatever stands in it.
  const isNode = value.javaText !== undefined && value.value.type === 'Json';
  const result = isNode && type.toLowerCase() !== 'string' ? null : convert(value);
  if (result === null)
    throw new DecisionFailure(
      `DMN-01005 Invalid value '${value.javaText ?? javaText(value.feel)}' for clause with type '${type}'.`,
      'DmnEngineException',
    );
  return ofVariable(result, true);
}

function whole(type: 'Integer' | 'Long', feel: FeelValue, min: bigint, max: bigint): VariableValue | null {
  const number = typeof feel === 'string' && /^[+-]?\d{1,19}$/.test(feel) ? Decimal.of(feel) : feel;
  if (!(number instanceof Decimal) || !number.isWhole()) return null;
  const value = number.toBigInt();
  return value < min || value > max ? null : { type, text: String(value) };
}

function double(feel: FeelValue): VariableValue | null {
  if (feel instanceof Decimal) return { type: 'Double', text: String(feel.toNumber()) };
  return typeof feel === 'string' && /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/.test(feel)
    ? { type: 'Double', text: String(Number(feel)) }
    : null;
}

/** Dates with a time; the text may go on after the seconds, and what follows is not read. */
function date({ feel, value }: DecidedValue): VariableValue | null {
  if (value.type === 'Date') return value;
  const moment =
    typeof feel === 'string' ? readDateTime(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/.exec(feel)?.[0] ?? '') : feel;
  if (moment instanceof FeelDateTime)
    return { type: 'Date', text: new Date(Number(moment.instant() / NANOS_PER_MS)).toISOString() };
  const className = javaTimeClass(moment);
  // Times with an offset are looked at no further.
  if (className !== null && className !== 'java.time.OffsetTime')
    throw new DecisionFailure(
      `Unsupported type: '${className}' cannot be converted to 'java.util.Date'`,
      'DmnEngineException',
    );
  return null;
}

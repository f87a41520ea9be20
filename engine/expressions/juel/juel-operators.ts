import { isDateValue, stringifyJson } from '../values.ts';
import {
  asText,
  classOf,
  HostObject,
  isJuelList,
  isJuelMap,
  JsonNode,
  JuelFailure,
  type JuelValue,
  MovableDate,
  SmallInteger,
  toJson,
} from './juel-value.ts';

/** Operators and coercions of JUEL: whole numbers calculate as Long and wrap, `/` always gives a Double. */
export function asBoolean(value: JuelValue): boolean {
  if (value === null || value === '') return false;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string') return value.toLowerCase() === 'true';
  throw new JuelFailure(`Cannot coerce from class ${classOf(value)} to class java.lang.Boolean`);
}

/** Whether a value turns a calculation into one of doubles: a text does, as soon as it looks like a fraction. */
const isFraction = (value: JuelValue): boolean =>
  typeof value === 'number' || (typeof value === 'string' && /[.eE]/.test(value));
const isWhole = (value: JuelValue): boolean => typeof value === 'bigint' || value instanceof SmallInteger;

function asDouble(value: JuelValue): number {
  if (value === null || value === '') return 0;
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof SmallInteger) return Number(value.value);
  if (typeof value !== 'string')
    throw new JuelFailure(`Cannot coerce from class ${classOf(value)} to class java.lang.Double`);
  const number = /^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/.test(value) ? Number(value) : Number.NaN;
  if (Number.isNaN(number)) throw new JuelFailure(`Cannot coerce '${value}' to class java.lang.Double`);
  return number;
}

export function asLong(value: JuelValue): bigint {
  if (value === null || value === '') return 0n;
  if (typeof value === 'bigint') return value;
  if (value instanceof SmallInteger) return value.value;
  if (typeof value === 'number') return Number.isFinite(value) ? BigInt.asIntN(64, BigInt(Math.trunc(value))) : 0n;
  if (typeof value !== 'string')
    throw new JuelFailure(`Cannot coerce from class ${classOf(value)} to class java.lang.Long`);
  if (!/^[+-]?\d+$/.test(value) || BigInt.asIntN(64, BigInt(value)) !== BigInt(value))
    throw new JuelFailure(`Cannot coerce '${value}' to class java.lang.Long`);
  return BigInt(value);
}

export function negate(value: JuelValue): JuelValue {
  if (value === null) return 0n;
  if (value instanceof SmallInteger) return new SmallInteger(value.type, -value.value);
  if (typeof value === 'boolean' || typeof value === 'object' || typeof value === 'symbol')
    throw new JuelFailure(`Cannot negate 'class ${classOf(value)}'`);
  return isFraction(value) ? -asDouble(value) : BigInt.asIntN(64, -asLong(value));
}

export function isEmpty(value: JuelValue): boolean {
  return (
    value === null ||
    value === '' ||
    (isJuelList(value) && value.length === 0) ||
    (isJuelMap(value) && value.size === 0)
  );
}

export function arithmetic(operator: string, left: JuelValue, right: JuelValue): JuelValue {
  if (left === null && right === null) return operator === '/' ? 0 : 0n;
  if (operator === '/') return asDouble(left) / asDouble(right);
  if (isFraction(left) || isFraction(right)) {
    const [a, b] = [asDouble(left), asDouble(right)];
    return operator === '+' ? a + b : operator === '-' ? a - b : operator === '*' ? a * b : a % b;
  }
  const [a, b] = [asLong(left), asLong(right)];
  if (operator === '%') {
    if (b === 0n) throw new JuelFailure('/ by zero');
    return a % b;
  }
  return BigInt.asIntN(64, operator === '+' ? a + b : operator === '-' ? a - b : a * b);
}

export function isEqual(left: JuelValue, right: JuelValue): boolean {
  if (left === right) return true;
  if (left === null || right === null) return false;
  if (typeof left === 'number' || typeof right === 'number') return asDouble(left) === asDouble(right);
  if (isWhole(left) || isWhole(right)) return asLong(left) === asLong(right);
  if (typeof left === 'boolean' || typeof right === 'boolean') return asBoolean(left) === asBoolean(right);
  if (typeof left === 'string' || typeof right === 'string') return asText(left) === asText(right);
  return sameObject(left, right);
}

/** `equals` of Java: no coercion, the types count. */
export function sameObject(left: JuelValue, right: JuelValue): boolean {
  if (left instanceof SmallInteger && right instanceof SmallInteger)
    return left.type === right.type && left.value === right.value;
  if (isDateValue(left) && isDateValue(right)) return left.epochMs === right.epochMs;
  if (
    left instanceof JsonNode ||
    right instanceof JsonNode ||
    left instanceof HostObject ||
    right instanceof HostObject
  )
    return left === right;
  if (typeof left === 'object' && typeof right === 'object' && left !== null && right !== null)
    return classOf(left) === classOf(right) && stringifyJson(toJson(left)) === stringifyJson(toJson(right));
  return left === right;
}

export function comparison(operator: string, left: JuelValue, right: JuelValue): boolean {
  if (left === right && (operator === '<=' || operator === '>=')) return true;
  if (left === null || right === null) return false;
  const order = compare(left, right);
  return operator === '<' ? order < 0 : operator === '>' ? order > 0 : operator === '<=' ? order <= 0 : order >= 0;
}

function compare(left: JuelValue, right: JuelValue): number {
  const sign = <Value extends bigint | number | string>(a: Value, b: Value): number => (a < b ? -1 : a > b ? 1 : 0);
  if (typeof left === 'number' || typeof right === 'number') return sign(asDouble(left), asDouble(right));
  if (isWhole(left) || isWhole(right)) return sign(asLong(left), asLong(right));
  if (typeof left === 'string' || typeof right === 'string') return sign(asText(left), asText(right));
  const [a, b] = [pointInTime(left), pointInTime(right)];
  if (a !== null && b !== null) return sign(a, b);
  if (typeof left === 'boolean' && typeof right === 'boolean') return Number(left) - Number(right);
  throw new JuelFailure(`Cannot compare class ${classOf(left)} and class ${classOf(right)}`);
}

function pointInTime(value: JuelValue): number | null {
  return isDateValue(value) || value instanceof MovableDate ? value.epochMs : null;
}

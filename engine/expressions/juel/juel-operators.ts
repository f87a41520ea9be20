import { isDateValue } from '../values.ts';
import { asBoolean, asDouble, asLong } from './coercions.ts';
import {
  asText,
  Character,
  classOf,
  JavaFloat,
  JavaList,
  JavaMap,
  JuelFailure,
  type JuelValue,
  MovableDate,
  SmallInteger,
} from './juel-value.ts';

/** Operators of JUEL: whole numbers calculate as Long and wrap, `/` always gives a Double. */
const isFloating = (value: JuelValue): value is number | JavaFloat =>
  typeof value === 'number' || value instanceof JavaFloat;
/** Whether a value turns a calculation into one of doubles: a text does, as soon as it looks like a fraction. */
const isFraction = (value: JuelValue): boolean =>
  isFloating(value) || (typeof value === 'string' && /[.eE]/.test(value));
const isWhole = (value: JuelValue): boolean => typeof value === 'bigint' || value instanceof SmallInteger;

const BITS = { Integer: 32, Short: 16, Byte: 8 } as const;

export function negate(value: JuelValue): JuelValue {
  if (value === null) return 0n;
  if (value instanceof SmallInteger) return new SmallInteger(value.type, BigInt.asIntN(BITS[value.type], -value.value));
  if (value instanceof JavaFloat) return new JavaFloat(-value.value);
  if (typeof value === 'number') return -value;
  if (typeof value === 'bigint') return BigInt.asIntN(64, -value);
  if (typeof value !== 'string') throw new JuelFailure(`Cannot negate 'class ${classOf(value)}'`);
  return isFraction(value) ? -asDouble(value) : BigInt.asIntN(64, -asLong(value));
}

export function isEmpty(value: JuelValue): boolean {
  return (
    value === null ||
    value === '' ||
    (value instanceof JavaList && value.items.length === 0 && value.className !== '[B') ||
    (value instanceof JavaMap && value.entries.size === 0)
  );
}

export function arithmetic(operator: string, left: JuelValue, right: JuelValue): JuelValue {
  if (left === null && right === null) return 0n;
  if (operator === '/') return asDouble(left) / asDouble(right);
  if (isFraction(left) || isFraction(right)) {
    const [a, b] = [asDouble(left), asDouble(right)];
    return operator === '+' ? a + b : operator === '-' ? a - b : operator === '*' ? a * b : a % b;
  }
  const [a, b] = [asLong(left), asLong(right)];
  if (operator === '%') {
    if (b === 0n) throw new JuelFailure('/ by zero', 'java.lang.ArithmeticException');
    return a % b;
  }
  return BigInt.asIntN(64, operator === '+' ? a + b : operator === '-' ? a - b : a * b);
}

export function isEqual(left: JuelValue, right: JuelValue): boolean {
  // A number that stands for itself is the same object only where it is the same variable; NaN equals itself anyway.
  if (left === right && !isFloating(left)) return true;
  if (left === null || right === null) return false;
  if (isFloating(left) || isFloating(right)) return Object.is(asDouble(left), asDouble(right));
  if (isWhole(left) || isWhole(right)) return asLong(left) === asLong(right);
  if (typeof left === 'boolean' || typeof right === 'boolean') return asBoolean(left) === asBoolean(right);
  if (typeof left === 'string' || typeof right === 'string') return asText(left) === asText(right);
  return sameObject(left, right);
}

/** `equals` of Java: no coercion, the types count. */
export function sameObject(left: JuelValue, right: JuelValue): boolean {
  if (left === right) return true;
  if (left === null || right === null) return false;
  if (left instanceof JavaList && right instanceof JavaList) return sameItems(left, right);
  if (left instanceof JavaMap && right instanceof JavaMap)
    return (
      left.entries.size === right.entries.size &&
      [...left.entries].every(
        ([key, item]) => right.entries.has(key) && sameObject(item, right.entries.get(key) ?? null),
      )
    );
  if (classOf(left) !== classOf(right)) return false;
  if (left instanceof SmallInteger && right instanceof SmallInteger) return left.value === right.value;
  if (left instanceof JavaFloat && right instanceof JavaFloat) return Object.is(left.value, right.value);
  if (left instanceof Character && right instanceof Character) return left.text === right.text;
  if (isPoint(left) && isPoint(right)) return left.epochMs === right.epochMs;
  return typeof left === 'number' && Object.is(left, right);
}

const isPoint = (value: JuelValue): value is MovableDate => isDateValue(value) || value instanceof MovableDate;

/** Lists are equal by their items, sets whatever their order; an array and the values of a map only to themselves. */
function sameItems(left: JavaList, right: JavaList): boolean {
  const isSet = ({ className }: JavaList): boolean => /Set$/.test(className);
  if (left.isArray || right.isArray || left.className === 'java.util.HashMap$Values') return false;
  if (left.items.length !== right.items.length || isSet(left) !== isSet(right)) return false;
  if (right.className === 'java.util.HashMap$Values') return false;
  return isSet(left)
    ? left.items.every((item) => right.items.some((other) => sameObject(item, other)))
    : left.items.every((item, at) => sameObject(item, right.items[at] ?? null));
}

export function comparison(operator: string, left: JuelValue, right: JuelValue): boolean {
  if (left === right && !isFloating(left)) return operator === '<=' || operator === '>=';
  if (left === null || right === null) return false;
  switch (operator) {
    case '<':
      return isBefore(left, right);
    case '>':
      return isBefore(right, left, true);
    case '<=':
      return !isBefore(right, left, true);
    default:
      return !isBefore(left, right);
  }
}

/** Whether `a` is less than `b`. `isTurned`: `b` is what the expression says first, which failures name first. */
function isBefore(a: JuelValue, b: JuelValue, isTurned = false): boolean {
  const both = <Value>(read: (value: JuelValue) => Value): [Value, Value] => {
    if (!isTurned) return [read(a), read(b)];
    const second = read(b);
    return [read(a), second];
  };
  if (isFloating(a) || isFloating(b)) {
    const [left, right] = both(asDouble);
    return left < right;
  }
  if (isWhole(a) || isWhole(b)) {
    const [left, right] = both(asLong);
    return left < right;
  }
  if (typeof a === 'string' || typeof b === 'string') {
    const [left, right] = both(asText);
    return left < right;
  }
  return isTurned ? order(b, a) > 0 : order(a, b) < 0;
}

const COMPARABLE = 'java.lang.Boolean java.lang.Character java.util.Date org.joda.time.DateTime'.split(' ');

function order(left: JuelValue, right: JuelValue): number {
  const [a, b] = [classOf(left), classOf(right)];
  if (!COMPARABLE.includes(a) && !COMPARABLE.includes(b))
    throw new JuelFailure(`Cannot compare 'class ${a}' and 'class ${b}'`);
  return COMPARABLE.includes(a) ? compareObjects(left, right) : -compareObjects(right, left);
}

/** `compareTo` of what is of one class. */
export function compareObjects(left: JuelValue, right: JuelValue): number {
  if (classOf(left) !== classOf(right))
    throw new JuelFailure(
      notCast(classOf(right), classOf(left).replace('joda.time.DateTime', 'joda.time.ReadableInstant')),
    );
  if (isPoint(left) && isPoint(right)) return Math.sign(left.epochMs - right.epochMs);
  if (left instanceof Character && right instanceof Character)
    return left.text.charCodeAt(0) - right.text.charCodeAt(0);
  return Number(left) - Number(right);
}

/** As Java says it of two of its own classes; of others without the places they come from. */
export function notCast(from: string, to: string): string {
  const isOwn = from.startsWith('java.') && to.startsWith('java.');
  const where = isOwn ? ` (${from} and ${to} are in module java.base of loader 'bootstrap')` : '';
  return `class ${from} cannot be cast to class ${to}${where}`;
}

import { type Budget, FeelFailure } from './budget.ts';
import { Decimal } from './decimal.ts';
import { FeelRange, type FeelValue, feelText, isContext, isList } from './feel-value.ts';
import {
  DaysDuration,
  FeelDate,
  FeelDateTime,
  FeelTime,
  floorDivide,
  MonthsDuration,
  NANOS_PER_DAY,
  NANOS_PER_SECOND,
  timeOffset,
} from './temporal.ts';
import { zoneText } from './write-temporal.ts';

/** Operators of FEEL. Operands that do not fit give null and a warning, never a failure. */
export function arithmetic(operator: string, left: FeelValue, right: FeelValue, budget: Budget): FeelValue {
  const result = calculate(operator, left, right, budget);
  if (result !== undefined) return result;
  const [x, y] = [feelText(left), feelText(right)];
  switch (operator) {
    case '+':
      return budget.warn('INVALID_TYPE', `Can't add '${y}' to '${x}'`);
    case '-':
      return budget.warn('INVALID_TYPE', `Can't subtract '${y}' from '${x}'`);
    case '*':
      return budget.warn('INVALID_TYPE', `Can't multiply '${x}' by '${y}'`);
    case '/':
      return budget.warn('INVALID_TYPE', `Can't divide '${x}' by '${y}'`);
    default:
      return budget.warn('INVALID_TYPE', `Can't calculate '${x}' to the power of '${y}'`);
  }
}

function calculate(operator: string, left: FeelValue, right: FeelValue, budget: Budget): FeelValue | undefined {
  if (left instanceof Decimal && right instanceof Decimal) return calculateNumbers(operator, left, right);
  switch (operator) {
    case '+':
      if (typeof left === 'string' && typeof right === 'string') {
        budget.spendText(left.length + right.length);
        return left + right;
      }
      return add(left, right, 1) ?? add(right, left, 1);
    case '-':
      return difference(left, right) ?? add(left, right, -1);
    case '*':
      return left instanceof Decimal ? scaled(right, left) : right instanceof Decimal ? scaled(left, right) : undefined;
    case '/':
      return quotient(left, right);
    default:
      return undefined;
  }
}

function calculateNumbers(operator: string, left: Decimal, right: Decimal): FeelValue | undefined {
  switch (operator) {
    case '+':
      return left.plus(right);
    case '-':
      return left.minus(right);
    case '*':
      return left.times(right);
    case '/':
      return right.isZero() ? undefined : left.dividedBy(right);
    default:
      return power(left, right);
  }
}

function power(base: Decimal, exponent: Decimal): Decimal {
  if (base.isZero() && exponent.digits < 0n) throw new FeelFailure('java.lang.ArithmeticException: Division by zero');
  return base.power(exponent);
}

/** A point in time and a duration, or two durations of one kind. */
function add(left: FeelValue, right: FeelValue, sign: 1 | -1): FeelValue | undefined {
  if (right instanceof MonthsDuration) {
    const months = right.months * sign;
    if (left instanceof MonthsDuration) return new MonthsDuration(left.months + months);
    if (left instanceof FeelDate) return left.plusMonths(months);
    if (left instanceof FeelDateTime) return new FeelDateTime(left.date.plusMonths(months), left.time);
    return undefined;
  }
  if (!(right instanceof DaysDuration)) return undefined;
  const nanos = sign === 1 ? right.nanos : -right.nanos;
  if (left instanceof DaysDuration) return new DaysDuration(left.nanos + nanos);
  if (left instanceof FeelDate) return left.plusDays(Number(floorDivide(nanos, NANOS_PER_DAY)));
  if (left instanceof FeelTime) {
    const sum = left.nanos + nanos;
    return new FeelTime(sum - floorDivide(sum, NANOS_PER_DAY) * NANOS_PER_DAY, left.zone);
  }
  return left instanceof FeelDateTime ? FeelDateTime.at(left.instant() + nanos, left.time.zone) : undefined;
}

function difference(left: FeelValue, right: FeelValue): FeelValue | undefined {
  if (left instanceof FeelDate && right instanceof FeelDate)
    return new DaysDuration(BigInt(left.epochDay - right.epochDay) * NANOS_PER_DAY);
  if (left instanceof FeelDateTime && right instanceof FeelDateTime && isLocal(left) === isLocal(right))
    return new DaysDuration(left.instant() - right.instant());
  if (left instanceof FeelTime && right instanceof FeelTime && isLocal(left) === isLocal(right))
    return timeDistance(left, right);
  return undefined;
}

/** Of two times with offsets or zones 8.6 tells how far they are apart, whichever comes first. */
function timeDistance(left: FeelTime, right: FeelTime): DaysDuration {
  const nanos = timeInstant(left) - timeInstant(right);
  return new DaysDuration(nanos < 0n && !isLocal(left) ? -nanos : nanos);
}

/** Java's `int` of a number: what follows the point does not count, nor what is beyond 32 bits. */
const asInt = (number: Decimal): bigint => BigInt.asIntN(INT_BITS, number.toBigInt());

function scaled(duration: FeelValue, factor: Decimal): FeelValue | undefined {
  if (duration instanceof DaysDuration) return new DaysDuration(duration.nanos * asInt(factor));
  return duration instanceof MonthsDuration ? new MonthsDuration(duration.months * Number(asInt(factor))) : undefined;
}

/**
 * How often one duration goes into the other, in whole numbers; a part of a duration is cut to milliseconds or months, of which 8.6 keeps 32 bits: `duration("P25D") / 1` is negative.
 */
function quotient(left: FeelValue, right: FeelValue): FeelValue | undefined {
  if (left instanceof DaysDuration && right instanceof DaysDuration && right.nanos !== 0n)
    return Decimal.of(left.nanos / right.nanos);
  if (left instanceof MonthsDuration && right instanceof MonthsDuration && right.months !== 0)
    return Decimal.of(Math.trunc(left.months / right.months));
  if (!(right instanceof Decimal) || right.isZero()) return undefined;
  if (left instanceof DaysDuration)
    return new DaysDuration(asInt(Decimal.of(left.nanos / NANOS_PER_MS).dividedBy(right)) * NANOS_PER_MS);
  return left instanceof MonthsDuration
    ? new MonthsDuration(Number(asInt(Decimal.of(left.months).dividedBy(right))))
    : undefined;
}

const INT_BITS = 32;
const NANOS_PER_MS = 1_000_000n;
const isLocal = (value: FeelTime | FeelDateTime): boolean => timeOffset(value) === null;
const timeInstant = (time: FeelTime): bigint => time.nanos - BigInt(timeOffset(time) ?? 0) * NANOS_PER_SECOND;
const signOf = (a: bigint | number | string, b: bigint | number | string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Below, at or above 0; null: the two have no order. */
export function order(left: FeelValue, right: FeelValue): number | null {
  if (left instanceof Decimal && right instanceof Decimal) return left.compare(right);
  if (typeof left === 'string' && typeof right === 'string') return signOf(left, right);
  if (left instanceof FeelDate && right instanceof FeelDate) return signOf(left.epochDay, right.epochDay);
  if (left instanceof FeelTime && right instanceof FeelTime)
    return isLocal(left) === isLocal(right) ? signOf(timeInstant(left), timeInstant(right)) : null;
  if (left instanceof FeelDateTime && right instanceof FeelDateTime)
    return isLocal(left) === isLocal(right) ? orderOfMoments(left, right) : null;
  if (left instanceof DaysDuration && right instanceof DaysDuration) return signOf(left.nanos, right.nanos);
  if (left instanceof MonthsDuration && right instanceof MonthsDuration) return signOf(left.months, right.months);
  // Two lists of items that have an order among themselves are the one pair that the original fails at.
  if (isList(left) && isList(right) && isOrdered(left) && isOrdered(right))
    throw new FeelFailure(
      `java.lang.IllegalArgumentException: ${feelText(left)} can not be compared to ${feelText(right)}`,
    );
  return null;
}

/** As Java orders them: by the instant, then by what the clocks show, then by the names of the zones. */
const orderOfMoments = (left: FeelDateTime, right: FeelDateTime): number =>
  signOf(left.instant(), right.instant()) ||
  signOf(left.date.epochDay, right.date.epochDay) ||
  signOf(left.time.nanos, right.time.nanos) ||
  signOf(zoneText(left.time), zoneText(right.time));

/** Of one kind that can be compared, nulls and truth values not being any. */
export function isOrdered(list: readonly FeelValue[]): boolean {
  const [first] = list;
  if (first === undefined || typeof first === 'boolean') return false;
  if (isList(first)) return list.every((item) => isList(item) && isOrdered(item));
  return list.every((item) => order(first, item) !== null);
}

/** null: the two are of different kinds. Null itself equals only null, and a range, which has no value of its own. */
export function equals(left: FeelValue, right: FeelValue, budget: Budget): boolean | null {
  budget.spend();
  if (left === null || right === null) return left === right || left instanceof FeelRange || right instanceof FeelRange;
  if (typeof left === 'boolean' && typeof right === 'boolean') return left === right;
  if (isList(left) && isList(right))
    return (
      left.length === right.length && left.every((item, index) => equals(item, right[index] ?? null, budget) === true)
    );
  if (isContext(left) && isContext(right)) {
    return (
      left.size === right.size &&
      [...left].every(([key, item]) => right.has(key) && equals(item, right.get(key) ?? null, budget) === true)
    );
  }
  // The same instant told in another zone is another time, though none of the two comes first.
  if (left instanceof FeelTime && right instanceof FeelTime && isLocal(left) === isLocal(right))
    return left.nanos === right.nanos && zoneText(left) === zoneText(right);
  if (left instanceof FeelRange && right instanceof FeelRange) {
    return (
      left.isLowIn === right.isLowIn &&
      left.isHighIn === right.isHighIn &&
      equals(left.low, right.low, budget) === true &&
      equals(left.high, right.high, budget) === true
    );
  }
  if (left instanceof FeelRange || right instanceof FeelRange) return false;
  const compared = order(left, right);
  return compared === null ? null : compared === 0;
}

export function negated(value: FeelValue, budget: Budget): FeelValue {
  return value instanceof Decimal
    ? value.negate()
    : budget.warn('INVALID_TYPE', `Expected number but found '${feelText(value)}'`);
}

export function comparison(operator: string, left: FeelValue, right: FeelValue, budget: Budget): boolean | null {
  if (operator === '=' || operator === '!=') {
    const same = equals(left, right, budget);
    if (same !== null) return operator === '=' ? same : !same;
    budget.warn('NOT_COMPARABLE', `Can't compare '${feelText(left)}' with '${feelText(right)}'`);
    return operator === '=' ? null : budget.warn('INVALID_TYPE', "Expected boolean but found 'null'");
  }
  if (typeof left === 'string') budget.spendText(left.length);
  const compared = order(left, right);
  if (compared === null)
    return budget.warn('NOT_COMPARABLE', `Can't compare '${feelText(left)}' with '${feelText(right)}'`);
  switch (operator) {
    case '<':
      return compared < 0;
    case '<=':
      return compared <= 0;
    case '>':
      return compared > 0;
    default:
      return compared >= 0;
  }
}

export function isInRange(value: FeelValue, range: FeelRange, budget: Budget): boolean | null {
  const low = order(value, range.low);
  const high = low === null ? null : order(value, range.high);
  if (low === null || high === null)
    return budget.warn(
      'NOT_COMPARABLE',
      `Can't compare '${feelText(value)}' with '${feelText(range.low)}' and '${feelText(range.high)}'`,
    );
  return (range.isLowIn ? low >= 0 : low > 0) && (range.isHighIn ? high <= 0 : high < 0);
}

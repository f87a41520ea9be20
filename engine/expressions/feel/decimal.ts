import { FeelFailure } from './budget.ts';

/**
 * FEEL's numbers: decimals of 34 digits, so that `0.1 + 0.2` is `0.3`. They are Java's, as `string(…)` shows: a number
 * keeps the zeros it was written with (`1.50`), a quotient and a rounded number have the scale that Java gives them
 * (`100 / 0.1` is `1.00E+3`), what was computed as a double has a fraction (`sqrt(4)` is `2.0`). Rounds half to even.
 */
const MAX_DIGITS = 34;
const MAX_EXPONENT = 999;
/** Whole numbers of JSON below this have every digit; what is larger has come as a double. */
const LONG_LIMIT = 2 ** 63;
/** Java writes smaller numbers with an exponent. */
const MIN_PLAIN_EXPONENT = -6;
/** Java writes doubles from here on with an exponent, and those below the other. */
const MAX_PLAIN_DOUBLE = 1e7;
const MIN_PLAIN_DOUBLE = 1e-3;

export type Rounding = 'floor' | 'ceiling' | 'up' | 'down' | 'half up' | 'half down' | 'half even';

/** `digits` divided by ten to the power of `scale`. */
export class Decimal {
  readonly digits: bigint;
  readonly scale: number;
  constructor(digits: bigint, scale: number) {
    this.digits = digits;
    this.scale = scale;
  }

  static of(value: number | bigint | string): Decimal {
    if (typeof value === 'bigint') return new Decimal(value, 0);
    if (typeof value === 'number' && !(Number.isInteger(value) && Math.abs(value) < LONG_LIMIT))
      return fromDouble(value);
    const text = String(value);
    const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text.trim());
    if (!match || ((match[2] ?? '') === '' && (match[3] ?? '') === '')) throw new RangeError(`'${text}' is no number`);
    const fraction = match[3] ?? '';
    const exponent = Number(match[4] ?? 0);
    if (Math.abs(exponent) > MAX_EXPONENT) throw new RangeError(`'${text}' is out of range`);
    const digits = BigInt(`${match[1] === '-' ? '-' : ''}${match[2] ?? ''}${fraction}`);
    return new Decimal(digits, fraction.length - exponent);
  }

  plus(other: Decimal): Decimal {
    const scale = Math.max(this.scale, other.scale);
    return limited(new Decimal(this.at(scale) + other.at(scale), scale));
  }

  negate(): Decimal {
    return new Decimal(-this.digits, this.scale);
  }
  minus(other: Decimal): Decimal {
    return this.plus(other.negate());
  }
  times(other: Decimal): Decimal {
    return limited(new Decimal(this.digits * other.digits, this.scale + other.scale));
  }

  /** The divisor is not zero. */
  dividedBy(other: Decimal): Decimal {
    const more = Math.max(0, MAX_DIGITS + digitsOf(other.digits) - digitsOf(this.digits) + 2);
    const quotient = (this.digits * 10n ** BigInt(more)) / other.digits;
    const exactScale = this.scale - other.scale;
    return limited(new Decimal(quotient, exactScale + more)).withoutZeros(exactScale);
  }

  /** Whole powers are exact to 34 digits, others have the precision of a double. Zero has no negative power. */
  power(exponent: Decimal): Decimal {
    if (!exponent.isWhole() || Math.abs(exponent.toNumber()) > MAX_EXPONENT)
      return fromDouble(this.toNumber() ** exponent.toNumber());
    let left = Math.abs(exponent.toNumber());
    let result = new Decimal(1n, 0);
    let base = new Decimal(this.digits, this.scale);
    for (; left > 0; left = Math.floor(left / 2)) {
      if (left % 2 === 1) result = result.times(base);
      if (left > 1) base = base.times(base);
    }
    if (exponent.digits >= 0n) return result;
    return new Decimal(1n, 0).dividedBy(result);
  }

  /** The sign of the divisor, as `modulo(-12, 5)` is 3. */
  modulo(other: Decimal): Decimal {
    return this.minus(other.times(this.dividedBy(other).rounded(0, 'floor')));
  }

  compare(other: Decimal): number {
    const scale = Math.max(this.scale, other.scale);
    const [a, b] = [this.at(scale), other.at(scale)];
    return a < b ? -1 : a > b ? 1 : 0;
  }

  isZero(): boolean {
    return this.digits === 0n;
  }
  isWhole(): boolean {
    return this.scale <= 0 || this.digits % 10n ** BigInt(this.scale) === 0n;
  }
  toBigInt(): bigint {
    return this.scale <= 0 ? this.at(0) : this.digits / 10n ** BigInt(this.scale);
  }
  toNumber(): number {
    return Number(`${this.digits}e${-this.scale}`);
  }

  /** Without zeros at its end, but for those that belong to the scale. */
  withoutZeros(leastScale: number): Decimal {
    let { digits, scale } = this;
    while (scale > leastScale && digits % 10n === 0n) {
      digits /= 10n;
      scale--;
    }
    return new Decimal(digits, scale);
  }

  /** With so many places, be they zeros. */
  rounded(places: number, how: Rounding): Decimal {
    if (places > MAX_EXPONENT) return this;
    if (places >= this.scale) return new Decimal(this.at(places), places);
    return new Decimal(divide(this.digits, 10n ** BigInt(this.scale - places), how), places);
  }

  toString(): string {
    const sign = this.digits < 0n ? '-' : '';
    const all = String(this.digits < 0n ? -this.digits : this.digits);
    const exponent = all.length - 1 - this.scale;
    if (this.scale < 0 || exponent < MIN_PLAIN_EXPONENT) {
      const mantissa = all.length === 1 ? all : `${all.slice(0, 1)}.${all.slice(1)}`;
      return `${sign}${mantissa}${exponent === 0 ? '' : `E${exponent < 0 ? '' : '+'}${exponent}`}`;
    }
    if (this.scale === 0) return sign + all;
    const text = all.padStart(this.scale + 1, '0');
    return `${sign}${text.slice(0, -this.scale)}.${text.slice(-this.scale)}`;
  }

  private at(scale: number): bigint {
    return scale >= this.scale
      ? this.digits * 10n ** BigInt(scale - this.scale)
      : this.digits / 10n ** BigInt(this.scale - scale);
  }
}

/**
 * As Java reads a double: the fewest digits that tell it from all others, one of them behind the point. What is no
 * number or endless cannot be read as a decimal, as the original says it: by the first letter of `NaN` and `Infinity`.
 */
export function fromDouble(value: number): Decimal {
  if (Number.isFinite(value)) {
    const [mantissa = '', exponent = ''] = value.toExponential().split('e');
    const read = Decimal.of(`${mantissa.includes('.') ? mantissa : `${mantissa}.0`}e${exponent}`);
    const size = Math.abs(value);
    if (size !== 0 && (size < MIN_PLAIN_DOUBLE || size >= MAX_PLAIN_DOUBLE)) return read;
    const plain = read.withoutZeros(1);
    return plain.rounded(Math.max(1, plain.scale), 'down');
  }
  throw new FeelFailure(
    `java.lang.NumberFormatException: Character ${String(Math.abs(value)).charAt(0)} is neither a decimal digit number, decimal point, nor "e" notation exponential mark.`,
  );
}

const digitsOf = (digits: bigint): number => String(digits < 0n ? -digits : digits).length;

function divide(digits: bigint, unit: bigint, how: Rounding): bigint {
  const quotient = digits / unit;
  const rest = digits % unit;
  if (rest === 0n) return quotient;
  const away = digits < 0n ? -1n : 1n;
  const twice = (rest < 0n ? -rest : rest) * 2n;
  switch (how) {
    case 'down':
      return quotient;
    case 'up':
      return quotient + away;
    case 'floor':
      return digits < 0n ? quotient - 1n : quotient;
    case 'ceiling':
      return digits < 0n ? quotient : quotient + 1n;
    case 'half up':
      return twice >= unit ? quotient + away : quotient;
    case 'half down':
      return twice > unit ? quotient + away : quotient;
    case 'half even':
      return twice > unit || (twice === unit && quotient % 2n !== 0n) ? quotient + away : quotient;
  }
}

function limited(exact: Decimal): Decimal {
  if (exact.scale < -MAX_EXPONENT) throw new RangeError('the number is out of range');
  const surplus = digitsOf(exact.digits) - MAX_DIGITS;
  if (surplus <= 0 && exact.scale <= MAX_EXPONENT) return exact;
  const cut = Math.max(surplus, exact.scale - MAX_EXPONENT);
  const scale = exact.scale - cut;
  if (scale < -MAX_EXPONENT) throw new RangeError('the number is out of range');
  const rounded = new Decimal(divide(exact.digits, 10n ** BigInt(cut), 'half even'), scale);
  // 99…9.5 has become a one with a zero too many.
  return digitsOf(rounded.digits) > MAX_DIGITS ? new Decimal(rounded.digits / 10n, scale - 1) : rounded;
}

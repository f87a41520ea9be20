import { FeelFailure } from './budget.ts';

/**
 * FEEL's numbers: decimals of 34 digits, so that `0.1 + 0.2` is `0.3`. A number keeps the zeros it was written with
 * (`string(1.50)` is `1.50`). Rounds half to even, as Camunda does.
 */
const MAX_DIGITS = 34;
const MAX_EXPONENT = 999;

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
    const text = typeof value === 'number' ? String(value) : value;
    const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text.trim());
    if (!match || ((match[2] ?? '') === '' && (match[3] ?? '') === '')) throw new RangeError(`'${text}' is no number`);
    const fraction = match[3] ?? '';
    const exponent = Number(match[4] ?? 0);
    if (Math.abs(exponent) > MAX_EXPONENT) throw new RangeError(`'${text}' is out of range`);
    const digits = BigInt(`${match[1] === '-' ? '-' : ''}${match[2] ?? ''}${fraction}`);
    const scale = fraction.length - exponent;
    return scale < 0 ? new Decimal(digits * 10n ** BigInt(-scale), 0) : new Decimal(digits, scale);
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
    return limited(new Decimal(quotient, this.scale + more - other.scale)).plain();
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

  /** Without zeros at the end of the fraction. */
  plain(): Decimal {
    let { digits, scale } = this;
    while (scale > 0 && digits % 10n === 0n) {
      digits /= 10n;
      scale--;
    }
    return new Decimal(digits, scale);
  }

  rounded(places: number, how: Rounding): Decimal {
    if (places >= this.scale) return this;
    const unit = 10n ** BigInt(this.scale - places);
    const rounded = new Decimal(divide(this.digits, unit, how), places);
    return places < 0 ? new Decimal(rounded.at(0), 0) : rounded;
  }

  toString(): string {
    if (this.scale <= 0) return String(this.at(0));
    const text = String(this.digits < 0n ? -this.digits : this.digits).padStart(this.scale + 1, '0');
    return `${this.digits < 0n ? '-' : ''}${text.slice(0, -this.scale)}.${text.slice(-this.scale)}`;
  }

  private at(scale: number): bigint {
    return scale >= this.scale
      ? this.digits * 10n ** BigInt(scale - this.scale)
      : this.digits / 10n ** BigInt(this.scale - scale);
  }
}

/**
 * What is no number or endless cannot be read as a decimal, as the original says it: by the first letter of `NaN` and
 * `Infinity`.
 */
export function fromDouble(value: number): Decimal {
  if (Number.isFinite(value)) return Decimal.of(value);
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
  const value = exact.scale < 0 ? new Decimal(exact.digits * 10n ** BigInt(-exact.scale), 0) : exact;
  const surplus = digitsOf(value.digits) - MAX_DIGITS;
  if (surplus <= 0 && value.scale <= MAX_EXPONENT) return value;
  const cut = Math.max(surplus, value.scale - MAX_EXPONENT);
  const digits = divide(value.digits, 10n ** BigInt(cut), 'half even');
  const scale = value.scale - cut;
  if (scale < -MAX_EXPONENT) throw new RangeError('the number is out of range');
  return scale < 0 ? new Decimal(digits * 10n ** BigInt(-scale), 0) : new Decimal(digits, scale);
}

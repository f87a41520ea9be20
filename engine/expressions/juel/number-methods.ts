import { asDouble, asLong } from './coercions.ts';
import { methodTable } from './java-overloads.ts';
import { compareObjects, notCast } from './juel-operators.ts';
import {
  asText,
  Character,
  classOf,
  integer,
  JavaFloat,
  JuelFailure,
  type JuelValue,
  SmallInteger,
} from './juel-value.ts';

/** Methods of numbers, booleans and signs. */
export type JavaNumber = number | bigint | SmallInteger | JavaFloat;

const MOST_INT = 2 ** 31 - 1;
const value = (number: JuelValue | undefined): number => asDouble(number ?? null);
const long = (number: JuelValue | undefined): bigint => asLong(number ?? null);

/** A fraction is cut to an int, at most the greatest one. */
function intOf(number: JavaNumber): bigint {
  const isFraction = typeof number === 'number' || number instanceof JavaFloat;
  return isFraction
    ? BigInt(Math.max(-MOST_INT - 1, Math.min(MOST_INT, Math.trunc(value(number)) || 0)))
    : BigInt.asIntN(32, asLong(number));
}

const CONVERSIONS = {
  'intValue()': (self: JavaNumber) => integer(intOf(self)),
  'longValue()': (self: JavaNumber) => asLong(self),
  'shortValue()': (self: JavaNumber) => new SmallInteger('Short', BigInt.asIntN(16, intOf(self))),
  'byteValue()': (self: JavaNumber) => new SmallInteger('Byte', BigInt.asIntN(8, intOf(self))),
  'doubleValue()': (self: JavaNumber) => value(self),
  'floatValue()': (self: JavaNumber) => new JavaFloat(value(self)),
};

/** The bridge: an argument of another class is taken, and fails. */
function compareAny(self: JuelValue, other: JuelValue | undefined): JuelValue {
  if (other === null || other === undefined)
    throw new JuelFailure('java.lang.NullPointerException: Cannot read the value because the argument is null');
  if (classOf(self) !== classOf(other))
    throw new JuelFailure(`java.lang.ClassCastException: ${notCast(classOf(other), classOf(self))}`);
  return integer(compareNumbers(self, other));
}

function compareNumbers(a: JuelValue, b: JuelValue): number {
  if (typeof a === 'boolean' || a instanceof Character) return compareObjects(a, b);
  if (a instanceof SmallInteger && a.type !== 'Integer') return Number(asLong(a) - asLong(b));
  if (typeof a !== 'number' && !(a instanceof JavaFloat)) {
    const [left, right] = [asLong(a), asLong(b)];
    return left < right ? -1 : left > right ? 1 : 0;
  }
  return compareDoubles(asDouble(a), asDouble(b));
}

/** `Double.compare`: -0.0 is less than 0.0, NaN more than all. */
function compareDoubles(a: number, b: number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  const rank = (number: number): number => (Number.isNaN(number) ? 2 : Object.is(number, -0) ? 0 : 1);
  return Math.sign(rank(a) - rank(b));
}

const compareLongs = (a: bigint, b: bigint): SmallInteger => integer(a < b ? -1 : a > b ? 1 : 0);
const larger = (a: bigint, b: bigint): bigint => (a > b ? a : b);
const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b);

function parsed(text: JuelValue | undefined, bits: number): bigint {
  const digits = asText(text ?? null);
  const number = /^[+-]?\d+$/.test(digits) ? BigInt(digits.replace(/^\+/, '')) : null;
  if (number === null || BigInt.asIntN(bits, number) !== number)
    throw new JuelFailure(`java.lang.NumberFormatException: For input string: "${digits}"`);
  return number;
}

const RADIX: Readonly<Record<string, number>> = { Hex: 16, Octal: 8, Binary: 2 };
const based = (number: bigint, kind: string): string => number.toString(RADIX[kind] ?? 10);

const INTEGER_METHODS = methodTable<JavaNumber>({
  ...CONVERSIONS,
  'compareTo(Integer)': compareFirst,
  'compareTo(Object)': compareFirst,
  'compare(int, int)': (_self, [a, b]) => compareLongs(long(a), long(b)),
  'max(int, int)': (_self, [a, b]) => integer(larger(long(a), long(b))),
  'min(int, int)': (_self, [a, b]) => integer(smaller(long(a), long(b))),
  'sum(int, int)': (_self, [a, b]) => integer(long(a) + long(b)),
  'signum(int)': (_self, [a]) => compareLongs(long(a), 0n),
  'parseInt(String)': (_self, [text]) => integer(parsed(text, 32)),
  'valueOf(String)': (_self, [text]) => integer(parsed(text, 32)),
  'valueOf(int)': (_self, [number]) => number ?? null,
  'toString(int)': (_self, [number]) => asText(number ?? null),
  'toHexString(int)': (_self, [number]) => based(BigInt.asUintN(32, long(number)), 'Hex'),
  'toOctalString(int)': (_self, [number]) => based(BigInt.asUintN(32, long(number)), 'Octal'),
  'toBinaryString(int)': (_self, [number]) => based(BigInt.asUintN(32, long(number)), 'Binary'),
});

function compareFirst(self: JuelValue, [other]: readonly JuelValue[]): JuelValue {
  return compareAny(self, other);
}

const LONG_METHODS = methodTable<JavaNumber>({
  ...CONVERSIONS,
  'compareTo(Long)': compareFirst,
  'compareTo(Object)': compareFirst,
  'compare(long, long)': (_self, [a, b]) => compareLongs(long(a), long(b)),
  'max(long, long)': (_self, [a, b]) => larger(long(a), long(b)),
  'min(long, long)': (_self, [a, b]) => smaller(long(a), long(b)),
  'sum(long, long)': (_self, [a, b]) => BigInt.asIntN(64, long(a) + long(b)),
  'signum(long)': (_self, [a]) => compareLongs(long(a), 0n),
  'parseLong(String)': (_self, [text]) => parsed(text, 64),
  'valueOf(String)': (_self, [text]) => parsed(text, 64),
  'valueOf(long)': (_self, [number]) => number ?? null,
  'toString(long)': (_self, [number]) => asText(number ?? null),
  'toHexString(long)': (_self, [number]) => based(BigInt.asUintN(64, long(number)), 'Hex'),
  'toOctalString(long)': (_self, [number]) => based(BigInt.asUintN(64, long(number)), 'Octal'),
  'toBinaryString(long)': (_self, [number]) => based(BigInt.asUintN(64, long(number)), 'Binary'),
});

const SHORT_METHODS = methodTable<JavaNumber>({
  ...CONVERSIONS,
  'compareTo(Short)': compareFirst,
  'compareTo(Object)': compareFirst,
  'compare(short, short)': (_self, [a, b]) => integer(long(a) - long(b)),
  'parseShort(String)': (_self, [text]) => new SmallInteger('Short', parsed(text, 16)),
  'valueOf(String)': (_self, [text]) => new SmallInteger('Short', parsed(text, 16)),
  'valueOf(short)': (_self, [number]) => number ?? null,
  'toString(short)': (_self, [number]) => asText(number ?? null),
});

const BYTE_METHODS = methodTable<JavaNumber>({
  ...CONVERSIONS,
  'compareTo(Byte)': compareFirst,
  'compareTo(Object)': compareFirst,
  'compare(byte, byte)': (_self, [a, b]) => integer(long(a) - long(b)),
  'valueOf(byte)': (_self, [number]) => number ?? null,
  'toString(byte)': (_self, [number]) => asText(number ?? null),
});

const DOUBLE_METHODS = methodTable<JavaNumber>({
  ...CONVERSIONS,
  'compareTo(Double)': compareFirst,
  'compareTo(Object)': compareFirst,
  'isNaN()': (self) => Number.isNaN(value(self)),
  'isInfinite()': (self) => Math.abs(value(self)) === Number.POSITIVE_INFINITY,
  'isNaN(double)': (_self, [number]) => Number.isNaN(value(number)),
  'isInfinite(double)': (_self, [number]) => Math.abs(value(number)) === Number.POSITIVE_INFINITY,
  'isFinite(double)': (_self, [number]) => Number.isFinite(value(number)),
  'compare(double, double)': (_self, [a, b]) => integer(compareDoubles(value(a), value(b))),
  'max(double, double)': (_self, [a, b]) => Math.max(value(a), value(b)),
  'min(double, double)': (_self, [a, b]) => Math.min(value(a), value(b)),
  'sum(double, double)': (_self, [a, b]) => value(a) + value(b),
  'parseDouble(String)': (_self, [text]) => parsedDouble(text),
  'valueOf(String)': (_self, [text]) => parsedDouble(text),
  'valueOf(double)': (_self, [number]) => number ?? null,
  'toString(double)': (_self, [number]) => asText(number ?? null),
});

function parsedDouble(text: JuelValue | undefined): number {
  const digits = asText(text ?? null);
  if (digits.trim() === '') throw new JuelFailure('java.lang.NumberFormatException: empty String');
  try {
    return asDouble(digits);
  } catch (error) {
    if (!(error instanceof JuelFailure)) throw error;
    throw new JuelFailure(`java.lang.NumberFormatException: For input string: "${digits}"`);
  }
}

const FLOAT_METHODS = methodTable<JavaNumber>({
  ...CONVERSIONS,
  'compareTo(Float)': compareFirst,
  'compareTo(Object)': compareFirst,
  'isNaN()': (self) => Number.isNaN(value(self)),
  'isInfinite()': (self) => Math.abs(value(self)) === Number.POSITIVE_INFINITY,
});

export const BOOLEAN_METHODS = methodTable<boolean>({
  'booleanValue()': (self) => self,
  'compareTo(Boolean)': compareFirst,
  'compareTo(Object)': compareFirst,
  'compare(boolean, boolean)': (_self, [a, b]) => integer(Number(a) - Number(b)),
  'logicalAnd(boolean, boolean)': (_self, [a, b]) => a === true && b === true,
  'logicalOr(boolean, boolean)': (_self, [a, b]) => a === true || b === true,
  'logicalXor(boolean, boolean)': (_self, [a, b]) => a !== b,
  'parseBoolean(String)': (_self, [text]) => asText(text ?? null).toLowerCase() === 'true',
  'valueOf(String)': (_self, [text]) => asText(text ?? null).toLowerCase() === 'true',
  'valueOf(boolean)': (_self, [value]) => value ?? null,
  'toString(boolean)': (_self, [value]) => asText(value ?? null),
});

export const CHARACTER_METHODS = methodTable<Character>({
  'charValue()': (self) => self,
  'compareTo(Character)': compareFirst,
  'compareTo(Object)': compareFirst,
});

export function numberMethods(number: JavaNumber) {
  if (typeof number === 'bigint') return LONG_METHODS;
  if (typeof number === 'number') return DOUBLE_METHODS;
  if (number instanceof JavaFloat) return FLOAT_METHODS;
  return number.type === 'Integer' ? INTEGER_METHODS : number.type === 'Short' ? SHORT_METHODS : BYTE_METHODS;
}

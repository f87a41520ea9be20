import { InvocationFailure, FeelFailure } from './budget.ts';
import { define, type NamedBuiltIn } from './built-in.ts';
import { Decimal, fromDouble, type Rounding } from './decimal.ts';
import type { FeelValue } from './feel-value.ts';
import { DaysDuration, MonthsDuration } from './temporal.ts';

/** What rounds to the left of the point, beyond which there is nothing but zero. */
const MAX_SCALE = 100;

function rounding(name: string, how: Rounding, isScaleOptional = false): NamedBuiltIn[] {
  const round = ([number, scale]: readonly FeelValue[]): FeelValue | undefined => {
    if (!(number instanceof Decimal) || !(scale instanceof Decimal || scale === undefined)) return undefined;
    const places = scale?.toNumber() ?? 0;
    if (places < -MAX_SCALE) throw new InvocationFailure(`the scale is beyond ${MAX_SCALE}`);
    return number.rounded(Math.trunc(places), how);
  };
  return isScaleOptional
    ? [define(name, 'n', round), define(name, 'n,scale', round), define(name, 'number', round)]
    : [define(name, 'n,scale', round)];
}

function ofNumber(name: string, calculate: (number: Decimal) => FeelValue): NamedBuiltIn {
  return define(name, 'number', ([number]) => (number instanceof Decimal ? calculate(number) : undefined));
}

/** Reads what a JSON number may look like, and nothing around it. */
export function numberOf(text: string): Decimal {
  try {
    if (/^\s|\s$/.test(text)) throw new RangeError('blanks');
    return Decimal.of(text);
  } catch {
    throw new InvocationFailure(`Can't parse '${text}' as a number`);
  }
}

const isTextOrNull = (value: FeelValue | undefined): value is string | null =>
  value === null || typeof value === 'string';

/** Without what groups digits, and with a point before the fraction. null: the text has no such sign. */
function ungrouped(text: string, grouping: string | null, point?: string | null): string {
  const isGrouping = grouping === null || GROUPING_SIGNS.includes(grouping);
  if (point === undefined && !isGrouping)
    throw new InvocationFailure("illegal argument for grouping. Must be one of ' ', ',' or '.'");
  const isPoint = point === undefined || point === null || DECIMAL_POINTS.includes(point);
  if (!isGrouping || !isPoint || grouping === point)
    throw new InvocationFailure(
      "illegal arguments for grouping or decimal. Must be one of ' ' (grouping only), ',' or '.'",
    );
  const digits = grouping === null ? text : text.replaceAll(grouping, '');
  return point === undefined || point === null ? digits : digits.replaceAll(point, '.');
}

const GROUPING_SIGNS: readonly string[] = [' ', ',', '.'];
const DECIMAL_POINTS: readonly string[] = [',', '.'];

function absolute(value: FeelValue | undefined): FeelValue | undefined {
  if (value instanceof Decimal) return value.digits < 0n ? value.negate() : value;
  if (value instanceof DaysDuration) return new DaysDuration(value.nanos < 0n ? -value.nanos : value.nanos);
  return value instanceof MonthsDuration ? new MonthsDuration(Math.abs(value.months)) : undefined;
}

export const numberFunctions: readonly NamedBuiltIn[] = [
  define('number', 'from', ([text]) => (typeof text === 'string' ? numberOf(text) : undefined)),
  define('number', 'from,grouping separator', ([text, grouping]) =>
    typeof text === 'string' && typeof grouping === 'string' ? numberOf(ungrouped(text, grouping)) : undefined,
  ),
  define('number', 'from,grouping separator,decimal separator', ([text, grouping, point]) =>
    typeof text === 'string' && isTextOrNull(grouping) && isTextOrNull(point) && (grouping ?? point) !== null
      ? numberOf(ungrouped(text, grouping, point))
      : undefined,
  ),
  ...rounding('decimal', 'half even'),
  ...rounding('floor', 'floor', true),
  ...rounding('ceiling', 'ceiling', true),
  ...rounding('round up', 'up'),
  ...rounding('round down', 'down'),
  ...rounding('round half up', 'half up'),
  ...rounding('round half down', 'half down'),
  define('abs', 'number', ([value]) => absolute(value)),
  define('abs', 'n', ([value]) => absolute(value)),
  define('modulo', 'dividend,divisor', ([dividend, divisor]) => {
    if (!(dividend instanceof Decimal) || !(divisor instanceof Decimal)) return undefined;
    if (divisor.isZero()) throw new FeelFailure('java.lang.ArithmeticException: Division by zero');
    return dividend.modulo(divisor);
  }),
  ofNumber('sqrt', (number) => (number.digits < 0n ? null : fromDouble(Math.sqrt(number.toNumber())))),
  ofNumber('log', (number) => fromDouble(Math.log(number.toNumber()))),
  ofNumber('exp', (number) => fromDouble(Math.exp(number.toNumber()))),
  ofNumber('odd', (number) => number.isWhole() && number.toBigInt() % 2n !== 0n),
  ofNumber('even', (number) => number.isWhole() && number.toBigInt() % 2n === 0n),
  define('random number', '', () => Decimal.of(Math.random())),
];

import { define, type NamedBuiltIn } from './built-in.ts';
import { Decimal } from './decimal.ts';
import { FeelFailure } from './budget.ts';
import { FeelRange, feelText, type FeelValue } from './feel-value.ts';
import { order } from './operators.ts';
import { isTemporal } from './temporal.ts';

/** How ranges and points lie to each other. A point is a range that holds nothing else; what has no order is null. */
class Unordered extends Error {}

function ordered(left: FeelValue, right: FeelValue): number {
  const compared = order(left, right);
  if (compared === null) throw new Unordered();
  return compared;
}

const asRange = (value: FeelValue): FeelRange =>
  value instanceof FeelRange ? value : new FeelRange(value, value, true, true);
const isPoint = (value: FeelValue): boolean => !(value instanceof FeelRange);

type Takes = (a: FeelValue, b: FeelValue) => boolean;

/** Numbers, and points and durations of time; of other values, texts too, no range function knows the order. */
const isMeasured = (value: FeelValue): boolean =>
  value instanceof FeelRange
    ? isMeasured(value.low) && isMeasured(value.high)
    : value instanceof Decimal || isTemporal(value);

/** Values that could be compared, but stand where they do not belong (a range for a point), make the original fail. */
function relation(
  name: string,
  parameters: string,
  holds: (a: FeelRange, b: FeelRange) => boolean,
  takes: Takes = () => true,
): NamedBuiltIn {
  return define(name, parameters, ([a = null, b = null]) => {
    if (!isMeasured(a) || !isMeasured(b)) return undefined;
    try {
      const result = holds(asRange(a), asRange(b));
      if (!takes(a, b))
        throw new FeelFailure(`scala.MatchError: (${feelText(a)},${feelText(b)}) (of class scala.Tuple2)`);
      return result;
    } catch (error) {
      if (error instanceof Unordered) return undefined;
      throw error;
    }
  });
}

const before = (a: FeelRange, b: FeelRange): boolean => {
  const compared = ordered(a.high, b.low);
  return compared < 0 || (compared === 0 && !(a.isHighIn && b.isLowIn));
};
const sameLow = (a: FeelRange, b: FeelRange): boolean => ordered(a.low, b.low) === 0 && a.isLowIn === b.isLowIn;
const sameHigh = (a: FeelRange, b: FeelRange): boolean => ordered(a.high, b.high) === 0 && a.isHighIn === b.isHighIn;
const lowNotBefore = (a: FeelRange, b: FeelRange): boolean =>
  ordered(a.low, b.low) > 0 || (ordered(a.low, b.low) === 0 && (b.isLowIn || !a.isLowIn));
const highNotAfter = (a: FeelRange, b: FeelRange): boolean =>
  ordered(a.high, b.high) < 0 || (ordered(a.high, b.high) === 0 && (b.isHighIn || !a.isHighIn));
const during = (a: FeelRange, b: FeelRange): boolean => lowNotBefore(a, b) && highNotAfter(a, b);
const meets = (a: FeelRange, b: FeelRange): boolean => ordered(a.high, b.low) === 0 && a.isHighIn && b.isLowIn;
const overlaps = (a: FeelRange, b: FeelRange): boolean => !before(a, b) && !before(b, a);
const overlapsBefore = (a: FeelRange, b: FeelRange): boolean =>
  overlaps(a, b) && !lowNotBefore(a, b) && highNotAfter(a, b);
const finishes = (a: FeelRange, b: FeelRange): boolean => sameHigh(a, b) && lowNotBefore(a, b);
const starts = (a: FeelRange, b: FeelRange): boolean => sameLow(a, b) && highNotAfter(a, b);
const bothRanges: Takes = (a, b) => !isPoint(a) && !isPoint(b);
const firstIsRange: Takes = (a) => !isPoint(a);
const secondIsRange: Takes = (_a, b) => !isPoint(b);
const alike: Takes = (a, b) => isPoint(a) === isPoint(b);

/** Either of the two is a point or a range, and may be named as what it is. */
const ofAny = (
  name: string,
  first: string,
  second: string,
  holds: (a: FeelRange, b: FeelRange) => boolean,
): NamedBuiltIn[] =>
  ['point,point', 'range,range', 'point,range', 'range,point'].map((kinds) => {
    const [a = '', b = ''] = kinds.split(',');
    return relation(name, a === b ? `${a}${first},${b}${second}` : kinds, holds);
  });

export const rangeFunctions: readonly NamedBuiltIn[] = [
  ...ofAny('before', '1', '2', before),
  ...ofAny('after', '1', '2', (a, b) => before(b, a)),
  relation('meets', 'range1,range2', meets, bothRanges),
  relation('met by', 'range1,range2', (a, b) => meets(b, a), bothRanges),
  relation('overlaps', 'range1,range2', overlaps, bothRanges),
  relation('overlaps before', 'range1,range2', overlapsBefore, bothRanges),
  relation('overlaps after', 'range1,range2', (a, b) => overlapsBefore(b, a), bothRanges),
  ...['point,range', 'range1,range2'].map((parameters) => relation('finishes', parameters, finishes, secondIsRange)),
  ...['range,point', 'range1,range2'].map((parameters) =>
    relation('finished by', parameters, (a, b) => finishes(b, a), firstIsRange),
  ),
  ...['range,point', 'range1,range2'].map((parameters) =>
    relation('includes', parameters, (a, b) => during(b, a), firstIsRange),
  ),
  ...['point,range', 'range1,range2'].map((parameters) => relation('during', parameters, during, secondIsRange)),
  ...['point,range', 'range1,range2'].map((parameters) => relation('starts', parameters, starts, secondIsRange)),
  ...['range,point', 'range1,range2'].map((parameters) =>
    relation('started by', parameters, (a, b) => starts(b, a), firstIsRange),
  ),
  ...['point1,point2', 'range1,range2'].map((parameters) =>
    relation('coincides', parameters, (a, b) => alike(a, b) && sameLow(a, b) && sameHigh(a, b)),
  ),
];

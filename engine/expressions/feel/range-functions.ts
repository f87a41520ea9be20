import { define, type NamedBuiltIn } from './built-in.ts';
import { FeelRange, type FeelValue } from './feel-value.ts';
import { order } from './operators.ts';

/** How ranges and points lie to each other. A point is a range that holds nothing else; what has no order is null. */
class Unordered extends Error {}

function ordered(left: FeelValue, right: FeelValue): number {
  const compared = order(left, right);
  if (compared === null) throw new Unordered();
  return compared;
}

const asRange = (value: FeelValue): FeelRange => (value instanceof FeelRange ? value : new FeelRange(value, value, true, true));
const isPoint = (value: FeelValue): boolean => !(value instanceof FeelRange);

function define2(name: string, parameters: string, holds: (a: FeelRange, b: FeelRange) => boolean, takes: (a: FeelValue, b: FeelValue) => boolean = () => true): NamedBuiltIn {
  return define(name, parameters, ([a = null, b = null]) => {
    if (a === null || b === null || !takes(a, b)) return undefined;
    try { return holds(asRange(a), asRange(b)); } catch (error) {
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
const lowNotBefore = (a: FeelRange, b: FeelRange): boolean => ordered(a.low, b.low) > 0 || (ordered(a.low, b.low) === 0 && (b.isLowIn || !a.isLowIn));
const highNotAfter = (a: FeelRange, b: FeelRange): boolean => ordered(a.high, b.high) < 0 || (ordered(a.high, b.high) === 0 && (b.isHighIn || !a.isHighIn));
const during = (a: FeelRange, b: FeelRange): boolean => lowNotBefore(a, b) && highNotAfter(a, b);
const meets = (a: FeelRange, b: FeelRange): boolean => ordered(a.high, b.low) === 0 && a.isHighIn && b.isLowIn;
const overlaps = (a: FeelRange, b: FeelRange): boolean => !before(a, b) && !before(b, a);
const overlapsBefore = (a: FeelRange, b: FeelRange): boolean => overlaps(a, b) && !lowNotBefore(a, b) && highNotAfter(a, b);
const finishes = (a: FeelRange, b: FeelRange): boolean => sameHigh(a, b) && lowNotBefore(a, b);
const starts = (a: FeelRange, b: FeelRange): boolean => sameLow(a, b) && highNotAfter(a, b);
const bothRanges = (a: FeelValue, b: FeelValue): boolean => !isPoint(a) && !isPoint(b);

export const rangeFunctions: readonly NamedBuiltIn[] = [
  define2('before', 'point1,point2', before),
  define2('after', 'point1,point2', (a, b) => before(b, a)),
  define2('meets', 'range1,range2', meets, bothRanges),
  define2('met by', 'range1,range2', (a, b) => meets(b, a), bothRanges),
  define2('overlaps', 'range1,range2', overlaps, bothRanges),
  define2('overlaps before', 'range1,range2', overlapsBefore, bothRanges),
  define2('overlaps after', 'range1,range2', (a, b) => overlapsBefore(b, a), bothRanges),
  define2('finishes', 'point,range', finishes),
  define2('finished by', 'range,point', (a, b) => finishes(b, a)),
  define2('includes', 'range,point', (a, b) => during(b, a)),
  define2('during', 'point,range', during),
  define2('starts', 'point,range', starts),
  define2('started by', 'range,point', (a, b) => starts(b, a)),
  define2('coincides', 'range1,range2', (a, b) => sameLow(a, b) && sameHigh(a, b)),
];

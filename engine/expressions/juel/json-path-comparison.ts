import { Budget, FeelFailure } from '../feel/budget.ts';
import { Pattern } from '../feel/pattern.ts';
import { doubleText, isJsonObject, isSameJson, type Json } from './json-tree.ts';
import { SenselessCondition, spinPathFailure } from './json-path-walk.ts';
import { JuelFailure } from './juel-value.ts';

/** A side of a comparison: undefined is a path to a place that is not there. */
export type Side = Json | WrittenNumber | WrittenPattern | undefined;
/** A number of the path keeps how it is written: as a text it is compared so. */
export class WrittenNumber {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}
export class WrittenPattern {
  readonly text: string;
  readonly flags: string;
  /** Throws SyntaxError for what is no pattern. */
  constructor(text: string, flags: string) {
    this.text = text;
    this.flags = flags;
    new Pattern(text, flags, new Budget());
  }
}

/** Jayway's operators; words in either case. */
export const COMPARISONS: { readonly [operator: string]: (left: Side, right: Side) => boolean } = {
  '==': isEqual,
  '!=': (left, right) => !isEqual(left, right),
  '===': isSame,
  '!==': (left, right) => !isSame(left, right),
  '<': (left, right) => inOrder(left, right, (order) => order < 0),
  '<=': (left, right) => inOrder(left, right, (order) => order <= 0),
  '>': (left, right) => inOrder(left, right, (order) => order > 0),
  '>=': (left, right) => inOrder(left, right, (order) => order >= 0),
  '=~': matches,
  in: isIn,
  nin: (left, right) => !isIn(left, right),
  contains: (left, right) =>
    typeof left === 'string' && typeof right === 'string' ? left.includes(right) : isIn(right, left),
  subsetof: (left, right) => Array.isArray(left) && left.every((item) => isIn(item, right)),
  anyof: (left, right) => Array.isArray(left) && left.some((item) => isIn(item, right)),
  noneof: (left, right) => Array.isArray(left) && Array.isArray(right) && !left.some((item) => isIn(item, right)),
  size: (left, right) =>
    (typeof left === 'string' || Array.isArray(left)) && isNumber(right) && left.length === numberOf(right),
  empty: isEmpty,
  // Lists of values and classes of Java cannot be written.
  all: senseless,
  type: senseless,
  exists: areBothThere,
};

const isNumber = (side: Side): side is bigint | number | WrittenNumber =>
  typeof side === 'bigint' || typeof side === 'number' || side instanceof WrittenNumber;
const numberOf = (side: bigint | number | WrittenNumber): number =>
  Number(side instanceof WrittenNumber ? side.text : side);
const textOf = (side: bigint | number | WrittenNumber): string =>
  side instanceof WrittenNumber ? side.text : typeof side === 'number' ? doubleText(side) : String(side);
const isStructure = (side: Side): side is Json[] | Map<string, Json> =>
  Array.isArray(side) || (side instanceof Map && isJsonObject(side));

/** The left side says how: a number takes a text for a number, a text a number for a text. */
function isEqual(left: Side, right: Side): boolean {
  if (left === undefined || right === undefined) return false;
  if (isNumber(left)) {
    if (isNumber(right)) return numberOf(left) === numberOf(right);
    return typeof right === 'string' && right.trim() !== '' && numberOf(left) === Number(right);
  }
  if (typeof left === 'string') return isNumber(right) ? left === textOf(right) : left === right;
  if (isStructure(left)) return isStructure(right) && isSameJson(left, right);
  return left === right;
}

function isSame(left: Side, right: Side): boolean {
  return (isNumber(left) ? isNumber(right) : typeof left === typeof right) && isEqual(left, right);
}

function senseless(): never {
  throw new SenselessCondition();
}

/** Of booleans alone it makes sense. */
function areBothThere(left: Side, right: Side): boolean {
  if (typeof left !== 'boolean' && typeof right !== 'boolean')
    throw new JuelFailure('spinjar.com.jayway.jsonpath.JsonPathException: Failed to evaluate exists expression');
  return typeof left === 'boolean' && typeof right === 'boolean' ? left === right : senseless();
}

function inOrder(left: Side, right: Side, holds: (order: number) => boolean): boolean {
  if (isNumber(left) && isNumber(right)) return holds(numberOf(left) - numberOf(right));
  if (typeof left === 'string' && typeof right === 'string') return holds(left < right ? -1 : left > right ? 1 : 0);
  return false;
}

function isIn(item: Side, list: Side): boolean {
  return Array.isArray(list) && list.some((each) => isEqual(item, each));
}

function isEmpty(side: Side, wanted: Side): boolean {
  if (isStructure(side) && !Array.isArray(side))
    throw spinPathFailure('15', "Unable to cast JsonPath expression to 'org.camunda.spin.json.SpinJsonNode'");
  return (typeof side === 'string' || Array.isArray(side)) && (side.length === 0) === wanted;
}

/** The pattern may stand on either side; of a list one item is enough; what is not there is an empty text. */
function matches(left: Side, right: Side): boolean {
  if (right instanceof WrittenPattern) return matchesPattern(right, left);
  return left instanceof WrittenPattern && matchesPattern(left, right);
}

function matchesPattern(pattern: WrittenPattern, side: Side): boolean {
  if (Array.isArray(side)) return side.some((item) => matchesPattern(pattern, item));
  const text = isNumber(side)
    ? textOf(side)
    : typeof side === 'string' || typeof side === 'boolean'
      ? String(side)
      : '';
  try {
    return new Pattern(`^(?:${pattern.text})\\z`, pattern.flags, new Budget()).find(text, 0)?.start === 0;
  } catch (error) {
    if (error instanceof FeelFailure || error instanceof RangeError)
      throw new JuelFailure(`The pattern '${pattern.text}' takes too many steps`, null);
    throw error;
  }
}

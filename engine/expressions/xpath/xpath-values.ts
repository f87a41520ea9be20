import { costOfCharacters, costOfText, stringOf, type XPathNode } from './xpath-node.ts';

export type XPathValue = number | string | boolean | readonly XPathNode[];

export const isNodes = (value: XPathValue): value is readonly XPathNode[] => typeof value === 'object';

/** In the order of the document, each once. */
export const inOrder = (nodes: Iterable<XPathNode>): readonly XPathNode[] =>
  [...new Set(nodes)].sort((one, other) => one.order - other.order);

/** The first of several nodes counts. */
export function toText(value: XPathValue): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'boolean') return String(value);
  const [first] = value;
  return first === undefined ? '' : stringOf(first);
}

/** Never with an exponent. */
function numberText(value: number): string {
  if (Object.is(value, -0)) return '0';
  const text = String(value);
  if (!text.includes('e')) return text;
  return Number.isInteger(value) ? String(BigInt(value)) : value.toFixed(100).replace(/\.?0+$/, '');
}

export function toNumber(value: XPathValue): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return Number(value);
  const text = toText(value).trim();
  return /^-?(?:\d+(?:\.\d*)?|\.\d+)$/.test(text) ? Number(text) : Number.NaN;
}

export function toBoolean(value: XPathValue): boolean {
  if (typeof value === 'boolean') return value;
  return typeof value === 'number' ? value !== 0 && !Number.isNaN(value) : value.length > 0;
}

/** What it takes to read the texts of a value, in visits: of the first of its nodes, or of all. */
export function costOf(value: XPathValue, ofNodes: 'first' | 'all'): number {
  if (typeof value === 'string') return costOfCharacters(value);
  if (!isNodes(value)) return 0;
  return (ofNodes === 'all' ? value : value.slice(0, 1)).reduce((sum, node) => sum + costOfText(node), 0);
}

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** Of nodes one that fits is enough. */
export function compare(sign: Comparison, left: XPathValue, right: XPathValue): boolean {
  if (isNodes(left) && typeof right !== 'boolean') {
    if (isNodes(right)) return compareNodes(sign, left.map(stringOf), right.map(stringOf));
    return left.some((node) => compareOne(sign, stringOf(node), right));
  }
  if (isNodes(right) && typeof left !== 'boolean' && !isNodes(left))
    return right.some((node) => compareOne(sign, left, stringOf(node)));
  return compareOne(sign, isNodes(left) ? toBoolean(left) : left, isNodes(right) ? toBoolean(right) : right);
}

/** Whether any pair of them fits, without making the pairs: of ten thousand nodes each there are a hundred million. */
function compareNodes(sign: Comparison, left: readonly string[], right: readonly string[]): boolean {
  if (left.length === 0 || right.length === 0) return false;
  if (sign === '=') {
    const others = new Set(right);
    return left.some((text) => others.has(text));
  }
  if (sign === '!=') return new Set([...left, ...right]).size > 1;
  // The least of those that have to be less, against the greatest of the others.
  const [less, more] = sign === '<' || sign === '<=' ? [left, right] : [right, left];
  const least = numbersOf(less).reduce((one, other) => Math.min(one, other), Number.POSITIVE_INFINITY);
  const greatest = numbersOf(more).reduce((one, other) => Math.max(one, other), Number.NEGATIVE_INFINITY);
  return sign === '<' || sign === '>' ? least < greatest : least <= greatest;
}

const numbersOf = (texts: readonly string[]) => texts.map(toNumber).filter((number) => !Number.isNaN(number));

type Single = number | string | boolean;

function compareOne(sign: Comparison, left: Single, right: Single): boolean {
  switch (sign) {
    case '=':
      return isEqual(left, right);
    case '!=':
      return !isEqual(left, right);
    case '<':
      return toNumber(left) < toNumber(right);
    case '<=':
      return toNumber(left) <= toNumber(right);
    case '>':
      return toNumber(left) > toNumber(right);
    case '>=':
      return toNumber(left) >= toNumber(right);
  }
}

function isEqual(left: Single, right: Single): boolean {
  if (typeof left === 'boolean' || typeof right === 'boolean') return toBoolean(left) === toBoolean(right);
  if (typeof left === 'number' || typeof right === 'number') return toNumber(left) === toNumber(right);
  return left === right;
}

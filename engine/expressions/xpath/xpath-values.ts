import { stringOf, type XPathNode } from './xpath-node.ts';

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

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** Of nodes one that fits is enough. */
export function compare(sign: Comparison, left: XPathValue, right: XPathValue): boolean {
  if (isNodes(left) && typeof right !== 'boolean') {
    if (isNodes(right)) {
      const others = right.map(stringOf);
      return left.some((node) => others.some((other) => compareOne(sign, stringOf(node), other)));
    }
    return left.some((node) => compareOne(sign, stringOf(node), right));
  }
  if (isNodes(right) && typeof left !== 'boolean' && !isNodes(left))
    return right.some((node) => compareOne(sign, left, stringOf(node)));
  return compareOne(sign, isNodes(left) ? toBoolean(left) : left, isNodes(right) ? toBoolean(right) : right);
}

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

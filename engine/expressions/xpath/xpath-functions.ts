import { qualifiedName } from '../xml/xml-namespaces.ts';
import { localName, type XPathNode } from './xpath-node.ts';
import { XPathFailure } from './xpath-tokens.ts';
import { costOf, isNodes, toBoolean, toNumber, toText, type XPathValue } from './xpath-values.ts';

/** Where an expression is asked. */
export interface XPathPlace {
  readonly node: XPathNode;
  /** From 1. */
  readonly position: number;
  readonly size: number;
}
type Args = readonly XPathValue[];
interface XPathFunction {
  readonly least: number;
  readonly most: number;
  readonly call: (args: Args, place: XPathPlace) => XPathValue;
}

const nodesOf = (value: XPathValue | undefined): readonly XPathNode[] => {
  if (value === undefined || !isNodes(value)) throw new XPathFailure('nodes are wanted');
  return value;
};
const text = (args: Args, at: number): string => toText(args[at] ?? '');
const number = (args: Args, at: number): number => toNumber(args[at] ?? Number.NaN);
/** Of the first of the nodes, or of where it is asked. */
const firstOf = (args: Args, { node }: XPathPlace): XPathNode | undefined =>
  args.length === 0 ? node : nodesOf(args[0])[0];
const ownText = (args: Args, { node }: XPathPlace): string => toText(args[0] ?? [node]);
const isNamed = (node: XPathNode | undefined): node is XPathNode =>
  node?.kind === 'element' || node?.kind === 'attribute';
const of = (least: number, most: number, call: XPathFunction['call']): XPathFunction => ({ least, most, call });

/** The library of XPath 1.0; no document here says which attributes are ids. */
const FUNCTIONS: { readonly [name: string]: XPathFunction } = {
  last: of(0, 0, (_args, { size }) => size),
  position: of(0, 0, (_args, { position }) => position),
  count: of(1, 1, ([nodes]) => nodesOf(nodes).length),
  id: of(1, 1, () => []),
  'local-name': of(0, 1, (args, place) => {
    const node = firstOf(args, place);
    return isNamed(node) ? localName(node) : '';
  }),
  'namespace-uri': of(0, 1, (args, place) => {
    const node = firstOf(args, place);
    return isNamed(node) ? (node.namespace ?? '') : '';
  }),
  name: of(0, 1, (args, place) => {
    const node = firstOf(args, place);
    return isNamed(node) ? qualifiedName(node.name) : '';
  }),
  string: of(0, 1, ownText),
  concat: of(2, Number.POSITIVE_INFINITY, (args) => args.map(toText).join('')),
  'starts-with': of(2, 2, (args) => text(args, 0).startsWith(text(args, 1))),
  contains: of(2, 2, (args) => text(args, 0).includes(text(args, 1))),
  'substring-before': of(2, 2, (args) => text(args, 0).slice(0, Math.max(0, text(args, 0).indexOf(text(args, 1))))),
  'substring-after': of(2, 2, (args) => {
    const at = text(args, 0).indexOf(text(args, 1));
    return at < 0 ? '' : text(args, 0).slice(at + text(args, 1).length);
  }),
  substring: of(2, 3, (args) => {
    const from = round(number(args, 1));
    const to = args.length < 3 ? Number.POSITIVE_INFINITY : from + round(number(args, 2));
    return [...text(args, 0)].filter((_, at) => at + 1 >= from && at + 1 < to).join('');
  }),
  'string-length': of(0, 1, (args, place) => [...ownText(args, place)].length),
  'normalize-space': of(0, 1, (args, place) =>
    ownText(args, place)
      .trim()
      .replaceAll(/[ \t\r\n]+/g, ' '),
  ),
  translate: of(3, 3, (args) => {
    const [from, to] = [[...text(args, 1)], [...text(args, 2)]];
    return [...text(args, 0)].map((sign) => (from.includes(sign) ? (to[from.indexOf(sign)] ?? '') : sign)).join('');
  }),
  boolean: of(1, 1, ([value]) => toBoolean(value ?? false)),
  not: of(1, 1, ([value]) => !toBoolean(value ?? false)),
  true: of(0, 0, () => true),
  false: of(0, 0, () => false),
  lang: of(1, 1, (args, { node }) => hasLanguage(node, text(args, 0))),
  number: of(0, 1, (args, { node }) => toNumber(args[0] ?? [node])),
  sum: of(1, 1, ([nodes]) => nodesOf(nodes).reduce((sum, node) => sum + toNumber([node]), 0)),
  floor: of(1, 1, (args) => Math.floor(number(args, 0))),
  ceiling: of(1, 1, (args) => Math.ceil(number(args, 0))),
  round: of(1, 1, (args) => round(number(args, 0))),
};

const round = (value: number): number => Math.floor(value + 0.5);

function hasLanguage(node: XPathNode, wanted: string): boolean {
  for (let at: XPathNode | null = node; at !== null; at = at.parent) {
    const said = at.attributes.find(({ name }) => name === 'xml:lang')?.text.toLowerCase();
    if (said !== undefined) return said === wanted.toLowerCase() || said.startsWith(`${wanted.toLowerCase()}-`);
  }
  return false;
}

/** Throws for a function that there is not, or not with so many arguments. */
export function functionNamed(name: string, count: number): XPathFunction['call'] {
  const found = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (!found || count < found.least || count > found.most)
    throw new XPathFailure(`there is no function ${name} of ${count} arguments`);
  return found.call;
}

/** These read the text of where they are asked when they are given nothing. */
const READS_ITS_PLACE = new Set(['string', 'string-length', 'normalize-space', 'number']);

/** What it takes to read all that a function reads, in visits. */
export function costOfCall(name: string, args: readonly XPathValue[], { node }: XPathPlace): number {
  if (args.length === 0) return READS_ITS_PLACE.has(name) ? costOf([node], 'first') : 0;
  return args.reduce<number>((sum, argument) => sum + costOf(argument, name === 'sum' ? 'all' : 'first'), 0);
}

import { MAX_EVALUATION_MS, ProcessorTime } from '../processor-time.ts';
import { AXES } from './xpath-axes.ts';
import { costOfCall, functionNamed, type XPathPlace } from './xpath-functions.ts';
import { localName, type XPathNode } from './xpath-node.ts';
import { type Token, tokensOf, XPathFailure } from './xpath-tokens.ts';
import {
  compare,
  type Comparison,
  costOf,
  inOrder,
  isNodes,
  toBoolean,
  toNumber,
  type XPathValue,
} from './xpath-values.ts';

/** Evaluates at a place; counts the nodes that it visits. */
export type XPathExpression = (place: XPathPlace, budget: XPathBudget) => XPathValue;
type NodeTest = (node: XPathNode) => boolean;
type Step = (node: XPathNode, budget: XPathBudget) => readonly XPathNode[];

const MAX_DEPTH = 50;
/** Operators from the loosest to the tightest. */
const LEVELS: readonly (readonly string[])[] = [
  ['or'],
  ['and'],
  ['=', '!='],
  ['<', '<=', '>', '>='],
  ['+', '-'],
  ['*', 'div', 'mod'],
];
const NODE_TYPES = new Set(['node', 'text', 'comment', 'processing-instruction']);

/** Between two looks at the time. */
const NODES_PER_LOOK = 512;

/** Nodes that may be visited; so much text counts as a node, so that long texts are not read over and over. */
export class XPathBudget {
  private left: number;
  private leftAtNextLook: number;
  private readonly time = new ProcessorTime(MAX_EVALUATION_MS);
  constructor(nodes: number) {
    this.left = nodes;
    this.leftAtNextLook = nodes - NODES_PER_LOOK;
  }
  visit(count = 1): void {
    this.left -= count;
    if (this.left < 0) throw new XPathFailure('too many nodes are visited');
    if (this.left > this.leftAtNextLook) return;
    this.leftAtNextLook = this.left - NODES_PER_LOOK;
    if (this.time.isOver) throw new XPathFailure(`the expression takes more than ${MAX_EVALUATION_MS} ms`);
  }
}

/** `namespaceOf`: what prefixes of the expression mean; undefined: nothing. Throws XPathFailure. */
export function parseXPath(text: string, namespaceOf: (prefix: string) => string | undefined): XPathExpression {
  return new XPathParser(tokensOf(text), namespaceOf).whole();
}

class XPathParser {
  private readonly tokens: readonly Token[];
  private readonly namespaceOf: (prefix: string) => string | undefined;
  private at = 0;
  private depth = 0;

  constructor(tokens: readonly Token[], namespaceOf: XPathParser['namespaceOf']) {
    this.tokens = tokens;
    this.namespaceOf = namespaceOf;
  }

  whole(): XPathExpression {
    const expression = this.expression();
    if (this.token.kind !== 'end') throw this.unexpected();
    return expression;
  }

  private get token(): Token {
    return this.tokens[this.at] ?? { kind: 'end', text: '' };
  }

  private unexpected(): XPathFailure {
    return new XPathFailure(`unexpected '${this.token.text}'`);
  }

  private takes(text: string): boolean {
    const { kind } = this.token;
    if ((kind !== 'sign' && kind !== 'operator') || this.token.text !== text) return false;
    this.at += 1;
    return true;
  }

  private wants(text: string): void {
    if (!this.takes(text)) throw this.unexpected();
  }

  private expression(): XPathExpression {
    this.depth += 1;
    if (this.depth > MAX_DEPTH) throw new XPathFailure('nested too deep');
    const expression = this.binary(0);
    this.depth -= 1;
    return expression;
  }

  private binary(level: number): XPathExpression {
    const operators = LEVELS[level];
    if (operators === undefined) return this.negation();
    let left = this.binary(level + 1);
    for (;;) {
      const { kind, text } = this.token;
      if (kind !== 'operator' || !operators.includes(text)) return left;
      this.at += 1;
      left = joined(text, left, this.binary(level + 1));
    }
  }

  private negation(): XPathExpression {
    let signs = 0;
    while (this.takes('-')) signs += 1;
    const operand = this.union();
    if (signs === 0) return operand;
    return (place, budget) => toNumber(operand(place, budget)) * (signs % 2 === 0 ? 1 : -1);
  }

  private union(): XPathExpression {
    const paths = [this.path()];
    while (this.takes('|')) paths.push(this.path());
    const [only] = paths;
    if (only !== undefined && paths.length === 1) return only;
    return (place, budget) => inOrder(paths.flatMap((path) => [...nodes(path(place, budget))]));
  }

  private path(): XPathExpression {
    const { kind, text } = this.token;
    const next = this.tokens[this.at + 1];
    const isCall = kind === 'name' && next?.text === '(' && next.kind === 'sign' && !NODE_TYPES.has(text);
    if (!isCall && kind !== 'number' && kind !== 'text' && !(kind === 'sign' && text === '(')) return this.location();
    const primary = this.primary();
    const predicates = this.predicates();
    const filtered: XPathExpression =
      predicates.length === 0
        ? primary
        : (place, budget) => filteredBy(predicates, nodes(primary(place, budget)), budget);
    const steps: Step[] = [];
    if (this.takes('//')) steps.push(ALL_BELOW, this.step(), ...this.moreSteps());
    else if (this.takes('/')) steps.push(this.step(), ...this.moreSteps());
    if (steps.length === 0) return filtered;
    return (place, budget) => walk(nodes(filtered(place, budget)), steps, budget);
  }

  private primary(): XPathExpression {
    const { kind, text } = this.token;
    this.at += 1;
    if (kind === 'number') return () => Number(text);
    if (kind === 'text') return () => text;
    if (kind === 'sign') {
      const inner = this.expression();
      this.wants(')');
      return inner;
    }
    this.wants('(');
    const args: XPathExpression[] = [];
    if (!this.takes(')')) {
      do args.push(this.expression());
      while (this.takes(','));
      this.wants(')');
    }
    const call = functionNamed(text, args.length);
    return (place, budget) => {
      const given = args.map((argument) => argument(place, budget));
      budget.visit(costOfCall(text, given, place));
      return call(given, place);
    };
  }

  private location(): XPathExpression {
    if (this.takes('//')) {
      const steps = [ALL_BELOW, this.step(), ...this.moreSteps()];
      return ({ node }, budget) => walk([rootOf(node)], steps, budget);
    }
    if (!this.takes('/')) {
      const steps = [this.step(), ...this.moreSteps()];
      return ({ node }, budget) => walk([node], steps, budget);
    }
    const steps = this.beginsStep() ? [this.step(), ...this.moreSteps()] : [];
    return ({ node }, budget) => walk([rootOf(node)], steps, budget);
  }

  private beginsStep(): boolean {
    const { kind, text } = this.token;
    return kind === 'name' || (kind === 'sign' && ['.', '..', '@'].includes(text));
  }

  private moreSteps(): readonly Step[] {
    const steps: Step[] = [];
    for (;;) {
      if (this.takes('//')) steps.push(ALL_BELOW);
      else if (!this.takes('/')) return steps;
      steps.push(this.step());
    }
  }

  private step(): Step {
    if (this.takes('.')) return (node) => [node];
    if (this.takes('..')) return ({ parent }) => (parent === null ? [] : [parent]);
    const axisName = this.takes('@') ? 'attribute' : this.axisName();
    const axis = Object.hasOwn(AXES, axisName) ? AXES[axisName] : undefined;
    if (axis === undefined) throw new XPathFailure(`there is no axis ${axisName}`);
    const test = this.nodeTest(axisName === 'attribute' ? 'attribute' : 'element');
    const predicates = this.predicates();
    return (node, budget) => {
      const found: XPathNode[] = [];
      for (const one of axis(node)) {
        budget.visit();
        if (test(one)) found.push(one);
      }
      return filteredBy(predicates, found, budget);
    };
  }

  private axisName(): string {
    const { kind, text } = this.token;
    const next = this.tokens[this.at + 1];
    if (kind !== 'name' || next?.kind !== 'sign' || next.text !== '::') return 'child';
    this.at += 2;
    return text;
  }

  private nodeTest(kind: XPathNode['kind']): NodeTest {
    const { kind: tokenKind, text } = this.token;
    if (tokenKind !== 'name') throw this.unexpected();
    this.at += 1;
    if (NODE_TYPES.has(text) && this.takes('(')) {
      if (text === 'processing-instruction' && this.token.kind === 'text') this.at += 1;
      this.wants(')');
      return (node) => text === 'node' || (text === 'text' && node.kind === 'text');
    }
    if (text === '*') return (node) => node.kind === kind;
    const colon = text.indexOf(':');
    const namespace = colon < 0 ? null : this.namespaceOf(text.slice(0, colon));
    if (namespace === undefined) throw new XPathFailure(`the prefix of ${text} means nothing`);
    const local = text.slice(colon + 1);
    return (node) => node.kind === kind && (local === '*' || localName(node) === local) && node.namespace === namespace;
  }

  private predicates(): readonly XPathExpression[] {
    const predicates: XPathExpression[] = [];
    while (this.takes('[')) {
      predicates.push(this.expression());
      this.wants(']');
    }
    return predicates;
  }
}

const ALL_BELOW: Step = (node, budget) => {
  const found: XPathNode[] = [];
  for (const one of AXES['descendant-or-self']?.(node) ?? []) {
    budget.visit();
    found.push(one);
  }
  return found;
};

function rootOf(node: XPathNode): XPathNode {
  let root = node;
  while (root.parent !== null) root = root.parent;
  return root;
}

function nodes(value: XPathValue): readonly XPathNode[] {
  if (!isNodes(value)) throw new XPathFailure('nodes are wanted');
  return value;
}

function walk(from: readonly XPathNode[], steps: readonly Step[], budget: XPathBudget): readonly XPathNode[] {
  return steps.reduce((found, step) => inOrder(found.flatMap((node) => step(node, budget))), from);
}

/** A number asks for the place in the order of the axis. */
function filteredBy(
  predicates: readonly XPathExpression[],
  found: readonly XPathNode[],
  budget: XPathBudget,
): readonly XPathNode[] {
  return predicates.reduce(
    (left, predicate) =>
      left.filter((node, index) => {
        budget.visit();
        const value = predicate({ node, position: index + 1, size: left.length }, budget);
        return typeof value === 'number' ? value === index + 1 : toBoolean(value);
      }),
    found,
  );
}

function joined(operator: string, left: XPathExpression, right: XPathExpression): XPathExpression {
  const calculate = ARITHMETIC[operator];
  if (calculate)
    return (place, budget) => {
      const [one, other] = [left(place, budget), right(place, budget)];
      budget.visit(costOf(one, 'first') + costOf(other, 'first'));
      return calculate(toNumber(one), toNumber(other));
    };
  if (operator === 'or') return (place, budget) => toBoolean(left(place, budget)) || toBoolean(right(place, budget));
  if (operator === 'and') return (place, budget) => toBoolean(left(place, budget)) && toBoolean(right(place, budget));
  return (place, budget) => {
    const [one, other] = [left(place, budget), right(place, budget)];
    budget.visit(costOf(one, 'all') + costOf(other, 'all'));
    return compare(operator as Comparison, one, other);
  };
}

const ARITHMETIC: { readonly [operator: string]: (left: number, right: number) => number } = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  div: (left, right) => left / right,
  mod: (left, right) => left % right,
};

import type { ExpressionScope } from '../expression-port.ts';
import { Budget, FeelFailure, InvocationFailure, LimitFailure, MAX_CALL_DEPTH } from './budget.ts';
import { byName, takes, type BuiltIn } from './built-in.ts';
import { builtIns } from './built-ins.ts';
import { Decimal } from './decimal.ts';
import type { FeelLoop, FeelNode } from './feel-node.ts';
import { FeelFunction, FeelRange, type FeelValue, feelText, fromVariable, isList } from './feel-value.ts';
import { arithmetic, comparison, equals, isInRange, negated } from './operators.ts';
import { pathOf, typeNameMatches } from './properties.ts';
import { readTemporal } from './read-temporal.ts';
import { INPUT, NO_NAMES, itemFrame, TESTED_VARIABLE, type Frame } from './feel-frame.ts';
import { NUMBERED, speaksOfInput } from './speaks-of-input.ts';

/** Walks the tree of one expression. Every step is counted. */
export class FeelRun {
  readonly budget: Budget;
  readonly now: number;
  private readonly scope: ExpressionScope;
  private readonly text: string;
  private readonly variables = new Map<string, FeelValue | undefined>();
  private depth = 0;

  constructor(scope: ExpressionScope, text: string, budget = new Budget()) {
    this.budget = budget;
    this.scope = scope;
    this.text = text;
    this.now = scope.now;
  }

  value(node: FeelNode, frame: Frame | null = null): FeelValue {
    this.budget.spend();
    switch (node.kind) {
      case 'null':
        return null;
      case 'boolean':
      case 'text':
        return node.value;
      case 'number':
        return Decimal.of(node.text);
      case 'temporal':
        return readTemporal(node.text);
      case 'name':
        return this.named(node.name, frame) ?? null;
      case 'input':
        return this.inputBySign(frame);
      case 'path':
        return this.path(node, frame);
      case 'filter':
        return this.filter(this.value(node.target, frame), node.test, frame);
      case 'call':
        return this.call(node, frame);
      case 'method':
        return this.invoke(
          this.value(node.target, frame),
          node.args.map((arg) => this.value(arg, frame)),
        );
      case 'list':
        return node.items.map((item) => this.value(item, frame));
      case 'context':
        return this.context(node.entries, frame);
      case 'range':
        return new FeelRange(this.value(node.low, frame), this.value(node.high, frame), node.isLowIn, node.isHighIn);
      case 'test':
        return this.test(node, this.tested(frame), frame);
      case 'none':
        return this.noneOf(this.tested(frame), node.tests, frame ?? NO_NAMES);
      case 'negate':
        return negated(this.value(node.operand, frame), this.budget);
      case 'binary':
        return this.binary(node, frame);
      case 'between':
        return this.between(node, frame);
      case 'in':
        return this.isIn(this.value(node.value, frame), node.tests, frame);
      case 'instance':
        return typeNameMatches(this.value(node.value, frame), node.type);
      case 'if':
        return this.boolean(this.value(node.test, frame)) === true
          ? this.value(node.yes, frame)
          : this.value(node.no, frame);
      case 'for':
        return this.loop(node.loops, node.body, frame);
      case 'some':
      case 'every':
        return this.quantified(node.kind, node.loops, node.body, frame);
      case 'function':
        return new FeelFunction(node.parameters, (args) =>
          this.value(node.body, {
            names: new Map(node.parameters.map((name, index) => [name, args[index] ?? null])),
            outer: frame,
          }),
        );
    }
  }

  /** Of a variable that is not there nothing more is said. */
  private path(node: Extract<FeelNode, { kind: 'path' }>, frame: Frame | null): FeelValue {
    const target = this.value(node.target, frame);
    if (target !== null) return pathOf(target, node.key, this.budget);
    let first = node.target;
    while (first.kind === 'path') first = first.target;
    const isMissing = first.kind === 'name' && this.found(first.name, frame) === undefined;
    return isMissing ? null : pathOf(target, node.key, this.budget);
  }

  private found(name: string, frame: Frame | null): FeelValue | undefined {
    for (let at = frame; at; at = at.outer) {
      const value = at.names.get(name);
      if (value !== undefined) return value;
    }
    if (this.variables.has(name)) return this.variables.get(name);
    const variable = this.scope.lookup(name);
    const value = variable ? fromVariable(variable) : undefined;
    this.variables.set(name, value);
    return value;
  }

  private named(name: string, frame: Frame | null): FeelValue | undefined {
    const value = this.found(name, frame);
    if (value === undefined) this.budget.warn('NO_VARIABLE_FOUND', `No variable found with name '${name}'`);
    return value;
  }

  /** What a test without a left side is about. */
  private tested(frame: Frame | null): FeelValue {
    const value = this.found(INPUT, frame) ?? this.found(TESTED_VARIABLE, frame);
    return value === undefined ? this.budget.warn('NO_VARIABLE_FOUND', 'No input value found.') : value;
  }

  private inputBySign(frame: Frame | null): FeelValue {
    const value = this.found(INPUT, frame);
    if (value !== undefined) return value;
    throw new FeelFailure("No input value available. '?' can only be used inside an unary-test expression.");
  }

  private boolean(value: FeelValue): boolean | null {
    return typeof value === 'boolean'
      ? value
      : this.budget.warn('INVALID_TYPE', `Expected boolean but found '${feelText(value)}'`);
  }

  /** A range alone is a test of an input, which is looked for once for each of its ends. */
  testedAlone(range: FeelRange): boolean | null {
    this.tested(null);
    return isInRange(this.tested(null), range, this.budget);
  }

  /** Goes down the left side in a loop, so that a long chain of operators needs no deep stack. */
  private binary(node: Extract<FeelNode, { kind: 'binary' }>, frame: Frame | null): FeelValue {
    const chain = [node];
    let first = node.left;
    for (; first.kind === 'binary'; first = first.left) chain.push(first);
    let value = this.value(first, frame);
    for (let at = chain.pop(); at; at = chain.pop()) {
      this.budget.spend();
      value = this.operate(at.operator, value, at.right, frame);
    }
    return value;
  }

  private operate(operator: string, left: FeelValue, rightNode: FeelNode, frame: Frame | null): FeelValue {
    if (operator === 'and' || operator === 'or') {
      const decisive = operator === 'or';
      const known = this.boolean(left);
      if (known === decisive) return decisive;
      const right = this.value(rightNode, frame);
      if (right === decisive) return decisive;
      if (known === null) return null;
      return this.boolean(right);
    }
    const right = this.value(rightNode, frame);
    return ['+', '-', '*', '/', '**'].includes(operator)
      ? arithmetic(operator, left, right, this.budget)
      : comparison(operator, left, right, this.budget);
  }

  private between(node: Extract<FeelNode, { kind: 'between' }>, frame: Frame | null): FeelValue {
    const value = this.value(node.value, frame);
    const low = comparison('>=', value, this.value(node.low, frame), this.budget);
    if (low === false) return false;
    if (low === null) this.boolean(low);
    const high = comparison('<=', value, this.value(node.high, frame), this.budget);
    if (high === false) return false;
    return low === null ? null : this.boolean(high);
  }

  private test(node: Extract<FeelNode, { kind: 'test' }>, value: FeelValue, frame: Frame | null): boolean | null {
    return comparison(node.operator, value, this.value(node.operand, frame), this.budget);
  }

  private isIn(value: FeelValue, tests: readonly FeelNode[], frame: Frame | null): boolean | null {
    const inner: Frame = { names: new Map([[INPUT, value]]), outer: frame };
    const results = tests.map((test) => this.unaryTest(value, test, inner));
    return results.includes(true) ? true : results.includes(null) ? null : false;
  }

  /** One of the unary tests of a decision table's cell holds for the value. */
  unaryTests(value: FeelValue, tests: readonly FeelNode[], frame: Frame): boolean {
    return tests.some((test) => {
      // `not(…)` around a cell says itself whether it holds; elsewhere it is a value that may be equal to the input.
      const holds = test.kind === 'none' ? this.noneOf(value, test.tests, frame) : this.unaryTest(value, test, frame);
      return holds === true;
    });
  }

  /** No test holds; a condition that has no value leaves it open. In here `true` is a condition too. */
  private noneOf(value: FeelValue, tests: readonly FeelNode[], frame: Frame): boolean | null {
    const results = tests.map((test) =>
      test.kind === 'boolean' && test.value ? true : this.unaryTest(value, test, frame),
    );
    return results.includes(true) ? false : results.includes(null) ? null : true;
  }

  /**
   * A condition counts whatever the input is; values of other kinds are neither equal nor not, and `not` of that is
   * open.
   */
  private unaryTest(value: FeelValue, test: FeelNode, frame: Frame): boolean | null {
    this.budget.spend();
    if (test.kind === 'test') return this.test(test, value, frame);
    const result = this.value(test, frame);
    if (result === true && (test.kind !== 'boolean' || test.isCondition)) return true;
    if (test.kind === 'none' && (result === null || test.tests.length > 1)) return result === null ? null : false;
    // What speaks of the input by its sign is a condition, and has no value if it is none.
    if (speaksOfInput(test)) return typeof result === 'boolean' ? result : null;
    // A range is a test where it is written down; by a name it is a value that nothing is equal to.
    if (result instanceof FeelRange) return test.kind === 'range' ? isInRange(value, result, this.budget) : false;
    if (isList(result)) {
      const isInside = result.some(
        (item) =>
          (item instanceof FeelRange ? isInRange(value, item, this.budget) : equals(value, item, this.budget)) === true,
      );
      return isInside || (isList(value) && equals(value, result, this.budget) === true);
    }
    return equals(value, result, this.budget);
  }

  private filter(list: FeelValue, test: FeelNode, frame: Frame | null): FeelValue {
    if (!isList(list)) return this.budget.warn('INVALID_TYPE', `Expected list but found '${feelText(list)}'`);
    const isArithmetic = test.kind === 'binary' && ['+', '-', '*', '/', '**'].includes(test.operator);
    if (NUMBERED.has(test.kind) || isArithmetic) {
      // Whether it is an index or a condition shows only when it is evaluated; a condition's warnings come per item.
      const before = this.budget.warnings.length;
      const index = this.value(test, frame);
      if (index instanceof Decimal) return at(list, Math.trunc(index.toNumber()));
      this.budget.warnings.length = before;
    }
    return list.filter((item) => this.value(test, itemFrame(item, frame)) === true);
  }

  private context(entries: readonly (readonly [string, FeelNode])[], frame: Frame | null): FeelValue {
    const names = new Map<string, FeelValue>();
    const inner: Frame = { names, outer: frame };
    for (const [key, node] of entries) names.set(key, this.value(node, inner));
    return names;
  }

  private listOf(loop: FeelLoop, frame: Frame | null): readonly FeelValue[] | null {
    const from = this.value(loop.list, frame);
    if (loop.to === null) {
      if (isList(from)) return from;
      return this.budget.warn('INVALID_TYPE', `Expected list but found '${feelText(from)}'`);
    }
    const to = this.value(loop.to, frame);
    const wrong = [from, to].find((end) => !(end instanceof Decimal));
    if (!(from instanceof Decimal) || !(to instanceof Decimal))
      return this.budget.warn('INVALID_TYPE', `Expected number but found '${feelText(wrong ?? null)}'`);
    const step = Decimal.of(from.compare(to) <= 0 ? 1 : -1);
    const numbers: FeelValue[] = [];
    for (let number = from; number.compare(to) * step.toNumber() <= 0; number = number.plus(step)) {
      this.budget.spend();
      numbers.push(number);
    }
    return numbers;
  }

  /** Every combination of the loops' values; null: one of them is no list. `visit` ends it with false. */
  private combine(
    loops: readonly FeelLoop[],
    frame: Frame | null,
    visit: (frame: Frame | null) => boolean,
  ): true | null {
    const lists: (readonly FeelValue[])[] = [];
    for (const loop of loops) {
      const list = this.listOf(loop, frame);
      if (list === null) return null;
      lists.push(list);
    }
    const walk = (index: number, inner: Frame | null): boolean => {
      const loop = loops[index];
      if (!loop) return visit(inner);
      return (lists[index] ?? []).every((item) =>
        walk(index + 1, { names: new Map([[loop.name, item]]), outer: inner }),
      );
    };
    walk(0, frame);
    return true;
  }

  private loop(loops: readonly FeelLoop[], body: FeelNode, frame: Frame | null): FeelValue {
    const results: FeelValue[] = [];
    const usesPartial = this.text.includes('partial');
    const done = this.combine(loops, frame, (inner) => {
      let at = inner;
      if (usesPartial) {
        this.budget.spend(Math.ceil(results.length / 10));
        at = { names: new Map([['partial', [...results]]]), outer: inner };
      }
      results.push(this.value(body, at));
      return true;
    });
    return done === null ? null : results;
  }

  private quantified(
    kind: 'some' | 'every',
    loops: readonly FeelLoop[],
    body: FeelNode,
    frame: Frame | null,
  ): FeelValue {
    const decisive = kind === 'some';
    let result: boolean | null = !decisive;
    const done = this.combine(loops, frame, (inner) => {
      const value = this.boolean(this.value(body, inner));
      if (value === decisive) {
        result = decisive;
        return false;
      }
      if (value === null) result = null;
      return true;
    });
    return done === null ? null : result;
  }

  private call(node: Extract<FeelNode, { kind: 'call' }>, frame: Frame | null): FeelValue {
    const args = node.args.map((arg) => this.value(arg, frame));
    const own = this.found(node.name, frame);
    if (own instanceof FeelFunction && own.parameters.length === args.length) {
      const { names } = node;
      return this.invoke(own, names ? own.parameters.map((name) => args[names.indexOf(name)] ?? null) : args);
    }
    const candidates: readonly BuiltIn[] = builtIns.get(node.name) ?? [];
    const { names } = node;
    if (names) {
      const builtIn = candidates.find((candidate) => names.every((name) => candidate.parameters.includes(name)));
      if (!builtIn)
        return this.budget.warn(
          'NO_FUNCTION_FOUND',
          `No function found with name '${node.name}' and parameters: ${names.join(',')}`,
        );
      const ordered = byName(builtIn, names, args);
      return ordered ? this.builtIn(node.name, builtIn, ordered) : this.illegalArguments(node.name, args);
    }
    const builtIn = candidates.find((candidate) => takes(candidate, args.length));
    if (!builtIn)
      return this.budget.warn(
        'NO_FUNCTION_FOUND',
        `No function found with name '${node.name}' and ${args.length} parameters`,
      );
    return this.builtIn(node.name, builtIn, args);
  }

  private builtIn(name: string, builtIn: BuiltIn, args: readonly FeelValue[]): FeelValue {
    for (const arg of args) {
      if (isList(arg)) this.budget.spend(arg.length);
      else if (typeof arg === 'string') this.budget.spendText(arg.length);
    }
    try {
      const result = builtIn.invoke(args, this);
      if (result !== undefined) return result;
      return this.illegalArguments(name, args);
    } catch (error) {
      if (!(error instanceof InvocationFailure)) throw error;
      return this.budget.warn('FUNCTION_INVOCATION_FAILURE', `Failed to invoke function '${name}': ${error.message}`);
    }
  }

  private illegalArguments(name: string, args: readonly FeelValue[]): null {
    return this.budget.warn(
      'FUNCTION_INVOCATION_FAILURE',
      `Failed to invoke function '${name}': Illegal arguments: ${args.map((arg) => `'${feelText(arg)}'`).join(', ')}`,
    );
  }

  invoke(target: FeelValue, args: readonly FeelValue[]): FeelValue {
    if (!(target instanceof FeelFunction))
      return this.budget.warn('NO_FUNCTION_FOUND', `Expected function but found '${feelText(target)}'`);
    if (++this.depth > MAX_CALL_DEPTH)
      throw new LimitFailure(`functions call each other deeper than ${MAX_CALL_DEPTH}`);
    const result = target.invoke(args);
    this.depth--;
    return result;
  }
}

/** The first is 1, the last is -1; null: there is none. */
function at(list: readonly FeelValue[], index: number): FeelValue {
  return (index > 0 ? list[index - 1] : index < 0 ? list[list.length + index] : null) ?? null;
}

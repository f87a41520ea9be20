import type { FeelLoop, FeelNode } from './feel-node.ts';
import { FeelCursor } from './feel-cursor.ts';
import { COMPARISONS, LONG_NAMES } from './feel-words.ts';
import { closesAtEnd, FeelSyntaxError, feelTokens } from './feel-tokens.ts';

/**
 * FEEL as Camunda 8 reads it: a name is one word or stands in backticks, names of built-in functions may have blanks.
 * Recursive descent that never evaluates; length and depth are bounded, so that no text takes the process down.
 */
const MAX_FEEL_CHARACTERS = 20_000;
const MAX_FEEL_DEPTH = 100;

/** What no loop walks through as it stands: it would have to be in parentheses. */
const NO_LISTS: ReadonlySet<FeelNode['kind']> = new Set([
  'binary',
  'negate',
  'between',
  'in',
  'instance',
  'if',
  'for',
  'some',
  'every',
  'range',
]);

const ORDERS: ReadonlySet<string> = new Set(['<', '<=', '>', '>=']);

export function parseFeel(text: string): FeelNode {
  if (text.length > MAX_FEEL_CHARACTERS)
    throw new FeelSyntaxError(`the expression is longer than ${MAX_FEEL_CHARACTERS} characters`);
  return new FeelParser(feelTokens(text)).whole();
}

/** The cell of a decision table: tests of which one has to hold; null: `-`, anything. */
export function parseUnaryTests(text: string): readonly FeelNode[] | null {
  if (text.length > MAX_FEEL_CHARACTERS)
    throw new FeelSyntaxError(`the expression is longer than ${MAX_FEEL_CHARACTERS} characters`);
  return new FeelParser(feelTokens(text)).unaryTests();
}

/**
 * `true` is a value where it stands alone or behind others in a cell; elsewhere Camunda 8.6 takes it for a condition.
 */
const asCondition = (test: FeelNode): FeelNode => (test.kind === 'boolean' ? { ...test, isCondition: true } : test);

class FeelParser extends FeelCursor {
  private depth = 0;
  private readonly inParentheses = new WeakSet<FeelNode>();

  whole(): FeelNode {
    const node = this.expression();
    if (this.at < this.tokens.length) throw this.unexpected('the end of the expression');
    return node;
  }

  unaryTests(): readonly FeelNode[] | null {
    if (this.tokens.length === 1 && this.sign('-')) return null;
    const isNegated = this.isNegation();
    if (isNegated) this.at += 2;
    const tests: FeelNode[] = [];
    do {
      if (this.is('sign', '=') || this.is('sign', '!=')) throw this.unexpected('a test');
      tests.push(this.test(true));
    } while (this.sign(','));
    if (isNegated) this.need(')');
    if (this.at < this.tokens.length) throw this.unexpected('the end of the tests');
    if (isNegated) return [{ kind: 'none', tests }];
    return tests.map((test, n) =>
      this.inParentheses.has(test) || (n === 0 && tests.length > 1) ? asCondition(test) : test,
    );
  }

  /** `not(…)` around the whole cell. */
  private isNegation(): boolean {
    return this.is('word', 'not') && closesAtEnd(this.tokens, 1);
  }

  private expression(): FeelNode {
    if (++this.depth > MAX_FEEL_DEPTH)
      throw new FeelSyntaxError(`the expression is nested deeper than ${MAX_FEEL_DEPTH}`);
    let left = this.conjunction();
    while (this.word('or')) left = { kind: 'binary', operator: 'or', left, right: this.conjunction() };
    this.depth--;
    return left;
  }

  private conjunction(): FeelNode {
    let left = this.comparison();
    while (this.word('and')) left = { kind: 'binary', operator: 'and', left, right: this.comparison() };
    return left;
  }

  private comparison(): FeelNode {
    const alone = this.testAlone();
    if (alone !== null) return alone;
    let left = this.sum();
    for (;;) {
      const token = this.tokens[this.at];
      if (token?.kind === 'sign' && COMPARISONS.has(token.text)) {
        this.at++;
        left = { kind: 'binary', operator: token.text, left: this.operand(left), right: this.operand(this.sum()) };
      } else if (this.word('between')) {
        const low = this.operand(this.sum());
        this.needWord('and');
        left = { kind: 'between', value: this.operand(left), low, high: this.operand(this.sum()) };
      } else if (this.is('word', 'instance') && this.is('word', 'of', 1)) {
        this.at += 2;
        left = { kind: 'instance', value: this.operand(left), type: this.type() };
      } else if (this.word('in')) left = { kind: 'in', value: this.operand(left), tests: this.tests() };
      else return left;
    }
  }

  /** A range is a value where it stands alone, but takes part in no operation unless it is in parentheses. */
  private operand(node: FeelNode): FeelNode {
    if (node.kind === 'range' && !this.inParentheses.has(node)) throw this.unexpected('no range');
    return node;
  }

  /** `in` takes one test or several in parentheses; a range may begin with a parenthesis too. */
  private tests(): FeelNode[] {
    if (!this.is('sign', '(')) return [this.test()];
    const start = this.at;
    this.at++;
    const tests = [this.test(true)];
    if (this.is('sign', '..')) {
      this.at = start;
      return [this.test()];
    }
    while (this.sign(',')) tests.push(this.test(true));
    this.need(')');
    return tests.map(asCondition);
  }

  /** `> 3`: a test without a left side is an expression too, but no part of a comparison. */
  private testAlone(): FeelNode | null {
    const token = this.tokens[this.at];
    if (token?.kind !== 'sign' || !ORDERS.has(token.text)) return null;
    this.at++;
    return { kind: 'test', operator: token.text, operand: this.operand(this.sum()) };
  }

  private test(isEnclosed = false): FeelNode {
    const token = this.tokens[this.at];
    if (token?.kind === 'sign' && COMPARISONS.has(token.text)) {
      this.at++;
      return { kind: 'test', operator: token.text, operand: this.sum() };
    }
    if (isEnclosed) return this.expression();
    return this.negatedTests() ?? (this.is('sign', '?') ? this.comparison() : this.sum());
  }

  /** After `in`, `not(…)` negates tests only where one is among them that is no expression; else it is the function. */
  private negatedTests(): FeelNode | null {
    if (!this.is('word', 'not') || !this.is('sign', '(', 1)) return null;
    const start = this.at;
    this.at++;
    const tests = this.tests();
    if (tests.some(({ kind }) => kind === 'test')) return { kind: 'none', tests };
    this.at = start;
    return null;
  }

  private sum(): FeelNode {
    return this.chain(['+', '-'], () => this.product());
  }
  private product(): FeelNode {
    return this.chain(['*', '/'], () => this.power());
  }
  private power(): FeelNode {
    return this.chain(['**'], () => this.unary());
  }

  private chain(operators: readonly string[], next: () => FeelNode): FeelNode {
    let left = next();
    for (;;) {
      const operator = operators.find((candidate) => this.sign(candidate));
      if (operator === undefined) return left;
      left = { kind: 'binary', operator, left: this.operand(left), right: this.operand(next()) };
    }
  }

  private unary(): FeelNode {
    let signs = 0;
    while (this.sign('-')) signs++;
    const operand = this.postfix();
    if (signs === 0) return operand;
    this.operand(operand);
    return { kind: 'negate', operand: signs % 2 === 1 ? operand : { kind: 'negate', operand } };
  }

  private postfix(): FeelNode {
    let node = this.primary();
    for (;;) {
      if (this.sign('.')) {
        const token = this.tokens[this.at];
        if (!token || (token.kind !== 'word' && token.kind !== 'quoted')) throw this.unexpected('a name');
        this.at++;
        node = { kind: 'path', target: this.operand(node), key: this.key(token.text) };
        if (this.is('sign', '(')) {
          this.at++;
          node = { kind: 'method', target: node, args: this.args().args };
        }
      } else if (this.is('sign', '[') && !this.closesRange()) {
        this.at++;
        const test = this.expression();
        this.need(']');
        node = { kind: 'filter', target: this.operand(node), test };
      } else return node;
    }
  }

  /** Some properties have names of two words. */
  private key(word: string): string {
    if (word === 'time' && this.word('offset')) return 'time offset';
    return (word === 'start' || word === 'end') && this.word('included') ? `${word} included` : word;
  }

  /** `[1..5[`: nothing that a filter could be follows. */
  private closesRange(): boolean {
    const next = this.tokens[this.at + 1];
    return !next || (next.kind === 'sign' && [')', ',', ']', '}'].includes(next.text));
  }

  private primary(): FeelNode {
    const token = this.tokens[this.at];
    if (!token) throw this.unexpected('an expression');
    switch (token.kind) {
      case 'number':
        this.at++;
        return { kind: 'number', text: token.text };
      case 'text':
        this.at++;
        return { kind: 'text', value: token.text };
      case 'quoted':
        return this.named();
      case 'sign':
        return this.bracketed();
      case 'word':
        return this.worded(token.text);
    }
  }

  private worded(word: string): FeelNode {
    switch (word) {
      case 'null':
        this.at++;
        return { kind: 'null' };
      case 'true':
      case 'false':
        this.at++;
        return { kind: 'boolean', value: word === 'true' };
      case 'if':
        return this.choice();
      case 'for': {
        this.at++;
        const loops = this.loops();
        this.needWord('return');
        return { kind: 'for', loops, body: this.expression() };
      }
      case 'some':
      case 'every': {
        this.at++;
        const loops = this.loops();
        this.needWord('satisfies');
        return { kind: word, loops, body: this.expression() };
      }
      case 'function':
        if (this.is('sign', '(', 1)) return this.definition();
    }
    return this.named();
  }

  private choice(): FeelNode {
    this.at++;
    const test = this.expression();
    this.needWord('then');
    const yes = this.expression();
    this.needWord('else');
    return { kind: 'if', test, yes, no: this.expression() };
  }

  private loops(): FeelLoop[] {
    const loops: FeelLoop[] = [];
    do {
      const name = this.name();
      this.needWord('in');
      const list = this.expression();
      const to = this.sign('..') ? this.expression() : null;
      if (!to && NO_LISTS.has(list.kind) && !this.inParentheses.has(list)) throw this.unexpected('a list');
      loops.push({ name, list, to });
    } while (this.sign(','));
    return loops;
  }

  private definition(): FeelNode {
    this.at += 2;
    const parameters: string[] = [];
    if (!this.sign(')')) {
      do {
        parameters.push(this.name());
        if (this.sign(':')) this.type();
      } while (this.sign(','));
      this.need(')');
    }
    return { kind: 'function', parameters, body: this.expression() };
  }

  /** A variable or a call. */
  private named(): FeelNode {
    const long = LONG_NAMES.find(
      (words) => words.every((word, index) => this.is('word', word, index)) && this.is('sign', '(', words.length),
    );
    if (long) {
      this.at += long.length + 1;
      return { kind: 'call', name: long.join(' '), ...this.args() };
    }
    const name =
      this.is('sign', '(', 1) && (this.word('and') || this.word('or'))
        ? (this.tokens[this.at - 1]?.text ?? '')
        : this.name();
    let more = 0;
    while (this.isFreeWord(more)) more++;
    if (more > 0 && this.is('sign', '(', more)) {
      const words = [name, ...this.tokens.slice(this.at, this.at + more).map((token) => token.text)];
      this.at += more + 1;
      return { kind: 'call', name: words.join(' '), ...this.args() };
    }
    return this.sign('(') ? { kind: 'call', name, ...this.args() } : { kind: 'name', name };
  }

  /** Arguments after the parenthesis, all by place or all by name. */
  private args(): { args: FeelNode[]; names: string[] | null } {
    const args: FeelNode[] = [];
    const names: string[] = [];
    if (this.sign(')')) return { args, names: null };
    do {
      const name = this.argumentName();
      if (name !== null) names.push(name);
      args.push(this.expression());
    } while (this.sign(','));
    this.need(')');
    if (names.length > 0 && names.length !== args.length) throw this.unexpected('all arguments to be named');
    return { args, names: names.length > 0 ? names : null };
  }

  private bracketed(): FeelNode {
    if (this.sign('@')) {
      const token = this.tokens[this.at];
      if (token?.kind !== 'text') throw this.unexpected('a text');
      this.at++;
      return { kind: 'temporal', text: token.text };
    }
    if (this.sign('?')) return { kind: 'input' };
    if (this.sign('{')) return this.context();
    if (this.sign('(')) return this.enclosed(false, ')');
    if (this.sign(']')) return this.enclosed(false, null);
    if (!this.sign('[')) throw this.unexpected('an expression');
    if (this.sign(']')) return { kind: 'list', items: [] };
    return this.enclosed(true, ']');
  }

  /** What follows an opening bracket: a range, a list, or an expression in parentheses. */
  private enclosed(isLowIn: boolean, close: ')' | ']' | null): FeelNode {
    const first = this.expression();
    if (this.sign('..')) {
      const high = this.expression();
      const isHighIn = this.sign(']');
      if (!isHighIn && !this.sign(')') && !this.sign('[')) throw this.unexpected("']'");
      return { kind: 'range', low: first, high, isLowIn, isHighIn };
    }
    if (close === ')') {
      this.need(')');
      this.inParentheses.add(first);
      return first;
    }
    if (close === null) throw this.unexpected("'..'");
    const items = [first];
    while (this.sign(',')) items.push(this.expression());
    this.need(']');
    return { kind: 'list', items };
  }

  private context(): FeelNode {
    const entries: [string, FeelNode][] = [];
    if (this.sign('}')) return { kind: 'context', entries };
    do {
      const token = this.tokens[this.at];
      if (!token || token.kind === 'sign' || token.kind === 'number' || !this.is('sign', ':', 1))
        throw this.unexpected('a key');
      this.at += 2;
      entries.push([token.text, this.expression()]);
    } while (this.sign(','));
    this.need('}');
    return { kind: 'context', entries };
  }
}

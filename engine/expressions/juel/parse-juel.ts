import { JuelScanner, JuelSyntaxError, type JuelToken } from './juel-tokens.ts';
import type { JuelValue } from './juel-value.ts';

/** Syntax of JUEL as Camunda 7 uses it: `text ${expression} text`. Recursive descent; depth and length are bounded. */
export type JuelNode =
  | { readonly kind: 'value'; readonly value: JuelValue }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'nested'; readonly node: JuelNode }
  | { readonly kind: 'member'; readonly target: JuelNode; readonly key: JuelNode; readonly isDotted: boolean }
  | {
      readonly kind: 'call';
      readonly target: JuelNode;
      readonly name: JuelNode;
      readonly args: readonly JuelNode[];
    }
  | { readonly kind: 'function'; readonly name: string; readonly args: readonly JuelNode[] }
  | { readonly kind: 'unary'; readonly operator: string; readonly operand: JuelNode }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: JuelNode; readonly right: JuelNode }
  | { readonly kind: 'choice'; readonly test: JuelNode; readonly yes: JuelNode; readonly no: JuelNode };

const MAX_CHARACTERS = 20_000;
const MAX_DEPTH = 100;
const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['==', '!='],
  ['<', '>', '<=', '>='],
  ['+', '-'],
  ['*', '/', '%'],
];
/** Functions by the number of their arguments. */
const FUNCTIONS: ReadonlyMap<string, number> = new Map([
  ['currentUser', 0],
  ['currentUserGroups', 0],
  ['now', 0],
  ['dateTime', 0],
  ['S', 1],
  ['XML', 1],
  ['JSON', 1],
]);
const MAX_LONG = 2n ** 63n - 1n;
const START = "<IDENTIFIER>|<STRING>|<FLOAT>|<INTEGER>|'true'|'false'|'null'|'-'|'!'|'not'|'empty'|'('";
/** How failures name a sign that is expected. */
const EXPECTED: Readonly<Record<string, string>> = { '}': "'}'", ':': "':'", ')': "')'", ']': "']'" };

/** Plain text and expressions in turn. */
export function parseJuel(text: string): (string | JuelNode)[] {
  if (text.length > MAX_CHARACTERS)
    throw new JuelSyntaxError(`the expression is longer than ${MAX_CHARACTERS} characters`);
  return new JuelParser(text).whole();
}

class JuelParser {
  private readonly scanner: JuelScanner;
  private token: JuelToken;
  private readonly ahead: JuelToken[] = [];
  private readonly functions: { readonly name: string; readonly count: number }[] = [];
  private depth = 0;

  constructor(text: string) {
    this.scanner = new JuelScanner(text);
    this.token = this.scanner.next();
  }

  /** Expressions of one kind: `${…}` and `#{…}` do not stand side by side. */
  whole(): (string | JuelNode)[] {
    const parts: (string | JuelNode)[] = [];
    let opening: string | null = null;
    while (this.token.kind !== 'end') {
      const { kind, text } = this.token;
      if (opening !== null && kind === 'open' && text !== opening) throw this.unexpected(`'${opening}'`);
      this.advance();
      if (kind === 'text') {
        parts.push(text);
        continue;
      }
      opening = text;
      parts.push(this.choice());
      if (this.token.kind !== 'close') throw this.unexpected("'}'");
      this.advance();
    }
    this.checkFunctions();
    return parts;
  }

  private checkFunctions(): void {
    for (const { name, count } of this.functions) {
      const wanted = FUNCTIONS.get(name);
      if (wanted === undefined) throw new JuelSyntaxError(`Could not resolve function '${name}'.`);
      if (wanted !== count) throw new JuelSyntaxError(`Parameters for function '${name}' do not match.`);
    }
  }

  private is(sign: string): boolean {
    return this.token.kind === 'sign' && this.token.text === sign;
  }

  private unexpected(wanted: string): JuelSyntaxError {
    const { at, shown } = this.token;
    return this.scanner.wrong(`syntax error at position ${at}, encountered '${shown}', expected ${wanted}.`);
  }

  private advance(): void {
    this.token = this.ahead.shift() ?? this.scanner.next();
  }

  private lookAhead(index: number): JuelToken {
    while (this.ahead.length <= index) this.ahead.push(this.scanner.next());
    return this.ahead[index] ?? this.token;
  }

  private take(sign: string): boolean {
    if (!this.is(sign)) return false;
    this.advance();
    return true;
  }

  private need(sign: string): void {
    if (!this.take(sign)) throw this.unexpected(EXPECTED[sign] ?? `'${sign}'`);
  }

  private choice(): JuelNode {
    if (++this.depth > MAX_DEPTH) throw new JuelSyntaxError(`the expression is nested deeper than ${MAX_DEPTH}`);
    const test = this.binary(0);
    let node = test;
    if (this.take('?')) {
      const yes = this.choice();
      this.need(':');
      node = { kind: 'choice', test, yes, no: this.choice() };
    }
    this.depth--;
    return node;
  }

  private binary(level: number): JuelNode {
    const operators = LEVELS[level];
    if (!operators) return this.unary();
    let left = this.binary(level + 1);
    while (this.token.kind === 'sign' && operators.includes(this.token.text)) {
      const operator = this.token.text;
      this.advance();
      left = { kind: 'binary', operator, left, right: this.binary(level + 1) };
    }
    return left;
  }

  private unary(): JuelNode {
    const operators: string[] = [];
    for (;;) {
      const operator = ['!', '-', 'empty'].find((sign) => this.take(sign));
      if (operator === undefined) break;
      operators.push(operator);
      if (operators.length > MAX_DEPTH) throw new JuelSyntaxError(`the expression is nested deeper than ${MAX_DEPTH}`);
    }
    return operators.reduceRight<JuelNode>(
      (operand, operator) => ({ kind: 'unary', operator, operand }),
      this.postfix(),
    );
  }

  private postfix(): JuelNode {
    let node = this.primary();
    for (;;) {
      if (this.take('.')) {
        if (this.token.kind !== 'name') throw this.unexpected('<IDENTIFIER>');
        const key: JuelNode = { kind: 'value', value: this.token.text };
        this.advance();
        node = this.memberOrCall(node, key, true);
      } else if (this.take('[')) {
        const key = this.choice();
        this.need(']');
        node = this.memberOrCall(node, key, false);
      } else return node;
    }
  }

  private memberOrCall(target: JuelNode, key: JuelNode, isDotted: boolean): JuelNode {
    return this.take('(')
      ? { kind: 'call', target, name: key, args: this.args() }
      : { kind: 'member', target, key, isDotted };
  }

  private args(): JuelNode[] {
    const args: JuelNode[] = [];
    if (this.take(')')) return args;
    // Where no argument can begin, the end of the list is what is missing.
    if (!this.canBegin()) throw this.unexpected("')'");
    do args.push(this.choice());
    while (this.take(','));
    this.need(')');
    return args;
  }

  private canBegin(): boolean {
    const { kind, text } = this.token;
    return (
      kind === 'number' ||
      kind === 'string' ||
      kind === 'name' ||
      (kind === 'sign' && ['(', '!', '-', 'empty', 'true', 'false', 'null'].includes(text))
    );
  }

  private primary(): JuelNode {
    if (!this.canBegin()) throw this.unexpected(START);
    const { kind, text } = this.token;
    if (this.take('(')) {
      const node = this.choice();
      this.need(')');
      return { kind: 'nested', node };
    }
    if (kind === 'number') return { kind: 'value', value: this.number(text) };
    this.advance();
    if (kind === 'string') return { kind: 'value', value: text };
    if (kind === 'sign') return { kind: 'value', value: text === 'null' ? null : text === 'true' };
    return this.nameOrFunction(text);
  }

  private nameOrFunction(first: string): JuelNode {
    let name = first;
    if (this.is(':') && this.lookAhead(0).kind === 'name' && this.lookAhead(1).text === '(') {
      name += `:${this.lookAhead(0).text}`;
      this.advance();
      this.advance();
    }
    if (!this.is('(')) return { kind: 'name', name };
    this.advance();
    const args = this.args();
    this.functions.push({ name, count: args.length });
    return { kind: 'function', name, args };
  }

  private number(text: string): JuelValue {
    const isWhole = /^\d+$/.test(text);
    if (isWhole && BigInt(text) > MAX_LONG) throw this.unexpected('<INTEGER>');
    this.advance();
    return isWhole ? BigInt(text) : Number(text);
  }
}

import { JuelFailure, type JuelValue } from './juel-value.ts';

/** Syntax of JUEL as Camunda 7 uses it: `text ${expression} text`. Recursive descent; depth and length are bounded. */
export type JuelNode =
  | { readonly kind: 'value'; readonly value: JuelValue }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'member'; readonly target: JuelNode; readonly key: JuelNode }
  /** `base` is the text of the target, for failures. */
  | {
      readonly kind: 'call';
      readonly target: JuelNode | null;
      readonly base: string;
      readonly name: string;
      readonly args: readonly JuelNode[];
    }
  | { readonly kind: 'unary'; readonly operator: string; readonly operand: JuelNode }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: JuelNode; readonly right: JuelNode }
  | { readonly kind: 'choice'; readonly test: JuelNode; readonly yes: JuelNode; readonly no: JuelNode };

export class JuelSyntaxError extends JuelFailure {}

const MAX_CHARACTERS = 20_000;
const MAX_DEPTH = 100;
const TOKEN =
  /(\d+\.\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?|\d+(?:[eE][+-]?\d+)?)|([A-Za-z_$][\w$]*)|('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(&&|\|\||==|!=|<=|>=|[-+*/%<>!?:.,()[\]}])/sy;
const WORDS: Readonly<Record<string, string>> = {
  and: '&&',
  or: '||',
  not: '!',
  eq: '==',
  ne: '!=',
  lt: '<',
  gt: '>',
  le: '<=',
  ge: '>=',
  div: '/',
  mod: '%',
};
const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['==', '!='],
  ['<', '>', '<=', '>='],
  ['+', '-'],
  ['*', '/', '%'],
];
const START = "<IDENTIFIER>|<STRING>|<FLOAT>|<INTEGER>|'true'|'false'|'null'|'-'|'!'|'not'|'empty'|'('";
const FUNCTIONS: ReadonlySet<string> = new Set([
  'now/0',
  'dateTime/0',
  'currentUser/0',
  'currentUserGroups/0',
  'S/1',
  'JSON/1',
  'XML/1',
]);
const MAX_LONG = 2n ** 63n - 1n;

interface Token {
  readonly kind: 'number' | 'name' | 'text' | 'sign';
  readonly text: string;
  readonly at: number;
}

/** Plain text and expressions in turn. A backslash before `${` makes it plain text. */
export function parseJuel(text: string): (string | JuelNode)[] {
  if (text.length > MAX_CHARACTERS)
    throw new JuelSyntaxError(`the expression is longer than ${MAX_CHARACTERS} characters`);
  const parts: (string | JuelNode)[] = [];
  let plain = '';
  let at = 0;
  while (at < text.length) {
    if (/^\\[$#]\{/.test(text.slice(at, at + 3))) {
      plain += text.slice(at + 1, at + 3);
      at += 3;
    } else if (/^[$#]\{/.test(text.slice(at, at + 2))) {
      if (plain !== '') parts.push(plain);
      plain = '';
      const parser = new JuelParser(text, at + 2);
      parts.push(parser.whole());
      at = parser.position;
    } else plain += text.charAt(at++);
  }
  if (plain !== '') parts.push(plain);
  return parts;
}

class JuelParser {
  /** Behind the token at hand. */
  position: number;
  private readonly text: string;
  private token: Token | null = null;
  private depth = 0;

  constructor(text: string, position: number) {
    this.text = text;
    this.position = position;
    this.advance();
  }

  whole(): JuelNode {
    const node = this.choice();
    if (!this.is('}')) throw this.unexpected("'}'");
    return node;
  }

  private is(sign: string): boolean {
    return this.token?.kind === 'sign' && this.token.text === sign;
  }

  private unexpected(wanted: string): JuelSyntaxError {
    const at = this.token?.at ?? this.text.length;
    return this.wrong(
      `syntax error at position ${at}, encountered '${this.token?.text ?? 'null'}', expected ${wanted}.`,
    );
  }

  private wrong(why: string): JuelSyntaxError {
    return new JuelSyntaxError(`Error parsing '${this.text}': ${why}`);
  }

  private advance(): void {
    // The brace that closes ends the tokens, so that text behind it is never read as one.
    if (this.is('}')) return;
    while (/\s/.test(this.text.charAt(this.position))) this.position++;
    const at = this.position;
    if (at >= this.text.length) {
      this.token = null;
      return;
    }
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(this.text);
    if (!match) throw this.noToken(at);
    this.position = TOKEN.lastIndex;
    const [, number, name, text, sign] = match;
    if (number !== undefined) this.token = { kind: 'number', text: number, at };
    else if (text !== undefined) this.token = { kind: 'text', text, at };
    else if (name !== undefined && Object.hasOwn(WORDS, name))
      this.token = { kind: 'sign', text: WORDS[name] ?? name, at };
    else if (name !== undefined) this.token = { kind: 'name', text: name, at };
    else this.token = { kind: 'sign', text: sign ?? '', at };
  }

  private noToken(at: number): JuelSyntaxError {
    const sign = this.text.charAt(at);
    if (sign === "'" || sign === '"')
      return this.wrong(`lexical error at position ${at}, encountered unterminated string, expected ${sign}.`);
    return this.wrong(
      `lexical error at position ${at}, encountered invalid character '${sign}', expected expression token.`,
    );
  }

  private take(sign: string): boolean {
    if (!this.is(sign)) return false;
    this.advance();
    return true;
  }

  private need(sign: string): void {
    if (!this.take(sign)) throw this.unexpected(`'${sign}'`);
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
    while (this.token?.kind === 'sign' && operators.includes(this.token.text)) {
      const operator = this.token.text;
      this.advance();
      left = { kind: 'binary', operator, left, right: this.binary(level + 1) };
    }
    return left;
  }

  private unary(): JuelNode {
    const operators: string[] = [];
    for (;;) {
      if (this.take('!')) operators.push('!');
      else if (this.take('-')) operators.push('-');
      else if (this.token?.kind === 'name' && this.token.text === 'empty') {
        this.advance();
        operators.push('empty');
      } else break;
      if (operators.length > MAX_DEPTH) throw new JuelSyntaxError(`the expression is nested deeper than ${MAX_DEPTH}`);
    }
    return operators.reduceRight<JuelNode>(
      (operand, operator) => ({ kind: 'unary', operator, operand }),
      this.postfix(),
    );
  }

  private postfix(): JuelNode {
    const start = this.token?.at ?? this.position;
    let node = this.primary();
    for (;;) {
      const base = this.text.slice(start, this.token?.at ?? this.position).trim();
      if (this.take('.')) {
        if (this.token?.kind !== 'name') throw this.unexpected('<IDENTIFIER>');
        const name = this.token.text;
        this.advance();
        node = this.take('(')
          ? { kind: 'call', target: node, base, name, args: this.args() }
          : { kind: 'member', target: node, key: { kind: 'value', value: name } };
      } else if (this.take('[')) {
        const key = this.choice();
        this.need(']');
        node = { kind: 'member', target: node, key };
      } else return node;
    }
  }

  private args(): JuelNode[] {
    const args: JuelNode[] = [];
    if (this.take(')')) return args;
    do args.push(this.choice());
    while (this.take(','));
    this.need(')');
    return args;
  }

  private primary(): JuelNode {
    const token = this.token;
    if (!token) throw this.unexpected(START);
    if (this.take('(')) {
      const node = this.choice();
      this.need(')');
      return node;
    }
    if (token.kind === 'sign') throw this.unexpected(START);
    if (token.kind === 'number') return { kind: 'value', value: this.number(token.text) };
    this.advance();
    if (token.kind === 'text') return { kind: 'value', value: this.string(token) };
    if (token.text === 'true' || token.text === 'false') return { kind: 'value', value: token.text === 'true' };
    if (token.text === 'null') return { kind: 'value', value: null };
    if (!this.take('(')) return { kind: 'name', name: token.text };
    const args = this.args();
    if (!FUNCTIONS.has(`${token.text}/${args.length}`))
      throw new JuelSyntaxError(`Could not resolve function '${token.text}'.`);
    return { kind: 'call', target: null, base: '', name: token.text, args };
  }

  private number(text: string): JuelValue {
    const isWhole = /^\d+$/.test(text);
    if (isWhole && BigInt(text) > MAX_LONG) throw this.unexpected('<INTEGER>');
    this.advance();
    return isWhole ? BigInt(text) : Number(text);
  }

  private string({ text, at }: Token): string {
    const quote = text.charAt(0);
    const wrong = [...text.slice(1, -1).matchAll(/\\(.)/gs)].find(([, sign]) => sign !== quote && sign !== '\\');
    if (wrong)
      throw this.wrong(
        `lexical error at position ${at}, encountered invalid escape sequence ${wrong[0]}, expected \\${quote} or \\\\.`,
      );
    return text.slice(1, -1).replace(/\\(.)/gs, '$1');
  }
}

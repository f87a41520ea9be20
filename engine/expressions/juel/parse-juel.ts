/** Syntax of JUEL as Camunda 7 uses it: `text ${expression} text`. Recursive descent; depth and length are bounded. */
export type JuelNode =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'member'; readonly target: JuelNode; readonly key: JuelNode }
  | { readonly kind: 'call'; readonly target: JuelNode | null; readonly name: string; readonly args: readonly JuelNode[] }
  | { readonly kind: 'unary'; readonly operator: string; readonly operand: JuelNode }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: JuelNode; readonly right: JuelNode }
  | { readonly kind: 'choice'; readonly test: JuelNode; readonly yes: JuelNode; readonly no: JuelNode };

export class JuelSyntaxError extends Error {}

const MAX_CHARACTERS = 20_000;
const MAX_DEPTH = 100;
const TOKEN = /\s*(?:(\d+\.\d*(?:[eE][+-]?\d+)?|\d+)|([A-Za-z_][\w]*)|('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(&&|\|\||==|!=|<=|>=|[-+*/%<>!?:.,()[\]}]))/y;
const WORDS: Readonly<Record<string, string>> = { and: '&&', or: '||', not: '!', eq: '==', ne: '!=', lt: '<', gt: '>', le: '<=', ge: '>=', div: '/', mod: '%' };
const LEVELS: readonly (readonly string[])[] = [['||'], ['&&'], ['==', '!='], ['<', '>', '<=', '>='], ['+', '-'], ['*', '/', '%']];

interface Token { readonly kind: 'number' | 'name' | 'text' | 'sign'; readonly text: string }

/** Plain text and expressions in turn. */
export function parseJuel(text: string): (string | JuelNode)[] {
  if (text.length > MAX_CHARACTERS) throw new JuelSyntaxError(`the expression is longer than ${MAX_CHARACTERS} characters`);
  const parts: (string | JuelNode)[] = [];
  let at = 0;
  while (at < text.length) {
    const found = /[$#]\{/.exec(text.slice(at));
    const open = found ? at + found.index : text.length;
    if (open > at) parts.push(text.slice(at, open));
    if (!found) break;
    const parser = new Parser(text, open + 2);
    parts.push(parser.whole());
    at = parser.position;
  }
  return parts;
}

class Parser {
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
    if (this.token?.text !== '}' || this.token.kind !== 'sign') throw this.unexpected("'}'");
    return node;
  }

  private unexpected(wanted: string): JuelSyntaxError {
    return new JuelSyntaxError(`syntax error at position ${this.position}, encountered ${this.token ? `'${this.token.text}'` : 'the end'}, expected ${wanted}`);
  }

  private advance(): void {
    // The brace that closes ends the tokens, so that text behind it is never read as one.
    if (this.token?.kind === 'sign' && this.token.text === '}') return;
    TOKEN.lastIndex = this.position;
    const match = TOKEN.exec(this.text);
    if (!match) { this.token = null; return; }
    this.position = TOKEN.lastIndex;
    const [, number, name, text, sign] = match;
    if (number !== undefined) this.token = { kind: 'number', text: number };
    else if (text !== undefined) this.token = { kind: 'text', text };
    else if (name !== undefined && Object.hasOwn(WORDS, name)) this.token = { kind: 'sign', text: WORDS[name] ?? name };
    else if (name !== undefined) this.token = { kind: 'name', text: name };
    else this.token = { kind: 'sign', text: sign ?? '' };
  }

  private take(sign: string): boolean {
    if (this.token?.kind !== 'sign' || this.token.text !== sign) return false;
    this.advance();
    return true;
  }

  private need(sign: string): void { if (!this.take(sign)) throw this.unexpected(`'${sign}'`); }

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
      else if (this.token?.kind === 'name' && this.token.text === 'empty') { this.advance(); operators.push('empty'); }
      else break;
    }
    return operators.reduceRight<JuelNode>((operand, operator) => ({ kind: 'unary', operator, operand }), this.postfix());
  }

  private postfix(): JuelNode {
    let node = this.primary();
    for (;;) {
      if (this.take('.')) {
        if (this.token?.kind !== 'name') throw this.unexpected('a name');
        const name = this.token.text;
        this.advance();
        node = this.take('(') ? { kind: 'call', target: node, name, args: this.args() } : { kind: 'member', target: node, key: { kind: 'value', value: name } };
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
    do args.push(this.choice()); while (this.take(','));
    this.need(')');
    return args;
  }

  private primary(): JuelNode {
    const token = this.token;
    if (!token) throw this.unexpected('an expression');
    if (this.take('(')) { const node = this.choice(); this.need(')'); return node; }
    if (token.kind === 'sign') throw this.unexpected('an expression');
    this.advance();
    if (token.kind === 'number') return { kind: 'value', value: /^\d+$/.test(token.text) ? BigInt(token.text) : Number(token.text) };
    if (token.kind === 'text') return { kind: 'value', value: token.text.slice(1, -1).replace(/\\(.)/g, '$1') };
    if (token.text === 'true' || token.text === 'false') return { kind: 'value', value: token.text === 'true' };
    if (token.text === 'null') return { kind: 'value', value: null };
    return this.take('(') ? { kind: 'call', target: null, name: token.text, args: this.args() } : { kind: 'name', name: token.text };
  }
}

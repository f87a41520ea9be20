import { type FilterTree, joined, leaf } from './filter-tree.ts';
import type { Literal } from './written-value.ts';

/** `state = incident and (var.amount > 99000 or not businessKey ^= "TEST")`: a filter as text. */
export const COMPARISONS = [
  '=',
  '!=',
  '>',
  '>=',
  '<',
  '<=',
  '~',
  '~*',
  '^=',
  '=*',
  'in',
  'not in',
  'between',
  'exists',
  'missing',
] as const;
export type Comparison = (typeof COMPARISONS)[number];
export interface QueryLeaf {
  readonly field: string;
  readonly comparison: Comparison;
  readonly values: readonly Literal[] /** From 1. */;
  readonly column: number;
}
export type ParsedQuery = { readonly tree: FilterTree<QueryLeaf> } | { readonly problem: string };

const MAX_LENGTH = 4_000;
const MAX_DEPTH = 20;
const MAX_LEAVES = 30;
const SYMBOLS = ['>=', '<=', '!=', '^=', '~*', '=*', '=', '>', '<', '~', '(', ')', ','] as const;

interface Token {
  readonly kind: 'symbol' | 'word' | 'string' | 'end';
  readonly text: string;
  readonly column: number;
}

export function parseFilterQuery(text: string): ParsedQuery {
  if (text.length > MAX_LENGTH) return { problem: `At most ${MAX_LENGTH} characters.` };
  try {
    return { tree: new Reader(tokens(text)).whole() };
  } catch (error) {
    if (error instanceof QueryProblem) return { problem: error.message };
    throw error;
  }
}

class QueryProblem extends Error {}
function fail(column: number, expected: string): never {
  throw new QueryProblem(`Column ${column}: ${expected}`);
}

function tokens(text: string): readonly Token[] {
  const found: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const rest = text.slice(at);
    const space = /^\s+/.exec(rest)?.[0];
    if (space !== undefined) {
      at += space.length;
      continue;
    }
    const column = at + 1;
    const symbol = SYMBOLS.find((each) => rest.startsWith(each));
    const token =
      symbol !== undefined
        ? { kind: 'symbol' as const, text: symbol, length: symbol.length }
        : wordOrString(rest, column);
    found.push({ kind: token.kind, text: token.text, column });
    at += token.length;
  }
  return [...found, { kind: 'end', text: '', column: text.length + 1 }];
}

/** A word may have brackets and quoted parts inside, as paths have: `var.order.items[0]["a b"]`. */
function wordOrString(rest: string, column: number): { kind: 'word' | 'string'; text: string; length: number } {
  const quoted = /^"((?:[^"\\]|\\.)*)"|^'((?:[^'\\]|\\.)*)'/.exec(rest);
  if (quoted !== null)
    return { kind: 'string', text: (quoted[1] ?? quoted[2] ?? '').replace(/\\(.)/g, '$1'), length: quoted[0].length };
  if (rest.startsWith('"') || rest.startsWith("'")) fail(column, 'the quotation mark is not closed.');
  const word =
    /^(?:date|number|boolean)\([^)]*\)|^var\.~?(?:"(?:[^"\\]|\\.)*"|\[(?:\d+|"(?:[^"\\]|\\.)*")\]|[^\s"'()[\],=<>!~^])+|^[^\s"'(),=<>!~^]+/.exec(
      rest,
    )?.[0];
  if (word === undefined) fail(column, `${rest[0] ?? ''} cannot stand here.`);
  return { kind: 'word', text: word, length: word.length };
}

class Reader {
  private at = 0;
  private leaves = 0;
  private readonly all: readonly Token[];
  constructor(all: readonly Token[]) {
    this.all = all;
  }

  whole(): FilterTree<QueryLeaf> {
    const tree = this.any(0);
    const next = this.peek();
    if (next.kind !== 'end') fail(next.column, 'and, or, or the end was expected.');
    return tree;
  }

  private peek(): Token {
    return this.all[this.at] ?? { kind: 'end', text: '', column: 0 };
  }
  private take(): Token {
    const token = this.peek();
    this.at += 1;
    return token;
  }
  private takes(kind: Token['kind'], text: string): boolean {
    const token = this.peek();
    const isIt = token.kind === kind && token.text.toLowerCase() === text;
    if (isIt) this.at += 1;
    return isIt;
  }

  private any(depth: number): FilterTree<QueryLeaf> {
    if (depth > MAX_DEPTH) fail(this.peek().column, `brackets are nested more than ${MAX_DEPTH} times.`);
    const parts = [this.every(depth)];
    while (this.takes('word', 'or')) parts.push(this.every(depth));
    return joined('any', parts);
  }
  private every(depth: number): FilterTree<QueryLeaf> {
    const parts = [this.one(depth)];
    while (this.takes('word', 'and')) parts.push(this.one(depth));
    return joined('all', parts);
  }
  private one(depth: number): FilterTree<QueryLeaf> {
    if (depth > MAX_DEPTH) fail(this.peek().column, `brackets are nested more than ${MAX_DEPTH} times.`);
    if (this.takes('word', 'not')) return { kind: 'not', of: this.one(depth + 1) };
    if (!this.takes('symbol', '(')) return leaf(this.comparison());
    const inner = this.any(depth + 1);
    if (!this.takes('symbol', ')')) fail(this.peek().column, 'a closing bracket was expected.');
    return inner;
  }

  private comparison(): QueryLeaf {
    const field = this.take();
    if (field.kind !== 'word') fail(field.column, 'a field was expected, such as state, businessKey or var.amount.');
    this.leaves += 1;
    if (this.leaves > MAX_LEAVES) fail(field.column, `at most ${MAX_LEAVES} conditions.`);
    const comparison = this.operator();
    return { field: field.text, comparison, values: this.values(comparison), column: field.column };
  }
  private operator(): Comparison {
    const token = this.take();
    const text = token.text.toLowerCase();
    const written = text === 'not' && this.takes('word', 'in') ? 'not in' : text;
    const known = token.kind === 'string' ? undefined : COMPARISONS.find((each) => each === written);
    return known ?? fail(token.column, `one of ${COMPARISONS.join(' ')} was expected.`);
  }
  private values(comparison: Comparison): readonly Literal[] {
    if (comparison === 'exists' || comparison === 'missing') return [];
    if (comparison === 'between') {
      const from = this.value();
      if (!this.takes('word', 'and')) fail(this.peek().column, 'and was expected.');
      return [from, this.value()];
    }
    if (comparison !== 'in' && comparison !== 'not in') return [this.value()];
    if (!this.takes('symbol', '(')) fail(this.peek().column, 'a list in brackets was expected.');
    const list = [this.value()];
    while (this.takes('symbol', ',')) list.push(this.value());
    if (!this.takes('symbol', ')')) fail(this.peek().column, 'a comma or a closing bracket was expected.');
    return list;
  }
  private value(): Literal {
    const token = this.take();
    if (token.kind === 'string') return { type: 'string', text: token.text };
    if (token.kind !== 'word') fail(token.column, 'a value was expected.');
    const typed = /^(date|number|boolean)\((.*)\)$/.exec(token.text);
    const type = (['date', 'number', 'boolean'] as const).find((each) => each === typed?.[1]);
    if (type !== undefined) return { type, text: (typed?.[2] ?? '').trim() };
    return token.text === 'null' ? { type: 'null', text: 'null' } : { type: 'any', text: token.text };
  }
}

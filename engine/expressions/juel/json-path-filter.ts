import { COMPARISONS, type Side, WrittenNumber, WrittenPattern } from './json-path-comparison.ts';
import { KeySetFailure } from './json-path-functions.ts';
import { findPath, leadsToOne, type Step } from './json-path-walk.ts';
import { type Json, parseJsonTree } from './json-tree.ts';
import { JuelFailure } from './juel-value.ts';

/** Whether an item stays; `root` is what the whole path was asked of. */
export type Condition = (item: Json, root: Json) => boolean;
type Operand =
  | { readonly kind: 'path'; readonly isOfRoot: boolean; readonly steps: readonly Step[] }
  | { readonly kind: 'value'; readonly value: Side };

/** Conditions within conditions; a path has no more characters than a model's expression. */
const MAX_DEPTH = 50;
const OPERATOR =
  /\s*(===|!==|==|!=|=~|<=|>=|<|>|(?:in|nin|subsetof|anyof|noneof|contains|size|empty|all|type|exists)(?=[\s[@$'"\d-]))\s*/iy;
const LITERAL =
  /(?<number>-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(?<word>true|false|null)\b|\/(?<pattern>(?:[^/\\]|\\.)+)\/(?<flags>[a-zA-Z]*)/y;
const SPACE = /\s*/y;

/**
 * The condition of a filter, from the place behind its `?(`: paths from the item (`@`) or the root (`$`), values,
 * comparisons, `&&` before `||`, `!`, parentheses. A path alone asks whether its place is there.
 */
export class JsonPathFilter {
  private readonly text: string;
  private readonly stepsAt: (at: number) => { readonly steps: readonly Step[]; readonly end: number } | null;
  private at: number;
  private depth = 0;

  constructor(text: string, at: number, stepsAt: JsonPathFilter['stepsAt']) {
    this.text = text;
    this.at = at;
    this.stepsAt = stepsAt;
  }

  /** Where what was read ends. */
  get end(): number {
    return this.at;
  }

  /** null: it is none. */
  condition(): Condition | null {
    return this.joined('||', () => this.joined('&&', () => this.single(), every), some);
  }

  private joined(
    sign: string,
    read: () => Condition | null,
    join: (conditions: readonly Condition[]) => Condition,
  ): Condition | null {
    const conditions: Condition[] = [];
    do {
      const condition = read();
      if (condition === null) return null;
      conditions.push(condition);
    } while (this.takes(sign));
    const [first, second] = conditions;
    return first !== undefined && second === undefined ? first : join(conditions);
  }

  private single(): Condition | null {
    if (this.takes('!')) {
      const condition = this.nested(() => this.single());
      return condition && ((item, root) => !condition(item, root));
    }
    if (!this.takes('(')) return this.comparison();
    const condition = this.nested(() => this.condition());
    return condition !== null && this.takes(')') ? condition : null;
  }

  private nested(read: () => Condition | null): Condition | null {
    if (this.depth === MAX_DEPTH) return null;
    this.depth += 1;
    const condition = read();
    this.depth -= 1;
    return condition;
  }

  private comparison(): Condition | null {
    const left = this.operand();
    if (left === null) return null;
    const compare = COMPARISONS[this.taken(OPERATOR)?.[1]?.toLowerCase() ?? ''];
    if (compare === undefined) return left.kind === 'path' ? isThere(left) : null;
    const right = this.operand();
    return right && ((item, root) => compare(sideOf(left, item, root), sideOf(right, item, root)));
  }

  private operand(): Operand | null {
    this.taken(SPACE);
    const sign = this.text[this.at];
    if (sign === '@' || sign === '$') return this.path(sign === '$');
    if (sign === '[' || sign === '{') return this.structure();
    const { number, text, word, pattern, flags } = this.taken(LITERAL)?.groups ?? {};
    if (number !== undefined) return { kind: 'value', value: new WrittenNumber(number) };
    if (text !== undefined) return { kind: 'value', value: text.slice(1, -1).replace(/\\(.)/g, '$1') };
    if (word !== undefined) return { kind: 'value', value: word === 'null' ? null : word === 'true' };
    return pattern === undefined ? null : orNull(() => new WrittenPattern(pattern, flags ?? ''));
  }

  private path(isOfRoot: boolean): Operand | null {
    const read = this.stepsAt(this.at + 1);
    if (read === null) return null;
    this.at = read.end;
    return { kind: 'path', isOfRoot, steps: read.steps };
  }

  /** A list or an object; its texts may stand between single quotes. */
  private structure(): Operand | null {
    const from = this.at;
    let open = 0;
    const part = /'((?:[^'\\]|\\.)*)'|"(?:[^"\\]|\\.)*"|[^'"]/gy;
    part.lastIndex = from;
    let json = '';
    for (let match = part.exec(this.text); match !== null; match = part.exec(this.text)) {
      const [whole, single] = match;
      json += single === undefined ? whole : JSON.stringify(single.replace(/\\(.)/g, '$1'));
      if (whole === '[' || whole === '{') open += 1;
      if (whole === ']' || whole === '}') open -= 1;
      if (open > 0) continue;
      this.at = part.lastIndex;
      return orNull(() => parseJsonTree(json));
    }
    return null;
  }

  private takes(sign: string): boolean {
    this.taken(SPACE);
    if (!this.text.startsWith(sign, this.at)) return false;
    this.at += sign.length;
    return true;
  }

  private taken(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (match) this.at = pattern.lastIndex;
    return match;
  }
}

const every =
  (conditions: readonly Condition[]): Condition =>
  (item, root) =>
    conditions.every((condition) => condition(item, root));
const some =
  (conditions: readonly Condition[]): Condition =>
  (item, root) =>
    conditions.some((condition) => condition(item, root));

/** Asked alone, a path of the root is looked for in the item, too; one that may lead to several places is always there. */
const isThere =
  ({ steps }: Extract<Operand, { kind: 'path' }>): Condition =>
  (item) =>
    !leadsToOne(steps) || findPath(item, steps) !== undefined;

function sideOf(operand: Operand, item: Json, root: Json): Side {
  if (operand.kind === 'value') return operand.value;
  try {
    return findPath(operand.isOfRoot ? root : item, operand.steps);
  } catch (error) {
    if (!(error instanceof KeySetFailure)) throw error;
    throw new JuelFailure(
      `spinjar.com.jayway.jsonpath.JsonPathException: Could not convert class java.util.LinkedHashMap$LinkedKeySet:[${error.names.join(', ')}] to a ValueNode`,
    );
  }
}

function orNull(make: () => Side): Operand | null {
  try {
    return { kind: 'value', value: make() };
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

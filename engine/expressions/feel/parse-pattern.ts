/**
 * Regular expressions as FEEL has them: Java's, without looking back. Single signs are tested by a RegExp of one sign.
 */
export type PatternNode =
  | { readonly kind: 'sign'; readonly test: RegExp }
  | { readonly kind: 'sequence'; readonly items: readonly PatternNode[] }
  | { readonly kind: 'either'; readonly options: readonly PatternNode[] }
  | {
      readonly kind: 'repeat';
      readonly item: PatternNode;
      readonly least: number;
      readonly most: number;
      readonly how: 'greedy' | 'lazy' | 'possessive';
    }
  | { readonly kind: 'group'; readonly index: number; readonly item: PatternNode }
  | { readonly kind: 'look'; readonly item: PatternNode; readonly isWanted: boolean }
  | { readonly kind: 'edge'; readonly edge: 'start' | 'end' | 'begin' | 'finish' | 'word' | 'no word' }
  | { readonly kind: 'again'; readonly index: number };

const MAX_PATTERN_CHARACTERS = 1_000;
const MAX_PATTERN_DEPTH = 50;
const REPEAT = /([*+?]|\{(\d{1,4})(,(\d{1,4})?)?\})([?+])?/y;
const CLASS = /\[\^?(?:\]|)(?:\\.|[^\\\]])*\]/y;
const ESCAPE = /\\(?:[pP]\{\w+\}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)/sy;

export interface ParsedPattern {
  readonly node: PatternNode;
  readonly groupCount: number;
}

/** Throws SyntaxError. */
export function parsePattern(text: string, flags: string): ParsedPattern {
  if (text.length > MAX_PATTERN_CHARACTERS)
    throw new SyntaxError(`the pattern is longer than ${MAX_PATTERN_CHARACTERS} characters`);
  const [begin = '', own = ''] = /^\(\?([isx]+)\)/.exec(text) ?? [];
  const all = flags + own;
  const rest = text.slice(begin.length);
  return new PatternParser(all.includes('x') ? rest.replace(/\s+/g, '') : rest, all).whole();
}

class PatternParser {
  private readonly text: string;
  private readonly flags: string;
  private readonly names: string[] = [];
  private at = 0;
  private groups = 0;
  private depth = 0;

  constructor(text: string, flags: string) {
    this.text = text;
    this.flags = `u${flags.includes('i') ? 'i' : ''}${flags.includes('s') ? 's' : ''}`;
  }

  whole(): ParsedPattern {
    const node = this.either();
    if (this.at < this.text.length) throw new SyntaxError('unmatched )');
    return { node, groupCount: this.groups };
  }

  private take(sign: string): boolean {
    if (!this.text.startsWith(sign, this.at)) return false;
    this.at += sign.length;
    return true;
  }

  private sticky(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (match) this.at = pattern.lastIndex;
    return match;
  }

  private either(): PatternNode {
    if (++this.depth > MAX_PATTERN_DEPTH)
      throw new SyntaxError(`the pattern is nested deeper than ${MAX_PATTERN_DEPTH}`);
    const options = [this.sequence()];
    while (this.take('|')) options.push(this.sequence());
    this.depth--;
    const [only] = options;
    return options.length === 1 && only ? only : { kind: 'either', options };
  }

  private sequence(): PatternNode {
    const items: PatternNode[] = [];
    while (this.at < this.text.length && !this.text.startsWith('|', this.at) && !this.text.startsWith(')', this.at)) {
      let item = this.atom();
      for (let repeat = this.sticky(REPEAT); repeat; repeat = this.sticky(REPEAT)) {
        const [, sign, least, comma, most, how] = repeat;
        item = {
          kind: 'repeat',
          item,
          how: how === '?' ? 'lazy' : how === '+' ? 'possessive' : 'greedy',
          least: least === undefined ? (sign === '+' ? 1 : 0) : Number(least),
          most:
            least === undefined
              ? sign === '?'
                ? 1
                : Number.POSITIVE_INFINITY
              : comma === undefined
                ? Number(least)
                : most === undefined
                  ? Number.POSITIVE_INFINITY
                  : Number(most),
        };
      }
      items.push(item);
    }
    return { kind: 'sequence', items };
  }

  private atom(): PatternNode {
    if (this.take('(')) return this.group();
    if (this.take('^')) return { kind: 'edge', edge: 'start' };
    if (this.take('$')) return { kind: 'edge', edge: 'end' };
    if (this.take('.')) return { kind: 'sign', test: new RegExp('^.$', this.flags) };
    const inClass = this.sticky(CLASS);
    if (inClass) return { kind: 'sign', test: new RegExp(`^${classSource(inClass[0])}$`, this.flags) };
    const escaped = this.sticky(ESCAPE);
    if (escaped) return this.escape(escaped[0]);
    const sign = String.fromCodePoint(this.text.codePointAt(this.at) ?? 0);
    if ('*+?[\\'.includes(sign)) throw new SyntaxError(`dangling '${sign}'`);
    this.at += sign.length;
    return { kind: 'sign', test: new RegExp(`^${sign.replace(/[{}\]/]/, '\\$&')}$`, this.flags) };
  }

  private escape(text: string): PatternNode {
    const letter = text.charAt(1);
    switch (letter) {
      case 'A':
        return { kind: 'edge', edge: 'begin' };
      case 'z':
        return { kind: 'edge', edge: 'finish' };
      case 'Z':
        return { kind: 'edge', edge: 'end' };
      case 'b':
        return { kind: 'edge', edge: 'word' };
      case 'B':
        return { kind: 'edge', edge: 'no word' };
      case 'k': {
        const name = this.sticky(/<(\w+)>/y)?.[1] ?? '';
        if (!this.names.includes(name)) throw new SyntaxError(`no group '${name}'`);
        return { kind: 'again', index: this.names.indexOf(name) };
      }
    }
    if (/[1-9]/.test(letter)) {
      if (Number(letter) > this.groups) throw new SyntaxError(`no group ${letter}`);
      return { kind: 'again', index: Number(letter) };
    }
    return { kind: 'sign', test: new RegExp(`^${escapeSource(text)}$`, this.flags) };
  }

  private group(): PatternNode {
    let build = (item: PatternNode): PatternNode => item;
    if (this.take('?:')) build = (item) => item;
    else if (this.take('?=')) build = (item) => ({ kind: 'look', item, isWanted: true });
    else if (this.take('?!')) build = (item) => ({ kind: 'look', item, isWanted: false });
    else {
      const name = this.sticky(/\?<(\w+)>/y)?.[1];
      if (name === undefined && this.take('?')) throw new SyntaxError('this kind of group is not supported');
      const index = ++this.groups;
      if (name !== undefined) this.names[index] = name;
      build = (item) => ({ kind: 'group', index, item });
    }
    const item = this.either();
    if (!this.take(')')) throw new SyntaxError('unclosed group');
    return build(item);
  }
}

/** What is no escape in JavaScript's strict patterns stands for itself. */
function escapeSource(text: string): string {
  if (/^\\(?:[dDwWsStnrfv0]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4})$/.test(text)) return text;
  if (/^\\[pP]\{/.test(text))
    return text
      .replace(/\{(?:Alpha|IsAlphabetic)\}/, '{L}')
      .replace(/\{(?:Upper|javaUpperCase)\}/, '{Lu}')
      .replace(/\{(?:Lower|javaLowerCase)\}/, '{Ll}')
      .replace('{Punct}', '{P}')
      .replace('{Digit}', '{Nd}');
  const sign = text.slice(1);
  if (/[a-zA-Z]/.test(sign)) throw new SyntaxError(`unknown escape '${text}'`);
  return /[\^$\\.*+?()[\]{}|/]/.test(sign) ? `\\${sign}` : sign;
}

function classSource(text: string): string {
  const isNegated = text.startsWith('[^');
  const inner = text
    .slice(isNegated ? 2 : 1, -1)
    .replace(/\\(?:[pP]\{\w+\}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)|[[\]{}()/|^$.*+?]/gs, (sign) =>
      sign.length > 1 ? (sign === '\\-' ? sign : escapeSource(sign)) : `\\${sign}`,
    );
  return `[${isNegated ? '^' : ''}${inner}]`;
}

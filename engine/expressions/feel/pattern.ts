import type { Budget } from './budget.ts';
import { type PatternNode, parsePattern } from './parse-pattern.ts';

/**
 * Regular expressions whose search is counted: JavaScript's own cannot be stopped, and `(a+)+$` would hold the engine
 * for hours. Backtracks as Java does; every attempt costs a step of the evaluation's budget.
 */
export interface PatternMatch {
  readonly start: number;
  readonly end: number;
  readonly groups: readonly (string | undefined)[];
}

type Continue = (at: number) => boolean;

export class Pattern {
  readonly groupCount: number;
  private readonly node: PatternNode;
  private readonly budget: Budget;
  private readonly isMultiline: boolean;
  private readonly isCaseIgnored: boolean;

  /** Throws SyntaxError. Flags: `i`, `s`, `m`, `x`; others mean nothing. */
  constructor(text: string, flags: string, budget: Budget) {
    const { node, groupCount } = parsePattern(text, flags);
    this.node = node;
    this.groupCount = groupCount;
    this.budget = budget;
    this.isMultiline = flags.includes('m');
    this.isCaseIgnored = flags.includes('i');
  }

  find(text: string, from: number): PatternMatch | null {
    for (let start = from; start <= text.length; start++) {
      const ends: (number | undefined)[] = [];
      const starts: (number | undefined)[] = [];
      let end = -1;
      const found = new Search(text, this.budget, this.isMultiline, this.isCaseIgnored, starts, ends).match(
        this.node,
        start,
        (at) => {
          end = at;
          return true;
        },
      );
      if (found) {
        const groups = Array.from({ length: ends.length }, (_none, index) =>
          ends[index] === undefined ? undefined : text.slice(starts[index], ends[index]),
        );
        return { start, end, groups };
      }
    }
    return null;
  }

  *all(text: string): Generator<PatternMatch> {
    for (let from = 0; from <= text.length; ) {
      const match = this.find(text, from);
      if (!match) return;
      yield match;
      from = match.end > match.start ? match.end : match.end + 1;
    }
  }
}

class Search {
  private readonly text: string;
  private readonly budget: Budget;
  private readonly isMultiline: boolean;
  private readonly isCaseIgnored: boolean;
  private readonly starts: (number | undefined)[];
  private readonly ends: (number | undefined)[];

  constructor(
    text: string,
    budget: Budget,
    isMultiline: boolean,
    isCaseIgnored: boolean,
    starts: (number | undefined)[],
    ends: (number | undefined)[],
  ) {
    this.text = text;
    this.budget = budget;
    this.isMultiline = isMultiline;
    this.isCaseIgnored = isCaseIgnored;
    this.starts = starts;
    this.ends = ends;
  }

  match(node: PatternNode, at: number, next: Continue): boolean {
    this.budget.spend();
    switch (node.kind) {
      case 'sign':
        return this.isOne(node.test, at) && next(at + this.width(at));
      case 'sequence':
        return this.sequence(node.items, 0, at, next);
      case 'either':
        return node.options.some((option) => this.match(option, at, next));
      case 'repeat':
        return node.item.kind === 'sign'
          ? this.repeatSign(node, node.item.test, at, next)
          : this.repeat(node, 0, at, -1, next);
      case 'group':
        return this.group(node.index, node.item, at, next);
      case 'look':
        return this.look(node.item, at) === node.isWanted && next(at);
      case 'edge':
        return this.isAt(node.edge, at) && next(at);
      case 'again': {
        const [start, end] = [this.starts[node.index], this.ends[node.index]];
        if (start === undefined || end === undefined) return false;
        const wanted = this.text.slice(start, end);
        const here = this.text.slice(at, at + wanted.length);
        this.budget.spendText(wanted.length);
        const same = this.isCaseIgnored ? here.toLowerCase() === wanted.toLowerCase() : here === wanted;
        return same && next(at + wanted.length);
      }
    }
  }

  private width(at: number): number {
    return (this.text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  }

  private isOne(test: RegExp, at: number): boolean {
    return at < this.text.length && test.test(this.text.slice(at, at + this.width(at)));
  }

  private sequence(items: readonly PatternNode[], index: number, at: number, next: Continue): boolean {
    const item = items[index];
    return item ? this.match(item, at, (then) => this.sequence(items, index + 1, then, next)) : next(at);
  }

  private look(item: PatternNode, at: number): boolean {
    return this.match(item, at, () => true);
  }

  /** One sign again and again needs no deep stack. */
  private repeatSign(
    { least, most, how }: Extract<PatternNode, { kind: 'repeat' }>,
    test: RegExp,
    at: number,
    next: Continue,
  ): boolean {
    const ends = [at];
    const goOn = (): boolean => {
      const here = ends.at(-1) ?? at;
      if (ends.length > most || !this.isOne(test, here)) return false;
      this.budget.spend();
      ends.push(here + this.width(here));
      return true;
    };
    if (how === 'lazy') {
      while (ends.length <= least) if (!goOn()) return false;
      do {
        if (next(ends.at(-1) ?? at)) return true;
      } while (goOn());
      return false;
    }
    while (goOn());
    if (how === 'possessive') return ends.length > least && next(ends.at(-1) ?? at);
    for (let end = ends.pop(); end !== undefined && ends.length >= least; end = ends.pop()) if (next(end)) return true;
    return false;
  }

  private repeat(
    node: Extract<PatternNode, { kind: 'repeat' }>,
    done: number,
    at: number,
    before: number,
    next: Continue,
  ): boolean {
    this.budget.spend();
    if (node.how === 'possessive') {
      let here = at;
      let count = 0;
      while (count < node.most) {
        const from = here;
        if (
          !this.match(node.item, from, (then) => {
            here = then;
            return true;
          }) ||
          here === from
        )
          break;
        count++;
      }
      return count >= node.least && next(here);
    }
    // A round that takes nothing would go on for ever.
    if (done >= node.least && at === before) return next(at);
    const more = (): boolean =>
      done < node.most && this.match(node.item, at, (then) => this.repeat(node, done + 1, then, at, next));
    if (done < node.least) return more();
    return node.how === 'lazy' ? next(at) || more() : more() || next(at);
  }

  private group(index: number, item: PatternNode, at: number, next: Continue): boolean {
    const [start, end] = [this.starts[index], this.ends[index]];
    const found = this.match(item, at, (then) => {
      const [innerStart, innerEnd] = [this.starts[index], this.ends[index]];
      this.starts[index] = at;
      this.ends[index] = then;
      if (next(then)) return true;
      this.starts[index] = innerStart;
      this.ends[index] = innerEnd;
      return false;
    });
    if (!found) {
      this.starts[index] = start;
      this.ends[index] = end;
    }
    return found;
  }

  private isAt(edge: 'start' | 'end' | 'begin' | 'finish' | 'word' | 'no word', at: number): boolean {
    const isWord = (place: number): boolean => /\w/.test(this.text.charAt(place));
    switch (edge) {
      case 'begin':
        return at === 0;
      case 'finish':
        return at === this.text.length;
      case 'start':
        return at === 0 || (this.isMultiline && this.text.charAt(at - 1) === '\n');
      case 'end':
        return (
          at === this.text.length ||
          (at === this.text.length - 1 && this.text.charAt(at) === '\n') ||
          (this.isMultiline && this.text.charAt(at) === '\n')
        );
      case 'word':
        return isWord(at - 1) !== isWord(at);
      case 'no word':
        return isWord(at - 1) === isWord(at);
    }
  }
}

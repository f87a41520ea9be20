import { RESERVED } from './feel-words.ts';
import { FeelSyntaxError, type FeelToken } from './feel-tokens.ts';

/** Goes through the tokens of an expression, one after the other. */
export class FeelCursor {
  protected readonly tokens: readonly FeelToken[];
  protected at = 0;

  constructor(tokens: readonly FeelToken[]) {
    this.tokens = tokens;
  }

  protected unexpected(wanted: string): FeelSyntaxError {
    const token = this.tokens[this.at];
    return new FeelSyntaxError(`Expected ${wanted}, found ${token ? `'${token.text}'` : 'the end'}`);
  }

  protected is(kind: FeelToken['kind'], text: string, ahead = 0): boolean {
    const token = this.tokens[this.at + ahead];
    return token?.kind === kind && token.text === text;
  }

  protected sign(text: string): boolean {
    if (!this.is('sign', text)) return false;
    this.at++;
    return true;
  }

  protected word(text: string): boolean {
    if (!this.is('word', text)) return false;
    this.at++;
    return true;
  }

  protected need(text: string): void {
    if (!this.sign(text)) throw this.unexpected(`'${text}'`);
  }
  protected needWord(text: string): void {
    if (!this.word(text)) throw this.unexpected(`'${text}'`);
  }

  protected name(): string {
    const token = this.tokens[this.at];
    if (!token || (token.kind !== 'quoted' && (token.kind !== 'word' || RESERVED.has(token.text))))
      throw this.unexpected('a name');
    this.at++;
    return token.text;
  }

  /** The type's name; what stands in angle brackets is read over, as the value alone decides. */
  protected type(): string {
    const words = [this.word('function') ? 'function' : this.name()];
    while (
      this.tokens[this.at]?.kind === 'word' &&
      ['and', 'months', 'time', 'duration'].includes(this.tokens[this.at]?.text ?? '')
    ) {
      const next = this.tokens[this.at + 1];
      if (this.is('word', 'and') && !(next?.kind === 'word' && ['time', 'months'].includes(next.text))) break;
      words.push(this.tokens[this.at++]?.text ?? '');
    }
    if (this.is('sign', '<')) {
      let open = 0;
      do {
        if (this.is('sign', '<')) open++;
        if (this.is('sign', '>')) open--;
        if (this.at++ >= this.tokens.length) throw this.unexpected("'>'");
      } while (open > 0);
      if (this.sign('->')) this.type();
    }
    return words.join(' ');
  }

  protected isFreeWord(ahead: number): boolean {
    const token = this.tokens[this.at + ahead];
    return token?.kind === 'word' && !RESERVED.has(token.text) && token.text !== 'instance';
  }

  protected argumentName(): string | null {
    let end = this.at;
    while (this.tokens[end]?.kind === 'word' || this.tokens[end]?.kind === 'quoted') end++;
    const colon = this.tokens[end];
    if (end === this.at || colon?.kind !== 'sign' || colon.text !== ':') return null;
    const name = this.tokens
      .slice(this.at, end)
      .map((token) => token.text)
      .join(' ');
    this.at = end + 1;
    return name;
  }
}

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
}

import { JuelFailure } from './juel-value.ts';

/** Tokens of JUEL, inside of `${…}` and of the text around it. */
export class JuelSyntaxError extends JuelFailure {}

export type TokenKind = 'text' | 'open' | 'close' | 'number' | 'name' | 'string' | 'sign' | 'end';

export interface JuelToken {
  readonly kind: TokenKind;
  /** What it means: a word as its sign, a string without its quotes. */
  readonly text: string;
  /** As failures quote it. */
  readonly shown: string;
  readonly at: number;
}

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
  empty: 'empty',
  instanceof: 'instanceof',
  true: 'true',
  false: 'false',
  null: 'null',
};
const TOKEN =
  /(\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|([\p{L}\p{Nl}\p{Sc}\p{Pc}][\p{L}\p{Nl}\p{Sc}\p{Pc}\p{Nd}\p{Mn}\p{Mc}\p{Cf}]*)|(&&|\|\||==|!=|<=|>=|[-+*/%<>!?:.,()[\]])/uy;

/** `Character.isWhitespace`: not the blanks at which no line may be broken. */
function isBlank(sign: string): boolean {
  const code = sign.charCodeAt(0);
  return (
    (code >= 9 && code <= 13) ||
    (code >= 28 && code <= 32) ||
    (/\p{Z}/u.test(sign) && !/[\u00a0\u2007\u202f]/.test(sign))
  );
}

export class JuelScanner {
  private readonly text: string;
  private position = 0;
  private isInside = false;

  constructor(text: string) {
    this.text = text;
  }

  wrong(why: string): JuelSyntaxError {
    return new JuelSyntaxError(`Error parsing '${this.text}': ${why}`);
  }

  next(): JuelToken {
    if (this.isInside) while (isBlank(this.text.charAt(this.position))) this.position++;
    const at = this.position;
    if (at >= this.text.length) return { kind: 'end', text: '', shown: 'null', at };
    if (!this.isInside) return /^[$#]\{/.test(this.text.slice(at, at + 2)) ? this.open(at) : this.plain(at);
    if (this.text.charAt(at) === '}') {
      this.position++;
      this.isInside = false;
      return { kind: 'close', text: '}', shown: '}', at };
    }
    return this.inside(at);
  }

  private open(at: number): JuelToken {
    this.position += 2;
    this.isInside = true;
    const text = this.text.slice(at, at + 2);
    return { kind: 'open', text, shown: text, at };
  }

  /** A backslash before `${` makes it plain text; one before anything else stays. */
  private plain(at: number): JuelToken {
    let text = '';
    let isEscaped = false;
    let position = at;
    for (; position < this.text.length; position++) {
      const sign = this.text.charAt(position);
      if (sign === '\\') {
        if (isEscaped) text += '\\';
        isEscaped = true;
        continue;
      }
      const isOpening = (sign === '$' || sign === '#') && this.text.charAt(position + 1) === '{';
      if (isOpening && !isEscaped) break;
      if (isEscaped && !isOpening) text += '\\';
      text += sign;
      isEscaped = false;
    }
    if (isEscaped && position >= this.text.length) text += '\\';
    this.position = position;
    return { kind: 'text', text, shown: text, at };
  }

  private inside(at: number): JuelToken {
    const first = this.text.charAt(at);
    if (first === "'" || first === '"') return this.string(at, first);
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(this.text);
    if (!match)
      throw this.wrong(
        `lexical error at position ${at}, encountered invalid character '${first}', expected expression token.`,
      );
    this.position = TOKEN.lastIndex;
    const [shown, number, name] = match;
    const word = name !== undefined && Object.hasOwn(WORDS, name) ? WORDS[name] : undefined;
    if (number !== undefined) return { kind: 'number', text: shown, shown, at };
    return { kind: word === undefined && name !== undefined ? 'name' : 'sign', text: word ?? shown, shown, at };
  }

  private string(at: number, quote: string): JuelToken {
    let text = '';
    const unterminated = (wanted: string): JuelSyntaxError =>
      this.wrong(`lexical error at position ${at}, encountered unterminated string, expected ${wanted}.`);
    for (let position = at + 1; position < this.text.length; position++) {
      const sign = this.text.charAt(position);
      if (sign === quote) {
        this.position = position + 1;
        return { kind: 'string', text, shown: text, at };
      }
      if (sign !== '\\') {
        text += sign;
        continue;
      }
      if (++position >= this.text.length) throw unterminated(`${quote} or \\`);
      const escaped = this.text.charAt(position);
      if (escaped !== quote && escaped !== '\\')
        throw this.wrong(
          `lexical error at position ${at}, encountered invalid escape sequence \\${escaped}, expected \\${quote} or \\\\.`,
        );
      text += escaped;
    }
    throw unterminated(quote);
  }
}

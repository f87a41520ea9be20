/** Words, numbers, texts and signs of FEEL in one pass. */
export interface FeelToken {
  /** `quoted` is a name in backticks, which may hold anything. */
  readonly kind: 'number' | 'word' | 'quoted' | 'text' | 'sign';
  readonly text: string;
}

export class FeelSyntaxError extends Error {}

/** Between two tokens: blanks and comments. */
const GAP = String.raw`(?:\s|//[^\n]*|/\*(?:[^*]|\*(?!/))*\*/)`;
const SPACE = new RegExp(`${GAP}+`, 'y');
// A number never swallows the first dot of `1..3`.
const TOKEN =
  /(\d+(?:\.(?!\.)\d+)?|\.\d+)|([\p{L}_][\p{L}\p{N}_]*)|`([^`]+)`|"((?:[^"\\]|\\.)*)"|(\.\.|\*\*|!=|<=|>=|->|[-+*/=<>.,:()[\]{}@?])/suy;
/** The key of a context's entry may be any run of characters but these, blanks at its end left out. */
const KEY = /([^,:{}[\]"`]*[^,:{}[\]"`\s])\s*(?=:)/uy;
const PLAIN_KEY = new RegExp(String.raw`[\p{L}_][\p{L}\p{N}_]*${GAP}*:`, 'uy');
const OPENING = new Set(['{', '(', '[']);
const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  s: ' ',
  '"': '"',
  "'": "'",
};

/** Camunda leaves an escape that it does not know as it stands; a backslash before a backslash is none. */
const withoutEscapes = (text: string): string =>
  text.replace(/\\([nrtbfs"'])/g, (whole, sign: string) => ESCAPES[sign] ?? whole);

export function feelTokens(text: string): FeelToken[] {
  const tokens: FeelToken[] = [];
  const open: string[] = [];
  let at = 0;
  for (;;) {
    SPACE.lastIndex = at;
    if (SPACE.test(text)) at = SPACE.lastIndex;
    if (at >= text.length) return tokens;
    const key = open.at(-1) === '{' && startsEntry(tokens.at(-1)) ? keyAt(text, at) : null;
    if (key) {
      tokens.push({ kind: 'quoted', text: key.text });
      at = key.end;
      continue;
    }
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (!match)
      throw new FeelSyntaxError(`Unexpected ${JSON.stringify(text.slice(at, at + 10))} at position ${at + 1}`);
    at = TOKEN.lastIndex;
    const [, number, word, quoted, string, sign] = match;
    if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word });
    else if (quoted !== undefined) tokens.push({ kind: 'quoted', text: quoted });
    else if (string !== undefined) tokens.push({ kind: 'text', text: withoutEscapes(string) });
    else tokens.push({ kind: 'sign', text: sign ?? '' });
    if (sign !== undefined && OPENING.has(sign)) open.push(sign);
    // Ranges may be closed by any bracket; in a context only its own closes it.
    else if (sign === '}' || ((sign === ')' || sign === ']') && open.at(-1) !== '{')) open.pop();
  }
}

const startsEntry = (before: FeelToken | undefined): boolean =>
  before?.kind === 'sign' && (before.text === '{' || before.text === ',');

/** A key that is more than one name, such as `Content-Type`. */
function keyAt(text: string, at: number): { readonly text: string; readonly end: number } | null {
  PLAIN_KEY.lastIndex = at;
  if (PLAIN_KEY.test(text)) return null;
  KEY.lastIndex = at;
  const [, key] = KEY.exec(text) ?? [];
  return key === undefined ? null : { text: key, end: KEY.lastIndex };
}

/**
 * What the parenthesis at a place opens, the last token closes. Brackets of ranges that are the wrong way round are
 * left to the parser.
 */
export function closesAtEnd(tokens: readonly FeelToken[], start: number): boolean {
  let open = 0;
  const close = tokens.findIndex(({ kind, text }, at) => {
    if (kind !== 'sign' || at < start) return false;
    if (text === '(') open++;
    return (text === ')' && --open === 0) || (at === start && open === 0);
  });
  return close > start && close === tokens.length - 1;
}

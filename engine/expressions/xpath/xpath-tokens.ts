/** What is no XPath, or takes too long. */
export class XPathFailure extends Error {}

export interface Token {
  readonly kind: 'sign' | 'operator' | 'number' | 'text' | 'name' | 'end';
  readonly text: string;
}

const NAME = String.raw`[\p{L}_][\p{L}\p{N}\p{M}_.\-·]*`;
const TOKEN = new RegExp(
  String.raw`\s*(?:(?<number>\d+(?:\.\d*)?|\.\d+)|(?<text>"[^"]*"|'[^']*')|(?<sign>::|\.\.|//|<=|>=|!=|[./|+=<>()[\]@,\-*])|(?<name>${NAME}(?::(?:${NAME}|\*))?(?!:(?!:))))`,
  'yu',
);
const NAMED_OPERATORS = new Set(['and', 'or', 'mod', 'div']);
const OPERATORS = new Set(['/', '//', '|', '+', '-', '=', '!=', '<', '<=', '>', '>=']);

/** XPath 1.0, section 3.7: behind a value, `*` and some names are operators. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < end) {
    const from = TOKEN.lastIndex;
    const { number, text: quoted, sign, name = '' } = TOKEN.exec(text)?.groups ?? {};
    if (TOKEN.lastIndex === 0) throw new XPathFailure(`unexpected character at ${from}`);
    if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (quoted !== undefined) tokens.push({ kind: 'text', text: quoted.slice(1, -1) });
    else tokens.push(signOrName(tokens.at(-1), sign, name));
  }
  tokens.push({ kind: 'end', text: '' });
  return tokens;
}

function signOrName(before: Token | undefined, sign: string | undefined, name: string): Token {
  const followsValue =
    before !== undefined &&
    before.kind !== 'operator' &&
    !(before.kind === 'sign' && ['@', '::', '(', '[', ','].includes(before.text));
  if (sign === '*') return followsValue ? { kind: 'operator', text: '*' } : { kind: 'name', text: '*' };
  if (sign !== undefined) return { kind: OPERATORS.has(sign) ? 'operator' : 'sign', text: sign };
  return { kind: followsValue && NAMED_OPERATORS.has(name) ? 'operator' : 'name', text: name };
}

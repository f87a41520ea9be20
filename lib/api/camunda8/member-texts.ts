const WHITE = /[ \t\n\r]/;

/**
 * The members of a JSON object as their own texts, so that no number passes through a JavaScript number, which holds 53
 * bits only. The text must be valid JSON and an object: whoever calls has parsed it. Of equal names the last counts.
 */
export function memberTexts(text: string): ReadonlyMap<string, string> {
  const members = new Map<string, string>();
  let at = skipWhite(text, text.indexOf('{') + 1);
  while (at < text.length && text[at] !== '}') {
    const nameEnd = endOfString(text, at);
    const name: unknown = JSON.parse(text.slice(at, nameEnd));
    const start = skipWhite(text, text.indexOf(':', nameEnd) + 1);
    const end = endOfValue(text, start);
    members.set(String(name), text.slice(start, end).trimEnd());
    at = skipWhite(text, text[end] === ',' ? end + 1 : end);
  }
  return members;
}

/** The items of a JSON array as their own texts; the text must be one. */
export function itemTexts(text: string): readonly string[] {
  const items: string[] = [];
  let at = skipWhite(text, text.indexOf('[') + 1);
  while (at < text.length && text[at] !== ']') {
    const end = endOfValue(text, at);
    items.push(text.slice(at, end).trimEnd());
    at = skipWhite(text, text[end] === ',' ? end + 1 : end);
  }
  return items;
}

const TEXT_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?[\d.eE+-]+/g;
const LARGEST = 2n ** 64n - 1n;
const SMALLEST = -(2n ** 63n);

/** Whether a JSON text has a whole number that 64 bits hold neither with a sign nor, where it is positive, without. */
export function hasNumberBeyond64Bits(text: string): boolean {
  for (const [token] of text.matchAll(TEXT_OR_NUMBER)) {
    if (!/^-?\d{19,}$/.test(token)) continue;
    const number = BigInt(token);
    if (number > LARGEST || number < SMALLEST) return true;
  }
  return false;
}

/** Numbers beyond those of 64 bits with a fraction are texts, as Camunda 8 shows them: `"Infinity"`. */
export const withFiniteNumbers = (text: string): string =>
  text.replace(TEXT_OR_NUMBER, (token) => {
    const number = token.startsWith('"') ? 0 : Number(token);
    return number === Infinity || number === -Infinity ? `"${number}"` : token;
  });

function skipWhite(text: string, from: number): number {
  let at = from;
  while (at < text.length && WHITE.test(text.charAt(at))) at++;
  return at;
}

/** Position behind the closing quote of the string that opens at `from`. */
function endOfString(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

/** Position of the comma, brace or bracket that ends the value. */
function endOfValue(text: string, from: number): number {
  let depth = 0;
  let at = from;
  while (at < text.length) {
    const character = text[at];
    if (character === '"') {
      at = endOfString(text, at);
      continue;
    }
    if (depth === 0 && (character === ',' || character === '}' || character === ']')) return at;
    if (character === '{' || character === '[') depth++;
    if (character === '}' || character === ']') depth--;
    at++;
  }
  return at;
}

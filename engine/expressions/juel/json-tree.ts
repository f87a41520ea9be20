import { type JavaClassLetter, mayBeDate } from '../java-contents.ts';

/**
 * JSON as Jackson keeps it: whole numbers are `bigint`, fractions `number` (`1.0` is one), members stay in their order,
 * and a part is the very object of the whole, so that what changes the part changes the whole.
 */
export type Json = null | boolean | string | bigint | number | Json[] | JsonObject;
export type JsonObject = Map<string, Json>;

export const isJsonObject = (json: Json): json is JsonObject => json instanceof Map;

const MAX_DEPTH = 1000;
const TOKEN =
  /[ \t\r\n]*(?:([{}[\],:])|("(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\.)*")|(-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?)|(true|false|null))/uy;

/** Throws SyntaxError. What follows the first value is not looked at, as Jackson does not. */
export function parseJsonTree(text: string): Json {
  return new TreeReader(text).value(0);
}

class TreeReader {
  private readonly text: string;
  private at = 0;
  constructor(text: string) {
    this.text = text;
  }

  private token(): RegExpExecArray {
    TOKEN.lastIndex = this.at;
    const match = TOKEN.exec(this.text);
    if (!match) throw new SyntaxError(`no JSON at position ${this.at}`);
    this.at = TOKEN.lastIndex;
    return match;
  }

  private peeks(sign: string): boolean {
    const before = this.at;
    if (this.token()[1] === sign) return true;
    this.at = before;
    return false;
  }

  /** A number or word that is all there is ends where a blank does, or the text. */
  private needEnd(): void {
    if (this.at < this.text.length && !/\s/.test(this.text.charAt(this.at)))
      throw new SyntaxError(`no end at position ${this.at}`);
  }

  value(depth: number): Json {
    if (depth > MAX_DEPTH) throw new SyntaxError(`nested deeper than ${MAX_DEPTH}`);
    const [, sign, quoted, number, fraction, exponent, word] = this.token();
    if (quoted !== undefined) return JSON.parse(quoted) as string;
    if (depth === 0 && (number !== undefined || word !== undefined)) this.needEnd();
    if (number !== undefined) return fraction === undefined && exponent === undefined ? BigInt(number) : Number(number);
    if (word !== undefined) return word === 'null' ? null : word === 'true';
    if (sign === '{') return this.object(depth);
    if (sign === '[') return this.list(depth);
    throw new SyntaxError(`no value at position ${this.at}`);
  }

  private object(depth: number): JsonObject {
    const object: JsonObject = new Map();
    if (this.peeks('}')) return object;
    do {
      const [, , quoted] = this.token();
      if (quoted === undefined || !this.peeks(':')) throw new SyntaxError(`no member at position ${this.at}`);
      object.set(JSON.parse(quoted) as string, this.value(depth + 1));
    } while (this.peeks(','));
    if (!this.peeks('}')) throw new SyntaxError(`no end at position ${this.at}`);
    return object;
  }

  private list(depth: number): Json[] {
    const list: Json[] = [];
    if (this.peeks(']')) return list;
    do list.push(this.value(depth + 1));
    while (this.peeks(','));
    if (!this.peeks(']')) throw new SyntaxError(`no end at position ${this.at}`);
    return list;
  }
}

/** Of which classes numbers and maps are that nothing is said about. */
export function usualContents(json: Json): readonly JavaClassLetter[] {
  if (typeof json === 'bigint') return [usualNumber(json)];
  if (typeof json === 'string') return mayBeDate(json) ? ['S'] : [];
  if (Array.isArray(json)) return json.flatMap(usualContents);
  return isJsonObject(json) ? ['T', ...[...json.values()].flatMap(usualContents)] : [];
}

export const usualNumber = (value: bigint): JavaClassLetter => (BigInt.asIntN(32, value) === value ? 'I' : 'L');

export function writeJsonTree(json: Json): string {
  if (typeof json === 'bigint') return String(json);
  if (typeof json === 'number') return doubleText(json);
  if (Array.isArray(json)) return `[${json.map(writeJsonTree).join(',')}]`;
  if (isJsonObject(json))
    return `{${[...json].map(([key, item]) => `${JSON.stringify(key)}:${writeJsonTree(item)}`).join(',')}}`;
  return JSON.stringify(json);
}

/** Equality of Jackson's nodes: `1` and `1.0` differ, the order of members does not matter. */
export function isSameJson(left: Json, right: Json): boolean {
  if (Array.isArray(left) && Array.isArray(right))
    return left.length === right.length && left.every((item, at) => isSameJson(item, right[at] ?? null));
  if (isJsonObject(left as Json) && isJsonObject(right as Json)) {
    const [a, b] = [left as JsonObject, right as JsonObject];
    return a.size === b.size && [...a].every(([key, item]) => b.has(key) && isSameJson(item, b.get(key) ?? null));
  }
  return left === right;
}

const LEAST_PLAIN = 1e-3;
const MOST_PLAIN = 1e7;

/** `Double.toString`: always with a point, with an exponent from ten million on. */
export function doubleText(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size === 0 || (size >= LEAST_PLAIN && size < MOST_PLAIN))
    return Number.isInteger(value) ? `${Object.is(value, -0) ? '-0' : value}.0` : String(value);
  const [mantissa = '', exponent = ''] = value.toExponential().split('e');
  return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}E${exponent.replace('+', '')}`;
}

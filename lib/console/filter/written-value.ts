/** How values of filters are written in an address: `like:ORD*`, `in:EUR,"U,SD"`, `between:1..5`, `exists:`. */
export const OPERATORS = [
  'eq',
  'ne',
  'gt',
  'gte',
  'lt',
  'lte',
  'between',
  'in',
  'nin',
  'like',
  'starts',
  'exists',
  'missing',
] as const;
export type Operator = (typeof OPERATORS)[number];
const LITERAL_TYPES = ['number', 'boolean', 'date'] as const;

/** `any`: every type in which the value is written like this. A string is written in double quotes. */
export interface Literal {
  readonly type: 'any' | 'string' | 'null' | (typeof LITERAL_TYPES)[number];
  readonly text: string;
}
/** An `i` before the operator: capitals and small letters are the same. */
export interface WrittenValue {
  readonly operator: Operator;
  readonly ignoresCase: boolean;
  readonly text: string;
}

const WITH_OPERATOR = new RegExp(`^(i?)(${[...OPERATORS].sort((a, b) => b.length - a.length).join('|')}):(.*)$`, 's');

/** What has no operator in front is compared with `usual`. `^=` is short for `starts:`. */
export function readWritten(
  value: string,
  usual: { readonly operator: Operator; readonly ignoresCase: boolean },
): WrittenValue {
  if (value.startsWith('^=')) return { operator: 'starts', ignoresCase: false, text: value.slice(2) };
  const found = WITH_OPERATOR.exec(value);
  if (found === null) return { ...usual, text: value };
  return { operator: operatorOf(found[2] ?? ''), ignoresCase: found[1] === 'i', text: found[3] ?? '' };
}

export function isOperator(text: string): text is Operator {
  return (OPERATORS as readonly string[]).includes(text);
}
function operatorOf(text: string): Operator {
  return isOperator(text) ? text : 'eq';
}

export function writeWritten({ operator, ignoresCase, text }: WrittenValue): string {
  return `${ignoresCase ? 'i' : ''}${operator}:${text}`;
}

export function readLiteral(text: string): Literal {
  const trimmed = text.trim();
  if (trimmed.length >= 2 && trimmed.startsWith('"') && trimmed.endsWith('"')) {
    try {
      const value: unknown = JSON.parse(trimmed);
      if (typeof value === 'string') return { type: 'string', text: value };
    } catch {
      // Not one string in quotes, but text with quotes in it.
    }
  }
  if (trimmed === 'null') return { type: 'null', text: 'null' };
  const typed = /^(number|boolean|date)\((.*)\)$/s.exec(trimmed);
  const type = LITERAL_TYPES.find((each) => each === typed?.[1]);
  return type === undefined ? { type: 'any', text: trimmed } : { type, text: (typed?.[2] ?? '').trim() };
}

export function writeLiteral({ type, text }: Literal): string {
  if (type === 'string') return JSON.stringify(text);
  return type === 'any' ? text : type === 'null' ? 'null' : `${type}(${text})`;
}

/** `a,"b,c",d`: commas inside quotes belong to the value. */
export function splitList(text: string): readonly string[] {
  const items: string[] = [];
  let item = '';
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] ?? '';
    if (isQuoted && letter === '\\') {
      item += letter + (text[at + 1] ?? '');
      at += 1;
      continue;
    }
    if (letter === '"' && (isQuoted || item.trim() === '')) isQuoted = !isQuoted;
    if (letter === ',' && !isQuoted) {
      items.push(item.trim());
      item = '';
    } else item += letter;
  }
  return [...items, item.trim()].filter((each) => each !== '');
}

/** `order.items[0]["sku"]` as the variable and the way into its JSON; `"a.b"` is a variable with a dot in its name. */
export interface VariablePath {
  readonly name: string;
  readonly ignoresCase: boolean;
  readonly steps: readonly (string | number)[];
}

/** Null: it cannot be read. `~` in front: capitals and small letters of the name are the same. */
export function readPath(written: string): VariablePath | null {
  const ignoresCase = written.startsWith('~');
  let rest = ignoresCase ? written.slice(1) : written;
  const steps: (string | number)[] = [];
  const head = /^"(?:[^"\\]|\\.)*"/.exec(rest)?.[0] ?? /^[^.["]+/.exec(rest)?.[0];
  if (head === undefined) return null;
  rest = rest.slice(head.length);
  while (rest !== '') {
    const step =
      /^\.([^.["]+)/.exec(rest) ??
      /^\.?("(?:[^"\\]|\\.)*")/.exec(rest) ??
      /^\[(\d{1,6})\]/.exec(rest) ??
      /^\[("(?:[^"\\]|\\.)*")\]/.exec(rest);
    if (step === null) return null;
    const text = step[1] ?? '';
    const key = step[0].startsWith('[') && !text.startsWith('"') ? Number(text) : unquoted(text);
    if (key === null) return null;
    steps.push(key);
    rest = rest.slice(step[0].length);
  }
  const name = unquoted(head);
  return name === null || name === '' ? null : { name, ignoresCase, steps };
}

function unquoted(text: string): string | null {
  if (!text.startsWith('"')) return text;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? value : null;
  } catch {
    return null;
  }
}

/** The name as it is to be written, so that its dots are no steps. */
export function writeName(name: string): string {
  return /[.["~]/.test(name) ? JSON.stringify(name) : name;
}

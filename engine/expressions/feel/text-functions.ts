import { FeelFailure, InvocationFailure } from './budget.ts';
import { define, type NamedBuiltIn, type Surroundings } from './built-in.ts';
import { Decimal } from './decimal.ts';
import { feelText, type FeelValue, isList } from './feel-value.ts';
import { Pattern } from './pattern.ts';

/** A function of texts alone; other arguments are illegal. */
function ofTexts(
  name: string,
  parameters: string,
  compute: (texts: readonly string[], around: Surroundings) => FeelValue,
): NamedBuiltIn {
  return define(name, parameters, (args, around) =>
    args.every((arg) => typeof arg === 'string') ? compute(args.map(String), around) : undefined,
  );
}

function pattern(text: string, flags: string, around: Surroundings): Pattern {
  try {
    return new Pattern(text, flags, around.budget);
  } catch (error) {
    if (error instanceof SyntaxError) throw new InvocationFailure(`Invalid pattern '${text}'`);
    throw error;
  }
}

/**
 * Characters are those of Java: two for an emoji. A place is counted from 1, or from the end; what lies outside fails.
 */
function substring(args: readonly FeelValue[]): FeelValue | undefined {
  const [text, start, length] = args;
  if (typeof text !== 'string' || !(start instanceof Decimal) || !(length === undefined || length instanceof Decimal))
    return undefined;
  const place = Math.trunc(start.toNumber());
  const from = place > 0 ? place - 1 : text.length + place;
  const end = length ? Math.min(text.length, from + Math.trunc(length.toNumber())) : text.length;
  if (from < 0 || end < from)
    throw new FeelFailure(
      `java.lang.StringIndexOutOfBoundsException: Range [${from}, ${end}) out of bounds for length ${text.length}`,
    );
  return text.slice(from, end);
}

function join(args: readonly FeelValue[], around: Surroundings): FeelValue | undefined {
  const [list, ...texts] = args;
  if (list === undefined || !isList(list) || !texts.every((text) => text === null || typeof text === 'string'))
    return undefined;
  const items = list.filter((item) => item !== null);
  if (!items.every((item) => typeof item === 'string'))
    throw new InvocationFailure(`expected a list of strings but found 'List(${items.map(feelText).join(', ')})'`);
  const [delimiter, prefix, suffix] = texts.map((text) => (typeof text === 'string' ? text : ''));
  around.budget.spendText(items.reduce((sum, item) => sum + String(item).length + (delimiter ?? '').length, 0));
  return (prefix ?? '') + items.join(delimiter ?? '') + (suffix ?? '');
}

function split([text = '', delimiter = '']: readonly string[], around: Surroundings): FeelValue {
  const parts: string[] = [];
  let from = 0;
  for (const match of pattern(delimiter, '', around).all(text)) {
    if (match.end === 0) continue;
    parts.push(text.slice(from, match.start));
    from = match.end;
  }
  return [...parts, text.slice(from)];
}

function replace(
  [text = '', search = '', replacement = '', flags = '']: readonly string[],
  around: Surroundings,
): FeelValue {
  let result = '';
  let from = 0;
  const searched = pattern(search, flags, around);
  for (const { start, end, groups } of searched.all(text)) {
    const filled = replacement.replace(
      /\\(.?)|\$(\d?)/gs,
      (_all, escaped: string | undefined, group: string | undefined) => {
        if (escaped === '') throw new InvocationFailure('character to be escaped is missing');
        if (escaped !== undefined) return escaped;
        if (group === '') throw new InvocationFailure('Illegal group reference');
        if (Number(group) > searched.groupCount) throw new InvocationFailure(`No group ${group}`);
        return group === '0' ? text.slice(start, end) : (groups[Number(group)] ?? '');
      },
    );
    result += text.slice(from, start) + filled;
    around.budget.spendText(result.length);
    from = end;
  }
  return result + text.slice(from);
}

const HEX = '0123456789abcdef';

/** Version 4; names things, guards nothing. */
function uuid(): string {
  return 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replace(/[xy]/g, (sign) => {
    const digit = Math.floor(Math.random() * 16);
    return HEX.charAt(sign === 'x' ? digit : (digit % 4) + 8);
  });
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function base64(text: string): string {
  const bytes = utf8(text);
  let result = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b = 0, c = 0] = bytes.slice(at, at + 3);
    const group = (a << 16) | (b << 8) | c;
    const count = Math.min(3, bytes.length - at) + 1;
    for (let place = 0; place < 4; place++)
      result += place < count ? BASE64.charAt((group >> (18 - place * 6)) & 63) : '=';
  }
  return result;
}

function utf8(text: string): number[] {
  const escaped = encodeURIComponent(text.replace(/\p{Cs}/gu, '?'));
  return [...escaped.matchAll(/%([0-9A-F]{2})|([^%])/g)].map(([, hex, plain = '']) =>
    hex === undefined ? plain.charCodeAt(0) : Number.parseInt(hex, 16),
  );
}

export const textFunctions: readonly NamedBuiltIn[] = [
  define('string', 'from', ([value], around) => {
    if (value === undefined || value === null || typeof value === 'string') return value ?? null;
    const text = feelText(value);
    around.budget.spendText(text.length);
    return text;
  }),
  define('substring', 'string,start position', substring),
  define('substring', 'string,start position,length', substring),
  ofTexts('string length', 'string', ([text = '']) => Decimal.of(text.length)),
  ofTexts('upper case', 'string', ([text = '']) => text.toUpperCase()),
  ofTexts('lower case', 'string', ([text = '']) => text.toLowerCase()),
  ofTexts('substring before', 'string,match', ([text = '', match = '']) =>
    text.includes(match) ? text.slice(0, text.indexOf(match)) : '',
  ),
  ofTexts('substring after', 'string,match', ([text = '', match = '']) =>
    text.includes(match) ? text.slice(text.indexOf(match) + match.length) : '',
  ),
  ofTexts('contains', 'string,match', ([text = '', match = '']) => text.includes(match)),
  ofTexts('starts with', 'string,match', ([text = '', match = '']) => text.startsWith(match)),
  ofTexts('ends with', 'string,match', ([text = '', match = '']) => text.endsWith(match)),
  ofTexts(
    'matches',
    'input,pattern',
    ([text = '', search = ''], around) => pattern(search, '', around).find(text, 0) !== null,
  ),
  ofTexts(
    'matches',
    'input,pattern,flags',
    ([text = '', search = '', flags = ''], around) => pattern(search, flags, around).find(text, 0) !== null,
  ),
  ofTexts('replace', 'input,pattern,replacement', replace),
  ofTexts('replace', 'input,pattern,replacement,flags', replace),
  ofTexts('split', 'string,delimiter', split),
  ofTexts('extract', 'string,pattern', ([text = '', search = ''], around) =>
    [...pattern(search, '', around).all(text)].map(({ start, end }) => text.slice(start, end)),
  ),
  ofTexts('trim', 'string', ([text = '']) => text.trim()),
  ofTexts('is blank', 'string', ([text = '']) => text.trim() === ''),
  define('string join', 'list', join),
  define('string join', 'list,delimiter', join),
  define('string join', 'list,delimiter,prefix,suffix', join),
  define('uuid', '', uuid),
  ofTexts('to base64', 'value', ([text = '']) => base64(text)),
];

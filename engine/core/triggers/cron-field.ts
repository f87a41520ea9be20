/** What one field of a cron says, as the library of both Camundas reads it. */
export type CronField =
  | { readonly kind: 'always' }
  /** `?`: the other field of the day says it. */
  | { readonly kind: 'open' }
  | { readonly kind: 'on'; readonly value: number; readonly sign: DaySign; readonly nth: number }
  | { readonly kind: 'range'; readonly from: Bound; readonly to: Bound }
  | { readonly kind: 'every'; readonly of: CronField; readonly period: number }
  | { readonly kind: 'list'; readonly parts: readonly CronField[] };
/** Days: the last one, the last workday, the nearest workday, the nth of its kind in the month. */
export type DaySign = 'NONE' | 'L' | 'LW' | 'W' | '#';
export type Bound = number | string;

/** What a field may hold. */
export interface FieldRule {
  readonly least: number;
  readonly most: number;
  readonly signs: ReadonlySet<DaySign | '?'>;
  readonly names: ReadonlyMap<string, number>;
  readonly isWeekday: boolean;
  /** A range that ends before it begins is refused. */
  readonly isStrict: boolean;
}

/** What is wrong with a text, in the words of both. */
export class CronProblem extends Error {}

/** What a value has that is left out: the last day has no date, and a day without number no place in its month. */
export const NONE = -1;
/** Signs by which a bound of a range is no number. */
const BOUND_SIGNS: ReadonlySet<string> = new Set(['#', 'L', 'LW', 'W', '?', 'NONE']);
const SUNDAY_AGAIN = 7;
const LARGEST_INT = 2_147_483_647;

/** Reads a field, in capital letters. Throws CronProblem; `checkField` says whether it fits. */
export function readField(text: string, rule: FieldRule): CronField {
  const named = rule.isWeekday && text.endsWith('L') ? rule.names.get(text.slice(0, -1)) : undefined;
  return read(named === undefined ? text : `${named}L`, rule);
}

function read(text: string, rule: FieldRule): CronField {
  if (!/[/,-]/.test(text)) {
    if (text.includes('?') && !rule.signs.has('?')) throw new CronProblem(`Invalid expression: ${text}`);
    if (text === '*') return { kind: 'always' };
    return text === '?' ? { kind: 'open' } : single(text, rule);
  }
  const parts = javaSplit(text, ',');
  if (parts.length > 1) return { kind: 'list', parts: parts.map((part) => read(part, rule)) };
  const bounds = javaSplit(text, '-');
  if (text.includes('-') && bounds.length !== 2) throw new CronProblem(`Missing values for range: ${text}`);
  const [from = '', to] = bounds;
  if (to === undefined) return steps(text, rule);
  return from === 'L' ? { kind: 'on', value: NONE, sign: 'L', nth: numberOf(to, rule) } : range(from, to, rule);
}

function steps(text: string, rule: FieldRule): CronField {
  const parts = javaSplit(text, '/');
  const [start = '', period = ''] = parts;
  if (parts.length === 1) throw new CronProblem(`Missing steps for expression: ${text}`);
  if (parts.length !== 2) throw new CronProblem(`Invalid expression: ${text}`);
  if (start === '*' && period === '1') return { kind: 'always' };
  const of: CronField =
    start === '*' || start === ''
      ? { kind: 'always' }
      : { kind: 'on', value: numberOf(start, rule), sign: 'NONE', nth: NONE };
  return { kind: 'every', of, period: wholeNumber(period) ?? notANumber(period) };
}

function range(from: string, to: string, rule: FieldRule): CronField {
  if (from === '' || to === '')
    throw new CronProblem(
      `Invalid expression! Expression: ${from}-${to} does not describe a range. Negative numbers are not allowed.`,
    );
  if (!to.includes('/')) return { kind: 'range', from: boundOf(from, rule), to: boundOf(to, rule) };
  const [end = '', period] = javaSplit(to, '/');
  const of: CronField = { kind: 'range', from: boundOf(from, rule), to: boundOf(end, rule) };
  if (period === undefined) throw outOfBounds(1);
  return { kind: 'every', of, period: numberOf(period, rule) };
}

function single(text: string, rule: FieldRule): CronField {
  if (text.includes('#')) return nthDay(text, rule);
  if (text.includes('LW')) {
    const rest = text.replaceAll('LW', '');
    if (rest !== '') throw new CronProblem(`Expected: LW, found: ${rest}`);
    return { kind: 'on', value: NONE, sign: 'LW', nth: NONE };
  }
  if (/[0-9]L/.test(text) || text === 'L') {
    const rest = text.replaceAll('L', '');
    return { kind: 'on', value: rest === '' ? NONE : numberOf(rest, rule), sign: 'L', nth: NONE };
  }
  if (/[0-9]W/.test(text)) return { kind: 'on', value: numberOf(text.replaceAll('W', ''), rule), sign: 'W', nth: NONE };
  return { kind: 'on', value: numberOf(text, rule), sign: 'NONE', nth: NONE };
}

function nthDay(text: string, rule: FieldRule): CronField {
  if (!rule.signs.has('#')) throw new CronProblem(`Invalid expression: ${text}`);
  const [day, nth] = javaSplit(text, '#');
  if (day === undefined) throw new CronProblem('Invalid Position of # Character!');
  if (nth === undefined) throw outOfBounds(1);
  const place = numberOf(nth, rule);
  if (day === '') throw new CronProblem('Time should be specified!');
  return { kind: 'on', value: numberOf(day, rule), sign: '#', nth: place };
}

/** Throws CronProblem for what does not fit the field. */
export function checkField(field: CronField, rule: FieldRule): void {
  const text = textOf(field);
  const invalid = invalidCharacters(text, rule);
  if (invalid !== '') throw strangeCharacters(text, invalid);
  switch (field.kind) {
    case 'always':
    case 'open':
      return;
    case 'on':
      for (const value of [field.value, field.nth]) if (value !== NONE) checkRange(value, rule);
      return;
    case 'range':
      for (const bound of [field.from, field.to]) if (typeof bound === 'number') checkRange(bound, rule);
      if ([field.from, field.to].some((bound) => typeof bound === 'string' && bound !== 'L'))
        throw new CronProblem("No special characters allowed in range, except for 'L'");
      if (rule.isStrict && typeof field.from === 'number' && typeof field.to === 'number' && field.from > field.to)
        throw new CronProblem(`Invalid range! [${field.from},${field.to}]`);
      return;
    case 'every':
      checkField(field.of, rule);
      if (field.period < 1 || field.period > Math.min(rule.most, rule.most - rule.least + 1))
        throw new CronProblem(`Period ${field.period} not in range [${rule.least}, ${rule.most}]`);
      return;
    case 'list':
      for (const part of field.parts) checkField(part, rule);
  }
}

function checkRange(value: number, { least, most }: FieldRule): void {
  if (value < least || value > most) throw new CronProblem(`Value ${value} not in range [${least}, ${most}]`);
}

function textOf(field: CronField): string {
  switch (field.kind) {
    case 'always':
      return '*';
    case 'open':
      return '?';
    case 'on':
      if (field.sign === 'NONE') return String(field.value);
      if (field.sign === '#') return `${field.value}#${field.nth}`;
      if (field.value !== NONE) return `${field.value}${field.sign}`;
      return field.nth === NONE ? field.sign : `${field.sign}-${field.nth}`;
    case 'range':
      return `${field.from}-${field.to}`;
    case 'every':
      return `${field.of.kind === 'always' ? '*' : textOf(field.of)}/${field.period}`;
    case 'list':
      return field.parts.map(textOf).join(',');
  }
}

/** What is left when all is taken away that the field may hold. */
function invalidCharacters(text: string, { names, signs }: FieldRule): string {
  const words = (all: Iterable<string>): RegExp => new RegExp(String.raw`\b(${[...all].join('|')})\b`, 'g');
  return text
    .toUpperCase()
    .replaceAll(/[#?/*0-9]/g, '')
    .replaceAll(words(names.keys()), '')
    .replaceAll(words(['L', 'LW', 'W'].filter((sign) => [...signs].some((known) => known === sign))), '')
    .replaceAll(/[\s,-]/g, '');
}

const strangeCharacters = (text: string, invalid: string): CronProblem =>
  new CronProblem(`Invalid chars in expression! Expression: ${text} Invalid chars: ${invalid}`);

const boundOf = (text: string, rule: FieldRule): Bound => (BOUND_SIGNS.has(text) ? text : namedNumber(text, rule));

/** Sunday is 0 and 7. */
function numberOf(text: string, rule: FieldRule): number {
  const value = namedNumber(text, rule);
  return rule.isWeekday && value === SUNDAY_AGAIN ? 0 : value;
}

function namedNumber(text: string, rule: FieldRule): number {
  const value = rule.names.get(text) ?? wholeNumber(text);
  if (value === null) throw strangeCharacters(text, invalidCharacters(text, rule));
  return value;
}

/** As Java reads an int. */
function wholeNumber(text: string): number | null {
  const value = /^[+-]?\d+$/.test(text) ? Number(text) : Number.NaN;
  return value <= LARGEST_INT && value >= -LARGEST_INT - 1 ? value : null;
}

function notANumber(text: string): never {
  throw new CronProblem(`For input string: "${text}"`);
}

/** The library falls over here, and says just this. */
class OutOfBounds extends CronProblem {}
export const isOutOfBounds = (problem: CronProblem): boolean => problem instanceof OutOfBounds;
export const outOfBounds = (index: number): CronProblem =>
  new OutOfBounds(`Index ${index} out of bounds for length ${index}`);

/** Empty parts at the end are none. */
export function javaSplit(text: string, sign: string): readonly string[] {
  const parts = text.split(sign);
  let end = parts.length;
  while (end > (text.includes(sign) ? 0 : 1) && parts[end - 1] === '') end -= 1;
  return parts.slice(0, end);
}

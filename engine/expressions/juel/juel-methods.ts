import { Budget, FeelFailure } from '../feel/budget.ts';
import { Pattern, type PatternMatch } from '../feel/pattern.ts';
import { dateValue, isDateValue } from '../values.ts';
import { asLong, sameObject } from './juel-operators.ts';
import {
  asText,
  classOf,
  integer,
  isJuelList,
  isJuelMap,
  JsonNode,
  JuelFailure,
  type JuelValue,
  MovableDate,
  SmallInteger,
  XmlAttribute,
  XmlNode,
} from './juel-value.ts';
import { jsonMethod } from './json-methods.ts';
import { xmlMethod } from './xml-node.ts';

/** The methods of plain values, a closed list: nothing is reflected. undefined: there is no such method. */
export function methodOf(target: JuelValue, name: string, args: readonly JuelValue[]): JuelValue | undefined {
  const own = ownMethod(target, `${name}/${args.length}`, args);
  if (own !== undefined) return own;
  const [first = null] = args;
  if (name === 'toString' && args.length === 0) return asText(target);
  return name === 'equals' && args.length === 1 ? sameObject(target, first) : undefined;
}

function ownMethod(target: JuelValue, call: string, args: readonly JuelValue[]): JuelValue | undefined {
  if (typeof target === 'string') return textMethod(target, call, args);
  if (target instanceof JsonNode) return jsonMethod(target, call, args);
  if (target instanceof XmlNode || target instanceof XmlAttribute) return xmlMethod(target, call, args);
  if (isJuelList(target)) return listMethod(target, call, args);
  if (isJuelMap(target)) return mapMethod(target, call, args);
  if (target instanceof MovableDate) return movableMethod(target, call, args);
  if (isDateValue(target)) return dateMethod(target.epochMs, call, args);
  if (typeof target === 'number' || typeof target === 'bigint' || target instanceof SmallInteger)
    return numberMethod(target, call, args);
  return target !== null && call === 'booleanValue/0' && typeof target === 'boolean' ? target : undefined;
}

const place = (value: JuelValue): number => Number(asLong(value));

function between(text: string, from: number, to: number): string {
  if (from < 0 || to > text.length || from > to)
    throw new JuelFailure(`java.lang.StringIndexOutOfBoundsException: begin ${from}, end ${to}, length ${text.length}`);
  return text.slice(from, to);
}

function textMethod(
  text: string,
  call: string,
  [first = null, second = null]: readonly JuelValue[],
): JuelValue | undefined {
  switch (call) {
    case 'length/0':
      return integer(text.length);
    case 'isEmpty/0':
      return text === '';
    case 'isBlank/0':
      return text.trim() === '';
    case 'contains/1':
      return text.includes(asText(first));
    case 'startsWith/1':
      return text.startsWith(asText(first));
    case 'endsWith/1':
      return text.endsWith(asText(first));
    case 'equalsIgnoreCase/1':
      return typeof first === 'string' && text.toLowerCase() === first.toLowerCase();
    case 'compareTo/1':
      return integer(compareTexts(text, asText(first)));
    case 'toUpperCase/0':
      return text.toUpperCase();
    case 'toLowerCase/0':
      return text.toLowerCase();
    case 'trim/0':
    case 'strip/0':
      return text.trim();
    case 'concat/1':
      return text + asText(first);
    case 'substring/1':
      return between(text, place(first), text.length);
    case 'substring/2':
      return between(text, place(first), place(second));
    case 'charAt/1':
      return between(text, place(first), place(first) + 1);
    case 'indexOf/1':
      return integer(text.indexOf(asText(first)));
    case 'lastIndexOf/1':
      return integer(text.lastIndexOf(asText(first)));
    case 'hashCode/0':
      return integer([...text].reduce((hash, sign) => (Math.imul(31, hash) + sign.charCodeAt(0)) | 0, 0));
    case 'replace/2':
      return text.replaceAll(asText(first), () => asText(second));
    case 'matches/1':
      return matchesOf(text, `^(?:${asText(first)})\\z`)[0] !== undefined;
    case 'replaceAll/2':
      return replaced(text, matchesOf(text, asText(first)), asText(second));
    case 'replaceFirst/2':
      return replaced(text, matchesOf(text, asText(first)).slice(0, 1), asText(second));
    case 'split/1':
      return split(text, asText(first));
    default:
      return undefined;
  }
}

function compareTexts(left: string, right: string): number {
  const at = [...left].findIndex((_sign, index) => left.charCodeAt(index) !== right.charCodeAt(index));
  return at < 0 || at >= right.length ? left.length - right.length : left.charCodeAt(at) - right.charCodeAt(at);
}

/** The search is counted, so that no pattern can hold the engine up. */
function matchesOf(text: string, pattern: string): PatternMatch[] {
  try {
    return [...new Pattern(pattern, '', new Budget()).all(text)];
  } catch (error) {
    if (error instanceof SyntaxError) throw new JuelFailure(`java.util.regex.PatternSyntaxException: ${error.message}`);
    if (error instanceof FeelFailure || error instanceof RangeError)
      throw new JuelFailure(`The pattern '${pattern}' takes too many steps`);
    throw error;
  }
}

function replaced(text: string, matches: readonly PatternMatch[], replacement: string): string {
  let result = '';
  let from = 0;
  for (const { start, end, groups } of matches) {
    result +=
      text.slice(from, start) +
      replacement.replace(
        /\\(.)|\$(\d)/g,
        (_all, escaped: string | undefined, group: string | undefined) =>
          escaped ?? (group === '0' ? text.slice(start, end) : (groups[Number(group)] ?? '')),
      );
    from = end;
  }
  return result + text.slice(from);
}

/** Parts; empty ones at the end are left out. */
function split(text: string, pattern: string): JuelValue {
  const parts: string[] = [];
  let from = 0;
  for (const { start, end } of matchesOf(text, pattern)) {
    if (end === 0 || (end === start && start === text.length)) continue;
    parts.push(text.slice(from, start));
    from = end;
  }
  parts.push(text.slice(from));
  while (parts.length > 1 && parts.at(-1) === '') parts.pop();
  return parts;
}

function singleEntry(list: readonly JuelValue[]): JuelValue | undefined {
  const [only = null] = list;
  if (list.length > 1 || (only !== null && (!isJuelMap(only) || only.size > 1))) return undefined;
  return isJuelMap(only) ? ([...only.values()][0] ?? null) : null;
}

function listMethod(
  list: readonly JuelValue[],
  call: string,
  [first = null]: readonly JuelValue[],
): JuelValue | undefined {
  switch (call) {
    case 'size/0':
      return integer(list.length);
    case 'isEmpty/0':
      return list.length === 0;
    case 'contains/1':
      return list.some((item) => sameObject(item, first));
    case 'indexOf/1':
      return integer(list.findIndex((item) => sameObject(item, first)));
    case 'get/1': {
      const index = place(first);
      const item = list[index];
      if (item === undefined)
        throw new JuelFailure(
          `java.lang.IndexOutOfBoundsException: Index ${index} out of bounds for length ${list.length}`,
        );
      return item;
    }
    case 'elements/0':
      return list;
    // What a business rule task decided (`decisionResult`) is a list of maps.
    case 'getFirstResult/0':
      return list[0] ?? null;
    case 'getSingleResult/0':
      return list.length > 1 ? undefined : (list[0] ?? null);
    case 'getSingleEntry/0':
      return singleEntry(list);
    case 'collectEntries/1':
      return list.flatMap((item) => (isJuelMap(item) ? [item.get(asText(first)) ?? null] : []));
    case 'getResultList/0':
      return list;
    default:
      return undefined;
  }
}

function mapMethod(
  map: ReadonlyMap<string, JuelValue>,
  call: string,
  [first = null, second = null]: readonly JuelValue[],
): JuelValue | undefined {
  switch (call) {
    case 'size/0':
      return integer(map.size);
    case 'isEmpty/0':
      return map.size === 0;
    case 'get/1':
      return map.get(asText(first)) ?? null;
    case 'getOrDefault/2':
      return map.get(asText(first)) ?? second;
    case 'containsKey/1':
      return map.has(asText(first));
    case 'containsValue/1':
      return [...map.values()].some((item) => sameObject(item, first));
    case 'keySet/0':
      return [...map.keys()];
    case 'values/0':
      return [...map.values()];
    default:
      return undefined;
  }
}

function numberMethod(
  number: number | bigint | SmallInteger,
  call: string,
  [first = null]: readonly JuelValue[],
): JuelValue | undefined {
  const long = asLong(number);
  switch (call) {
    case 'intValue/0':
      return integer(BigInt.asIntN(32, long));
    case 'longValue/0':
      return long;
    case 'doubleValue/0':
    case 'floatValue/0':
      return number instanceof SmallInteger ? Number(number.value) : Number(number);
    case 'compareTo/1':
      if (classOf(number) !== classOf(first))
        throw new JuelFailure(
          `java.lang.ClassCastException: class ${classOf(first)} cannot be cast to class ${classOf(number)}`,
        );
      return integer(
        Math.sign(
          Number(number instanceof SmallInteger ? number.value : number) -
            Number(first instanceof SmallInteger ? first.value : first),
        ),
      );
    default:
      return undefined;
  }
}

/** Properties of a Date that are read without parentheses; undefined: there is no such one. */
export function dateProperty(epochMs: number, name: string): JuelValue | undefined {
  const date = new Date(epochMs);
  switch (name) {
    case 'time':
      return BigInt(epochMs);
    case 'year':
      return integer(date.getUTCFullYear() - 1900);
    case 'month':
      return integer(date.getUTCMonth());
    case 'date':
      return integer(date.getUTCDate());
    case 'day':
      return integer(date.getUTCDay());
    case 'hours':
      return integer(date.getUTCHours());
    case 'minutes':
      return integer(date.getUTCMinutes());
    case 'seconds':
      return integer(date.getUTCSeconds());
    default:
      return undefined;
  }
}

function dateMethod(epochMs: number, call: string, [first = null]: readonly JuelValue[]): JuelValue | undefined {
  const other = isDateValue(first) ? first.epochMs : null;
  switch (call) {
    case 'before/1':
      return other !== null && epochMs < other;
    case 'after/1':
      return other !== null && epochMs > other;
    case 'compareTo/1':
      return other === null ? undefined : integer(Math.sign(epochMs - other));
    default: {
      const [, name] = /^get([A-Z]\w*)\/0$/.exec(call) ?? [];
      return name === undefined ? undefined : dateProperty(epochMs, name.charAt(0).toLowerCase() + name.slice(1));
    }
  }
}

const UNITS: Readonly<Record<string, number>> = {
  Millis: 1,
  Seconds: 1000,
  Minutes: 60_000,
  Hours: 3_600_000,
  Days: 86_400_000,
  Weeks: 604_800_000,
};
const MAX_DATE_MS = 8.64e15;

/** `dateTime()` of Joda. */
function movableMethod(target: MovableDate, call: string, [first = null]: readonly JuelValue[]): JuelValue | undefined {
  if (call === 'toDate/0') return dateValue(target.epochMs);
  if (call === 'getMillis/0') return BigInt(target.epochMs);
  const [, direction, unit = ''] = /^(plus|minus)(\w+)\/1$/.exec(call) ?? [];
  if (direction === undefined) return undefined;
  const amount = place(first) * (direction === 'plus' ? 1 : -1);
  const step = UNITS[unit];
  const epochMs =
    step !== undefined
      ? target.epochMs + amount * step
      : unit === 'Months'
        ? plusMonths(target.epochMs, amount)
        : unit === 'Years'
          ? plusMonths(target.epochMs, amount * 12)
          : null;
  if (epochMs === null) return undefined;
  if (!(Math.abs(epochMs) <= MAX_DATE_MS))
    throw new JuelFailure('java.lang.ArithmeticException: the date is out of range');
  return new MovableDate(epochMs);
}

/** The day is cut to the length of the month. */
function plusMonths(epochMs: number, months: number): number {
  const date = new Date(epochMs);
  const day = date.getUTCDate();
  date.setUTCMonth(date.getUTCMonth() + months);
  if (date.getUTCDate() !== day) date.setUTCDate(0);
  return date.getTime();
}

import { Budget, FeelFailure } from '../feel/budget.ts';
import { Pattern, type PatternMatch } from '../feel/pattern.ts';
import { asLong, trimmed } from './coercions.ts';
import { methodTable } from './java-overloads.ts';
import { asText, Character, integer, JavaList, JuelFailure, javaText, type JuelValue } from './juel-value.ts';

/** Methods of `java.lang.String`, static ones included, as an expression reaches them. */
const place = (value: JuelValue | undefined): number => Number(asLong(value ?? null));
const text = (value: JuelValue | undefined): string => asText(value ?? null);

/** What was passed for a parameter that has to be there. */
function present(value: JuelValue | undefined, parameter: string): string {
  if (value === null || value === undefined)
    throw new JuelFailure(
      `java.lang.NullPointerException: Cannot invoke "java.lang.CharSequence.toString()" because "${parameter}" is null`,
    );
  return asText(value);
}

const MAX_TEXT_CHARACTERS = 1_000_000;
const DEFAULT_LIMIT = 0;

export const TEXT_METHODS = methodTable<string>({
  'length()': (self) => integer(self.length),
  'isEmpty()': (self) => self === '',
  'isBlank()': (self) => self.trim() === '',
  'contains(CharSequence)': (self, [part]) => self.includes(present(part, 's')),
  'startsWith(String)': (self, [part]) => self.startsWith(text(part)),
  'startsWith(String, int)': (self, [part, from]) => place(from) >= 0 && self.startsWith(text(part), place(from)),
  'endsWith(String)': (self, [part]) => self.endsWith(text(part)),
  'equalsIgnoreCase(String)': (self, [other]) => self.toLowerCase() === text(other).toLowerCase(),
  'contentEquals(CharSequence)': (self, [other]) => self === present(other, 'cs'),
  'compareTo(String)': (self, [other]) => integer(compareTexts(self, text(other))),
  'compareToIgnoreCase(String)': (self, [other]) =>
    integer(compareTexts(self.toLowerCase(), text(other).toLowerCase())),
  'toUpperCase()': (self) => self.toUpperCase(),
  'toLowerCase()': (self) => self.toLowerCase(),
  'trim()': (self) => trimmed(self),
  'strip()': (self) => self.trim(),
  'stripLeading()': (self) => self.trimStart(),
  'stripTrailing()': (self) => self.trimEnd(),
  'intern()': (self) => self,
  'concat(String)': (self, [other]) => self + text(other),
  'repeat(int)': (self, [count]) => repeated(self, place(count)),
  'substring(int)': (self, [from]) => between(self, place(from), self.length),
  'substring(int, int)': (self, [from, to]) => between(self, place(from), place(to)),
  'subSequence(int, int)': (self, [from, to]) => between(self, place(from), place(to)),
  'charAt(int)': (self, [at]) => new Character(signAt(self, place(at))),
  'codePointAt(int)': (self, [at]) => codePoint(self, place(at)),
  'indexOf(int)': (self, [sign]) => integer(self.indexOf(signOf(sign))),
  'indexOf(String)': (self, [part]) => integer(self.indexOf(text(part))),
  'indexOf(int, int)': (self, [sign, from]) => integer(self.indexOf(signOf(sign), place(from))),
  'indexOf(String, int)': (self, [part, from]) => integer(self.indexOf(text(part), place(from))),
  'lastIndexOf(int)': (self, [sign]) => integer(self.lastIndexOf(signOf(sign))),
  'lastIndexOf(String)': (self, [part]) => integer(self.lastIndexOf(text(part))),
  'lastIndexOf(int, int)': (self, [sign, from]) => integer(lastIndex(self, signOf(sign), place(from))),
  'lastIndexOf(String, int)': (self, [part, from]) => integer(lastIndex(self, text(part), place(from))),
  'replace(char, char)': (self, [old, other]) => self.replaceAll(text(old), () => text(other)),
  'replace(CharSequence, CharSequence)': (self, [old, other]) =>
    self.replaceAll(present(old, 'target'), () => present(other, 'replacement')),
  'matches(String)': (self, [pattern]) => {
    matchesOf('', text(pattern));
    return matchesOf(self, `^(?:${text(pattern)})\\z`)[0] !== undefined;
  },
  'replaceAll(String, String)': (self, [pattern, other]) => replaced(self, matchesOf(self, text(pattern)), text(other)),
  'replaceFirst(String, String)': (self, [pattern, other]) =>
    replaced(self, matchesOf(self, text(pattern)).slice(0, 1), text(other)),
  'split(String)': (self, [pattern]) => split(self, text(pattern), DEFAULT_LIMIT),
  'split(String, int)': (self, [pattern, limit]) => split(self, text(pattern), place(limit)),
  'join(CharSequence, CharSequence...)': (_self, [between, ...parts]) => joined(between, parts),
  'join(CharSequence, Iterable)': (_self, [between, list]) =>
    joined(between, list instanceof JavaList ? list.items : []),
  'valueOf(Object)': (_self, [value]) => javaText(value ?? null),
  'valueOf(boolean)': (_self, [value]) => text(value),
  'valueOf(char)': (_self, [value]) => text(value),
  'valueOf(int)': (_self, [value]) => text(value),
  'valueOf(long)': (_self, [value]) => text(value),
  'valueOf(float)': (_self, [value]) => text(value),
  'valueOf(double)': (_self, [value]) => text(value),
});

const signOf = (code: JuelValue | undefined): string => {
  const point = place(code);
  return point >= 0 && point <= 0x10ffff ? String.fromCodePoint(point) : '\uffff\uffff';
};

const lastIndex = (self: string, part: string, from: number): number => (from < 0 ? -1 : self.lastIndexOf(part, from));

function between(self: string, from: number, to: number): string {
  if (from < 0 || to > self.length || from > to)
    throw new JuelFailure(`java.lang.StringIndexOutOfBoundsException: begin ${from}, end ${to}, length ${self.length}`);
  return self.slice(from, to);
}

function signAt(self: string, at: number): string {
  if (at < 0 || at >= self.length)
    throw new JuelFailure(`java.lang.StringIndexOutOfBoundsException: ${outOfRange(self, at)}`);
  return self.charAt(at);
}

function codePoint(self: string, at: number): JuelValue {
  signAt(self, at);
  return integer(self.codePointAt(at) ?? 0);
}

/** A text of Latin letters says it otherwise than one of others. */
const outOfRange = (self: string, at: number): string =>
  [...self].every((sign) => sign <= 'ÿ') ? `String index out of range: ${at}` : `index ${at}, length ${self.length}`;

function repeated(self: string, count: number): string {
  if (count < 0) throw new JuelFailure(`java.lang.IllegalArgumentException: count is negative: ${count}`);
  if (self.length * count > MAX_TEXT_CHARACTERS)
    throw new JuelFailure(`the text is longer than ${MAX_TEXT_CHARACTERS} characters`, null);
  return self.repeat(count);
}

function joined(between: JuelValue | undefined, parts: readonly JuelValue[]): string {
  return parts.map((part) => (part === null ? 'null' : asText(part))).join(present(between, 'delimiter'));
}

function compareTexts(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let at = 0; at < length; at++) {
    const difference = left.charCodeAt(at) - right.charCodeAt(at);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** The search is counted, so that no pattern can hold the engine up. */
function matchesOf(self: string, pattern: string): PatternMatch[] {
  try {
    return [...new Pattern(pattern, '', new Budget()).all(self)];
  } catch (error) {
    if (error instanceof SyntaxError) throw new JuelFailure(`java.util.regex.PatternSyntaxException: ${error.message}`);
    if (error instanceof FeelFailure || error instanceof RangeError)
      throw new JuelFailure(`The pattern '${pattern}' takes too many steps`, null);
    throw error;
  }
}

function replaced(self: string, matches: readonly PatternMatch[], replacement: string): string {
  let result = '';
  let from = 0;
  for (const { start, end, groups } of matches) {
    result +=
      self.slice(from, start) +
      replacement.replace(
        /\\(.)|\$(\d)/g,
        (_all, escaped: string | undefined, group: string | undefined) =>
          escaped ?? (group === '0' ? self.slice(start, end) : (groups[Number(group)] ?? '')),
      );
    from = end;
  }
  return result + self.slice(from);
}

/** Parts; without a limit empty ones at the end are left out. */
function split(self: string, pattern: string, limit: number): JavaList {
  const parts: string[] = [];
  let from = 0;
  for (const { start, end } of matchesOf(self, pattern)) {
    if (end === 0 || (end === start && start === self.length)) continue;
    if (limit > 0 && parts.length === limit - 1) break;
    parts.push(self.slice(from, start));
    from = end;
  }
  const isWhole = parts.length === 0;
  parts.push(self.slice(from));
  if (limit === 0 && !isWhole) while (parts.at(-1) === '') parts.pop();
  return new JavaList(parts, '[Ljava.lang.String;');
}

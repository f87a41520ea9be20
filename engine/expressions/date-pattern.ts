/**
 * Dates as a pattern of Java writes them (`dd/MM/yyyy`), in UTC and English. Reading is lenient as Java's: the 32nd of
 * January is the 1st of February, names count in any case, long or short, and blanks before a number and anything after
 * the last part are passed over.
 */
type Part = Letters | { readonly kind: 'text'; readonly text: string };
interface Letters {
  readonly kind: 'letters';
  readonly letter: string;
  readonly width: number;
}

const JAVA_LETTERS = /^[GyYMLwWDdFEuaHkKhmsSzZX]$/;
const READ_LETTERS = /^[yMdHhmsSa]$/;
const MAX_DIGITS = 9;
const HALF_A_DAY_IN_HOURS = 12;
/** Their places are what they stand for. */
const HALVES = ['AM', 'PM'];
const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const SHORT_NAME = 3;
const SHORT_MONTHS = MONTHS.map((month) => month.slice(0, SHORT_NAME));
/** So many `M` are a name, more of them the whole of it. */
const SHORT_MONTH_WIDTH = 3;

/** What is wrong with a pattern: its own fault, or that we do not read it. */
export function patternProblem(
  pattern: string,
): { readonly kind: 'illegal' | 'unsupported'; readonly text: string } | null {
  for (const part of partsOf(pattern)) {
    if (part.kind === 'text') continue;
    if (!JAVA_LETTERS.test(part.letter)) return { kind: 'illegal', text: part.letter };
    // Which century a year of two digits is of depends on today.
    if (!READ_LETTERS.test(part.letter) || (part.letter === 'y' && part.width === 2))
      return { kind: 'unsupported', text: part.letter.repeat(part.width) };
  }
  return null;
}

/** Null: the text does not begin with such a date. */
export function parseByPattern(text: string, pattern: string): Date | null {
  const parts = partsOf(pattern);
  const found = new RegExp(`^${parts.map((part, n) => sourceOf(part, parts[n + 1])).join('')}`).exec(text);
  if (!found) return null;
  const values = new Map<string, number>();
  parts
    .filter((part) => part.kind === 'letters')
    .forEach((part, n) => {
      values.set(part.letter, meaningOf(part, found[n + 1] ?? ''));
    });
  const of = (letter: string, otherwise: number): number => values.get(letter) ?? otherwise;
  const date = new Date(0);
  date.setUTCFullYear(of('y', 1970), of('M', 1) - 1, of('d', 1));
  date.setUTCHours(of('H', hourOf(of('h', 0), of('a', 0))), of('m', 0), of('s', 0), of('S', 0));
  return Number.isNaN(date.getTime()) ? null : date;
}

export function formatByPattern(date: Date, pattern: string): string {
  return partsOf(pattern)
    .map((part) => (part.kind === 'text' ? part.text : wordOf(date, part)))
    .join('');
}

function partsOf(pattern: string): Part[] {
  return [...pattern.matchAll(/([A-Za-z])\1*|''|'((?:[^']|'')*)'|[^A-Za-z']+/g)].map(
    ([whole, letter, quoted]): Part => {
      if (letter !== undefined) return { kind: 'letters', letter, width: whole.length };
      return { kind: 'text', text: whole === "''" ? "'" : (quoted ?? whole).replaceAll("''", "'") };
    },
  );
}

/** The words of a part that is no number. */
function namesOf({ letter, width }: Letters): readonly string[] | null {
  if (letter === 'a') return HALVES;
  return letter === 'M' && width >= SHORT_MONTH_WIDTH ? [...MONTHS, ...SHORT_MONTHS] : null;
}

/** Numbers that touch have just their width. */
function sourceOf(part: Part, next: Part | undefined): string {
  if (part.kind === 'text') return part.text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
  const names = namesOf(part);
  if (names) return `(${names.map(inAnyCase).join('|')})`;
  const isFollowedByNumber = next?.kind === 'letters' && namesOf(next) === null;
  return isFollowedByNumber ? `\\s*(\\d{${part.width}})` : `\\s*(\\d{1,${MAX_DIGITS}})`;
}

const inAnyCase = (name: string): string =>
  [...name].map((letter) => `[${letter.toUpperCase()}${letter.toLowerCase()}]`).join('');

function meaningOf(part: Letters, text: string): number {
  const index = namesOf(part)?.findIndex((name) => name.toLowerCase() === text.toLowerCase());
  if (index === undefined) return Number(text);
  return part.letter === 'M' ? (index % MONTHS.length) + 1 : index;
}

/** Twelve is the hour at which a half begins. */
const hourOf = (hour: number, half: number): number =>
  (hour === HALF_A_DAY_IN_HOURS ? 0 : hour) + half * HALF_A_DAY_IN_HOURS;

function wordOf(date: Date, { letter, width }: Letters): string {
  if (letter === 'a') return HALVES[date.getUTCHours() < HALF_A_DAY_IN_HOURS ? 0 : 1] ?? '';
  if (letter === 'M' && width >= SHORT_MONTH_WIDTH)
    return (width === SHORT_MONTH_WIDTH ? SHORT_MONTHS : MONTHS)[date.getUTCMonth()] ?? '';
  return String(numberOf(date, letter)).padStart(width, '0');
}

function numberOf(date: Date, letter: string): number {
  switch (letter) {
    case 'y':
      return date.getUTCFullYear();
    case 'M':
      return date.getUTCMonth() + 1;
    case 'd':
      return date.getUTCDate();
    case 'H':
      return date.getUTCHours();
    case 'h':
      return date.getUTCHours() % HALF_A_DAY_IN_HOURS || HALF_A_DAY_IN_HOURS;
    case 'm':
      return date.getUTCMinutes();
    case 's':
      return date.getUTCSeconds();
    default:
      return date.getUTCMilliseconds();
  }
}

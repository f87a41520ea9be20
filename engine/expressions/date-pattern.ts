/**
 * Dates as a pattern of Java writes them (`dd/MM/yyyy`), in UTC. Reading is lenient as Java's: the 32nd of January is
 * the 1st of February, blanks before a number and anything after the last one are passed over.
 */
type Part =
  | { readonly kind: 'number'; readonly letter: string; readonly width: number }
  | { readonly kind: 'text'; readonly text: string };

const JAVA_LETTERS = /^[GyYMLwWDdFEuaHkKhmsSzZX]$/;
const NUMBER_LETTERS = /^[yMdHmsS]$/;
const MAX_DIGITS = 9;

/** What is wrong with a pattern: its own fault, or that we do not read it. */
export function patternProblem(
  pattern: string,
): { readonly kind: 'illegal' | 'unsupported'; readonly text: string } | null {
  for (const part of partsOf(pattern)) {
    if (part.kind === 'text') continue;
    const run = part.letter.repeat(part.width);
    if (!JAVA_LETTERS.test(part.letter)) return { kind: 'illegal', text: part.letter };
    // Names of months and years of two digits depend on a language and on today.
    if (
      !NUMBER_LETTERS.test(part.letter) ||
      (part.letter === 'M' && part.width > 2) ||
      (part.letter === 'y' && part.width === 2)
    )
      return { kind: 'unsupported', text: run };
  }
  return null;
}

/** Null: the text does not begin with such a date. */
export function parseByPattern(text: string, pattern: string): Date | null {
  const parts = partsOf(pattern);
  const source = parts
    .map((part, n) =>
      part.kind === 'text' ? escaped(part.text) : numberSource(part.width, parts[n + 1]?.kind === 'number'),
    )
    .join('');
  const found = new RegExp(`^${source}`).exec(text);
  if (!found) return null;
  const numbers = new Map<string, number>();
  parts
    .filter((part) => part.kind === 'number')
    .forEach((part, n) => {
      numbers.set(part.letter, Number(found[n + 1]));
    });
  const of = (letter: string, otherwise: number): number => numbers.get(letter) ?? otherwise;
  const date = new Date(0);
  date.setUTCFullYear(of('y', 1970), of('M', 1) - 1, of('d', 1));
  date.setUTCHours(of('H', 0), of('m', 0), of('s', 0), of('S', 0));
  return Number.isNaN(date.getTime()) ? null : date;
}

export function formatByPattern(date: Date, pattern: string): string {
  return partsOf(pattern)
    .map((part) => (part.kind === 'text' ? part.text : String(numberOf(date, part.letter)).padStart(part.width, '0')))
    .join('');
}

function partsOf(pattern: string): Part[] {
  return [...pattern.matchAll(/([A-Za-z])\1*|''|'((?:[^']|'')*)'|[^A-Za-z']+/g)].map(
    ([whole, letter, quoted]): Part => {
      if (letter !== undefined) return { kind: 'number', letter, width: whole.length };
      return { kind: 'text', text: whole === "''" ? "'" : (quoted ?? whole).replaceAll("''", "'") };
    },
  );
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');

/** Numbers that touch have just their width. */
const numberSource = (width: number, isFollowedByNumber: boolean): string =>
  isFollowedByNumber ? `\\s*(\\d{${width}})` : `\\s*(\\d{1,${MAX_DIGITS}})`;

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
    case 'm':
      return date.getUTCMinutes();
    case 's':
      return date.getUTCSeconds();
    default:
      return date.getUTCMilliseconds();
  }
}

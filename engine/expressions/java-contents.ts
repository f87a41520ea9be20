/**
 * Lists and maps of Java that are kept as JSON lose the classes of what is in them. Where they are not the usual ones,
 * a letter for each whole number, each map and each text that may be a date says which, in their order: `I` Integer,
 * `L` Long, `T` TreeMap, `H` HashMap, `S` String, `D` Date. The same letter several times has a count: `HL2I`.
 */
export type JavaClassLetter = 'I' | 'L' | 'T' | 'H' | 'S' | 'D';

const RUN = /([ILTHSD])(\d*)/g;
const MOMENT = /^[+-]?\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** As dates are kept in JSON; a text may look like that too. */
export const mayBeDate = (text: string): boolean => MOMENT.test(text);

/** undefined: nothing has to be said. */
export function writtenContents(
  letters: readonly JavaClassLetter[],
  usual: readonly JavaClassLetter[],
): string | undefined {
  if (letters.every((letter, at) => letter === usual[at])) return undefined;
  return letters.join('').replaceAll(/([ILTHSD])\1+/g, (run, letter: string) => `${letter}${run.length}`);
}

/** Tells the classes again, one after the other; where nothing was said, the usual ones. */
export class JavaContents {
  private readonly runs: { readonly letter: string; count: number }[];

  constructor(text: string | undefined) {
    this.runs = [...(text ?? '').matchAll(RUN)].map(([, letter = '', count]) => ({
      letter,
      count: count === undefined || count === '' ? 1 : Number(count),
    }));
  }

  next(usual: JavaClassLetter): string {
    const [run] = this.runs;
    if (run === undefined) return usual;
    run.count -= 1;
    if (run.count === 0) this.runs.shift();
    return run.letter;
  }
}

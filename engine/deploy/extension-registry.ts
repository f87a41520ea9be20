/**
 * What becomes of a word of a notation's schema. Proved by a golden scenario that has the word, or by the test that is
 * named here and writes it: what changes nothing as a process runs, or is asked of more than the core.
 */
export type ExtensionFate =
  | { readonly is: 'runs'; readonly test?: string }
  /** Read, kept and given out by the APIs and the console; it changes nothing as a process runs. */
  | { readonly is: 'given out'; readonly test: string }
  /** Means nothing to the original as a process runs either. */
  | { readonly is: 'without effect'; readonly test: string }
  | { readonly is: 'refused'; readonly test: string };

/** Each type of the schema with its properties; a type that has none of its own has the one row `ITSELF`. */
export type ExtensionRegistry = Readonly<Record<string, Readonly<Record<string, ExtensionFate>>>>;

/** The row of an extension element without properties. */
export const ITSELF = '';

export const RUNS: ExtensionFate = { is: 'runs' };
export const runsIn = (test: string): ExtensionFate => ({ is: 'runs', test });
export const givenOut = (test: string): ExtensionFate => ({ is: 'given out', test });
export const withoutEffect = (test: string): ExtensionFate => ({ is: 'without effect', test });
export const refusedIn = (test: string): ExtensionFate => ({ is: 'refused', test });

/** The same fate for several words: `of(RUNS, 'a b')`. */
export function of(fate: ExtensionFate, words: string): Readonly<Record<string, ExtensionFate>> {
  return Object.fromEntries(words.split(' ').map((word) => [word, fate]));
}

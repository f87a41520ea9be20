import { fits, type Piece } from '../../wildcards.ts';

/**
 * Whether a name fits a pattern of `$like`: `*` any characters, `?` one; a backslash takes the character after it as it
 * is.
 */
export function fitsPattern(name: string, pattern: string): boolean {
  return fits(
    name,
    [...pattern.matchAll(/\\([\s\S])|[\s\S]/g)].map(([character, escaped]): Piece => {
      if (escaped !== undefined) return { character: escaped };
      return character === '*' ? 'anyNumber' : character === '?' ? 'anyOne' : { character };
    }),
  );
}

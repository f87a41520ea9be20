/** One place of a pattern: any number of characters, one of any kind, or this very one. */
export type Piece = 'anyNumber' | 'anyOne' | { readonly character: string };

/**
 * Whether a text fits a pattern as a whole. Only the last `anyNumber` is ever gone back to, so it takes no more steps
 * than text times pattern: as a regular expression, a pattern of many stars would keep the node busy for ever.
 */
export function fits(text: string, pieces: readonly Piece[]): boolean {
  let at = 0;
  let place = 0;
  /** The last `anyNumber`, and how far the text has been taken by it. */
  let star: { readonly place: number; taken: number } | null = null;
  while (at < text.length) {
    const piece = pieces[place];
    if (piece === 'anyNumber') {
      star = { place, taken: at };
      place += 1;
    } else if (piece === 'anyOne' || piece?.character === text[at]) {
      at += 1;
      place += 1;
    } else if (star !== null) {
      star.taken += 1;
      at = star.taken;
      place = star.place + 1;
    } else return false;
  }
  return pieces.slice(place).every((piece) => piece === 'anyNumber');
}

/** After so long everything else gets its turn, then the decision goes on. */
const SLICE_MS = 4;

/** Everything else that waits has its turn first. */
export const nextTurn = (): Promise<void> =>
  new Promise((next) => {
    setImmediate(next);
  });

/** Work that is long in sum, though not in its pieces: between two of them it may be time for everything else. */
export class Slices {
  private begun = performance.now();

  /** null: there is time for more. */
  pause(): Promise<void> | null {
    if (performance.now() - this.begun < SLICE_MS) return null;
    return new Promise((next) => {
      setImmediate(() => {
        this.begun = performance.now();
        next();
      });
    });
  }
}

/** After so long everything else gets its turn, then the work goes on. */
const SLICE_MS = 4;
/** The same of work for one that may hold up everybody. */
const SLICE_OF_ONE_MS = 2;
/** Whoever has come within this time is likely to wait for something in the next turns. */
const COMPANY_MS = 20;

/** Of the event loop, which is one for all engines of a process. */
let lastArrival = Number.NEGATIVE_INFINITY;

/** Somebody has asked for something. */
export function noteArrival(): void {
  lastArrival = performance.now();
}

/** Everything else that waits has its turn first. */
export const nextTurn = (): Promise<void> =>
  new Promise((next) => {
    setImmediate(next);
  });

/** Work that is long in sum, though not in its pieces: between two of them it may be time for everything else. */
export class Slices {
  private readonly isForOne: boolean;
  private begun = performance.now();

  /**
   * `isForOne`: one command's alone. While others come it rests as long as it has worked, so that they have half of the
   * time at least; what many wait for goes on as soon as they have had their turn.
   */
  constructor({ isForOne }: { readonly isForOne: boolean }) {
    this.isForOne = isForOne;
  }

  /** null: there is time for more. */
  pause(): Promise<void> | null {
    const now = performance.now();
    const workedMs = now - this.begun;
    if (workedMs < (this.isForOne ? SLICE_OF_ONE_MS : SLICE_MS)) return null;
    return new Promise((next) => {
      const goOn = (): void => {
        this.begun = performance.now();
        next();
      };
      if (this.isForOne && now - lastArrival < COMPANY_MS) setTimeout(goOn, workedMs);
      else setImmediate(goOn);
    });
  }
}

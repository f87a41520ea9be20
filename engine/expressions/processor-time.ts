/** What one evaluation of an expression may take. */
export const MAX_EVALUATION_MS = 100;

/** Milliseconds, from whatever beginning. */
export interface ProcessorClock {
  /** Of the clock on the wall, to ask which costs nothing. */
  passedMs(): number;
  /** Of this thread on a processor. */
  usedMs(): number;
}

/** An evaluation that is over sooner is not measured: to ask for the thread's time costs as much as a short one takes. */
const UNMEASURED_MS = 5;

/** Until somebody gives one, the number of its steps alone ends an evaluation. */
let clock: ProcessorClock = { passedMs: () => 0, usedMs: () => 0 };

/**
 * Whoever runs the engine gives its clock once. It belongs to the process, not to a command: nothing is ever decided by
 * it but that an evaluation has failed.
 */
export function giveProcessorClock(own: ProcessorClock): void {
  clock = own;
}

/**
 * Whether an evaluation has taken more of the processor than it may. The thread's own time counts, not the clock's: on a
 * busy machine an evaluation takes longer and is no worse for it.
 */
export class ProcessorTime {
  private readonly maxMs: number;
  private readonly begun = clock.passedMs();
  /** Of this thread, when the measurement began. */
  private usedMs: number | null = null;

  constructor(maxMs: number) {
    this.maxMs = maxMs;
  }

  get isOver(): boolean {
    const passedMs = clock.passedMs() - this.begun;
    if (passedMs < UNMEASURED_MS) return false;
    if (this.usedMs === null) {
      // What was not measured has been at work for most of it.
      this.usedMs = clock.usedMs() - UNMEASURED_MS;
      return false;
    }
    return passedMs > this.maxMs && clock.usedMs() - this.usedMs > this.maxMs;
  }
}

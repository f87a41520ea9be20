/** What one evaluation of an expression may take. */
export const MAX_EVALUATION_MS = 100;
/** An evaluation that is over sooner is not measured: to ask for the thread's time costs as much as a short one takes. */
const UNMEASURED_MS = 5;
const MICROSECONDS = 1000;

/**
 * Whether an evaluation has taken more of the processor than it may. The thread's own time counts, not the clock's: on a
 * busy machine an evaluation takes longer and is no worse for it.
 */
export class ProcessorTime {
  private readonly maxMs: number;
  private readonly begun = performance.now();
  /** Of this thread, when the measurement began. */
  private usedMs: number | null = null;

  constructor(maxMs: number) {
    this.maxMs = maxMs;
  }

  get isOver(): boolean {
    const passedMs = performance.now() - this.begun;
    if (passedMs < UNMEASURED_MS) return false;
    if (this.usedMs === null) {
      // What was not measured has been at work for most of it.
      this.usedMs = threadMs() - UNMEASURED_MS;
      return false;
    }
    return passedMs > this.maxMs && threadMs() - this.usedMs > this.maxMs;
  }
}

/** Node has it from version 23 on; before, the clock's time has to do. */
const host: NodeJS.Process & { threadCpuUsage?(): NodeJS.CpuUsage } = process;

export function threadMs(): number {
  const used = host.threadCpuUsage?.();
  return used ? (used.user + used.system) / MICROSECONDS : performance.now();
}

import { closeSync, openSync, writeSync } from 'node:fs';
import { cpus } from 'node:os';

/**
 * Linux's place for what may be lost to processors that wake up (its "PM QoS"): while somebody has it open with 0
 * microseconds in it, idle processors wait awake. Only root may open it unless the machine's owner lets others.
 */
const LATENCY_FILE = '/dev/cpu_dma_latency';
/** An int32 in the machine's order, which for 0 is the same everywhere. */
const NOTHING_LOST = Buffer.alloc(4);
/**
 * The request is for all processors of the machine, whichever of them this process may use, and of many of them most
 * would wait awake for nothing.
 */
const MAX_PROCESSORS = 8;
/** So long transactions are counted before it is decided anew. */
const WINDOW_MS = 50;
/** With so many of them in a window, 200 in a second, some beginning or other is waited for all the time. */
const MIN_WRITES = 10;

/**
 * A processor that sleeps takes tens of microseconds to begin, on virtual machines most of all, and a command goes
 * through five such beginnings: the database's for the statement and twice for its disk, the caller's, and this
 * process's. So while one transaction follows the other, the system is asked not to let idle processors sleep. What it
 * costs is power, so it is asked for only as long as there is that much to do, and not where the system has no such
 * thing or this process may not. A process that ends in whatever way asks for nothing any more.
 */
export class ProcessorSleep {
  private readonly path: string;
  private writes = 0;
  private window: NodeJS.Timeout | null = null;
  /** Open: sleep is forbidden. */
  private file: number | null = null;
  private isImpossible: boolean;

  constructor(path = LATENCY_FILE, processors = cpus().length) {
    this.path = path;
    this.isImpossible = processors > MAX_PROCESSORS;
  }

  /** A transaction begins. */
  writeBegins(): void {
    this.writes += 1;
    if (this.window === null && !this.isImpossible) this.window = setInterval(this.decide, WINDOW_MS).unref();
  }

  close(): void {
    this.isImpossible = true;
    this.rest();
    this.allow();
  }

  private readonly decide = (): void => {
    const { writes } = this;
    this.writes = 0;
    if (writes >= MIN_WRITES) this.forbid();
    else this.allow();
    if (writes === 0 || this.isImpossible) this.rest();
  };

  private rest(): void {
    if (this.window !== null) clearInterval(this.window);
    this.window = null;
  }

  private forbid(): void {
    if (this.file !== null) return;
    try {
      this.file = openSync(this.path, 'r+');
      writeSync(this.file, NOTHING_LOST);
    } catch {
      // Most processes may not and most systems have no such file; then all is as it would be without this.
      this.isImpossible = true;
      this.allow();
    }
  }

  private allow(): void {
    if (this.file !== null) closeSync(this.file);
    this.file = null;
  }
}

import { availableParallelism } from 'node:os';

/** A write that takes longer than this is waited for asleep: a moment lost at its end is then small beside it. */
const MAX_WRITE_MS = 0.8;
/** So long after an answer a caller that has one thing after the other done sends the next. */
const MAX_PAUSE_MS = 0.5;
/** How much a new observation changes what is expected. */
const WEIGHT = 1 / 16;
/** Staying awake has to be worth it at least so often. */
const MIN_SHARE = 0.5;
/** The database and whoever calls need one of them meanwhile. */
const MIN_PROCESSORS = 2;

/** What the time and the turns of the event loop are taken from. */
export interface Turns {
  readonly processors: number;
  /** Milliseconds, from any beginning. */
  now(): number;
  /** Calls back when everything that has arrived was looked at. */
  next(callback: () => void): void;
}

const EVENT_LOOP: Turns = {
  processors: availableParallelism(),
  now: () => performance.now(),
  next: (callback) => setImmediate(callback),
};

/**
 * A thread that sleeps until an answer is there begins again late, on a processor that has gone to sleep and with
 * caches that have gone cold: with one caller that waits for each of its answers this is a quarter of all its time. So
 * while a single write is all there is to do, and is usually answered soon, the event loop looks for the answer
 * without pause, and then a moment longer for the request that usually follows. It does neither where it has turned
 * out not to be worth it: with a database far away, or with calls that come now and then.
 */
export class Wakefulness {
  private readonly turns: Turns;
  private readonly meanwhile: () => void;
  /** Milliseconds that single writes have taken lately. */
  private usualWrite = 0;
  /** Of the answers lately, the share that the next single write followed soon. */
  private followed = 0;
  private begunAt: number | null = null;
  private answeredAt: number | null = null;
  private awakeUntil = 0;
  private isLooking = false;

  /** `meanwhile` is called at each look; what it does has to be short, since an answer waits for it. */
  constructor(meanwhile: () => void, turns: Turns = EVENT_LOOP) {
    this.meanwhile = meanwhile;
    this.turns = turns;
  }

  /** A write goes out, and nothing else is under way. */
  writeBegins(): void {
    const now = this.turns.now();
    this.begunAt = now;
    if (this.answeredAt !== null) {
      this.followed += ((now - this.answeredAt < MAX_PAUSE_MS ? 1 : 0) - this.followed) * WEIGHT;
      this.answeredAt = null;
    }
    this.awakeUntil = 0;
    if (this.isSoonAnswered()) this.stayAwake(now + MAX_WRITE_MS);
  }

  /** The write that began last was answered, well or not. */
  writeEnds(): void {
    if (this.begunAt === null) return;
    const now = this.turns.now();
    this.usualWrite += (now - this.begunAt - this.usualWrite) * WEIGHT;
    this.begunAt = null;
    this.answeredAt = now;
    this.awakeUntil = 0;
    if (this.isForOneCaller) this.stayAwake(now + MAX_PAUSE_MS);
  }

  /** Somebody does one thing after the other and nobody else asks for anything: no write need wait for company. */
  get isForOneCaller(): boolean {
    return this.followed >= MIN_SHARE && this.isSoonAnswered();
  }

  /** There is more to do than one write: whoever waits for it needs the processor now. */
  rest(): void {
    this.followed -= this.followed * WEIGHT;
    this.begunAt = null;
    this.answeredAt = null;
    this.awakeUntil = 0;
  }

  private readonly isSoonAnswered = (): boolean => this.usualWrite < MAX_WRITE_MS;

  private stayAwake(until: number): void {
    if (this.turns.processors < MIN_PROCESSORS) return;
    this.awakeUntil = until;
    if (this.isLooking) return;
    this.isLooking = true;
    this.turns.next(this.look);
  }

  private readonly look = (): void => {
    this.isLooking = this.turns.now() < this.awakeUntil;
    if (!this.isLooking) return;
    this.meanwhile();
    this.turns.next(this.look);
  };
}

import type { BoundedCount, DefinitionRef, Instant, Key } from './shared.ts';

/** Who works, and on what. */
export interface WorkersView {
  /** What needs somebody first, then by how long work waits. */
  readonly topics: readonly TopicRow[];
  /** Last seen first. */
  readonly workers: readonly WorkerRow[];
  /** There are more than are shown. */
  readonly isCut: boolean;
}

/**
 * never: work waits, and nobody has asked for it as long as it is remembered; silent: work waits, and nobody asks any
 * more; slow: workers ask, and work waits long nevertheless; working: somebody asks; quiet: nothing waits, and nobody
 * asks.
 */
export type TopicState = 'never' | 'silent' | 'slow' | 'working' | 'quiet';

export interface TopicRow {
  /** Topic of external tasks, or type of jobs. */
  readonly topic: string;
  readonly state: TopicState;
  /** May be taken, and nobody has it. */
  readonly waiting: BoundedCount;
  /** Workers have it. */
  readonly leased: BoundedCount;
  /** Has no attempts left. */
  readonly failed: BoundedCount;
  /** Held by a person, or until its next attempt. */
  readonly resting: BoundedCount;
  readonly oldestAt: Instant | null;
  readonly oldestJobKey: Key | null;
  readonly lastAskedAt: Instant | null;
  readonly lastAskedBy: string | null;
  /** Workers that asked in the last minute. */
  readonly asking: number;
  /** Where nobody ever asked: topics that workers do ask for, with a name much like it. */
  readonly similar: readonly string[];
  /** Of the last hour. */
  readonly pace: Pace;
}

export interface WorkerRow {
  readonly worker: string;
  readonly topics: readonly string[];
  /** null: it has work, and has not asked as long as that is remembered. */
  readonly lastAskedAt: Instant | null;
  readonly lastGivenAt: Instant | null;
  readonly isAsking: boolean;
  /** Work that it holds now. */
  readonly held: BoundedCount;
  /** When the first of its locks ends. */
  readonly firstLockEndsAt: Instant | null;
  /** Times it asked, and jobs it was given, as long as that is remembered. */
  readonly asked: number;
  readonly given: number;
  /** Of the last hour. */
  readonly pace: Pace;
}

/**
 * What was done in a stretch of time, and attempts that failed. `median`, `p95`: milliseconds that work was in hand, to
 * an eighth; null: of none it is known.
 */
export interface Pace {
  readonly done: number;
  readonly failed: number;
  readonly median: number | null;
  readonly p95: number | null;
}
/** Within `PaceView.stepMs` from `at`. */
export interface PacePoint {
  readonly at: Instant;
  readonly done: number;
  readonly failed: number;
}
export interface PaceView {
  readonly total: Pace;
  readonly rangeMs: number;
  readonly stepMs: number /** Without a gap, oldest first. */;
  readonly points: readonly PacePoint[];
}

/** One topic or job type. */
export interface TopicView {
  readonly row: TopicRow;
  readonly pace: PaceView;
  /** Who asks for it or has some of it, last seen first, with what they did of it. */
  readonly workers: readonly WorkerRow[];
  /** What has no attempts left, by its error, most frequent first. */
  readonly errors: readonly { readonly message: string; readonly count: number }[];
  /** Elements that its open work stands at, most first; of what was looked at. */
  readonly elements: readonly {
    readonly definition: DefinitionRef;
    readonly elementId: string;
    readonly open: number;
  }[];
}

/** One worker, as far as it is remembered. */
export interface WorkerPageView {
  readonly row: WorkerRow;
  readonly pace: PaceView;
  readonly topics: readonly { readonly topic: string; readonly pace: Pace }[];
}

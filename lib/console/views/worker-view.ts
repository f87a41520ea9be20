import type { BoundedCount, Instant, Key } from './shared.ts';

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
 * never: work waits, and nobody has asked for it as long as it is remembered; silent: work waits, and nobody asks any more;
 * slow: workers ask, and work waits long nevertheless; working: somebody asks; quiet: nothing waits, and nobody asks.
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
}

import type { BoundedCount, DefinitionRef, Instant, Key } from './shared.ts';

export interface JobRow {
  readonly key: Key;
  /**
   * worker: external task or job; continuation: asynchronous continuation; timer; signal: one that was thrown
   * asynchronously.
   */
  readonly kind: 'worker' | 'continuation' | 'timer' | 'signal';
  readonly state: 'waiting' | 'leased' | 'retrying' | 'incident' | 'suspended' | 'overdue' | 'completed' | 'cancelled';
  readonly topic: string | null;
  readonly elementId: string;
  /** The element instance that it works for, or that waits for it: of a boundary timer the activity it hangs at. */
  readonly elementInstanceKey?: Key | null;
  /**
   * What a worker's job is beside its element's own work: a listener, or the question what an ad-hoc sub-process does
   * next; where a continuation stands.
   */
  readonly position?: string | null;
  readonly isSuspended?: boolean;
  readonly instanceKey: Key | null;
  readonly businessKey?: string | null;
  readonly tenantId?: string | null;
  readonly definition: DefinitionRef;
  readonly retries: number | null;
  readonly priority: number;
  readonly dueAt: Instant | null;
  readonly repeat: string | null;
  readonly worker: string | null;
  readonly lockUntil: Instant | null;
  readonly errorMessage: string | null;
  readonly attempts: number;
  readonly createdAt: Instant;
  readonly endedAt: Instant | null;
}

/** One job with all that is known of its life. */
export interface JobView {
  readonly key: Key;
  readonly elementId: string;
  readonly instanceKey: Key | null;
  /** Stack trace or details of the last failure. */
  readonly details: string | null;
  /** Newest first. */
  readonly log: readonly JobLogEntry[];
}
export interface JobLogEntry {
  readonly key: string;
  readonly what: 'created' | 'failed' | 'succeeded' | 'cancelled';
  readonly at: Instant;
  readonly worker: string | null;
  /** Left after a failure. */
  readonly retries: number | null;
  readonly message: string | null;
  readonly details: string | null;
}

/** What makes jobs in one version. */
export interface JobDefinitionsView {
  readonly rows: readonly JobDefinitionRow[];
}
export interface JobDefinitionRow {
  readonly key: string;
  readonly elementId: string;
  /** Around the element, around each run of a loop, a timer; worker: an external task or job. */
  readonly position: 'before' | 'after' | 'innerBefore' | 'innerAfter' | 'timer' | 'worker';
  /** null: workers fetch, nothing of it rests. */
  readonly isSuspended: boolean | null;
  /** Set instead of the model's; null: the model's. */
  readonly priority: number | null;
  /** Tokens at the element. */
  readonly active: number;
  /** Jobs without attempts left. */
  readonly failed: number;
}

/** Timers that start instances of a version. */
export interface StartTimersView {
  readonly isSuspended: boolean;
  readonly rows: readonly StartTimerRow[];
}
/** `times`: the next ones as long as it is never late, at most five. */
export interface StartTimerRow {
  readonly job: JobRow;
  readonly times: readonly Instant[];
}

/**
 * What fires, hour by hour; hours without anything are left out. `countedTo`: there are more timers than are counted,
 * up to this moment; null: all are.
 */
export interface TimerCalendarView {
  readonly from: Instant;
  readonly until: Instant;
  readonly hours: readonly { readonly at: Instant; readonly count: number }[];
  readonly countedTo: Instant | null;
}

/** Jobs that were made, done and failed within a step from `at`. */
export interface JobPacePoint {
  readonly at: Instant;
  readonly created: number;
  readonly done: number;
  readonly failed: number;
}
export interface JobPaceView {
  readonly rangeMs: number;
  readonly stepMs: number;
  /** Without a gap, oldest first; null: only for those who see all processes. */
  readonly points: readonly JobPacePoint[] | null;
}
export interface JobFiguresView {
  /** What runs by itself and could run now. */
  readonly due: BoundedCount;
  /** Since when the first of them could. */
  readonly oldestDueAt: Instant | null;
  /** Means of the last five full minutes; null: only for those who see all processes. */
  readonly perMinute: Omit<JobPacePoint, 'at'> | null;
}

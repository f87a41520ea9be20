import type { Instant, Key } from './shared.ts';

/** What happened to an instance, in order: each moment is one command's work, so any of them can be shown again. */
export interface InstanceStory {
  /** Oldest first. */
  readonly moments: readonly StoryMoment[];
  /** There was more before the first moment. */
  readonly isCut: boolean;
}
export interface StoryMoment {
  readonly at: Instant;
  readonly facts: readonly StoryFact[];
}

export interface StoryFact {
  readonly kind:
    | 'entered'
    | 'left'
    | 'cancelled'
    | 'variable'
    | 'removed'
    | 'failed'
    | 'incident'
    | 'resolved'
    | 'operation'
    | 'ended';
  readonly elementId: string | null;
  /** A variable's name, a failure's message, the operation and who did it. */
  readonly text: string | null;
  /** Of the record that says so; files of before have none. */
  readonly key?: Key;
}

import type { DefinitionRef, Instant } from './shared.ts';

/** Where to start: figures, what needs somebody, and where it comes from. */
export interface OverviewView {
  readonly at: Instant;
  readonly openIncidents: number;
  /** New incidents of the last hour, and of the hour before it. */
  readonly raisedLastHour: number;
  readonly raisedHourBefore: number;
  /** Root and called instances that live. */
  readonly running: number;
  /** Average of the last five minutes. */
  readonly completedPerMinute: number;
  readonly jobsOverdue: { readonly count: number; readonly oldestDueAt: Instant | null };
  readonly tasksOverdue: { readonly count: number; readonly oldestDueAt: Instant | null };
  /** Worst first, different kinds in one ranking. */
  readonly attention: readonly AttentionRow[];
  readonly definitions: readonly DefinitionHealth[];
  readonly topics: readonly TopicLag[];
  /** 48 half hours, oldest first. */
  readonly incidentHistory: readonly { readonly at: Instant; readonly count: number }[];
}

export interface AttentionRow {
  readonly kind: 'incidentGroup' | 'tasksOverdue' | 'silentTopic' | 'failedBatch';
  /** Fingerprint, element, topic or batch: with `kind` unique. */
  readonly id: string;
  readonly title: string;
  /** Cause in words: the message without its numbers, say. */
  readonly detail: string;
  readonly count: number;
  readonly since: Instant;
  readonly lastSeen: Instant;
  readonly definition: DefinitionRef | null;
  readonly elementId: string | null;
}

export interface DefinitionHealth {
  /** The newest version; counts are over all versions. */
  readonly definition: DefinitionRef;
  readonly running: number;
  readonly incidents: number;
  readonly completed: number;
}

export interface TopicLag {
  readonly topic: string;
  /** Waiting and leased work. */
  readonly waiting: number;
  readonly leased: number;
  readonly oldestAt: Instant | null;
  /** False: there are at least so many. */
  readonly isExact: boolean;
}

/** Things are counted so far for the navigation: a badge needs no more digits. */
export const MAX_BADGE = 1_000;

/** Numbers beside the areas in the navigation; `incidents` and `tasks` are at least so many at `MAX_BADGE`. */
export interface NavCountsView {
  readonly incidents: number;
  readonly running: number;
  /** Open tasks that the person may work on. */
  readonly tasks: number;
}

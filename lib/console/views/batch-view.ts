import type { Stopped, StopRule } from '@/engine/index.ts';
import type { DefinitionRef, ElementCounts, Instant, Key } from './shared.ts';

export interface BatchRow {
  readonly key: Key;
  /** What is done to each item, `retryIncident` say. */
  readonly kind: string;
  readonly state: 'running' | 'paused' | 'completed' | 'failed' | 'cancelled';
  readonly total: number;
  readonly done: number;
  readonly failed: number;
  /** Who made it, by name. */
  readonly createdBy: string | null;
  /** Under which it was made; null where it has none, or the person may not read the log. */
  readonly ticket: string | null;
  readonly createdAt: Instant;
  readonly startedAt: Instant | null;
  readonly endedAt: Instant | null;
  /** Paused by its own stop rule, not by a person. */
  readonly isStopped: boolean;
}
/** done + failed + left is always the total. */
export interface BatchView extends BatchRow {
  /** What failed, by cause and with the names of the model, most first. */
  readonly failures: readonly { readonly message: string; readonly count: number }[];
  /** When it pauses by itself; null: it goes on whatever fails. */
  readonly stopRule: StopRule | null;
  /** While it rests for its rule: which part, when, and what had come to an end since the rule counted. */
  readonly stopped: Stopped | null;
  /** Why and under which ticket, from its audit entry; null where the person may not read that. */
  readonly reason: {
    readonly code: string | null;
    readonly ticket: string | null;
    readonly note: string | null;
  } | null;
}
export interface BatchItemRow {
  readonly key: Key;
  readonly target: string;
  /** The instance that the item belongs to, where it has one. */
  readonly instanceKey: Key | null;
  readonly businessKey: string | null;
  /** Of that instance; null: it is of none. */
  readonly definition: DefinitionRef | null;
  /** Where the job, the incident or the task is; null: the item is at no element. */
  readonly elementId: string | null;
  readonly state: 'waiting' | 'done' | 'failed';
  readonly retries: number;
  /** Why it failed, with the names of its model. */
  readonly message: string | null;
  readonly doneAt: Instant | null;
}

/** What is chosen, by definition, most running ones first. */
export interface SelectionView {
  readonly reach: readonly SelectionReach[] /** More are chosen than were looked at. */;
  readonly isCut: boolean;
  readonly lookedAt: number;
}
export interface SelectionReach {
  readonly definition: DefinitionRef;
  readonly running: number;
  /** Of running ones, newest first, at most 1,000. */
  readonly keys: readonly Key[];
  /** Tokens and incidents of those that are chosen. */
  readonly elements: readonly ElementCounts[];
}

/** At most 100. */
export interface InstanceBatchesView {
  readonly batches: readonly InstanceBatch[];
}
export interface InstanceBatch {
  readonly key: Key;
  readonly kind: string;
  /** Items of the whole batch, and those that belong to the instance. */
  readonly total: number;
  readonly here: number;
  /** Who made it, by name. */
  readonly createdBy: string | null;
  readonly doneAt: Instant;
}

import type { DefinitionRef, ElementCounts, InstanceState, Instant, Key } from './shared.ts';

export interface InstanceRow {
  readonly key: Key;
  readonly state: InstanceState;
  readonly businessKey: string | null;
  readonly definition: DefinitionRef;
  readonly tenantId: string | null;
  /** Elements that hold a token, at most five. */
  readonly waitingAt: readonly string[];
  readonly incidentCount: number;
  /** Message of the newest open incident. */
  readonly incidentMessage: string | null;
  readonly incidentType: string | null;
  readonly versionTag: string | null;
  readonly isSuspended: boolean;
  /** When something last happened in it; null: before that was kept. */
  readonly changedAt: Instant | null;
  readonly parentInstanceKey: Key | null;
  readonly startedAt: Instant;
  readonly endedAt: Instant | null;
  /** Of the chosen variables, those that it has, by path as asked for. */
  readonly variables: Readonly<Record<string, ColumnValue>>;
}

/** A variable's value in a list: the beginning of what it is. */
export interface ColumnValue {
  readonly type: string;
  readonly text: string | null;
  readonly isCut: boolean;
}

/** Head, history and diagram of one instance. */
export interface InstanceView {
  readonly key: Key;
  readonly state: InstanceState;
  /** Hand it back with an operation: it is refused when the instance has moved on. */
  readonly version: number;
  readonly businessKey: string | null;
  readonly definition: DefinitionRef;
  readonly dialect: 'camunda7' | 'camunda8';
  readonly tenantId: string | null;
  readonly isSuspended: boolean;
  readonly startedAt: Instant;
  readonly endedAt: Instant | null;
  readonly endReason: string | null;
  /** Not in bundles of before it was kept. */
  readonly origin?: InstanceOrigin;
  /** When something last happened in it. */
  readonly changedAt?: Instant | null;
  readonly handling?: InstanceHandling | null;
  /** The person is told of its end and of its incidents. Not in bundles. */
  readonly isWatched?: boolean;
  readonly incidentCount: number;
  /** Open incidents of instances that this one called, directly or not. */
  readonly calledIncidentCount: number;
  /** Root first; empty for a root. */
  readonly callers: readonly CallLink[];
  readonly called: readonly CallLink[];
  /** All that it called, directly or not, each behind its caller; at most 1,000. Not in bundles of before. */
  readonly calledTree?: readonly CalledNode[];
  readonly elements: readonly ElementCounts[];
  /** Flows that a token took. */
  readonly takenFlows: readonly string[];
  /**
   * In order of creation; where it is cut (`isHistoryCut`), all up to `historyEnd`, and of what came later the newest
   * that are alive.
   */
  readonly history: readonly ElementInstanceNode[];
  readonly isHistoryCut: boolean;
  readonly historyEnd?: Key;
  /** Tokens between elements, each kept by a job; at most 500. Not in bundles of before. */
  readonly transitions?: readonly Transition[];
  readonly tasks: readonly InstanceTask[];
  readonly subscriptions: readonly InstanceSubscription[];
}

/** What started an instance. */
export interface InstanceOrigin {
  /** unknown: it started before that was kept. */
  readonly kind: 'request' | 'message' | 'signal' | 'timer' | 'condition' | 'caller' | 'restart' | 'unknown';
  /** A person's or an API account's name; null: nobody had to sign in, or nobody asked. */
  readonly who: string | null;
  readonly channel: 'console' | 'ops' | 'rest7' | 'rest8' | 'grpc' | 'system' | null;
  /** Of the message or signal. */
  readonly name: string | null;
  /** The caller, the instance that was restarted or threw the signal, the batch of a request, the kept message. */
  readonly sourceKey: Key | null;
  /** The batch that restarted it. */
  readonly batchKey?: Key | null;
}

/** What people and clients did to an instance beside its start. */
export interface InstanceHandling {
  readonly count: number;
  /** The last of it. */
  readonly last: string;
  readonly by: string | null;
  readonly at: Instant;
}

export interface CallLink {
  readonly instanceKey: Key;
  readonly state: InstanceState;
  readonly businessKey: string | null;
  readonly definition: DefinitionRef;
  /** The call activity, in the caller. */
  readonly elementId: string | null;
  readonly startedAt: Instant;
  readonly endedAt: Instant | null;
}

/** `depth`: 1 is called by the instance itself. */
export interface CalledNode extends CallLink {
  readonly depth: number;
  readonly callerKey: Key;
}

/** A node of the tree: `parentKey` is another node's key, or the instance's. */
export interface ElementInstanceNode {
  readonly key: Key;
  readonly parentKey: Key;
  readonly elementId: string;
  /** Element kind, `multiInstanceBody` or `adHocInnerInstance`. */
  readonly kind: string;
  readonly state: 'active' | 'incident' | 'completed' | 'cancelled';
  /** Number in a multi-instance body, from 0. */
  readonly index: number | null;
  readonly calledInstanceKey: Key | null;
  /** Sequence flows by which the tokens came. */
  readonly enteredBy: readonly string[];
  readonly startedAt: Instant;
  readonly endedAt: Instant | null;
}

/** A token that an asynchronous continuation keeps: its element has not begun yet, or has been left. */
export interface Transition {
  readonly jobKey: Key;
  readonly scopeKey: Key;
  readonly elementId: string;
  readonly side: 'before' | 'after';
  /** Number in a multi-instance body, from 0. */
  readonly index: number | null;
  readonly hasIncident: boolean;
  readonly since: Instant;
}

export interface InstanceTask {
  readonly key: Key;
  readonly elementId: string;
  readonly name: string | null;
  readonly assignee: string | null;
  readonly owner: string | null;
  readonly delegation: 'pending' | 'resolved' | null;
  readonly followUpAt: Instant | null;
  readonly priority: number;
  readonly candidateGroups: readonly string[];
  readonly candidateUsers: readonly string[];
  readonly dueAt: Instant | null;
  readonly createdAt: Instant;
  readonly endedAt: Instant | null;
  readonly outcome: 'completed' | 'canceled' | null;
  /** What its listeners are asked about now, or why they denied the last thing that was asked (Camunda 8). */
  readonly transition?: TaskTransitionView | null;
}
export type TaskTransitionView =
  | { readonly kind: 'asked'; readonly event: string; readonly action: string }
  | { readonly kind: 'denied'; readonly reason: string };

export interface InstanceSubscription {
  readonly key: Key;
  /** compensate: an activity that has completed and can be undone. */
  readonly kind: 'message' | 'signal' | 'conditional' | 'compensate';
  /** Empty for a condition; to compensate, the activity that has completed. */
  readonly name: string;
  readonly correlationKey: string | null;
  readonly elementId: string;
  /** Who waits: for a boundary event the activity that it hangs at, for an event sub-process the scope around it. */
  readonly elementInstanceKey?: Key;
  /** Of an open one: messages of its name that are kept because nothing fits them, with some of their keys. */
  readonly kept?: { readonly count: number; readonly keys: readonly string[] } | null;
  readonly createdAt: Instant;
  readonly closedAt: Instant | null;
}

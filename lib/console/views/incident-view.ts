import type { DefinitionRef, Instant, Key } from './shared.ts';

export interface IncidentRow {
  readonly key: Key;
  readonly isOpen: boolean;
  readonly type: string;
  readonly message: string;
  readonly fingerprint: string;
  readonly elementId: string;
  readonly elementInstanceKey: Key | null;
  /** null: a job of a start event has failed, and no instance began. */
  readonly instanceKey: Key | null;
  readonly businessKey: string | null;
  readonly definition: DefinitionRef;
  readonly jobKey: Key | null;
  /** Topic or job type. */
  readonly jobType: string | null;
  readonly retries: number | null;
  readonly raisedAt: Instant;
  readonly resolvedAt: Instant | null;
  readonly outcome: 'resolved' | 'deleted' | null;
  /** Who resolved it, as far as a person or client did; null: it ended otherwise. */
  readonly resolvedBy: string | null;
  /** The batch by which that was done; null: it was done to this one alone. */
  readonly resolvedBatch: Key | null;
}

/** Equal failures: one cause, many instances. */
export interface IncidentGroup {
  readonly fingerprint: string;
  readonly type: string;
  /** Of the newest incident. */
  readonly message: string;
  readonly elementId: string;
  readonly definition: DefinitionRef;
  readonly open: number;
  readonly instances: number;
  readonly firstSeen: Instant;
  readonly lastSeen: Instant;
  /** The newest version of the process, where the failure has come with it: no earlier one ever failed so. */
  readonly newIn: number | null;
  /** Open incidents raised per hour, the last 24, oldest first. */
  readonly perHour: readonly number[];
  readonly triage: IncidentTriage;
  /** The newest one, to open or retry. */
  readonly newestIncidentKey: Key;
  /** null: of a job of a start event. */
  readonly newestInstanceKey: Key | null;
}
/** What people have made of a group. */
export interface IncidentTriage {
  /** new: nobody has seen it; working: acknowledged, or owned; snoozed: it rests until `snoozedUntil`. */
  readonly state: 'new' | 'working' | 'snoozed';
  readonly owner: { readonly username: string; readonly name: string } | null;
  readonly acknowledgedBy: string | null;
  readonly snoozedUntil: Instant | null;
  readonly ticket: string | null;
  readonly comments: number;
}
export interface IncidentComment {
  readonly key: Key;
  readonly author: string;
  readonly text: string;
  readonly writtenAt: Instant;
}
/** Newest first, at most 200. */
export interface IncidentCommentsView {
  readonly comments: readonly IncidentComment[];
}

/** Newest version first. */
export interface IncidentVersionsView {
  readonly versions: readonly {
    readonly definitionKey: Key;
    readonly version: number;
    readonly isNewest: boolean;
    readonly open: number;
    readonly total: number;
    readonly firstSeen: Instant;
    readonly lastSeen: Instant;
  }[];
}

export interface IncidentGroupsView {
  readonly groups: readonly IncidentGroup[];
  /** Over all groups. */
  readonly open: number;
  /** Set when there is no open one: when the last was resolved. */
  readonly lastResolvedAt: Instant | null;
  /** More open incidents than were grouped. */
  readonly isCut: boolean;
}

/** Equal failures that were resolved. */
export interface ClosedGroup {
  readonly fingerprint: string;
  readonly message: string;
  readonly elementId: string;
  readonly definition: DefinitionRef;
  readonly closed: number;
  /** Of these the work was done afterwards. */
  readonly succeeded: number;
  /** No attempts are left again. */
  readonly failedAgain: number;
  /** The next attempt is not over. */
  readonly awaited: number;
  readonly lastClosedAt: Instant;
}
/** Newest first. */
export interface ClosedGroupsView {
  readonly groups: readonly ClosedGroup[];
  /** More were resolved than were grouped. */
  readonly isCut: boolean;
}

/** One incident with all that is known of its failure. */
export interface IncidentView extends IncidentRow {
  readonly annotation: string | null;
  /** Stack trace or details of the last failure. */
  readonly details: string | null;
  readonly attempts: readonly IncidentAttempt[];
  /** Version of the instance, for operations. */
  readonly version: number;
}
export interface IncidentAttempt {
  readonly key: Key;
  readonly worker: string | null;
  readonly retriesBefore: number | null;
  readonly retries: number;
  readonly message: string | null;
  readonly details: string | null;
  readonly failedAt: Instant;
}

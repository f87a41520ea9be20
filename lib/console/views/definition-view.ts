import type { FormView } from './form-view.ts';
import type { DefinitionRef, ElementCounts, Instant, Key } from './shared.ts';

export interface DefinitionRow {
  /** The newest version. */
  readonly definition: DefinitionRef;
  readonly versionTag: string | null;
  readonly dialect: 'camunda7' | 'camunda8';
  readonly tenantId: string | null;
  readonly isSuspended: boolean;
  readonly deployedAt: Instant;
  /** Over all versions. */
  readonly running: number;
  readonly incidents: number;
  readonly completed: number;
  readonly cancelled: number;
  /** Versions with running instances, newest first, at most ten. */
  readonly versionsInUse: readonly number[];
  readonly versionCount: number;
  /** Older versions of which no instance runs. */
  readonly restingVersions: number;
  /** The person has put it first. */
  readonly isStarred: boolean;
}
/** How long the newest ended instances of a version took, in milliseconds. */
export interface DefinitionDurations {
  readonly key: Key;
  readonly instances: number;
  readonly median: number;
  readonly p95: number;
  /** Medians of at most twelve parts of them, oldest first. */
  readonly line: readonly number[];
}
export interface DefinitionDurationsView {
  readonly rows: readonly DefinitionDurations[];
}
/** Whether versions of a process are still needed, newest first. */
export interface DefinitionRetirementView {
  readonly versions: readonly VersionRetirement[];
}
export interface VersionRetirement {
  readonly key: Key;
  readonly version: number;
  readonly isLatest: boolean;
  readonly isRunning: boolean;
  readonly lastStartedAt: Instant | null;
  /** Call activities of newest models that call this very version. */
  readonly callers: readonly { readonly processId: string; readonly version: number; readonly elementId: string }[];
  /** Others call it that the person does not see. */
  readonly isCalledElsewhere: boolean;
}
export interface DefinitionsView {
  readonly rows: readonly DefinitionRow[];
}

export interface DefinitionView {
  readonly definition: DefinitionRef;
  readonly versionTag: string | null;
  readonly dialect: 'camunda7' | 'camunda8';
  readonly tenantId: string | null;
  readonly isSuspended: boolean;
  readonly isLatest: boolean;
  readonly deployedAt: Instant;
  /** Camunda 8: the version is gone, what its instances did is kept. */
  readonly deletedAt: Instant | null;
  readonly resourceName: string;
  readonly historyTtlDays: number | null;
  readonly running: number;
  readonly incidents: number;
  readonly completed: number;
  readonly cancelled: number;
  readonly elements: readonly ElementCounts[];
  /** Newest first, at most 200. */
  readonly versions: readonly DefinitionVersion[];
}
export interface DefinitionVersion {
  readonly key: Key;
  readonly version: number;
  readonly versionTag: string | null;
  readonly deployedAt: Instant;
  readonly running: number;
  readonly incidents: number;
}

/** Never changes for a key: may be cached for ever. */
export interface DefinitionXmlView {
  readonly key: Key;
  readonly xml: string;
}

/** What a start dialog needs. */
export interface StartFormView {
  readonly definition: DefinitionRef;
  readonly isSuspended: boolean;
  /** False: it starts by a message or timer only, and `start` would be refused. */
  readonly hasNoneStart: boolean;
  readonly form: FormView | null;
  /** Names and types that former instances had at their start, most frequent first, at most 20. */
  readonly knownVariables: readonly { readonly name: string; readonly type: string }[];
}

/** What two models suggest: which element takes over from which. */
export interface MigrationPlanView {
  readonly mapping: readonly { readonly source: string; readonly target: string; readonly updatesTrigger: boolean }[];
}

/** What an instance was started with, to start another like it. */
export interface StartLikeView {
  readonly definition: DefinitionRef;
  readonly businessKey: string | null;
  readonly variables: readonly { readonly name: string; readonly type: string; readonly text: string | null }[];
  /** Names of those that nobody can write by hand. */
  readonly leftOut: readonly string[];
  /** It had more variables than are offered. */
  readonly isCut: boolean;
}

/** Who calls it and whom it calls, as seen in its newest instances. */
export interface DefinitionCallsView {
  readonly callers: readonly SeenCall[];
  readonly called: readonly SeenCall[];
  /** As many of its newest instances were looked at, at most. */
  readonly looked: number;
}
/** `elementId`: the call activity, in whichever of the two models it stands. */
export interface SeenCall {
  readonly definition: DefinitionRef;
  readonly elementId: string | null;
  readonly count: number;
  readonly lastAt: Instant;
}

/** How its newest ended instances went, element by element. */
export interface DefinitionStatisticsView {
  /** Ended instances that were looked at. */
  readonly instances: number;
  readonly elements: readonly ElementStatistics[];
}
export interface ElementStatistics {
  readonly elementId: string;
  readonly entries: number;
  readonly cancelled: number;
  /** Attempts of its jobs that failed. */
  readonly failures: number;
  /** Milliseconds. */
  readonly median: number;
  readonly p95: number;
  readonly longest: number;
}

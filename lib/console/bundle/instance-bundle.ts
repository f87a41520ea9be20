import type { AuditRow } from '../views/audit-view.ts';
import type { DecisionRow } from '../views/decision-view.ts';
import type { IncidentView } from '../views/incident-view.ts';
import type { InstanceView } from '../views/instance-view.ts';
import type { JobRow } from '../views/job-view.ts';
import type { Key } from '../views/shared.ts';
import type { InstanceStory } from '../views/story-view.ts';
import type { VariableHistoryView, VariableRow, VariableValueView } from '../views/variable-view.ts';

export const BUNDLE_FORMAT = 'wheelhouse-instance';
/** Raised when a reader of an older one would misread the file. */
export const BUNDLE_VERSION = 1;

/** An instance with all that it called, as one file: for support, or to be looked at where the engine is not. */
export interface InstanceBundle {
  readonly format: typeof BUNDLE_FORMAT;
  readonly version: typeof BUNDLE_VERSION;
  /** ISO 8601. */
  readonly exportedAt: string;
  readonly exportedBy: string;
  readonly rootKey: Key;
  /** The root first, then what it called. */
  readonly instances: readonly BundledInstance[];
  readonly definitions: readonly { readonly key: Key; readonly xml: string }[];
  /** What was left out, and why. */
  readonly notes: readonly string[];
}

/** What the pages of an instance read, as whoever made the file could see it. */
export interface BundledInstance {
  readonly instance: InstanceView;
  readonly story: InstanceStory | null;
  readonly variables: readonly VariableRow[];
  /** Values that are too long for `variables`. */
  readonly values: readonly VariableValueView[];
  /** Of variables that were written more than once. */
  readonly histories: readonly ({ readonly key: Key } & VariableHistoryView)[];
  readonly jobs: readonly JobRow[];
  /** Open and closed ones. */
  readonly incidents: readonly IncidentView[];
  readonly decisions: readonly DecisionRow[];
  /** Entries of the audit log; empty where the person may not read it. */
  readonly operations: readonly AuditRow[];
}

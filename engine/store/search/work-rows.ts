import type { Instant, Key, UserTaskInstance } from '../../core/state.ts';
import type { TaskTransitionEvent } from '../../graph/code.ts';
import type { Nullable, OfDefinition } from './instance-rows.ts';

/** What waits to be done or to happen, and what went wrong, as searches give it. */

export interface JobRow extends OfDefinition {
  key: Key;
  treeKey: Key | null;
  instanceKey: Key | null;
  elementInstanceKey: Key | null;
  elementId: string;
  scopeKey: Key | null;
  /** The execution that waits for it (Camunda 7). */
  executionKey: Key | null;
  /** Of a planned suspension `processId` is empty: it belongs to no definition. */
  kind: 'worker' | 'continuation' | 'timer' | 'signal' | 'plannedSuspension';
  position: string | null;
  type: string | null;
  priority: number;
  retries: number | null;
  dueAt: Instant | null;
  repeat: string | null;
  headers: Readonly<Record<string, string>>;
  isExclusive: boolean;
  isSuspended: boolean;
  worker: string | null;
  lockUntil: Instant | null;
  errorMessage: string | null;
  errorDetails: string | null;
  failedElementId: string | null;
  tenantId: string | null;
  businessKey: string | null;
  versionTag: string | null;
  createdAt: Instant;
  endedAt: Instant | null;
  outcome: 'completed' | 'errorThrown' | 'canceled' | null;
}

export interface JobAttemptRow extends OfDefinition {
  key: Key;
  jobKey: Key;
  kind: 'worker' | 'continuation' | 'timer' | 'signal';
  instanceKey: Key | null;
  worker: string | null;
  retriesBefore: number | null;
  retries: number;
  errorMessage: string | null;
  errorDetails: string | null;
  failedElementId: string | null;
  failedAt: Instant;
}

/** What was written into a field of a form (Camunda 7); without a task: of the form that started the instance. */
export interface FormFieldRow extends OfDefinition {
  key: Key;
  treeKey: Key;
  instanceKey: Key;
  elementInstanceKey: Key | null;
  elementId: string | null;
  taskKey: Key | null;
  name: string;
  value: string;
  tenantId: string | null;
  submittedAt: Instant;
}

/** Without an instance, element and definition: a task that belongs to no process. */
export interface UserTaskRow extends Nullable<OfDefinition> {
  key: Key;
  treeKey: Key;
  instanceKey: Key | null;
  elementInstanceKey: Key | null;
  elementId: string | null;
  name: string | null;
  description: string | null;
  assignee: string | null;
  owner: string | null;
  delegation: 'pending' | 'resolved' | null;
  candidateUsers: readonly string[];
  candidateGroups: readonly string[];
  dueAt: Instant | null;
  followUpAt: Instant | null;
  priority: number;
  formKey: string | null;
  formDefinitionKey: Key | null;
  transition: UserTaskInstance['transition'];
  transitionEvent: TaskTransitionEvent | null;
  tenantId: string | null;
  businessKey: string | null;
  isSuspended: boolean;
  createdAt: Instant;
  updatedAt: Instant | null;
  endedAt: Instant | null;
  durationMs: number | null;
  outcome: 'completed' | 'canceled' | null;
  deleteReason: string | null;
  /** The execution that waits, while it does (Camunda 7): of the element instance, or of the scope around it. */
  executionKey: Key | null;
  parentTaskKey: Key | null;
  /** What clients call the task that it is a part of. */
  parentTaskId: string | null;
  externalId: string | null;
  caseInstanceId: string | null;
  otherLinks: UserTaskInstance['otherLinks'];
  isEndedWithParent: boolean;
}

export interface TaskLinkRow extends Nullable<OfDefinition> {
  key: Key;
  taskKey: Key;
  /** What clients call the task. */
  taskId: string;
  instanceKey: Key | null;
  treeKey: Key | null;
  type: string;
  userId: string | null;
  groupId: string | null;
  isAdded: boolean;
  tenantId: string | null;
  at: Instant;
}

export interface SubscriptionRow extends OfDefinition {
  key: Key;
  treeKey: Key | null;
  instanceKey: Key | null;
  elementInstanceKey: Key | null;
  elementId: string;
  kind: 'message' | 'signal' | 'conditional' | 'compensate';
  name: string | null;
  correlationKey: string | null;
  eventScopeKey: Key | null;
  eventScopeKind: string | null;
  tenantId: string | null;
  createdAt: Instant;
  closedAt: Instant | null;
  updatedAt: Instant;
  /** A message has come by it (Camunda 8). */
  isCorrelated: boolean;
}

/**
 * A message that came by a subscription (Camunda 8). `key` is the message's: one message may come by several, and
 * several by one.
 */
export interface MessageCorrelationRow extends OfDefinition {
  key: Key;
  subscriptionKey: Key;
  treeKey: Key;
  instanceKey: Key;
  elementInstanceKey: Key;
  elementId: string;
  name: string;
  correlationKey: string | null;
  tenantId: string | null;
  correlatedAt: Instant;
}

/** Without an instance: of a job of a start event. */
export interface IncidentRow extends OfDefinition {
  key: Key;
  treeKey: Key | null;
  instanceKey: Key | null;
  elementId: string;
  elementInstanceKey: Key | null;
  /** The execution that is stopped, while it lives (Camunda 7). */
  executionKey: Key | null;
  jobKey: Key | null;
  type: string;
  message: string;
  configuration: string | null;
  fingerprint: string;
  failedElementId: string | null;
  tenantId: string | null;
  raisedAt: Instant;
  resolvedAt: Instant | null;
  outcome: 'resolved' | 'deleted' | null;
  annotation: string | null;
}

import type { Metrics } from './metrics.ts';
export type * from './metrics.ts';
import type { Reports } from './reports.ts';
export type * from './reports.ts';
import type { BatchKind, BatchOperation } from '../../core/batch-operation.ts';
import type { Rejection } from '../../core/decision.ts';
import type { Instant, Key, Phase, UserTaskInstance } from '../../core/state.ts';
import type { DecisionType, EvaluatedInput, EvaluatedOutput, MatchedRule } from '../../decisions/decision-outcome.ts';
import type { TaskTransitionEvent } from '../../graph/code.ts';
import type { ValueType, VariableValue } from '../../graph/variable-value.ts';

/** Reads over all that lives and has lived. Field names are those of the rows below; others are refused. */
export interface Search {
  find<C extends Concept>(concept: C, query: SearchQuery<C>): Promise<readonly Rows[C][]>;
  /** `atMost`: counting stops there, so that a list without bounds costs no scan. */
  count<C extends Concept>(
    concept: C,
    query: Pick<SearchQuery<C>, 'where'> & { readonly atMost?: number },
  ): Promise<number>;
  /** By key. null: there never was one. */
  get<C extends Concept>(concept: C, key: Key): Promise<Rows[C] | null>;
  /** The model's XML, or any resource's bytes. */
  resourceContent(resourceKey: Key): Promise<Uint8Array | null>;
  /** Changes of the tables that were applied, the first one first. */
  schemaChanges(): Promise<readonly { readonly id: string; readonly name: string; readonly at: Instant }[]>;
  readonly reports: Reports;
  readonly metrics: Metrics;
  /** Running instances of each definition that has some. */
  runningInstances(): Promise<ReadonlyMap<Key, number>>;
  /** Live tokens and open incidents per element of a definition, and how often each was completed and terminated. */
  elementStatistics(
    definitionKey: Key,
  ): Promise<
    readonly { elementId: string; active: number; incidents: number; completed: number; terminated: number }[]
  >;
}

export interface SearchQuery<C extends Concept> {
  readonly where: readonly Condition<C>[];
  readonly sort?: readonly SortBy<C>[];
  readonly limit?: number;
  readonly offset?: number;
}

export type Operator =
  | '='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'like'
  | 'notLike'
  | 'in'
  | 'notIn'
  | 'isNull'
  | 'isNotNull';
export type FieldValue = string | number | boolean | null | readonly (string | number)[];

/**
 * One condition; all of a list hold. `like` takes SQL's % and _; times are instants (numbers). On a field that holds a
 * list (candidates): `=` has this member, `in` has one of these, `like` has a member like it, `isNull` has none.
 * `in` with an empty list matches nothing, `notIn` with an empty list everything; `notIn` and `!=` leave out null.
 */
export type Condition<C extends Concept> =
  | {
      readonly field: keyof Rows[C] & string;
      readonly op: Operator;
      readonly value?: FieldValue;
      readonly ignoreCase?: boolean;
    }
  /** The instance (or for `variable`'s scope: any scope of it) has such a variable. */
  | {
      readonly variable: string;
      readonly op: '=' | '!=' | '<' | '<=' | '>' | '>=' | 'like' | 'notLike';
      readonly value: VariableValue;
      readonly ignoreNameCase?: boolean;
      readonly ignoreValueCase?: boolean;
      /** Only the row's own variables: of the task, of the execution. */
      readonly isLocal?: boolean;
      /** Only variables of the element instance that the row belongs to. */
      readonly isOfElement?: boolean;
    }
  /** There is such a variable at all, or none. */
  | { readonly variable: string; readonly isPresent: boolean; readonly isOfElement?: boolean }
  | InstancePart
  | { readonly any: readonly (readonly Condition<C>[])[] };

/** The row's instance has something for which all of `where` holds, or (`isAbsent`) nothing. */
export type InstancePart = {
  readonly [C in 'elementInstance' | 'incident' | 'job']: {
    readonly instanceHas: C;
    readonly where: readonly Condition<C>[];
    readonly isAbsent?: true;
  };
}['elementInstance' | 'incident' | 'job'];

export interface Rows {
  deployment: DeploymentRow;
  resource: ResourceRow;
  definition: DefinitionSearchRow;
  instance: InstanceRow;
  elementInstance: ElementInstanceRow;
  variable: VariableRow;
  variableHistory: VariableHistoryRow;
  decisionDefinition: DecisionDefinitionRow;
  decisionRequirements: DecisionRequirementsRow;
  decisionInstance: DecisionInstanceRow;
  form: FormDefinitionRow;
  job: JobRow;
  jobAttempt: JobAttemptRow;
  userTask: UserTaskRow;
  taskLink: TaskLinkRow;
  subscription: SubscriptionRow;
  messageCorrelation: MessageCorrelationRow;
  incident: IncidentRow;
  operation: OperationRow;
  execution: ExecutionRow;
  batch: BatchRow;
  batchItem: BatchItemRow;
}
/** By a field, or by the value of a variable of that type in the scope whose key a field holds. */
export type SortBy<C extends Concept> =
  | { readonly field: keyof Rows[C] & string; readonly order: 'asc' | 'desc'; readonly isNullLowest?: boolean }
  | {
      readonly variable: string;
      readonly type: ValueType;
      readonly of: keyof Rows[C] & string;
      readonly order: 'asc' | 'desc';
    };
export type Concept = keyof Rows;

export interface DeploymentRow {
  key: Key;
  name: string | null;
  source: string | null;
  tenantId: string | null;
  deployedAt: Instant;
}
export interface ResourceRow {
  key: Key;
  deploymentKey: Key;
  name: string;
  checksum: string;
}
export interface DefinitionSearchRow {
  key: Key;
  deploymentKey: Key;
  resourceKey: Key;
  resourceName: string;
  processId: string;
  version: number;
  name: string | null;
  versionTag: string | null;
  dialect: 'camunda7' | 'camunda8';
  tenantId: string | null;
  isSuspended: boolean;
  isLatest: boolean;
  isStartableInTasklist: boolean;
  historyTtlDays: number | null;
  deployedAt: Instant;
  category: string | null;
  starterUsers: readonly string[];
  starterGroups: readonly string[];
}
export interface FormDefinitionRow {
  key: Key;
  deploymentKey: Key;
  resourceKey: Key;
  resourceName: string;
  formId: string;
  version: number;
  versionTag: string | null;
  dialect: 'camunda7' | 'camunda8';
  tenantId: string | null;
  isLatest: boolean;
  isDeleted: boolean;
  deployedAt: Instant;
}
export interface DecisionRequirementsRow {
  key: Key;
  deploymentKey: Key;
  resourceKey: Key;
  resourceName: string;
  requirementsId: string;
  version: number;
  name: string | null;
  namespace: string | null;
  dialect: 'camunda7' | 'camunda8';
  tenantId: string | null;
  isLatest: boolean;
  deployedAt: Instant;
}
export interface DecisionDefinitionRow {
  key: Key;
  deploymentKey: Key;
  resourceKey: Key;
  resourceName: string;
  requirementsKey: Key | null;
  requirementsId: string | null;
  requirementsVersion: number | null;
  requirementsName: string | null;
  decisionId: string;
  version: number;
  name: string | null;
  namespace: string | null;
  versionTag: string | null;
  dialect: 'camunda7' | 'camunda8';
  tenantId: string | null;
  isLatest: boolean;
  historyTtlDays: number | null;
  deployedAt: Instant;
}
/** One decision that was made. Those that were made for another one have the same `evaluationKey`, in the order of `position`. */
export interface DecisionInstanceRow {
  key: Key;
  evaluationKey: Key;
  position: number;
  isRoot: boolean;
  decisionKey: Key;
  decisionId: string;
  decisionName: string | null;
  decisionVersion: number;
  requirementsKey: Key | null;
  requirementsId: string | null;
  rootDecisionKey: Key;
  type: DecisionType;
  treeKey: Key | null;
  instanceKey: Key | null;
  definitionKey: Key | null;
  processId: string | null;
  definitionVersion: number | null;
  elementInstanceKey: Key | null;
  elementId: string | null;
  tenantId: string | null;
  userId: string | null;
  evaluatedAt: Instant;
  failure: string | null;
  inputs: readonly EvaluatedInput[];
  rules: readonly MatchedRule[];
  literal: EvaluatedOutput | null;
  output: string;
  collected: string | null;
  /** When it goes, where somebody has said so; else the decision says how many days it stays. */
  removalAt: Instant | null;
  isRemovalFixed: boolean;
  historyTtlDays: number | null;
}
/** Columns of the definition and of the caller stand in the row, so that no list asks once per row. */
interface OfDefinition {
  definitionKey: Key;
  processId: string;
  definitionVersion: number;
  definitionName: string | null;
  dialect: 'camunda7' | 'camunda8';
}
type Nullable<T> = { [K in keyof T]: T[K] | null };
export interface InstanceRow extends OfDefinition {
  key: Key;
  treeKey: Key;
  parentInstanceKey: Key | null;
  parentElementInstanceKey: Key | null;
  versionTag: string | null;
  businessKey: string | null;
  tenantId: string | null;
  startElementId: string;
  isSuspended: boolean;
  startedAt: Instant;
  endedAt: Instant | null;
  durationMs: number | null;
  outcome: 'completed' | 'terminated' | null;
  isExternalEnd: boolean;
  endReason: string | null;
  incidentCount: number;
  /** The finished instance that this one took up again. */
  restartOf: Key | null;
  caseInstanceId: string | null;
  /** Of its definition. */
  historyTtlDays: number | null;
  /** Who asked for it, by the id of a person or of an API's account. */
  startedBy: string | null;
  /** When its history goes, where somebody has said so (`isRemovalFixed`): null means never. */
  removalAt: Instant | null;
  isRemovalFixed: boolean;
}
export interface ElementInstanceRow extends OfDefinition {
  key: Key;
  treeKey: Key;
  instanceKey: Key;
  elementId: string;
  kind: string;
  scopeKey: Key;
  phase: Phase;
  enteredBy: readonly string[];
  index: number | null;
  calledInstanceKey: Key | null;
  tenantId: string | null;
  startedAt: Instant;
  endedAt: Instant | null;
  durationMs: number | null;
  outcome: 'completed' | 'terminated' | 'merged' | null;
  hasIncident: boolean;
}
export interface VariableRow {
  /** `originKey`: the element instance where a token got it that has brought it along (Camunda 7). */
  key: Key;
  treeKey: Key;
  instanceKey: Key | null;
  scopeKey: Key;
  originKey: Key | null;
  definitionKey: Key | null;
  processId: string | null;
  name: string;
  type: ValueType;
  text: string | null;
  info: VariableValue['info'] | null;
  revision: number;
  writtenBy: string | null;
  tenantId: string | null;
  createdAt: Instant;
  updatedAt: Instant;
  removedAt: Instant | null;
  endedAt: Instant | null;
  /** As `endedAt`, but null for what a finished run of a multi-instance body that still runs has left (Camunda 7). */
  goneAt: Instant | null;
  /** What clients call the task that holds it, where that belongs to no instance. */
  standaloneTaskId: string | null;
  /** It came with the start of its instance. */
  isInitial: boolean;
  isHistoryDeleted: boolean;
}
export interface VariableHistoryRow {
  variableKey: Key;
  revision: number;
  instanceKey: Key | null;
  definitionKey: Key | null;
  processId: string | null;
  standaloneTaskId: string | null;
  name: string;
  scopeKey: Key;
  type: ValueType;
  text: string | null;
  info: VariableValue['info'] | null;
  writtenBy: string | null;
  writtenAt: Instant;
}
export interface JobRow extends OfDefinition {
  key: Key;
  treeKey: Key | null;
  instanceKey: Key | null;
  elementInstanceKey: Key | null;
  elementId: string;
  scopeKey: Key | null;
  /** Of a planned suspension `processId` is empty: it belongs to no definition. */
  kind: 'worker' | 'continuation' | 'timer' | 'plannedSuspension';
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
  kind: 'worker' | 'continuation' | 'timer';
  instanceKey: Key | null;
  worker: string | null;
  retriesBefore: number | null;
  retries: number;
  errorMessage: string | null;
  errorDetails: string | null;
  failedElementId: string | null;
  failedAt: Instant;
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
  name: string;
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
/** A message that came by a subscription (Camunda 8). `key` is the message's: one message may come by several, and several by one. */
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
export interface IncidentRow extends OfDefinition {
  key: Key;
  treeKey: Key;
  instanceKey: Key;
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

/** `remaining`: items that are not done, failed ones among them. */
export interface BatchRow {
  key: Key;
  kind: BatchKind;
  operation: BatchOperation;
  total: number;
  opened: number;
  remaining: number;
  failed: number;
  isSuspended: boolean;
  createdBy: string | null;
  createdAt: Instant;
  startedAt: Instant | null;
  endedAt: Instant | null;
  outcome: 'completed' | 'canceled' | null;
  removalAt: Instant | null;
}
export interface BatchItemRow {
  key: Key;
  batchKey: Key;
  kind: BatchKind;
  target: string;
  state: 'planned' | 'open' | 'done' | 'failed';
  retries: number;
  message: string | null;
  rejection: Rejection | null;
  isSuspended: boolean;
  createdAt: Instant;
  doneAt: Instant | null;
  /** Attempts that did not work, `retries` before each. */
  failures: readonly {
    readonly at: Instant;
    readonly retries: number;
    readonly message: string;
    readonly rejection: Rejection | null;
  }[];
}

/** `elementId`: what stands in it; null: it only holds others. */
export interface ExecutionRow extends OfDefinition {
  key: Key;
  instanceKey: Key;
  elementId: string | null;
  businessKey: string | null;
  isSuspended: boolean;
  tenantId: string | null;
}
/** One property that an operation changed; null: the operation alone. `id` is the row's, `operationId` groups what was done at once. */
export interface OperationRow {
  id: string;
  operationId: string;
  at: Instant;
  operation: string;
  actorId: string | null;
  instanceKey: Key | null;
  treeKey: Key | null;
  definitionKey: Key | null;
  processId: string | null;
  definitionVersion: number | null;
  deploymentKey: Key | null;
  targetKind: string | null;
  targetKey: string | null;
  property: string | null;
  before: string | null;
  after: string | null;
  annotation: string | null;
  /** What clients call a task that belongs to no process. */
  taskId: string | null;
}

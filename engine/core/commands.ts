import type { Variables } from '../graph/variable-value.ts';
import type { MigrationPlan } from './migration/migration-plan.ts';
import type { ModificationInstruction, StartInstruction } from './modification.ts';
import type { StartCause } from './start-cause.ts';
import type { Instant, Key, UserTaskInstance } from './state.ts';

/** What can be asked of one process tree. Each is one file in `core/commands/`, named after its type. */
export type Command =
  | StartInstance
  | CancelInstance
  | CompleteJob
  | FailJob
  | ThrowJobError
  | SetJobRetries
  | SetJobDueDate
  | SetJobPriority
  | SetJobSuspension
  | RecalculateJobDueDate
  | DeleteJob
  | ExecuteJob
  | SetInstanceSuspension
  | CorrelateMessage
  | TriggerSignal
  | SetVariables
  | ClaimUserTask
  | AssignUserTask
  | CompleteUserTask
  | UpdateUserTask
  | CreateTask
  | DeleteTask
  | ThrowTaskError
  | ThrowTaskEscalation
  | DelegateUserTask
  | ResolveUserTask
  | SignalElement
  | ResolveIncident
  | CreateIncident
  | AnnotateIncident
  | ModifyInstance
  | MigrateInstance
  | ActivateAdHocElements;

export type { Variables };

export type CommandType = Command['type'];

/** Creates the tree. The keys come with the command so that the caller knows them before the commit. */
export interface StartInstance extends Skipping {
  readonly type: 'startInstance';
  readonly instanceKey: Key;
  readonly definitionKey: Key;
  readonly businessKey: string | null;
  readonly tenantId: string | null;
  readonly variables: Variables;
  /** They were filled into the form of the start event, which checks and converts them (Camunda 7). */
  readonly isForm?: boolean;
  /** Undefined: the none start event (Camunda 7 falls back to the only start there is). */
  readonly startElementId?: string;
  readonly initiator?: string | null;
  /** The buffered message that starts it. */
  readonly message?: { readonly messageKey: Key; readonly correlationKey: string | null };
  /** Where to begin instead of at a start event. */
  readonly instructions?: readonly StartInstruction[];
  /** The finished instance that this one takes up again. */
  readonly restartOf?: Key;
  readonly cause?: StartCause;
  /** A word of the client's (Camunda 7). */
  readonly caseInstanceId?: string | null;
  /** The start timer's job, which ends or repeats with it (`nextDueAt`). */
  readonly startedByJobKey?: Key;
  /** The result has the variables of the instance itself, as the command leaves them. */
  readonly returnsVariables?: boolean;
}

export interface CancelInstance extends Skipping {
  readonly type: 'cancelInstance';
  readonly instanceKey: Key;
  readonly reason: string | null;
  /** Camunda 8 refuses called instances; Camunda 7 ends the caller with them. */
  readonly onlyRoot: boolean;
  /** What it called goes on without it. */
  readonly keepsCalled?: boolean;
}

/** `worker` undefined: not checked (Camunda 8). A lease that somebody else holds is a rejection. */
export interface CompleteJob {
  readonly type: 'completeJob';
  readonly jobKey: Key;
  readonly worker?: string;
  readonly variables: Variables;
  readonly localVariables?: Variables;
  /** What the worker of an ad-hoc sub-process wants to happen next (Camunda 8). */
  readonly adHoc?: AdHocResult;
  /** What a listener of a task says of what is about to happen to it (Camunda 8). */
  readonly ofTask?: TaskListenerResult;
}
/** `denied`: why not, perhaps in no words. */
export interface TaskListenerResult {
  readonly denied?: string;
  readonly corrections: TaskCorrections;
}
export type TaskCorrections = Partial<
  Pick<UserTaskInstance, 'assignee' | 'candidateUsers' | 'candidateGroups' | 'dueAt' | 'followUpAt' | 'priority'>
>;
export interface AdHocResult {
  readonly activate: readonly { readonly elementId: string; readonly variables: Variables }[];
  readonly isFulfilled: boolean;
  readonly cancelsRemaining: boolean;
}
/** Somebody activates elements of a running ad-hoc sub-process (Camunda 8). */
export interface ActivateAdHocElements {
  readonly type: 'activateAdHocElements';
  readonly elementInstanceKey: Key;
  readonly activate: readonly { readonly elementId: string; readonly variables: Variables }[];
  /** What is active in it already is ended first. */
  readonly cancelsRemaining: boolean;
}
export interface FailJob {
  readonly type: 'failJob';
  readonly jobKey: Key;
  readonly worker?: string;
  /** What is left, as the worker says: it does the counting. */
  readonly retries: number;
  readonly retryAfterMs: number;
  readonly errorMessage: string | null;
  readonly errorDetails: string | null;
  readonly variables?: Variables;
  readonly localVariables?: Variables;
}
export interface ThrowJobError {
  readonly type: 'throwJobError';
  readonly jobKey: Key;
  readonly worker?: string;
  readonly errorCode: string;
  readonly errorMessage: string | null;
  readonly variables: Variables;
}
export interface SetJobRetries {
  readonly type: 'setJobRetries';
  readonly jobKey: Key;
  readonly retries: number;
}
export interface SetJobPriority {
  readonly type: 'setJobPriority';
  readonly jobKey: Key;
  readonly priority: number;
}
/** One timer or continuation rests, whatever its instance does. */
export interface SetJobSuspension {
  readonly type: 'setJobSuspension';
  readonly jobKey: Key;
  readonly isSuspended: boolean;
}
/** Computes a timer's due date anew from its model, from now on or from the timer's creation. */
export interface RecalculateJobDueDate {
  readonly type: 'recalculateJobDueDate';
  readonly jobKey: Key;
  readonly isFromCreation: boolean;
}
/** A job that nobody will ever run: its token stays where it is. */
export interface DeleteJob {
  readonly type: 'deleteJob';
  readonly jobKey: Key;
}
/** The instance's work, tasks, timers and messages rest; instances that it called go on unless they are included. */
export interface SetInstanceSuspension {
  readonly type: 'setInstanceSuspension';
  readonly instanceKey: Key;
  readonly isSuspended: boolean;
  readonly includesCalled?: boolean;
}
export interface SetJobDueDate {
  readonly type: 'setJobDueDate';
  readonly jobKey: Key;
  readonly dueAt: Instant | null;
}
/** A due timer or continuation, by the executor or by request. A failure is recorded and told in the result. */
export interface ExecuteJob {
  readonly type: 'executeJob';
  readonly jobKey: Key;
  readonly worker?: string;
}

export interface CorrelateMessage {
  readonly type: 'correlateMessage';
  readonly subscriptionKey: Key;
  readonly variables: Variables;
  readonly localVariables?: Variables;
  readonly variablesOfTriggeredScope?: Variables;
  /** Set for a buffered message: it goes to each process once. */
  readonly messageKey?: Key;
  /** The result has the variables of the instance itself, as the command leaves them. */
  readonly returnsVariables?: boolean;
}
export interface TriggerSignal {
  readonly type: 'triggerSignal';
  readonly subscriptionKey: Key;
  /** Others of the tree that it reaches before any of them goes on (Camunda 8). */
  readonly together?: readonly Key[];
  readonly variables: Variables;
  /** Thrown asynchronously: intermediate events of Camunda 7 have it by a job of theirs. */
  readonly isAsync?: boolean;
}

/**
 * `scopeKey` is an instance, element instance, user task, or a continuation that is a token beside others. `local`:
 * exactly there; otherwise each goes to the nearest scope that has it, else to the instance.
 */
export interface SetVariables {
  readonly type: 'setVariables';
  readonly scopeKey: Key;
  readonly variables: Variables;
  readonly removals: readonly string[];
  readonly local: boolean;
}

/** What the client calls what it does; listeners of the task are told (Camunda 8). */
export interface TaskAction {
  readonly action?: string;
}
/** `userId` null releases the task. Claiming what somebody else has is a rejection. */
export interface ClaimUserTask extends TaskAction {
  readonly type: 'claimUserTask';
  readonly taskKey: Key;
  readonly userId: string | null;
}
export interface AssignUserTask extends TaskAction {
  readonly type: 'assignUserTask';
  readonly taskKey: Key;
  readonly userId: string | null;
}
export interface CompleteUserTask extends TaskAction {
  readonly type: 'completeUserTask';
  readonly taskKey: Key;
  readonly variables: Variables;
  /**
   * They were filled into the form of the task, which checks and converts them; a delegated task goes back to its owner
   * (Camunda 7).
   */
  readonly isForm?: boolean;
  /** The result has the variables of the instance itself, as the command leaves them. */
  readonly returnsVariables?: boolean;
}
export interface UpdateUserTask extends TaskAction {
  readonly type: 'updateUserTask';
  readonly taskKey: Key;
  readonly changes: Partial<{
    otherLinks: UserTaskInstance['otherLinks'];
    parentTaskKey: Key | null;
    caseInstanceId: string | null;
    name: string | null;
    description: string | null;
    assignee: string | null;
    delegation: UserTaskInstance['delegation'];
    owner: string | null;
    candidateUsers: readonly string[];
    candidateGroups: readonly string[];
    dueAt: Instant | null;
    followUpAt: Instant | null;
    priority: number;
  }>;
}

/**
 * A task that belongs to no process (Camunda 7): a part of another task, or the root of a tree of its own. The key
 * comes with the command.
 */
export interface CreateTask {
  readonly type: 'createTask';
  readonly taskKey: Key;
  readonly parentTaskKey: Key | null;
  readonly tenantId: string | null;
  /** What its maker calls it; refused when there is or was a task of that name. */
  readonly externalId: string | null;
  readonly attributes: Pick<
    UserTaskInstance,
    | 'name'
    | 'description'
    | 'assignee'
    | 'owner'
    | 'delegation'
    | 'dueAt'
    | 'followUpAt'
    | 'priority'
    | 'caseInstanceId'
  >;
}
/** Only one that belongs to no process: a task of a process ends as its model says. */
export interface DeleteTask {
  readonly type: 'deleteTask';
  readonly taskKey: Key;
}

/** An error or escalation that somebody reports at a task (Camunda 7). */
export interface ThrowTaskError {
  readonly type: 'throwTaskError';
  readonly taskKey: Key;
  readonly errorCode: string;
  readonly errorMessage: string | null;
  readonly variables: Variables;
}
export interface ThrowTaskEscalation {
  readonly type: 'throwTaskEscalation';
  readonly taskKey: Key;
  readonly escalationCode: string;
  readonly variables: Variables;
}

export interface DelegateUserTask {
  readonly type: 'delegateUserTask';
  readonly taskKey: Key;
  readonly userId: string | null;
}
export interface ResolveUserTask {
  readonly type: 'resolveUserTask';
  readonly taskKey: Key;
  readonly variables: Variables;
}
export interface SignalElement {
  readonly type: 'signalElement';
  readonly elementInstanceKey: Key;
  readonly variables: Variables;
}

/** The key comes with the command so that the caller can show what it made. */
export interface CreateIncident {
  readonly type: 'createIncident';
  readonly incidentKey: Key;
  readonly elementInstanceKey: Key;
  readonly incidentType: string;
  readonly configuration: string | null;
  readonly message: string | null;
}
export interface AnnotateIncident {
  readonly type: 'annotateIncident';
  readonly incidentKey: Key;
  readonly annotation: string | null;
}
/** Tries again what the incident stopped. Camunda 7's job incidents end by `setJobRetries` instead. */
export interface ResolveIncident {
  readonly type: 'resolveIncident';
  readonly incidentKey: Key;
}

/** What a step leaves out because a person asks so: the model's own listeners, and its input and output mappings. */
export interface Skipping {
  readonly skipsListeners?: boolean;
  readonly skipsMappings?: boolean;
}

/**
 * Moves tokens by hand. Camunda 7 does one instruction after the other; Camunda 8 starts all, and cancels before they
 * begin.
 */
export interface ModifyInstance extends Skipping {
  readonly type: 'modifyInstance';
  readonly instanceKey: Key;
  readonly instructions: readonly ModificationInstruction[];
  /** Why the instance ends, should nothing be left of it. */
  readonly reason: string | null;
  /** One of many: Camunda 7 calls such an end the engine's own. */
  readonly isOneOfMany?: boolean;
}

/** Takes a running instance over to another definition; `plan` must hold for both. */
export interface MigrateInstance extends Skipping {
  readonly type: 'migrateInstance';
  readonly instanceKey: Key;
  readonly plan: MigrationPlan;
}

import type { ElementKind } from '../graph/element.ts';
import type { TaskTransitionEvent } from '../graph/code.ts';
import type { Payload } from './payload.ts';
import type { VariableValue } from '../graph/variable-value.ts';

/**
 * A key: the decimal digits of a 64-bit number, always 16 digits, so that texts compare like numbers and later keys
 * are greater. Given out by the shell in blocks (`facts.newKey`).
 */
export type Key = string;

/** Milliseconds since 1970, UTC. */
export type Instant = number;

/**
 * Everything alive in one process tree: a root instance with all the instances that it called. Rows of what has
 * ended are not in here. Immutable for readers; only `evolve` makes the next state.
 */
export interface TreeState {
  readonly treeKey: Key;
  /** Expected by the committer; 0 before the first commit. */
  readonly version: number;
  readonly instances: ReadonlyMap<Key, Instance>;
  readonly elements: ReadonlyMap<Key, ElementInstance>;
  readonly variables: ReadonlyMap<Key, Variable>;
  readonly jobs: ReadonlyMap<Key, Job>;
  readonly userTasks: ReadonlyMap<Key, UserTaskInstance>;
  readonly subscriptions: ReadonlyMap<Key, Subscription>;
  readonly incidents: ReadonlyMap<Key, Incident>;

  // Derived from the maps above, kept by `evolve`, built by `treeOf` after a load. An entry is never empty.

  /** Variables by the scope that holds them, then by name. */
  readonly variablesByScope: ReadonlyMap<Key, ReadonlyMap<string, Variable>>;
  /** Tokens by flow scope: element instances, and continuation jobs, which are tokens too. */
  readonly tokensByScope: ReadonlyMap<Key, ReadonlySet<Key>>;
  /** Jobs, user tasks, subscriptions and incidents by the element instance (or continuation job) that they hang on. */
  readonly attachedTo: ReadonlyMap<Key, ReadonlySet<Key>>;
}

/** `Job.dueAt` of a job that an incident keeps from being taken while its retries stay as they are. */
export const NOT_UNTIL_RESOLVED: Instant = 253_402_214_400_000; // 9999-12-31

/**
 * `Job.dueAt` of a job that may be taken again since its uncaught error was resolved: Camunda 8 tells of the error
 * until something else happens to it.
 */
export const RELEASED_AFTER_ERROR: Instant = 0;

/**
 * `Job.dueAt` of a job that still rests for its uncaught error after its instance was migrated or it was given
 * attempts: Camunda 8 tells of the error no more.
 */
export const NOT_UNTIL_RESOLVED_ERROR_UNTOLD: Instant = NOT_UNTIL_RESOLVED + 1;

/**
 * `Job.dueAt` of a job that the model gives no attempts: workers of Camunda 8 may take it all the same, until it fails
 * or is given some.
 */
export const FREE_WITHOUT_RETRIES: Instant = 1;

export interface Instance {
  readonly key: Key;
  readonly treeKey: Key;
  readonly definitionKey: Key;
  /** The call activity's element instance and its instance, for a called instance. */
  readonly parentElementInstanceKey: Key | null;
  readonly parentInstanceKey: Key | null;
  readonly businessKey: string | null;
  readonly tenantId: string | null;
  readonly isSuspended: boolean;
  readonly startedAt: Instant;
  readonly startElementId: string;
  /** The finished instance that this one takes up again. */
  readonly restartOf: Key | null;
  /** A word of the client's for a case that this engine does not have. */
  readonly caseInstanceId: string | null;
}

/**
 * `multiInstanceBody` stands around the inner instances of an activity, with the same element id; `adHocInnerInstance`
 * around each
 * thing that an ad-hoc sub-process has activated, with the id of that.
 */
export type ElementInstanceKind = ElementKind | 'multiInstanceBody' | 'adHocInnerInstance';

/**
 * arriving: a token that waits at a join (Camunda 8 shows none of them until the join opens); compensating: a completed
 * scope of Camunda 7 that lives once more while what is in it is undone; history knows nothing of it; activating,
 * completing: stopped by an incident in that step; active: waits or works; terminating: on its way to its end, for
 * which it waits until listeners of a task in it are done (Camunda 8).
 */
export type Phase = 'arriving' | 'compensating' | 'activating' | 'active' | 'completing' | 'terminating';

export interface ElementInstance {
  readonly key: Key;
  readonly instanceKey: Key;
  readonly elementId: string;
  readonly kind: ElementInstanceKind;
  /**
   * Flow scope: the instance, a sub-process, a multi-instance body, or what stands around something activated in an
   * ad-hoc sub-process.
   */
  readonly scopeKey: Key;
  readonly phase: Phase;
  /** Sequence flows by which the tokens came; empty for starts, boundary events and inner instances. */
  readonly enteredBy: readonly string[];
  readonly startedAt: Instant;
  /** Inner instance of a multi-instance body: its number from 0. */
  readonly index: number | null;
  /** Small state of the kind, `multiInstanceBody`'s counters say. */
  readonly data: ElementData | null;
  readonly calledInstanceKey: Key | null;
}

export interface ElementData {
  readonly total?: number;
  readonly started?: number;
  readonly completed?: number;
  readonly terminated?: number;
  /** Listeners before and after the work that workers have done already. */
  readonly startListeners?: number;
  readonly endListeners?: number;
  /** Inner instances that were added by hand; they come after the items and have none. */
  readonly added?: number;
  /** Items of the collection as JSON texts, where the collection is read once. */
  readonly items?: readonly string[];
  /** An ad-hoc sub-process has begun: what is tried again of it does not begin anew. */
  readonly hasBegun?: boolean;
  /** Its worker has said that it is done with the last that is active in it. */
  readonly isFulfilled?: boolean;
  /** An event sub-process that its listeners or an incident keep from beginning: what its trigger brought. */
  readonly brought?: Payload;
  /** Of the outermost that is terminating: what happens when it has ended. */
  readonly afterwards?: AfterEnd;
  /** Waits at a join, but holds up its scope no longer: something was started by hand in its place (Camunda 8). */
  readonly isReplaced?: true;
  /** The error, message or timer that a boundary event or event caught, for outputs and for people. */
  readonly caught?: { readonly code?: string; readonly message?: string };
}

/**
 * What a termination makes room for, once nothing of what it ends is left: a boundary event, or an event sub-process in
 * the scope around; that scope completes, or ends with its instance; what an ad-hoc sub-process does next; or it was
 * taken away by hand.
 */
export type AfterEnd =
  | { readonly kind: 'boundaryEvent' | 'eventSubProcess'; readonly elementId: string; readonly payload: Payload }
  | { readonly kind: 'scopeCompletes' | 'adHocGoesOn' }
  | { readonly kind: 'instanceEnds' | 'takenAway'; readonly reason: string | null; readonly isExternal: boolean };

export interface Variable {
  readonly key: Key;
  /** null: of a task that belongs to no instance. */
  readonly instanceKey: Key | null;
  /** The instance, an element instance, or a user task (its local variables, which end with it). */
  readonly scopeKey: Key;
  readonly name: string;
  readonly value: VariableValue;
  /** Counts from 1 with every write. */
  readonly revision: number;
  /**
   * Where the token that it belongs to got it (Camunda 7): it was there before the scope that holds it began, and goes
   * on when that ends.
   */
  readonly originKey?: Key;
}

/**
 * worker: an external task (7) or a job (8), leased by workers. continuation: an asynchronous continuation, which is
 * itself the token while it waits. timer: of an event, or of a definition's timer start (then there is no tree).
 * signal: one that was thrown asynchronously and has reached an intermediate event, or a definition's start event (then
 * there is no tree); what it brought is not in it.
 */
export type JobKind = 'worker' | 'continuation' | 'timer' | 'signal';

/**
 * A listener before or after the element's work, or of its task; or the question what an ad-hoc sub-process does next.
 */
export type WorkerPosition = 'startListener' | 'endListener' | `${TaskTransitionEvent}Listener` | 'adHocSubProcess';

export interface Job {
  readonly key: Key;
  readonly kind: JobKind;
  readonly instanceKey: Key;
  /**
   * The element's instance, or who waits (`Subscription` says it); null for `continuation`, whose element instance is
   * not there yet or no more.
   */
  readonly elementInstanceKey: Key | null;
  readonly elementId: string;
  readonly scopeKey: Key;
  /** Of a continuation: where it stands. Of `worker`: what else it is than the element's work, a listener say. */
  readonly position: 'before' | 'after' | 'innerBefore' | 'innerAfter' | WorkerPosition | null;
  /** Flows by which the token came; of a continuation `after`: the flow that it will take. */
  readonly enteredBy: readonly string[];
  readonly index: number | null;
  /** Topic or job type of `worker`; of a timer that only calls a listener of its task, the listener's id. */
  readonly type: string | null;
  readonly priority: number;
  /** null: no failure yet and not limited (Camunda 7's external tasks). */
  readonly retries: number | null;
  /** Not before this moment: a timer's due date, a back-off's end. */
  readonly dueAt: Instant | null;
  /** Cycles that are left, with the interval: `R3/PT1H` as written. */
  readonly repeat: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly errorMessage: string | null;
  readonly isExclusive: boolean;
  /**
   * Rests until somebody activates it: by itself, with its instance, or because its job definition was suspended when
   * it was made.
   */
  readonly isSuspended: boolean;
  readonly createdAt: Instant;
}

/**
 * Work that waits for a person: where a token waits at a user task, or a task that somebody made by hand (Camunda 7).
 */
export type UserTaskInstance = ProcessTask | StandaloneTask;

interface TaskBase {
  readonly key: Key;
  readonly name: string | null;
  readonly description: string | null;
  readonly assignee: string | null;
  readonly owner: string | null;
  /** Given to somebody on behalf of the owner, or given back by him (Camunda 7). */
  readonly delegation: 'pending' | 'resolved' | null;
  readonly candidateUsers: readonly string[];
  readonly candidateGroups: readonly string[];
  /** Who else has to do with it, by words of the client's own (Camunda 7). */
  readonly otherLinks: readonly TaskLink[];
  readonly dueAt: Instant | null;
  readonly followUpAt: Instant | null;
  readonly priority: number;
  readonly formKey: string | null;
  /** The version of a deployed form that it is filled in by (Camunda 8). */
  readonly formDefinitionKey: Key | null;
  /** Its listeners are asked, or have denied the last thing that was asked of it (Camunda 8). */
  readonly transition: TaskTransition | DeniedTransition | null;
  /** The task that it is a part of, and ends with; in the same tree. */
  readonly parentTaskKey: Key | null;
  /** A word of the client's for a case that this engine does not have. */
  readonly caseInstanceId: string | null;
  readonly createdAt: Instant;
}

export interface ProcessTask extends TaskBase {
  readonly instanceKey: Key;
  readonly elementInstanceKey: Key;
  readonly elementId: string;
}

/**
 * Belongs to no instance: it lives in the tree of the task that it is a part of, else it is the root of a tree of its
 * own.
 */
export interface StandaloneTask extends TaskBase {
  readonly instanceKey: null;
  readonly elementInstanceKey: null;
  readonly elementId: null;
  readonly tenantId: string | null;
  /** What its maker calls it; no two tasks have the same. */
  readonly externalId: string | null;
}

export interface TaskLink {
  readonly type: string;
  readonly userId: string | null;
  readonly groupId: string | null;
}

/** What can be changed of a task. */
export type TaskAttributes = Partial<Omit<TaskBase, 'key' | 'transition' | 'createdAt'>>;

/** What waits for the listeners of a task: it happens when the last of them is done. */
export interface TaskTransition {
  readonly key: Key;
  readonly event: TaskTransitionEvent;
  readonly listenersDone: number;
  /** What the client calls it; empty where the model asks for it. */
  readonly action: string;
  /** With what the listeners have corrected so far. */
  readonly changes: TaskAttributes;
  readonly cause?: 'claim' | 'assign';
  /** Of `creating`: whom the model gives the task to, as soon as it is there. */
  readonly nextAssignee?: string;
  /** Of `completing` what the client brought, of `updating` what is set at the task's element. */
  readonly variables?: Readonly<Record<string, VariableValue>>;
  /** Of `updating`: they go no further out than that element. */
  readonly staysLocal?: boolean;
}
export interface DeniedTransition {
  readonly key: Key;
  readonly denied: string;
}

export interface Subscription {
  readonly key: Key;
  /** `compensate`: an activity that has completed and can be undone. */
  readonly kind: 'message' | 'signal' | 'conditional' | 'compensate';
  /** Empty for a condition; null: an expression of Camunda 7 gave none, and nothing is received by it. */
  readonly name: string | null;
  readonly correlationKey: string | null;
  readonly instanceKey: Key;
  /**
   * Who waits: for a boundary event the activity that it is attached to, for an event sub-process the scope around it,
   * which may be the instance.
   */
  readonly elementInstanceKey: Key;
  /**
   * The event: a boundary event's own id. To compensate: the activity that undoes; of a completed scope that is undone
   * by what is in it, the scope itself. `name` is the activity that has completed.
   */
  readonly elementId: string;
  /**
   * To compensate a completed scope: what it knew. Its variables and the compensations in it have this key as their
   * scope.
   */
  readonly eventScope: { readonly key: Key; readonly kind: ElementInstanceKind } | null;
  readonly createdAt: Instant;
}

/** Camunda 7's two, and Camunda 8's error types. */
export type IncidentType =
  | 'failedJob'
  | 'failedExternalTask'
  | 'IO_MAPPING_ERROR'
  | 'JOB_NO_RETRIES'
  | 'CONDITION_ERROR'
  | 'EXTRACT_VALUE_ERROR'
  | 'CALLED_ELEMENT_ERROR'
  | 'EXECUTION_LISTENER_NO_RETRIES'
  | 'TASK_LISTENER_NO_RETRIES'
  | 'AD_HOC_SUB_PROCESS_NO_RETRIES'
  | 'UNHANDLED_ERROR_EVENT'
  | 'MESSAGE_SIZE_EXCEEDED'
  | 'CALLED_DECISION_ERROR'
  | 'DECISION_EVALUATION_ERROR'
  | 'FORM_NOT_FOUND'
  | 'STEP_LIMIT_EXCEEDED';

export interface Incident {
  readonly key: Key;
  /** Of the engine's own incidents an `IncidentType`; one that was reported from outside has its reporter's word. */
  readonly type: string;
  readonly message: string;
  /**
   * What a reported incident refers to, or whether a process stopped at its start or end listeners or a task at its
   * own; null: the engine's own, which refer to their job.
   */
  readonly configuration: string | null;
  readonly instanceKey: Key;
  readonly elementId: string;
  /** The element instance that is stopped; null where a continuation is (then `jobKey`). */
  readonly elementInstanceKey: Key | null;
  readonly jobKey: Key | null;
  /** Of a job that runs by itself: the element at which the attempt failed, perhaps one further on. */
  readonly failedElementId: string | null;
  readonly raisedAt: Instant;
}

import type { EvaluatedDecision } from '../decisions/decision-outcome.ts';
import type { VariableValue } from '../graph/variable-value.ts';
import type { StartCause } from './start-cause.ts';
import type {
  ElementInstance,
  Incident,
  Instance,
  Instant,
  Job,
  Key,
  Phase,
  Subscription,
  TaskAttributes,
  UserTaskInstance,
  Variable,
  ElementData,
} from './state.ts';

/**
 * The only output of the core. `evolve` applies an event to the state in memory, `store/rows-of` turns the same event
 * into row changes. Every event says when it happened; events of one command share one moment.
 */
export type EngineEvent =
  | InstanceCreated
  | InstanceChanged
  | InstanceMigrated
  | InstanceEnded
  | ElementActivated
  | ElementChanged
  | ElementEnded
  | VariableSet
  | VariableRemoved
  | JobCreated
  | JobChanged
  | JobFailed
  | JobEnded
  | UserTaskCreated
  | UserTaskChanged
  | UserTaskEnded
  | SubscriptionOpened
  | SubscriptionMoved
  | SubscriptionClosed
  | MessageCorrelated
  | SignalThrown
  | DecisionEvaluated
  | FormSubmitted
  | IncidentRaised
  | IncidentAnnotated
  | IncidentResolved;

export type EventType = EngineEvent['type'];

interface EventBase {
  readonly at: Instant;
}

/** `isRequested`: somebody started it, not a timer, message, signal or caller. */
export interface InstanceCreated extends EventBase {
  readonly type: 'instanceCreated';
  readonly instance: Instance;
  readonly isRequested?: boolean;
  readonly cause?: StartCause;
}
export interface InstanceChanged extends EventBase {
  readonly type: 'instanceChanged';
  readonly instanceKey: Key;
  readonly changes: Partial<
    Pick<Instance, 'businessKey' | 'isSuspended' | 'definitionKey' | 'parentInstanceKey' | 'parentElementInstanceKey'>
  >;
}
/** The instance goes on in another definition, with all that lives in it. Who has no entry here stays where it is. */
export interface InstanceMigrated extends EventBase {
  readonly type: 'instanceMigrated';
  readonly instanceKey: Key;
  readonly definitionKey: Key;
  readonly elements: readonly MovedElement[];
  readonly jobs: readonly MovedJob[];
  readonly userTasks: readonly MovedWait[];
  readonly subscriptions: readonly MovedWait[];
  readonly incidents: readonly MovedWait[];
}
export type MovedElement = Pick<ElementInstance, 'key' | 'elementId' | 'kind' | 'scopeKey' | 'index'>;
export interface MovedJob {
  readonly key: Key;
  readonly elementId: string;
  readonly scopeKey: Key;
}
export interface MovedWait {
  readonly key: Key;
  readonly elementId: string;
}
/**
 * `terminated` from outside by a person or client (`isExternal`), or by the model (error, terminate, a caller's end).
 */
export interface InstanceEnded extends EventBase {
  readonly type: 'instanceEnded';
  readonly instanceKey: Key;
  readonly outcome: 'completed' | 'terminated';
  readonly isExternal: boolean;
  readonly reason: string | null;
}

export interface ElementActivated extends EventBase {
  readonly type: 'elementActivated';
  readonly element: ElementInstance;
}
export interface ElementChanged extends EventBase {
  readonly type: 'elementChanged';
  readonly elementInstanceKey: Key;
  readonly changes: Partial<{
    phase: Phase;
    data: ElementData | null;
    calledInstanceKey: Key | null;
    enteredBy: readonly string[];
  }>;
}
/** `merged`: a token that went up in another one at a join; history shows nothing of it. */
export interface ElementEnded extends EventBase {
  readonly type: 'elementEnded';
  readonly elementInstanceKey: Key;
  readonly outcome: 'completed' | 'terminated' | 'merged';
}

/** Created or overwritten: the variable as it is from now on. `writtenBy` is the element that wrote it, for people. */
export interface VariableSet extends EventBase {
  readonly type: 'variableSet';
  readonly variable: Variable;
  readonly before: VariableValue | null;
  readonly writtenBy: string | null;
}
/** Removed by a command. Variables of an ended scope are not removed: they end with their scope. */
export interface VariableRemoved extends EventBase {
  readonly type: 'variableRemoved';
  readonly variableKey: Key;
  readonly writtenBy: string | null;
}

export interface JobCreated extends EventBase {
  readonly type: 'jobCreated';
  readonly job: Job;
}
/**
 * Retries, due date, priority set from outside or by a back-off; a failed timer that its cycle has left behind.
 * `releasesLease`: whoever holds it no longer does.
 */
export interface JobChanged extends EventBase {
  readonly type: 'jobChanged';
  readonly jobKey: Key;
  readonly releasesLease: boolean;
  readonly changes: Partial<Pick<Job, 'retries' | 'dueAt' | 'priority' | 'errorMessage' | 'isSuspended' | 'repeat'>>;
}
/** An attempt that did not work, with what is left. The lease ends; `dueAt` says when the job may be taken again. */
export interface JobFailed extends EventBase {
  readonly type: 'jobFailed';
  readonly jobKey: Key;
  readonly worker: string | null;
  readonly retries: number;
  readonly dueAt: Instant | null;
  readonly errorMessage: string | null;
  readonly errorDetails: string | null;
  /**
   * The element at which the attempt of a continuation or timer failed, perhaps one further on; null: told by a worker.
   */
  readonly failedElementId: string | null;
  /** Retries before this failure: Camunda 7's log shows these. */
  readonly retriesBefore: number | null;
}
export interface JobEnded extends EventBase {
  readonly type: 'jobEnded';
  readonly jobKey: Key;
  readonly outcome: 'completed' | 'errorThrown' | 'canceled';
  readonly worker: string | null;
}

export interface UserTaskCreated extends EventBase {
  readonly type: 'userTaskCreated';
  readonly task: UserTaskInstance;
}
/** `cause`: somebody took the task or was given it, for the operation log. */
export interface UserTaskChanged extends EventBase {
  readonly type: 'userTaskChanged';
  readonly taskKey: Key;
  readonly cause?: 'claim' | 'assign';
  readonly changes: TaskAttributes & Partial<Pick<UserTaskInstance, 'transition'>>;
}
export interface UserTaskEnded extends EventBase {
  readonly type: 'userTaskEnded';
  readonly taskKey: Key;
  readonly outcome: 'completed' | 'canceled';
  /** Why it was canceled, where that is known. */
  readonly reason?: string;
}

export interface SubscriptionOpened extends EventBase {
  readonly type: 'subscriptionOpened';
  readonly subscription: Subscription;
}
/** What can be undone in a scope that completes is kept by what is left of that scope. */
export interface SubscriptionMoved extends EventBase {
  readonly type: 'subscriptionMoved';
  readonly subscriptionKey: Key;
  readonly elementInstanceKey: Key;
}
/** `isScopeKept`: what it knew of a completed scope lives on, as an element instance. */
export interface SubscriptionClosed extends EventBase {
  readonly type: 'subscriptionClosed';
  readonly subscriptionKey: Key;
  readonly isScopeKept?: boolean;
}
/**
 * A published message went to an instance of this process; it does not go to a second one of the same process.
 * `startKey`: it started the instance, and while that lives its correlation key starts no second one.
 */
export interface MessageCorrelated extends EventBase {
  readonly type: 'messageCorrelated';
  readonly messageKey: Key;
  readonly processId: string;
  readonly instanceKey: Key;
  readonly startKey: string | null;
  readonly subscriptionKey: Key | null;
}

/**
 * A throwing signal event was reached: what waits in its own tree has it, and after the commit the shell broadcasts it
 * to all others that wait. Changes no state.
 */
export interface SignalThrown extends EventBase {
  readonly type: 'signalThrown';
  readonly name: string;
  readonly instanceKey: Key;
  readonly tenantId: string | null;
  /** Of the instances that it starts. */
  readonly businessKey: string | null;
  readonly variables: Readonly<Record<string, VariableValue>>;
  /** Thrown asynchronously (Camunda 7). */
  readonly isAsync: boolean;
}

/**
 * A business rule task has asked for a decision: what was decided on the way, and perhaps why it could not be. Changes
 * no state.
 */
export interface DecisionEvaluated extends EventBase {
  readonly type: 'decisionEvaluated';
  readonly instanceKey: Key;
  readonly elementInstanceKey: Key;
  readonly elementId: string;
  readonly evaluation: DecisionEvaluation;
}

/** Somebody has filled in a form (Camunda 7): the texts that were sent, by their fields. Changes no state. */
export interface FormSubmitted extends EventBase {
  readonly type: 'formSubmitted';
  readonly instanceKey: Key;
  /** null: the form started the instance. */
  readonly task: { readonly key: Key; readonly elementInstanceKey: Key; readonly elementId: string } | null;
  readonly fields: Readonly<Record<string, string>>;
}

export interface DecisionEvaluation {
  readonly key: Key;
  readonly tenantId: string | null;
  readonly requirementsKey: Key | null;
  readonly requirementsId: string;
  /** The decision that was asked for; those that it requires are before it. */
  readonly rootDecisionKey: Key;
  readonly decisions: readonly DecisionRecord[];
}
export interface DecisionRecord {
  readonly key: Key;
  readonly decisionKey: Key;
  readonly version: number;
  readonly name: string;
  readonly evaluated: EvaluatedDecision;
  readonly failure: string | null;
}

export interface IncidentRaised extends EventBase {
  readonly type: 'incidentRaised';
  readonly incident: Incident;
}
/** A note for people; no state depends on it. */
export interface IncidentAnnotated extends EventBase {
  readonly type: 'incidentAnnotated';
  readonly incidentKey: Key;
  readonly annotation: string | null;
}
export interface IncidentResolved extends EventBase {
  readonly type: 'incidentResolved';
  readonly incidentKey: Key;
  readonly outcome: 'resolved' | 'deleted';
}

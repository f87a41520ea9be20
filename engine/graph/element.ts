import type { Code, ConnectorUse, ExecutionListener, JobListener, TaskJobListener, TaskListener } from './code.ts';
import type { Expression } from './expression.ts';
import type { Form } from './form.ts';
import type { FormLink, FormReference } from './form-reference.ts';
import type { CallMapping, Mapping } from './mapping.ts';
import type { Trigger } from './trigger.ts';

/** BPMN's first axis: the position. Every kind is one file in `core/elements`. */
export type Element =
  | StartEvent
  | IntermediateCatchEvent
  | IntermediateThrowEvent
  | BoundaryEvent
  | EndEvent
  | WorkerTask
  | ExpressionTask
  | DecisionTask
  | UserTask
  | ReceiveTask
  | PassThroughTask
  | ExclusiveGateway
  | ParallelGateway
  | InclusiveGateway
  | EventBasedGateway
  | SubProcess
  | EventSubProcess
  | AdHocSubProcess
  | CallActivity;

export type ElementKind = Element['kind'];

/** Where an element or an attribute stands in its file; both from 1. */
export interface SourcePlace {
  readonly line: number;
  readonly column: number;
}

export interface ElementBase {
  readonly id: string;
  readonly name?: string;
  /** BPMN's own name of the tag, `serviceTask` say: what APIs and people call the element. */
  readonly bpmnType: string;
  /** The enclosing sub-process; undefined directly below the process. */
  readonly parentId?: string;
  /**
   * Sequence flow ids, in the order in which they are tried and taken (Camunda 8 goes backwards; the dialect sorts).
   */
  readonly incoming: readonly string[];
  readonly outgoing: readonly string[];
  readonly place: SourcePlace;
  readonly inputs: readonly Mapping[];
  readonly outputs: readonly Mapping[];
  /** A job stands before or after the element (Camunda 7). With multi-instance: around the whole body. */
  readonly asyncBefore?: boolean;
  readonly asyncAfter?: boolean;
  readonly isExclusiveJob?: boolean;
  /** `camunda:failedJobRetryTimeCycle`: for the element's continuation jobs and its timer. */
  readonly retryTimeCycle?: Expression;
  readonly jobPriority?: Expression;
  /** `camunda:properties` and `zeebe:properties`. */
  readonly properties?: Readonly<Record<string, string>>;
  readonly documentation?: string;
  /** Code that runs as a token comes (`start`) and goes (`end`), in this order. */
  readonly listeners?: readonly ExecutionListener[];
  readonly jobListeners?: readonly JobListener[];
}

export interface ActivityBase extends ElementBase {
  readonly defaultFlowId?: string;
  readonly boundaryIds: readonly string[];
  readonly multiInstance?: MultiInstance;
  /** Stands apart from the flow: runs when what it is associated with is undone. */
  readonly isForCompensation?: boolean;
  /** What undoes the activity once it has completed: the activity that a compensation boundary event leads to. */
  readonly compensation?: { readonly boundaryId: string; readonly handlerId: string };
}

export interface MultiInstance {
  readonly isSequential: boolean;
  readonly cardinality?: Expression;
  readonly collection?: Expression;
  /** Camunda 7: the name of the variable that the collection is, where the model names one. */
  readonly collectionVariable?: string;
  /** Variable that holds the item in each inner instance. */
  readonly elementVariable?: string;
  readonly completionCondition?: Expression;
  /** Camunda 8: results are gathered, in the order of the items. */
  readonly outputCollection?: string;
  readonly outputElement?: Expression;
  /** Camunda 7: jobs around each inner instance. */
  readonly asyncBefore?: boolean;
  readonly asyncAfter?: boolean;
  readonly retryTimeCycle?: Expression;
}

interface CatchEventBase extends ElementBase {
  readonly trigger: Trigger;
}

export interface StartEvent extends CatchEventBase {
  readonly kind: 'startEvent';
  readonly formReference?: FormReference;
  readonly form?: Form;
  /** Only in an event sub-process: whether it ends what runs in the scope around that. */
  readonly isInterrupting?: boolean;
  readonly initiatorVariable?: string;
  readonly formKey?: string;
  readonly formLink?: FormLink;
}
export interface IntermediateCatchEvent extends CatchEventBase {
  readonly kind: 'intermediateCatchEvent';
}
export interface IntermediateThrowEvent extends ElementBase {
  readonly kind: 'intermediateThrowEvent';
  readonly trigger: Trigger;
  readonly work?: Work;
  readonly logic?: Logic;
}
export interface BoundaryEvent extends CatchEventBase {
  readonly kind: 'boundaryEvent';
  readonly attachedToId: string;
  readonly isInterrupting: boolean;
}
export interface EndEvent extends ElementBase {
  readonly kind: 'endEvent';
  readonly trigger: Trigger;
  readonly work?: Work;
  readonly logic?: Logic;
}

/** What a worker needs: a Camunda 7 external task or a Camunda 8 job. */
export interface Work {
  /** Topic (7) or job type (8). */
  readonly type: Expression;
  readonly priority?: Expression;
  /** Undefined: the semantics' `workRetries`. */
  readonly retries?: Expression;
  readonly headers: Readonly<Record<string, string>>;
  /** `camunda:errorEventDefinition`: a failure that matches is an error of the model. */
  readonly errorMappings?: readonly {
    readonly code: Expression;
    readonly condition: Expression;
    readonly message?: Expression;
  }[];
}

/** Work that the engine does at once: an expression, a script, a delegate, with the variable of its result. */
export interface Logic {
  readonly code: Code | ConnectorUse;
  readonly resultVariable?: string;
  /** Script tasks of Camunda 7 set no variable for a result that is null. */
  readonly keepsNull: boolean;
}

/** Service, send and business rule tasks done by a worker. */
export interface WorkerTask extends ActivityBase {
  readonly kind: 'workerTask';
  readonly work: Work;
}
/**
 * Tasks whose whole work is code of the model: script tasks, and in Camunda 7 tasks with an expression or a delegate.
 */
export interface ExpressionTask extends ActivityBase {
  readonly kind: 'expressionTask';
  readonly logic: Logic;
}
/** Business rule tasks that ask the engine for a decision. */
export interface DecisionTask extends ActivityBase {
  readonly kind: 'decisionTask';
  readonly call: DecisionCall;
}

export interface DecisionCall {
  readonly decisionId: Expression;
  readonly binding: 'latest' | 'deployment' | 'version' | 'versionTag';
  readonly version?: Expression;
  readonly versionTag?: Expression;
  readonly tenantId?: Expression;
  readonly resultVariable?: string;
  /** How the results become the variable: as one value (8), or by one of Camunda 7's mappings. */
  readonly mapping: DecisionMapping;
}
export type DecisionMapping = 'value' | 'singleEntry' | 'singleResult' | 'collectEntries' | 'resultList';

/** Manual and undefined tasks: nothing to do at run time. */
export interface PassThroughTask extends ActivityBase {
  readonly kind: 'passThroughTask';
}

export interface UserTask extends ActivityBase {
  readonly kind: 'userTask';
  readonly assignee?: Expression;
  /** Each gives a list, or texts between commas. */
  readonly candidateUsers?: readonly Expression[];
  readonly candidateGroups?: readonly Expression[];
  readonly dueDate?: Expression;
  readonly followUpDate?: Expression;
  readonly priority?: Expression;
  readonly taskName?: Expression;
  readonly description?: Expression;
  readonly formKey?: Expression;
  readonly headers: Readonly<Record<string, string>>;
  readonly listenersOfTask?: readonly TaskListener[];
  readonly formReference?: FormReference;
  readonly form?: Form;
  readonly formLink?: FormLink;
  /**
   * Camunda 8 without `zeebe:userTask`: a job of this type does the work, and says in these headers what a task would.
   */
  readonly work?: Work;
  readonly jobHeaders?: TaskJobHeaders;
  readonly jobListenersOfTask?: TaskJobListeners;
}

export interface TaskJobHeaders {
  readonly assignee: string;
  readonly candidateUsers: string;
  readonly candidateGroups: string;
  readonly dueDate: string;
  readonly followUpDate: string;
  readonly form: string;
}

/** In the order of the model, with the words by which their jobs tell of the task and of what changes. */
export interface TaskJobListeners {
  readonly listeners: readonly TaskJobListener[];
  readonly headers: TaskJobHeaders & {
    readonly action: string;
    readonly changedAttributes: string;
    readonly priority: string;
    readonly taskKey: string;
  };
  readonly attributes: {
    readonly assignee: string;
    readonly candidateUsers: string;
    readonly candidateGroups: string;
    readonly dueAt: string;
    readonly followUpAt: string;
    readonly priority: string;
  };
  /** How the variables of the task's element are called among what changes. */
  readonly variables: string;
}

export interface ReceiveTask extends ActivityBase {
  readonly kind: 'receiveTask';
  readonly trigger: Trigger;
}

export interface ExclusiveGateway extends ElementBase {
  readonly kind: 'exclusiveGateway';
  readonly defaultFlowId?: string;
}
export interface ParallelGateway extends ElementBase {
  readonly kind: 'parallelGateway';
}
export interface InclusiveGateway extends ElementBase {
  readonly kind: 'inclusiveGateway';
  readonly defaultFlowId?: string;
}
/** `eventIds`: the catch events behind it, of which the first one decides. */
export interface EventBasedGateway extends ElementBase {
  readonly kind: 'eventBasedGateway';
  readonly eventIds: readonly string[];
}

/** What every element has that holds others. */
export interface ScopeBase {
  readonly childIds: readonly string[];
  readonly startEventId: string;
  /**
   * Start events of the event sub-processes directly in it, in the order of the file: they wait while the scope lives.
   */
  readonly eventStartIds: readonly string[];
}

/** `compensationStartId`: its event sub-process that undoes it once it has completed begins there (Camunda 7). */
export interface SubProcess extends ActivityBase, ScopeBase {
  readonly kind: 'subProcess';
  readonly compensationStartId?: string;
}
/** Begins by its start event's trigger; no flow leads into it or out of it. */
export interface EventSubProcess extends ActivityBase, ScopeBase {
  readonly kind: 'eventSubProcess';
}

/** What is in it runs when somebody says so, in any order and as often (Camunda 8). Nothing in it starts or ends it. */
export interface AdHocSubProcess extends ActivityBase, Pick<ScopeBase, 'childIds' | 'eventStartIds'> {
  readonly kind: 'adHocSubProcess';
  /** Elements that can be activated: no flow leads to them. In the order of the file. */
  readonly activatableIds: readonly string[];
  /** Ids of elements that are activated as it begins. */
  readonly activeElements?: Expression;
  /**
   * Looked at whenever something that was activated has come to its end; without one it is done when nothing is active
   * any more.
   */
  readonly completionCondition?: Expression;
  /** When the condition holds, what is still active is ended, or is waited for. */
  readonly cancelsRemaining: boolean;
  /** Results of what was activated, in the order in which they ended. */
  readonly outputCollection?: string;
  readonly outputElement?: Expression;
  /** A worker says what is activated and when it is done. */
  readonly work?: Work;
}

export interface CallActivity extends ActivityBase {
  readonly kind: 'callActivity';
  readonly calledProcessId: Expression;
  readonly binding: 'latest' | 'deployment' | 'version' | 'versionTag';
  readonly version?: Expression;
  readonly versionTag?: Expression;
  /** Camunda 7: whose process or case is called, null for one of nobody; without it, one of the caller's tenant. */
  readonly tenantId?: Expression;
  readonly businessKey?: Expression;
  /** What goes in and comes out. Camunda 8 sets `all` by its propagation flags and has no single entries. */
  readonly variablesIn: readonly CallMapping[];
  readonly variablesOut: readonly CallMapping[];
  /** Camunda 7: `calledProcessId` names a case (CMMN), which no engine of ours knows. */
  readonly callsCase?: true;
  /** Java code that would map variables (Camunda 7): a class by its name, or a delegate by an expression. */
  readonly variableMapper?:
    | { readonly kind: 'class'; readonly name: string }
    | { readonly kind: 'delegate'; readonly expression: Expression };
}

export interface SequenceFlow {
  readonly id: string;
  readonly name?: string;
  readonly sourceId: string;
  readonly targetId: string;
  readonly condition?: Expression;
  /** Code that runs as a token takes the flow. */
  readonly listeners?: readonly ExecutionListener[];
}

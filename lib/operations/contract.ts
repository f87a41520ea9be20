import type { StopRule } from '@/engine/index.ts';
import type { Correction } from './correction.ts';
import type { BatchSelection, InstanceSelection, MessageSelection } from './selection.ts';

export {
  type OperationPreview,
  type RestCall,
  type AsRequest,
  type ElementOutlook,
  type ElementMoment,
  type VariableOutlook,
  type BatchSample,
  type SampleGroup,
  type OperationCheck,
  needsLook,
} from './preview.ts';

export type { Correction } from './correction.ts';
export type { BatchSelection, InstanceSelection, MessageSelection } from './selection.ts';
export type { StopRule } from '@/engine/index.ts';

/** What each operation takes beside its reason. */
export interface Operations {
  /**
   * Retries of the job behind the incident; 1 when left out. `dueAt`: not before this moment, for what runs by itself.
   */
  'incident.retry': { incidentKey: string; retries?: number; dueAt?: string };
  /** Of the group that the incident belongs to: equal failures at one element of one process. `false` takes it back. */
  'incident.acknowledge': { incidentKey: string; isAcknowledged: boolean };
  /** A user name; null: nobody. */
  'incident.assign': { incidentKey: string; owner: string | null };
  /** ISO 8601; null: awake again. */
  'incident.snooze': { incidentKey: string; until: string | null };
  'incident.comment': { incidentKey: string; text: string };
  /** At this one incident; null takes it away. */
  'incident.annotate': { incidentKey: string; annotation: string | null };
  /** Camunda 7: a trouble that somebody reports at a running element. */
  'incident.create': {
    instanceKey: string;
    elementInstanceKey: string;
    type: string;
    message: string;
    configuration?: string;
  };
  'incident.resolve': { incidentKey: string };
  /** All open ones of its group, as a batch. */
  'incident.retry-group': { incidentKey: string; retries?: number; stopRule?: StopRule };
  'incident.link-ticket': { incidentKey: string; ticket: string | null };
  /** `elementIds`: only what failed at these elements. */
  'instance.retry-all': { instanceKey: string; elementIds?: readonly string[]; retries?: number; dueAt?: string };
  /** `keepsCalled`: what it called goes on without it. */
  'instance.cancel': { instanceKey: string; keepsCalled?: boolean } & SkipParameters;
  /** The person is told when it ends or gets an incident. */
  'instance.watch': { instanceKey: string; isWatched: boolean };
  /** With all that it called. */
  'instance.suspend': { instanceKey: string };
  'instance.resume': { instanceKey: string };
  /** One after the other, in one transaction. */
  'instance.modify': { instanceKey: string; steps: readonly ModificationStep[] } & SkipParameters;
  /** `variables`: set in it as it arrives. */
  'instance.migrate': {
    instanceKey: string;
    targetDefinitionKey: string;
    mapping: readonly MappedElement[];
    variables?: readonly VariableInput[];
  } & SkipParameters;
  /** A new instance from a finished one. */
  'instance.restart': { instanceKey: string } & RestartChoices & SkipParameters;
  /** With all that it called, unless `includesCalled` is false. */
  'instance.delete-history': { instanceKey: string; includesCalled?: boolean };
  /** With all that it called, into one file; the file itself comes from `POST /api/bundles`. */
  'instance.export-bundle': { instanceKey: string };
  /** One action on many instances or jobs, in the background. */
  'batch.create': { selection: BatchSelection; action: BatchAction; stopRule?: StopRule };
  /** Camunda 7: one that no process asked for. */
  'task.delete': { taskKey: string };
  'batch.pause': { batchKey: string };
  /** Its stop rule counts anew; lifted, the batch goes on whatever fails. */
  'batch.resume': { batchKey: string; liftsStopRule?: boolean };
  'batch.cancel': { batchKey: string };
  /** Items that failed. */
  'batch.retry': { batchKey: string; retries?: number };
  /** `at`: ISO 8601; null: now. */
  'definition.suspend': { definitionKey: string; includesInstances: boolean; at: string | null };
  'definition.resume': { definitionKey: string; includesInstances: boolean; at: string | null };
  /** Days that the history of its instances is kept after their end; null: for ever. */
  'definition.edit-ttl': { definitionKey: string; days: number | null };
  /** One version, with its history as its notation has it. */
  'definition.delete': { definitionKey: string };
  'message.correlate': { instanceKey: string; name: string; variables?: readonly VariableInput[] };
  /**
   * Camunda 7: to exactly one that waits, or to all; found by business key and by values that its variables must have.
   */
  'message.send': {
    name: string;
    businessKey?: string;
    correlationKeys?: readonly VariableInput[];
    variables?: readonly VariableInput[];
    isForAll?: boolean;
    tenantId?: string;
  };
  /** Camunda 8: to what waits, then kept for its time to live. */
  'message.publish': {
    name: string;
    correlationKey: string;
    messageId?: string;
    timeToLiveMs: number;
    variables?: readonly VariableInput[];
    tenantId?: string;
  };
  /** An early message once more, perhaps with another key, or to one instance. */
  'message.replay': { messageKey: string; businessKey?: string; instanceKey?: string };
  /** To one that waits, whatever name and keys it waits for. */
  'message.attach': { messageKey: string; subscriptionKey: string };
  /** Each to what waits for it, as a batch. */
  'message.replay-many': { selection: MessageSelection; stopRule?: StopRule };
  'message.mark-many': { selection: MessageSelection; mark: 'late' | 'duplicate' | 'waiting' };
  /** By itself, as soon as something waits for it. */
  'message.watch': { messageKey: string; isWatched: boolean };
  /** waiting: takes it back. */
  'message.mark': { messageKey: string; mark: 'late' | 'duplicate' | 'waiting' };
  /** For all early messages of a name. */
  'message.rule': { name: string; rule: 'keep' | 'replay' | 'ignore' };
  'signal.broadcast': { name: string; variables?: readonly VariableInput[]; tenantId?: string };
  /** `isForm`: the values are those of the form that the model draws, which checks and converts them. */
  'instance.start': {
    definitionKey: string;
    businessKey?: string;
    variables?: readonly VariableInput[];
    isForm?: boolean;
  };
  /** Refused when the variable has been written since `expectedRevision`. */
  'variable.set': {
    instanceKey: string;
    scopeKey: string;
    name: string;
    type: string;
    text: string | null;
    info?: ValueFacts;
    expectedRevision: number;
  };
  'variable.add': {
    instanceKey: string;
    scopeKey: string;
    name: string;
    type: string;
    text: string | null;
    info?: ValueFacts;
  };
  'variable.remove': { instanceKey: string; scopeKey: string; name: string; expectedRevision: number };
  'job.set-retries': { jobKey: string; retries: number; dueAt?: string };
  /** A timer or continuation, now. */
  'job.execute': { jobKey: string };
  /** null: none. */
  'job.set-due-date': { jobKey: string; dueAt: string | null };
  'job.set-priority': { jobKey: string; priority: number };
  'job.suspend': { jobKey: string };
  'job.resume': { jobKey: string };
  /** Takes work away from the worker that holds it. */
  'job.unlock': { jobKey: string };
  /** A continuation or timer of a version. `at`: ISO 8601; null: now. */
  'job-definition.suspend': JobDefinitionPlace & { includesJobs: boolean; at: string | null };
  'job-definition.resume': JobDefinitionPlace & { includesJobs: boolean; at: string | null };
  /** null: as the model says. */
  'job-definition.set-priority': JobDefinitionPlace & { priority: number | null; includesJobs: boolean };
  /** All jobs of an element that have no attempts left, as a batch. */
  'job-definition.retry-failed': {
    definitionKey: string;
    elementId: string;
    retries: number;
    at: string | null;
    stopRule?: StopRule;
  };
  /** Work of a worker, by hand. */
  'job.complete': { jobKey: string; variables?: readonly VariableInput[] };
  'job.fail': { jobKey: string; message: string };
  'job.throw-error': { jobKey: string; code: string; message?: string };
  /** `release`: gives the task back. */
  'task.claim': { taskKey: string; release?: boolean };
  'task.complete': { taskKey: string; variables?: readonly VariableInput[]; isForm?: boolean };
  /** A list's filters, columns and order under a name; with a key one of the person's own. */
  'view.save': { viewKey?: string; screen: string; name: string; address: string };
  'view.share': { viewKey: string; isShared: boolean };
  'view.delete': { viewKey: string };
  /** null: as for everybody. */
  'definition.star': { definitionKey: string; isStarred: boolean };
  'view.set-default': { screen: string; viewKey: string | null };
  /** `filter`: as in the address of the log. */
  'audit.export': { filter: Readonly<Record<string, string>>; format: 'csv' | 'jsonl' };
  /** `n`: the number of the entry that something is to be said of. */
  'audit.annotate': { n: number; text: string };
  /** Columns: ids of the list's, and `var.` with a path. */
  'instance.export-list': { selection: InstanceSelection; sort: string; columns: readonly string[] };
  /** Camunda 7: on behalf of the owner; `task.resolve` gives it back. */
  'task.delegate': { taskKey: string; userId: string };
  'task.resolve': { taskKey: string; variables?: readonly VariableInput[] };
  'task.set-candidates': { taskKey: string; users: readonly string[]; groups: readonly string[] };
  /** ISO 8601; null: none. */
  'task.set-dates': { taskKey: string; dueAt: string | null; followUpAt: string | null };
  'task.set-priority': { taskKey: string; priority: number };
  /** In place of the person whose work it is. */
  'task.complete-for': { taskKey: string; variables?: readonly VariableInput[] };
  /** Several at once. null: back to their candidates. */
  'task.reassign': { taskKeys: readonly string[]; assignee: string | null };
  /** null: nobody. `delegated`: with it, on whose behalf (Camunda 7). */
  'task.assign': {
    taskKey: string;
    assignee: string | null;
    delegated?: { readonly owner: string | null; readonly state: 'pending' | 'resolved' | null };
  };
}

/** A place of a model that makes jobs which run by themselves. */
export interface JobDefinitionPlace {
  readonly definitionKey: string;
  readonly elementId: string;
  readonly position: 'before' | 'after' | 'innerBefore' | 'innerAfter' | 'timer';
}

export type OperationName = keyof Operations;
export type OperationParameters<N extends OperationName> = Operations[N];

/**
 * An element of the target takes over from one of the source; `#multiInstanceBody` behind an id means the body around
 * the runs.
 */
export interface MappedElement {
  readonly source: string;
  readonly target: string;
  readonly updatesTrigger?: boolean;
}

/** What a step leaves out: the model's own listeners, and its input and output mappings. */
export interface SkipParameters {
  readonly skipsListeners?: boolean;
  readonly skipsMappings?: boolean;
}

/** `variables`: of the end or of the start of the former instance; `changed` and `leftOut`: what was edited in them. */
export interface RestartChoices {
  readonly definitionKey: string;
  readonly starts: readonly RestartStart[];
  readonly variables: 'last' | 'initial';
  readonly changed?: readonly VariableInput[];
  readonly leftOut?: readonly string[];
  readonly keepsBusinessKey: boolean;
}
export type RestartStart =
  | { readonly kind: 'before' | 'after'; readonly elementId: string; readonly isBody?: boolean }
  | { readonly kind: 'flow'; readonly flowId: string };

export type BatchAction =
  | { readonly kind: 'retry'; readonly retries: number }
  | { readonly kind: 'suspend' }
  | { readonly kind: 'resume' }
  | ({ readonly kind: 'cancel' } & SkipParameters)
  | { readonly kind: 'setVariable'; readonly name: string; readonly type: string; readonly text: string | null }
  | { readonly kind: 'removeVariable'; readonly name: string }
  /** The same steps in each, by element. */
  | ({ readonly kind: 'modify'; readonly steps: readonly ManyStep[] } & SkipParameters)
  | ({
      readonly kind: 'migrate';
      readonly sourceDefinitionKey: string;
      readonly targetDefinitionKey: string;
      readonly mapping: readonly MappedElement[];
      readonly variables?: readonly VariableInput[];
    } & SkipParameters)
  | ({ readonly kind: 'restart' } & RestartChoices & SkipParameters)
  /** History of finished instances. */
  | { readonly kind: 'delete' }
  | { readonly kind: 'deleteDecisions' }
  /** Of open work of workers. */
  | { readonly kind: 'setRetries'; readonly retries: number }
  /** Of timers and continuations. */
  | { readonly kind: 'setDueDate'; readonly dueAt: string }
  | { readonly kind: 'setPriority'; readonly priority: number }
  /** Timers and continuations, whatever their due dates. */
  | { readonly kind: 'execute' }
  /** Open jobs of every sort: they rest while their instances go on. */
  | { readonly kind: 'suspendJobs' }
  | { readonly kind: 'resumeJobs' }
  /** Work that a worker holds. */
  | { readonly kind: 'unlockWork' }
  /** Open work of workers, in their place. */
  | { readonly kind: 'completeWork'; readonly variables?: readonly VariableInput[] }
  | { readonly kind: 'failWork'; readonly message: string }
  | { readonly kind: 'throwError'; readonly code: string; readonly message?: string }
  /** Open user tasks. null: nobody. */
  | { readonly kind: 'assignTasks'; readonly assignee: string | null }
  /** In place of whose work they are. */
  | { readonly kind: 'completeTasks'; readonly variables?: readonly VariableInput[] }
  | { readonly kind: 'setTaskDates'; readonly dueAt: string | null; readonly followUpAt: string | null }
  | { readonly kind: 'setTaskPriority'; readonly priority: number }
  | { readonly kind: 'setTaskCandidates'; readonly users: readonly string[]; readonly groups: readonly string[] }
  | { readonly kind: 'resolve' }
  | { readonly kind: 'correlate'; readonly name: string; readonly variables?: readonly VariableInput[] };

/** A step that fits any instance: by element, with no key of one instance. */
export type ManyStep =
  | { readonly kind: 'cancelAll'; readonly elementId: string; readonly isBody?: boolean }
  | {
      readonly kind: 'startBefore' | 'startAfter';
      readonly elementId: string;
      readonly isBody?: boolean;
      readonly variables?: readonly VariableInput[];
    }
  | { readonly kind: 'startFlow'; readonly flowId: string; readonly variables?: readonly VariableInput[] };

/**
 * One step of a modification. `isBody`: the multi-instance body around the runs. `ancestorKey`: the scope to start in
 * where there are several; left out: the nearest. `isLocal`: the variables are those of what is started, not of the
 * instance.
 */
export type ModificationStep =
  | { readonly kind: 'cancel'; readonly elementInstanceKey: string; readonly elementId: string }
  /** A token that waits in an asynchronous continuation. */
  | { readonly kind: 'cancelContinuation'; readonly jobKey: string; readonly elementId: string }
  | { readonly kind: 'cancelAll'; readonly elementId: string; readonly isBody?: boolean }
  | {
      readonly kind: 'startBefore' | 'startAfter';
      readonly elementId: string;
      readonly isBody?: boolean;
      readonly variables?: readonly VariableInput[];
      readonly isLocal?: boolean;
      readonly ancestorKey?: string | null;
    }
  | {
      readonly kind: 'startFlow';
      readonly flowId: string;
      readonly variables?: readonly VariableInput[];
      readonly isLocal?: boolean;
      readonly ancestorKey?: string | null;
    };

/** A value as written: a number's digits, `true`, JSON's text, ISO 8601 for a Date. */
export interface VariableInput {
  readonly name: string;
  readonly type: string;
  readonly text: string | null;
}

/** What is said of a value beside it: of an Object its class and format, of a File its name and kind. */
export interface ValueFacts {
  readonly objectTypeName?: string;
  readonly serializationDataFormat?: string;
  readonly filename?: string;
  readonly mimeType?: string;
  readonly encoding?: string;
}

/** Why, as far as the operation's risk demands it (`OperationAccess.demands`). */
export interface Reason {
  readonly code?: string;
  readonly ticket?: string;
  readonly note?: string;
  /** Typed by hand for what destroys: the words of `OperationPreview.confirmation`. */
  readonly confirmation?: string;
  readonly correction?: Correction;
  /**
   * Names of the checks without a clear result that the person says to have looked at. One that is not among them is a
   * conflict: it says something else now. Without it such a check is a refusal, where the risk asks for a reason.
   */
  readonly looked?: readonly string[];
}

export interface OperationRequest<N extends OperationName> {
  /** null: `undoes` says it. */
  readonly parameters: OperationParameters<N> | null;
  /** Takes back what this audit entry says, as long as nothing else was done to it since. */
  readonly undoes?: number;
  readonly reason?: Reason;
  /** The version of the instance that the person saw; refused with `conflict` when it has moved on. */
  readonly expectedVersion?: number;
  /** `state` of the preview that the person saw; refused with `conflict`, which names what is different now. */
  readonly expectedState?: unknown;
  /** `check`: nothing is done; the answer is an `OperationPreview`. */
  readonly mode?: 'run' | 'check';
}

export interface OperationResult {
  readonly kind: 'done';
  /** What happened, as a sentence. */
  readonly message: string;
  /** It was tried, and the attempt failed as any other may: recorded so, with what else it brought about. */
  readonly hasFailed?: true;
  /** A new instance's key, say. */
  readonly instanceKey: string | null;
  /** The version after it. */
  readonly version: number | null;
  /** The batch that does it in the background. */
  readonly batchKey?: string;
  /** Jobs that run again because of it: to be followed until each has succeeded or failed. */
  readonly jobKeys?: readonly string[];
  /** The view that was kept. */
  readonly viewKey?: string;
  /** A file that can be fetched once from `/api/exports/<key>`. */
  readonly exportKey?: string;
}

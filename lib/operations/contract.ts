/** What each operation takes beside its reason. */
export interface Operations {
  /** Retries of the job behind the incident; 1 when left out. */
  'incident.retry': { incidentKey: string; retries?: number };
  /** Of the group that the incident belongs to: equal failures at one element of one process. `false` takes it back. */
  'incident.acknowledge': { incidentKey: string; isAcknowledged: boolean };
  /** A user name; null: nobody. */
  'incident.assign': { incidentKey: string; owner: string | null };
  /** ISO 8601; null: awake again. */
  'incident.snooze': { incidentKey: string; until: string | null };
  'incident.comment': { incidentKey: string; text: string };
  'incident.link-ticket': { incidentKey: string; ticket: string | null };
  'instance.retry-all': { instanceKey: string; retries?: number };
  'instance.cancel': { instanceKey: string };
  /** With all that it called. */
  'instance.suspend': { instanceKey: string };
  'instance.resume': { instanceKey: string };
  /** One after the other, in one transaction. */
  'instance.modify': { instanceKey: string; steps: readonly ModificationStep[]; skipsListeners?: boolean; skipsMappings?: boolean };
  'instance.migrate': { instanceKey: string; targetDefinitionKey: string; mapping: readonly MappedElement[] };
  /** A new instance from a finished one. `elements`: where it begins. */
  'instance.restart': { instanceKey: string; definitionKey: string; elements: readonly string[]; position: 'before' | 'after'; variables: 'last' | 'initial'; keepsBusinessKey: boolean };
  'instance.delete-history': { instanceKey: string };
  /** `at`: ISO 8601; null: now. */
  /** One action on many instances, in the background. */
  'batch.create': { selection: InstanceSelection; action: BatchAction };
  'batch.pause': { batchKey: string };
  'batch.resume': { batchKey: string };
  'batch.cancel': { batchKey: string };
  /** Items that failed. */
  'batch.retry': { batchKey: string; retries?: number };
  'definition.suspend': { definitionKey: string; includesInstances: boolean; at: string | null };
  'definition.resume': { definitionKey: string; includesInstances: boolean; at: string | null };
  'message.correlate': { instanceKey: string; name: string; variables?: readonly VariableInput[] };
  'instance.start': { definitionKey: string; businessKey?: string; variables?: readonly VariableInput[] };
  /** Refused when the variable has been written since `expectedRevision`. */
  'variable.set': { instanceKey: string; scopeKey: string; name: string; type: string; text: string | null; expectedRevision: number };
  'variable.add': { instanceKey: string; scopeKey: string; name: string; type: string; text: string | null };
  'variable.remove': { instanceKey: string; scopeKey: string; name: string; expectedRevision: number };
  'job.set-retries': { jobKey: string; retries: number };
  /** A timer or continuation, now. */
  'job.execute': { jobKey: string };
  'job.set-due-date': { jobKey: string; dueAt: string };
  'job.set-priority': { jobKey: string; priority: number };
  /** Work of a worker, by hand. */
  'job.complete': { jobKey: string; variables?: readonly VariableInput[] };
  'job.fail': { jobKey: string; message: string };
  'job.throw-error': { jobKey: string; code: string; message?: string };
  /** `release`: gives the task back. */
  'task.claim': { taskKey: string; release?: boolean };
  'task.complete': { taskKey: string; variables?: readonly VariableInput[] };
  /** null: nobody. */
  'task.assign': { taskKey: string; assignee: string | null };
}

export type OperationName = keyof Operations;
export type OperationParameters<N extends OperationName> = Operations[N];

/** An element of the target takes over from one of the source; `#multiInstanceBody` behind an id means the body around the runs. */
export interface MappedElement { readonly source: string; readonly target: string; readonly updatesTrigger?: boolean }

/** Instances by key, by the list's filter, or both, without those left out. */
export interface InstanceSelection { readonly keys?: readonly string[]; readonly filter?: Readonly<Record<string, string>>; readonly except?: readonly string[] }
export type BatchAction =
  | { readonly kind: 'retry'; readonly retries: number }
  | { readonly kind: 'suspend' } | { readonly kind: 'resume' } | { readonly kind: 'cancel' }
  | { readonly kind: 'setVariable'; readonly name: string; readonly type: string; readonly text: string | null };

/** One step of a modification. `ancestorKey`: the scope to start in where there are several; left out: the nearest. */
export type ModificationStep =
  | { readonly kind: 'cancel'; readonly elementInstanceKey: string; readonly elementId: string }
  | { readonly kind: 'cancelAll'; readonly elementId: string }
  | { readonly kind: 'startBefore' | 'startAfter'; readonly elementId: string; readonly variables?: readonly VariableInput[]; readonly ancestorKey?: string | null }
  | { readonly kind: 'startFlow'; readonly flowId: string; readonly variables?: readonly VariableInput[]; readonly ancestorKey?: string | null };

/** A value as written: a number's digits, `true`, JSON's text, ISO 8601 for a Date. */
export interface VariableInput { readonly name: string; readonly type: string; readonly text: string | null }

/** Why, as far as the operation's risk demands it (`OperationAccess.demands`). */
export interface Reason {
  readonly code?: string;
  readonly ticket?: string;
  readonly note?: string;
  /** Typed by hand for what destroys: the words of `OperationPreview.confirmation`. */
  readonly confirmation?: string;
}

export interface OperationRequest<N extends OperationName> {
  readonly parameters: OperationParameters<N>;
  readonly reason?: Reason;
  /** The version of the instance that the person saw; refused with `conflict` when it has moved on. */
  readonly expectedVersion?: number;
  /** `check`: nothing is done; the answer is an `OperationPreview`. */
  readonly mode?: 'run' | 'check';
}

export interface OperationResult {
  readonly kind: 'done';
  /** What happened, as a sentence. */
  readonly message: string;
  /** A new instance's key, say. */
  readonly instanceKey: string | null;
  /** The version after it. */
  readonly version: number | null;
  /** The batch that does it in the background. */
  readonly batchKey?: string;
}

/** What would happen, and whether it may. */
export interface OperationPreview {
  readonly kind: 'preview';
  readonly label: string;
  readonly risk: 'low' | 'guarded' | 'high' | 'destructive';
  /** Which rule made it so. */
  readonly riskBecause: string;
  readonly demands: { readonly needsReason: boolean; readonly needsTicket: boolean; readonly needsConfirmation: boolean };
  /** The words to type, for what destroys. */
  readonly confirmation: string | null;
  /** Sentences: what will happen. */
  readonly effects: readonly string[];
  readonly checks: readonly OperationCheck[];
  readonly before: unknown;
  readonly after: unknown;
  /** To be handed back as `expectedVersion`. */
  readonly version: number | null;
  /** Of a rehearsal: each element before and after it, as the engine computed it; null where nothing was rehearsed. */
  readonly outlook: readonly ElementOutlook[] | null;
}
/** An element's tokens and incidents, and what waits there in words. */
export interface ElementOutlook {
  readonly elementId: string;
  readonly before: { readonly tokens: number; readonly incidents: number; readonly waits: readonly string[] };
  readonly after: { readonly tokens: number; readonly incidents: number; readonly waits: readonly string[] };
}

export interface OperationCheck {
  readonly name: string;
  readonly result: 'passed' | 'look' | 'blocked' | 'unknown';
  readonly evidence: string;
}

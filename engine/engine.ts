import type { HistoryCleanUp } from './history-clean-up.ts';
import type { RestartRequest } from './core/batch-operation.ts';
import type { Command, Skipping } from './core/commands.ts';
import type { Batches } from './batches.ts';
import type { TaskNotes } from './task-notes.ts';
import type { EarlyMessages, MessageReceivers } from './early-messages.ts';
import type { Executed, Rehearsed } from './executed.ts';
import type { MessageCorrelation, MessageCorrelationResult } from './message-correlation.ts';
import type { MigrationInstruction, MigrationPlan, PlanFailure } from './core/migration/migration-plan.ts';
import type { DecisionDefinition, Definition, FormDefinition, LinkedFormQuery, Rejection } from './core/decision.ts';
import type { DecisionEvaluation } from './core/events.ts';
import type { Sender } from './core/start-cause.ts';
import type { Instant, Key } from './core/state.ts';
import type { DecisionOutcome } from './decisions/decision-outcome.ts';
import type { Expression } from './graph/expression.ts';
import type { VariableUse } from './graph/variable-uses.ts';
import type { VariableValue } from './graph/variable-value.ts';
import type { JobSource } from './core/job-sources.ts';
import type { AuditPart, ChainEnd } from './store/audit-chain.ts';
import type { AuditRecord } from './store/audit-record.ts';
import type { ShownForm } from './core/moves/shown-form.ts';
import type { Form } from './graph/form.ts';
import type { DefinitionScope } from './store/suspension.ts';
import type { Queryable } from './store/connection.ts';
import type { Search } from './store/search/search.ts';
import type { DeploymentRefusal, DeploymentRequest, DeploymentResult } from './deployment.ts';
import type { LeaseRequest, LeasedJob } from './leases.ts';

export type * from './deployment.ts';
export type * from './leases.ts';
export type * from './early-messages.ts';
export type * from './executed.ts';
export type * from './message-correlation.ts';

/** One version that goes, and what the audit log is told of it. */
export interface DefinitionDeletion {
  readonly key: Key;
  readonly audit?: AuditRecord | undefined;
}

/**
 * What the rest of the product may ask of the engine; `index.ts` exports this and `startEngine`. APIs and operations
 * translate to these calls and back, and hold no state of their own.
 */
export interface Engine {
  readonly nodeId: string;

  deploy(request: DeploymentRequest): Promise<DeploymentResult | DeploymentRefusal>;
  /** With all that it brought; `cascade`: with their instances too, else refused (`invalidState`) while some run. */
  deleteDeployment(
    key: Key,
    options: { cascade: boolean; audit?: AuditRecord },
  ): Promise<{ kind: 'deleted' } | Rejection>;
  /**
   * One version, whose number is not used again; the version before becomes the newest. Refused (`invalidState`) while
   * instances run.
   */
  deleteDefinition(key: Key, options: { audit?: AuditRecord }): Promise<{ kind: 'deleted' } | Rejection>;
  /** The same for several, all or none; `details.key` of a rejection is the first that cannot go. */
  deleteDefinitions(deletions: readonly DefinitionDeletion[]): Promise<{ kind: 'deleted' } | Rejection>;

  /** Days that the history of its instances is kept; null: for ever. */
  setDefinitionHistoryTtl(
    key: Key,
    days: number | null,
    options: { audit?: AuditRecord },
  ): Promise<{ kind: 'done' } | Rejection>;

  /**
   * Suspends or activates definitions: now, or by a job when its time has come. A suspended definition starts nothing;
   * its instances rest only when they are included. One instance or job: the commands `setInstanceSuspension`,
   * `setJobSuspension`.
   */
  changeSuspension(change: SuspensionChange, options?: { audit?: AuditRecord }): Promise<SuspensionOutcome>;
  /** Suspends, activates or prioritises what makes jobs: for jobs to come, and for those that are there when asked. */
  changeJobSources(change: JobSourceChange, options?: { audit?: AuditRecord }): Promise<SuspensionOutcome>;

  /** Runs one command to its commit. Never throws for what a caller can cause: that is a rejection. */
  execute(command: Command, options?: ExecuteOptions): Promise<Executed | Rejection>;
  /** The same call without the commit: what would happen, with the tree before and after it. */
  rehearse(command: Command): Promise<Rehearsed | Rejection>;

  /**
   * What a migration plan says for two definitions: made from equal ids, and checked. null: a definition does not
   * exist.
   */
  generateMigration(
    source: Key,
    target: Key,
    updatesTriggers: boolean,
  ): Promise<readonly MigrationInstruction[] | null>;
  /** The failures of each instruction; empty lists where it holds. */
  checkMigration(
    plan: Pick<MigrationPlan, 'sourceDefinitionKey' | 'targetDefinitionKey' | 'instructions'>,
  ): Promise<readonly (readonly PlanFailure[])[] | null>;

  readonly batches: Batches;
  readonly historyCleanUp: HistoryCleanUp;
  readonly notes: TaskNotes;
  /** Takes a finished instance up again, or tells what would come of it. */
  restartInstance(
    request: RestartRequest & Skipping,
    instanceKey: Key,
    options: { isRehearsal: boolean; audit?: AuditRecord },
  ): Promise<Executed | Rehearsed | Rejection>;
  /** Removes what is kept of an instance's variables, or of one variable; what lives keeps its value. */
  deleteVariableHistory(
    of: { readonly instanceKey: Key } | { readonly variableKey: Key },
    options: { audit?: AuditRecord },
  ): Promise<{ kind: 'deleted' } | Rejection>;
  /** Removes all that is kept of a finished instance, perhaps with what it called; refused while one of them runs. */
  deleteInstanceHistory(
    instanceKey: Key,
    options: { includesCalled?: boolean; audit?: AuditRecord },
  ): Promise<{ kind: 'deleted' } | Rejection>;

  /** A key for something that the caller creates: `startInstance` needs one. */
  newKey(): Promise<Key>;
  /** The engine's clock (`PUT /v2/clock` moves it). */
  now(): Instant;
  setClock(at: Instant | null): void;

  /** Latest version by default. null: there is none. */
  definition(
    query: { key: Key } | { processId: string; version?: number; versionTag?: string; tenantId?: string | null },
  ): Promise<Definition | null>;

  /** Latest version by default. null: there is none. */
  decisionDefinition(
    query: { key: Key } | { decisionId: string; version?: number; tenantId: string | null },
  ): Promise<DecisionDefinition | null>;
  /** The version of a deployed form that a name means. null: there is none. */
  form(query: LinkedFormQuery): Promise<FormDefinition | null>;
  /** Makes a decision outside of any process, and records it. */
  evaluateDecision(request: DecisionRequest): Promise<DecisionEvaluated>;
  /** Days that evaluations are kept; null: for ever. */
  setDecisionHistoryTtl(
    key: Key,
    days: number | null,
    options: { audit?: AuditRecord },
  ): Promise<{ kind: 'done' } | Rejection>;

  /** Leases jobs for a worker; waits up to `waitMs` for the first, and gives none to a caller that went away. */
  leaseJobs(request: LeaseRequest): Promise<readonly LeasedJob[]>;
  /** Changes a lease: extends it, takes it for a worker, or gives it up (`until` null). */
  changeLease(
    request: {
      jobKey: Key;
      worker: string | null;
      until: Instant | null;
      mode: 'extend' | 'take' | 'release' | 'timeout';
    },
    options?: { audit?: AuditRecord },
  ): Promise<{ kind: 'done' } | Rejection>;

  /**
   * Camunda 7's correlation: to what waits now, or a rejection: `notFound` when nothing matches (not with `all`),
   * `invalidArgument` with `details.matches` when several do and not `all` is asked for (`details.of`: `executions` or
   * `definitions`).
   */
  correlateMessage(
    request: MessageCorrelation,
    options?: { audit?: AuditRecord },
  ): Promise<MessageCorrelationResult | Rejection>;
  /** Who would receive it now, by the same rule; nothing is delivered. */
  receiversOfMessage(request: MessageCorrelation): Promise<MessageReceivers>;
  receiversOfPublication(
    request: Pick<MessagePublication, 'name' | 'correlationKey' | 'tenantId'>,
  ): Promise<MessageReceivers>;
  receiversOfSignal(request: { name: string; tenantId?: string | null }): Promise<MessageReceivers>;
  readonly earlyMessages: EarlyMessages;
  /** Camunda 8's publication: to what waits, else kept for its time to live. */
  publishMessage(
    request: MessagePublication,
    options?: { audit?: AuditRecord },
  ): Promise<{ kind: 'published'; key: Key; correlatedInstanceKey: Key | null } | Rejection>;
  /**
   * Conditional start events: an instance for each that holds; `noStartEvent` when there is none to look at. `key` is
   * the request's own.
   */
  startByConditions(
    request: ConditionalStart,
  ): Promise<{ kind: 'started'; key: Key; instances: readonly StartedInstance[] } | Rejection>;
  /**
   * To whom it reaches: of one tenant (null: of nobody), without `tenantId` of whomever. `failure`: the first of a receiver whose model could not go on
   * with it; all others have it.
   */
  broadcastSignal(request: {
    name: string;
    variables: Readonly<Record<string, VariableValue>>;
    tenantId?: string | null;
    sender?: Sender;
  }): Promise<{ key: Key; failure: Rejection | null }>;

  /**
   * An entry of its own, in its own transaction, for what changed nothing in a process: tries that were denied or
   * refused, sign-ins, administration. `execute` writes the entries of what it does.
   */
  audit(
    record: AuditRecord,
    outcome: { readonly outcome: 'done' | 'refused' | 'denied' | 'failed'; readonly text: string | null },
  ): Promise<void>;
  /**
   * Computes the next part of the audit log's chain of hashes, after the last link that was found sound; null: from its
   * beginning.
   */
  verifyAudit(after: ChainEnd | null): Promise<AuditPart>;
  /** Entries by their numbers, in their order, each as one line of JSON with all that its hash is made of. */
  auditLines(numbers: readonly string[]): Promise<readonly string[]>;

  /**
   * A change of the product's own tables together with its entry, in one transaction: what `change` throws undoes both.
   * The engine's own tables are changed by commands only.
   */
  auditedChange(record: AuditRecord, change: (connection: Queryable) => Promise<void>): Promise<void>;

  /** A note at something of the operation log (`search` of `operation`); null takes it away. */
  annotateOperation(
    operationId: string,
    annotation: string | null,
    options: { audit?: AuditRecord },
  ): Promise<{ kind: 'done' } | Rejection>;

  /** Waits until the instance has ended; null: it had not after `timeoutMs`. Gives its variables at the end. */
  awaitInstanceEnd(
    instanceKey: Key,
    timeoutMs: number,
  ): Promise<{ variables: Readonly<Record<string, VariableValue>> } | null>;

  /**
   * Waits until a task's listeners are through with what was asked of it (`CommandResult.transitionKey`); null: they
   * were not after `timeoutMs`.
   */
  awaitTaskTransition(taskKey: Key, transitionKey: Key, timeoutMs: number): Promise<TransitionOutcome | null>;

  /** Reads for APIs and screens; each field name and operator is on a list. */
  readonly search: Search;
  /** Variables visible from a scope, inner ones hiding outer ones. */
  visibleVariables(scopeKey: Key, names?: readonly string[]): Promise<Readonly<Record<string, VariableValue>>>;

  /**
   * Places of the instance's model that name a variable, crossed with its path: who has read it, and who still will.
   * null: there is no such instance.
   */
  variableReaders(instanceKey: Key, name: string): Promise<readonly VariableReader[] | null>;
  /**
   * The value of an expression as seen from a living scope, for people who look: nothing is called, and nothing that it
   * would write is written.
   */
  evaluateExpression(scopeKey: Key, expression: Expression): Promise<ScopeEvaluation>;
  /** The form of a task as a person gets it now, computed where the task stands. */
  shownTaskForm(taskKey: Key, definition: Definition, form: Form): Promise<ShownForm>;

  /** Hints of what changed, after commits; coalesced. Returns the unsubscribe call. */
  onChange(listener: (hint: ChangeHint) => void): () => void;
  /** Something beside the processes changed that pages show: said on all nodes like the others. */
  announce(kind: 'presence' | 'notification', instanceKeys: readonly Key[]): void;

  health(): Promise<{ ok: true } | { ok: false; reason: string }>;
  /** Runs a few processes in memory, so that the first load finds the engine warm. Resolves with their number. */
  warmUp(): Promise<number>;
  /** Finishes what is under way, gives leases of the executor back, closes the pool. */
  stop(): Promise<void>;
}

/** `canceled`: the task ended before its listeners had agreed. */
export type TransitionOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'denied'; readonly reason: string }
  | { readonly kind: 'canceled' };

export interface VariableReader extends VariableUse {
  /** How often the instance has passed the place while there was a variable of the name. */
  readonly readTimes: number;
  readonly lastReadAt: Instant | null;
  /** A token of now can still come to it. */
  readonly isAhead: boolean;
}

/** `writes`: variables that the expression would have written. */
export type ScopeEvaluation =
  | {
      readonly kind: 'value';
      readonly value: VariableValue;
      readonly warnings: readonly string[];
      readonly writes: readonly string[];
    }
  | { readonly kind: 'failure'; readonly message: string }
  | { readonly kind: 'noScope' };

export interface SuspensionChange {
  readonly scope: DefinitionScope;
  readonly isSuspended: boolean;
  readonly includesInstances: boolean;
  /** null: now. */
  readonly at: Instant | null;
}
/** One place of a model, or all of them. */
export type JobSourceScope = DefinitionScope | ({ readonly definitionKey: Key } & JobSource);
export interface JobSourceChange {
  readonly scope: JobSourceScope;
  /** undefined: stays as it is. */
  readonly isSuspended?: boolean;
  /** null: as the model says. */
  readonly priority?: number | null;
  readonly includesJobs: boolean;
  readonly at: Instant | null;
}
export type SuspensionOutcome = { readonly kind: 'done' } | { readonly kind: 'planned'; readonly jobKey: Key };

export interface ExecuteOptions {
  /** Written in the command's own transaction. The engine adds n, at, before, after and outcome. */
  readonly audit?: AuditRecord;
  /** The item of a batch that this does: noted as done in the same transaction. */
  readonly batchItemKey?: Key;
  /** The early message that this delivers: noted as received in the same transaction. */
  readonly earlyMessage?: { readonly key: Key; readonly by: string };
  /** Refuse (`invalidState`) when the tree has moved on from this version. */
  readonly expectedVersion?: number;
}

export interface DecisionRequest {
  readonly definition: DecisionDefinition;
  readonly variables: Readonly<Record<string, VariableValue>>;
  readonly userId: string | null;
  readonly audit?: AuditRecord;
}
export interface DecisionEvaluated {
  readonly definition: DecisionDefinition;
  readonly evaluation: DecisionEvaluation;
  readonly outcome: DecisionOutcome;
}

export interface StartedInstance {
  readonly key: Key;
  readonly definitionKey: Key;
}

export interface ConditionalStart {
  readonly variables: Readonly<Record<string, VariableValue>>;
  readonly businessKey: string | null;
  /** Only this one, whichever version it is. */
  readonly definitionKey?: Key;
  /** Undefined: of all tenants. */
  readonly tenantId?: string | null;
  readonly sender?: Sender;
}

export interface MessagePublication {
  readonly name: string;
  readonly correlationKey: string;
  readonly messageId: string | null;
  readonly timeToLiveMs: number;
  readonly variables: Readonly<Record<string, VariableValue>>;
  readonly tenantId: string | null;
  /** `POST /v2/messages/correlation`: only to what waits now; otherwise `notFound`. */
  readonly mustCorrelate: boolean;
  readonly sender?: Sender;
}

/** Something of this kind changed; the reader reads again. Empty lists: too many to name. */
export interface ChangeHint {
  readonly kinds: readonly (
    | 'instance'
    | 'incident'
    | 'job'
    | 'userTask'
    | 'variable'
    | 'definition'
    | 'message'
    | 'batch'
    | 'audit'
    | 'notification'
    | 'presence'
  )[];
  readonly instanceKeys: readonly Key[];
  readonly definitionKeys: readonly Key[];
}

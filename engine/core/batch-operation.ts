import type { Skipping, UpdateUserTask, Variables } from './commands.ts';
import type { MigrationPlan } from './migration/migration-plan.ts';
import type { ModificationInstruction, StartInstruction } from './modification.ts';
import type { Instant, Key } from './state.ts';

/** What a batch does to each of its items. The items are instances, jobs or batches, as the kind says. */
export type BatchOperation =
  | (Skipping & { readonly kind: 'modifyInstance'; readonly instructions: readonly ModificationInstruction[] })
  | (Skipping & { readonly kind: 'migrateInstance'; readonly plan: MigrationPlan })
  | (Skipping & RestartRequest & { readonly kind: 'restartInstance' })
  | (Skipping & { readonly kind: 'cancelInstance'; readonly reason: string | null; readonly keepsCalled: boolean })
  | { readonly kind: 'suspendInstance'; readonly isSuspended: boolean; readonly includesCalled?: boolean }
  /** Items are open incidents: the job behind gets attempts, and what is left of the incident is resolved. */
  | { readonly kind: 'retryIncident'; readonly retries: number }
  /** `dueAt` absent: the due date stays. */
  | { readonly kind: 'setJobRetries'; readonly retries: number; readonly dueAt?: Instant | null }
  | { readonly kind: 'setWorkRetries'; readonly retries: number }
  | { readonly kind: 'setJobDueDate'; readonly dueAt: Instant | null }
  | { readonly kind: 'setJobPriority'; readonly priority: number }
  /** Items are timers and continuations, whatever their due dates. */
  | { readonly kind: 'executeJob' }
  /** Items are open jobs of every sort. */
  | { readonly kind: 'suspendJob'; readonly isSuspended: boolean }
  /** Items are work that a worker holds: any other may have it at once. */
  | { readonly kind: 'unlockWork' }
  /** Items are open work of workers, by hand. */
  | { readonly kind: 'completeWork'; readonly variables: Variables }
  | { readonly kind: 'failWork'; readonly message: string }
  | { readonly kind: 'throwWorkError'; readonly errorCode: string; readonly message: string | null }
  /** Items are open user tasks. */
  | { readonly kind: 'assignTask'; readonly assignee: string | null }
  | { readonly kind: 'completeTask'; readonly variables: Variables }
  | {
      readonly kind: 'updateTask';
      readonly changes: Pick<
        UpdateUserTask['changes'],
        'dueAt' | 'followUpAt' | 'priority' | 'candidateUsers' | 'candidateGroups'
      >;
    }
  /** Items are open incidents that end by being resolved; nothing gets new attempts by it. */
  | { readonly kind: 'resolveIncident' }
  | { readonly kind: 'setVariables'; readonly variables: Variables }
  | { readonly kind: 'removeVariables'; readonly names: readonly string[] }
  | { readonly kind: 'correlateMessage'; readonly name: string; readonly variables: Variables }
  /** Items are early messages: each is sent again, to exactly one that waits for it. */
  | { readonly kind: 'replayMessage'; readonly by: string }
  /** Items are early messages that nobody has received. */
  | { readonly kind: 'markMessage'; readonly mark: MessageMark; readonly by: string; readonly note: string | null }
  | { readonly kind: 'deleteHistory'; readonly includesCalled?: boolean }
  /** Items are what is kept of evaluated decisions. */
  | { readonly kind: 'deleteDecisions' }
  | ({ readonly kind: 'setRemovalTime' } & RemovalTime)
  | ({ readonly kind: 'setDecisionRemovalTime' } & RemovalTime)
  | ({ readonly kind: 'setBatchRemovalTime' } & RemovalTime);

/** waiting: nothing is decided about it. */
export type MessageMark = 'waiting' | 'late' | 'duplicate';

export type BatchKind = BatchOperation['kind'];

/** `at` null: never, or computed from the time that the definition keeps history. */
export interface RemovalTime {
  readonly mode: 'absolute' | 'cleared' | 'calculated';
  readonly at: Instant | null;
  readonly isHierarchical: boolean;
}

/** Takes finished instances up again, with the variables of their end or of their start. */
export interface RestartRequest {
  readonly definitionKey: Key;
  readonly instructions: readonly StartInstruction[];
  readonly usesInitialVariables: boolean;
  readonly keepsBusinessKey: boolean;
  /** In another version or definition than the finished instance had; Camunda 7's own restart refuses that. */
  readonly allowsOtherDefinition?: boolean;
  /** Edited by hand: these instead of, or beside, those of the finished instance. */
  readonly changedVariables?: Variables;
  readonly leftOutVariables?: readonly string[];
}

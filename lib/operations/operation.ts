import type { z } from 'zod';
import type { AuditRecord, Engine, Executed, Rejection } from '@/engine/index.ts';
import type { Allowed } from '@/lib/auth/authorize.ts';
import type { RiskClass } from '@/lib/auth/permissions.ts';
import type { Person } from '@/lib/auth/person.ts';
import type { Database } from '@/lib/db.ts';
import type {
  BatchSample,
  Correction,
  ElementOutlook,
  OperationCheck,
  OperationName,
  OperationParameters,
  VariableOutlook,
} from './contract.ts';

export interface OperationContext {
  readonly database: Database;
  readonly engine: Engine;
  readonly person: Person;
  readonly access: Allowed;
  readonly instances: InstanceSelector;
}

/**
 * Finds instances by the list's own filter, as far as the person may see them. Given by whoever opens the door, since
 * filters are reads.
 */
export interface InstanceSelector {
  /** Keys in order of start, newest first, at most `limit`; or what is wrong with the filter. */
  select(filter: Readonly<Record<string, string>>, limit: number): Promise<Selected>;
  /** Early messages likewise, by the filter of their list, newest first; `among`: only of these. */
  selectMessages(filter: Readonly<Record<string, string>>, limit: number, among?: readonly string[]): Promise<Selected>;
  /** Jobs by the filter of their list. */
  selectJobs(filter: Readonly<Record<string, string>>, limit: number): Promise<Selected>;
  /** Open tasks by the filter of their list, newest first. */
  selectTasks(filter: Readonly<Record<string, string>>, limit: number): Promise<Selected>;
  /** Open incidents by the filter of their list, newest first; of what is resolved there is nothing to be done. */
  selectIncidents(filter: Readonly<Record<string, string>>, limit: number): Promise<Selected>;
  /** How many entries the filter of the audit log matches, up to a number. */
  countAudit(
    filter: Readonly<Record<string, string>>,
    atMost: number,
  ): Promise<{ readonly count: number } | { readonly problems: readonly string[] }>;
  /** What an entry of the audit log was about; null: there is none in reach. */
  findAuditEntry(n: number): Promise<Omit<Target, 'kind' | 'key'> | null>;
}

/** Keys, or what is wrong with the filter. */
export type Selected = { readonly keys: readonly string[] } | { readonly problems: readonly string[] };

/** What an operation is about, for permissions and for the audit entry. */
export interface Target {
  readonly kind:
    | 'incident'
    | 'instance'
    | 'variable'
    | 'job'
    | 'task'
    | 'definition'
    | 'batch'
    | 'message'
    | 'signal'
    | 'view'
    | 'export'
    | 'entry';
  readonly key: string;
  readonly instanceKey: string | null;
  /** null: of no definition alone. */
  readonly definitionKey: string | null;
  readonly processId: string;
  readonly elementId: string | null;
  readonly businessKey: string | null;
}

/** All that is known before anything is done: it fills the dialog, and `run` does exactly this. */
export interface Plan {
  readonly target: Target;
  readonly risk: RiskClass;
  readonly riskBecause: string;
  /** To be typed by hand, for what destroys. */
  readonly confirmation: string | null;
  readonly effects: readonly string[];
  readonly checks: readonly OperationCheck[];
  readonly before: unknown;
  /**
   * What must not have changed since the person looked; left out: `before`. null: nothing, where each item is judged by
   * itself or moves all the time.
   */
  readonly state?: unknown;
  readonly after: unknown;
  /** It corrects data: what is expected next and the way back are to be declared, and these are offered. */
  readonly correction?: Omit<Correction, 'symptom'> | null;
  /** Where it was rehearsed: what would be different. */
  readonly outlook?: readonly ElementOutlook[] | null;
  readonly variables?: readonly VariableOutlook[] | null;
  readonly problems?: readonly { readonly elementId: string; readonly message: string }[];
  readonly sample?: BatchSample;
  /** Of a batch: what was chosen. */
  readonly chosen?: Chosen;
  /** Version of the process tree that this was made from; null: there is none yet. */
  readonly version: number | null;
  run(step: Step): Promise<Outcome>;
}

/** What a selection has come to. `isByFilter`: its filter alone finds exactly these, whoever asks. */
export interface Chosen {
  readonly keys: readonly string[];
  readonly isByFilter: boolean;
}

/** What `run` gets: the audit record goes with the command, into its transaction. */
export interface Step {
  readonly audit: AuditRecord;
  /** The version that must not have moved on: the person's, else the plan's where the plan needs it. */
  readonly expectedVersion: number | undefined;
}

export type Outcome =
  | {
      readonly kind: 'done';
      readonly message: string;
      readonly hasFailed?: true;
      readonly instanceKey: string | null;
      readonly version: number | null;
      readonly batchKey?: string;
      readonly jobKeys?: readonly string[];
      readonly viewKey?: string;
      readonly exportKey?: string;
    }
  | { readonly kind: 'conflict'; readonly message: string }
  | Rejection;

export interface NotFound {
  readonly kind: 'notFound';
  readonly message: string;
}

export interface Operation<N extends OperationName> {
  readonly name: N;
  readonly parameters: z.ZodType<OperationParameters<N>>;
  /** Reads, and changes nothing. */
  plan(context: OperationContext, parameters: OperationParameters<N>): Promise<Plan | NotFound>;
}

export const NOT_FOUND: NotFound = { kind: 'notFound', message: 'There is no such thing, or it is out of your reach.' };

export function done(message: string, executed: Executed, instanceKey: string | null = null): Outcome {
  const attempt = executed.result.failure === undefined ? {} : { hasFailed: true as const };
  return { kind: 'done', message, ...attempt, instanceKey, version: executed.version };
}

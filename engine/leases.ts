import type { Instant, Job, Key } from './core/state.ts';
import type { VariableValue } from './graph/variable-value.ts';

export interface LeaseRequest {
  readonly worker: string;
  readonly types: readonly {
    readonly type: string;
    readonly leaseMs: number;
    /** null: all that are visible. */
    readonly variables: readonly string[] | null;
    readonly localVariablesOnly?: boolean;
    readonly businessKey?: string;
    readonly processIds?: readonly string[];
    readonly definitionKeys?: readonly Key[];
    readonly versionTag?: string;
    readonly tenantIds?: readonly (string | null)[];
    /** Only jobs of instances that have one of these variables with this value. */
    readonly processVariables?: Readonly<Record<string, VariableValue>>;
  }[];
  readonly maxJobs: number;
  readonly byPriority: boolean;
  readonly sort?: 'createdAsc' | 'createdDesc';
  readonly waitMs: number;
  readonly signal?: AbortSignal;
}

export interface LeasedJob {
  readonly key: Key;
  readonly type: string;
  readonly worker: string;
  readonly until: Instant;
  readonly instanceKey: Key;
  readonly elementInstanceKey: Key;
  readonly elementId: string;
  readonly definitionKey: Key;
  readonly processId: string;
  readonly definitionVersion: number;
  readonly versionTag: string | null;
  readonly retries: number | null;
  readonly priority: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly properties: Readonly<Record<string, string>>;
  readonly businessKey: string | null;
  readonly tenantId: string | null;
  readonly createdAt: Instant;
  readonly errorMessage: string | null;
  readonly errorDetails: string | null;
  readonly isSuspended: boolean;
  /**
   * What the job is beside its element's own work: a listener, or the question what an ad-hoc sub-process does next
   * (Camunda 8).
   */
  readonly position: Job['position'];
  readonly variables: Readonly<Record<string, VariableValue>>;
}

import type { Correction, OperationCheck, OperationName } from '@/lib/operations/contract.ts';
import type { Instant, Key } from './shared.ts';

export interface AuditRow {
  readonly n: number;
  readonly at: Instant;
  readonly actorKind: 'person' | 'client' | 'worker' | 'system';
  readonly actorName: string | null;
  readonly actorRole: string | null;
  readonly channel: string;
  readonly operation: string;
  /** The operation's label where it is one of ours. */
  readonly operationLabel: string;
  readonly risk: 'low' | 'guarded' | 'high' | 'destructive';
  readonly targetKind: string | null;
  readonly targetKey: string | null;
  /** What people call it, where it has a name: a deployment, a version of a process. */
  readonly targetName: string | null;
  readonly instanceKey: Key | null;
  readonly elementId: string | null;
  /** As its version of the process calls it; null: it has no name. */
  readonly elementName: string | null;
  readonly businessKey: string | null;
  readonly reasonCode: string | null;
  readonly ticket: string | null;
  readonly note: string | null;
  /** What it says of another entry; null: it is no annotation. */
  readonly text: string | null;
  readonly outcome: 'done' | 'refused' | 'denied' | 'failed';
  readonly outcomeText: string | null;
  /** The operation that takes it back while that is possible; null: none could. */
  readonly undo: OperationName | null;
  /** Why nothing can take it back; null: something can, or nothing was done. */
  readonly noUndo: string | null;
  /** The entry that this one takes back, and the one that took this one back. */
  readonly undoes: number | null;
  readonly undoneBy: number | null;
}

export interface AuditEntryView extends AuditRow {
  readonly actorId: string | null;
  readonly sessionId: string | null;
  readonly address: string | null;
  readonly permission: string | null;
  readonly definitionKey: Key | null;
  /** JSON values; null where there is none. */
  readonly before: unknown;
  readonly after: unknown;
  /** What the person declared, and what the checks had to say, ticked where he has looked; null: nothing. */
  readonly details: {
    readonly correction?: Correction;
    readonly checks?: readonly (OperationCheck & { readonly isTicked?: boolean })[];
  } | null;
  /** Of a correction: the variable as it is now, and what was done on the instance afterwards. null: it is none. */
  readonly aftermath: AuditAftermath | null;
  /** What was noted at it since, each an entry of its own; oldest first. */
  readonly notes: readonly {
    readonly n: number;
    readonly at: Instant;
    readonly actorName: string | null;
    readonly text: string;
  }[];
  /** The entries before and after it, in reach; null: none near. */
  readonly previous: number | null;
  readonly next: number | null;
  /** What became of what it was about, oldest first. */
  readonly story: readonly AuditMoment[];
  readonly previousHash: string;
  readonly hash: string;
}

/** `text`: the message of a failure, the items of a batch that failed, the number of the entry that took it back. */
export interface AuditMoment {
  readonly what: 'failed' | 'succeeded' | 'cancelled' | 'batchStarted' | 'batchEnded' | 'batchCancelled' | 'undone';
  readonly at: Instant;
  readonly by: string | null;
  readonly text: string | null;
}

export interface AuditAftermath {
  /** null: it is not there any more. */
  readonly variable: {
    readonly name: string;
    readonly type: string;
    readonly text: string | null;
    readonly revision: number;
    readonly isAsWritten: boolean;
  } | null;
  readonly openIncidents: number;
  /** The next entries of people and clients on the instance, oldest first, at most three. */
  readonly next: readonly {
    readonly n: number;
    readonly at: Instant;
    readonly operationLabel: string;
    readonly actorName: string | null;
    readonly actorKind: AuditRow['actorKind'];
    readonly outcome: AuditRow['outcome'];
  }[];
}

/** How long the log is; nulls for whoever may not read all of it. */
export interface AuditTotalsView {
  readonly total: number | null;
  readonly today: number | null;
}

/** How far the chain of hashes is sound, how far the log goes, and which entry is the first that is not. */
export interface AuditVerificationView {
  readonly checkedTo: string;
  readonly lastHash: string;
  readonly newest: string;
  readonly brokenAt: string | null;
  readonly reason: 'missing' | 'changed' | 'unlinked' | null;
}

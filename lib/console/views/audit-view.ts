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
  readonly instanceKey: Key | null;
  readonly elementId: string | null;
  readonly businessKey: string | null;
  readonly reasonCode: string | null;
  readonly ticket: string | null;
  readonly note: string | null;
  readonly outcome: 'done' | 'refused' | 'denied' | 'failed';
  readonly outcomeText: string | null;
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
  readonly previousHash: string;
  readonly hash: string;
}

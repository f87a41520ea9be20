import type { Follow, Notice } from './notices.ts';

/** Who asked for a command, through what, and why: the part of an audit entry that is known before it runs. */
export interface AuditRecord {
  readonly actorKind: 'person' | 'client' | 'worker' | 'system';
  readonly actorId: string | null;
  readonly actorName: string | null;
  readonly actorRole: string | null;
  readonly sessionId: string | null;
  readonly address: string | null;
  readonly channel: 'console' | 'ops' | 'rest7' | 'rest8' | 'grpc' | 'system';
  /** Name of the operation, `incident.retry` say. */
  readonly operation: string;
  readonly risk: 'low' | 'guarded' | 'high' | 'destructive';
  readonly permission: string | null;
  readonly targetKind: string | null;
  readonly targetKey: string | null;
  readonly instanceKey: string | null;
  readonly definitionKey: string | null;
  readonly elementId: string | null;
  readonly businessKey: string | null;
  readonly reasonCode: string | null;
  readonly ticket: string | null;
  readonly note: string | null;
  /** What it was before and is after, where the operation knows; JSON values. */
  readonly before: unknown;
  readonly after: unknown;
  /** What the person declared beside the reason: JSON; undefined or null: nothing. */
  readonly details?: unknown;
  /** Number of the entry that this one takes back. */
  readonly undoes?: string | null;
  /**
   * Who is told of it, and who watches what from then on: written with the entry when it was done, and no part of it.
   */
  readonly tells?: readonly Notice[];
  readonly follows?: readonly Follow[];
}

/** What a record says of a deed that nothing of this is known of. */
export const NOTHING_TOLD = {
  actorRole: null,
  sessionId: null,
  permission: null,
  targetKind: null,
  targetKey: null,
  instanceKey: null,
  definitionKey: null,
  elementId: null,
  businessKey: null,
  reasonCode: null,
  ticket: null,
  note: null,
  before: null,
  after: null,
} as const satisfies Partial<AuditRecord>;

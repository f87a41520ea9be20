import type { DefinitionRef, Instant, Key } from './shared.ts';

export interface JobRow {
  readonly key: Key;
  /** worker: external task or job; continuation: asynchronous continuation; timer. */
  readonly kind: 'worker' | 'continuation' | 'timer';
  readonly state: 'waiting' | 'leased' | 'retrying' | 'incident' | 'overdue' | 'completed' | 'cancelled';
  readonly topic: string | null;
  readonly elementId: string;
  readonly instanceKey: Key | null;
  readonly definition: DefinitionRef;
  readonly retries: number | null;
  readonly priority: number;
  readonly dueAt: Instant | null;
  readonly repeat: string | null;
  readonly worker: string | null;
  readonly lockUntil: Instant | null;
  readonly errorMessage: string | null;
  readonly attempts: number;
  readonly createdAt: Instant;
  readonly endedAt: Instant | null;
}

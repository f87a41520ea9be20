import type { ActionName } from '@/lib/auth/policy.ts';
import type { Database } from '@/lib/db.ts';
import type { Operations } from './contract.ts';

/** What takes an entry back: parameters for the ordinary operation, or why there is nothing that could. */
export type Undo =
  | { readonly kind: 'undo'; readonly parameters: unknown }
  | { readonly kind: 'impossible'; readonly because: string };

export interface Entry {
  readonly n: string;
  readonly at: Date;
  readonly operation: string;
  readonly outcome: string;
  readonly targetKey: string | null;
  readonly instanceKey: string | null;
  readonly elementId: string | null;
  readonly before: Fields | null;
  readonly after: Fields | null;
  readonly undoneBy: string | null;
}
export type Fields = Readonly<Record<string, unknown>>;

/** Looks whether what the entry left is still there, and says the inverse. */
export type UndoFinder = (database: Database, entry: Entry) => Promise<Undo>;

export function undo<N extends ActionName>(_operation: N, parameters: Operations[N]): Undo {
  return { kind: 'undo', parameters };
}
export function impossible(because: string): Undo {
  return { kind: 'impossible', because };
}
export const NOT_KEPT = 'The entry does not say exactly enough what was there before.';
export const CHANGED_SINCE = 'Somebody has changed it since.';

export function numberOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}
export const isTextOrNull = (value: unknown): value is string | null => value === null || typeof value === 'string';

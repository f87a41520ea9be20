import type { RoleId } from '@/lib/auth/roles.ts';
import type { OperationName, OperationParameters } from './contract.ts';
import type { Ground } from './ground-for-tests.ts';

export type Row = Readonly<Record<string, unknown>>;

export interface Deed<N extends OperationName> {
  /** A role that may; without it the second line. */
  readonly role?: RoleId;
  prepare(at: Ground): Promise<OperationParameters<N>>;
  /** As the audit entry says, at least. */
  readonly before: Row | null;
  readonly after: Row | null;
  /** What is there afterwards, read from the tables and not from the answer. */
  stands(at: Ground, parameters: OperationParameters<N>): Promise<unknown>;
  readonly as: Row | null;
}

/** A deed of each operation whose name is like this. */
export type DeedsOf<Like extends string> = { readonly [N in Extract<OperationName, Like>]: Deed<N> };

import type { Instant } from './core/state.ts';
import type { AuditRecord } from './store/audit-record.ts';
import type { CleanUpState } from './store/history-clean-up.ts';

export type { CleanUpState };

/** The hours of each day in which history is cleaned up, in minutes since midnight UTC. It may reach over midnight. */
export interface CleanUpWindow {
  readonly startMinute: number;
  readonly endMinute: number;
}

/** Removes finished instances, decisions and batches whose time has come. */
export interface HistoryCleanUp {
  /** The window that is open, or the next one; null: none is configured, and history goes by request alone. */
  window(): { readonly from: Instant; readonly until: Instant } | null;
  /** null: nobody has asked for one yet. */
  state(): Promise<CleanUpState | null>;
  /** At once, or when the window opens; without a window it then rests. null: there is nothing that could rest. */
  request(isImmediate: boolean, options: { audit?: AuditRecord }): Promise<CleanUpState | null>;
  /** Now and here, to its end; false: another node is at it, or there is none. */
  run(): Promise<boolean>;
}

import type { CommandResult } from './core/decision.ts';
import type { TreeState } from './core/state.ts';

/** A command that was carried out. `version` is that of its process tree afterwards. */
export interface Executed {
  readonly kind: 'executed';
  readonly result: CommandResult;
  readonly version: number;
}

/**
 * Nothing of it is written. `after` has what would be alive then: tokens, jobs, tasks, subscriptions, incidents,
 * variables.
 */
export interface Rehearsed extends Executed {
  readonly before: TreeState | null;
  readonly after: TreeState;
}

import type { Pool } from '../../store/connection.ts';
import type { Clock } from '../clock.ts';
import type { Executor } from '../execute.ts';
import type { KeySource } from '../commits/key-source.ts';

/** What brings messages and signals to what waits for them. */
export interface MessagesParts {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly keys: KeySource;
  readonly executor: Executor;
}

/** Instances that one message or signal reaches at most in one call. */
export const MAX_RECEIVERS = 10_000;

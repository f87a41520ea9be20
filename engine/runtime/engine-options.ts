import type { ItemGuard } from '../batches.ts';
import type { Delegates, DelegateTopics } from '../delegate.ts';
import type { CleanUpWindow } from '../history-clean-up.ts';
import type { MailServer } from './connectors/mail-connector.ts';

/** What could not be done in the background, for people. */
export type EngineLog = (level: 'warn' | 'error', message: string, details?: Readonly<Record<string, unknown>>) => void;

export interface EngineOptions {
  readonly databaseUrl: string;
  /** false: this node runs no timers and continuations by itself. */
  readonly isJobExecutorOn: boolean;
  readonly nodeName?: string;
  readonly log?: EngineLog;
  /** What the models call by name: `class`, `delegateExpression`, methods in expressions. */
  readonly delegates?: Delegates;
  /** Delegates that are not registered but left to workers, as external tasks of this topic. */
  readonly delegateTopics?: DelegateTopics;
  /** Addresses that the http-connector may call; none by default. */
  readonly allowedHttpAddresses?: readonly URL[];
  /** Where mail tasks send; without it models that have some are refused. */
  readonly mailServer?: MailServer;
  /** When history is cleaned up each day; without it, by request alone. */
  readonly historyCleanUpWindow?: CleanUpWindow;
  /** While one transaction follows the other, idle processors of the machine may be kept awake. */
  readonly mayKeepProcessorsAwake?: boolean;
  /** Judges the items of batches that were made for somebody. */
  readonly itemGuard?: ItemGuard;
}

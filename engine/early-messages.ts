import type { MessageMark } from './core/batch-operation.ts';
import type { Rejection } from './core/decision.ts';
import type { Key } from './core/state.ts';
import type { Executed } from './executed.ts';
import type { MessageCorrelation, MessageCorrelationResult } from './message-correlation.ts';
import type { AuditRecord } from './store/audit-record.ts';

/** A message of Camunda 7 that matched nothing. */
export interface EarlyMessage {
  /** `startsOnly` and `definitionKey` are not asked for over its API. */
  readonly request: Omit<MessageCorrelation, 'startsOnly' | 'definitionKey' | 'instanceKey'>;
  /** As the sender wrote it: perhaps no key of ours. */
  readonly instanceId: string | null;
  readonly sender: string | null;
  readonly senderAddress: string | null;
}

/** Corrections for sending it again; undefined: as the sender said. */
export interface EarlyMessageChanges {
  readonly businessKey?: string;
  readonly instanceKey?: Key;
}

/** keep: people decide. replay: sent again by itself as soon as something waits for it. ignore: not kept. */
export type EarlyMessageRule = 'keep' | 'replay' | 'ignore';
export type EarlyMessageMark = MessageMark;

/** Who would receive a message or signal now. Lists end at 10,000. */
export interface MessageReceivers {
  readonly waiting: readonly {
    readonly instanceKey: Key;
    readonly definitionKey: Key;
    readonly processId: string;
    readonly elementId: string;
  }[];
  readonly starts: readonly { readonly definitionKey: Key; readonly processId: string; readonly elementId: string }[];
}

/**
 * What matched nothing when it came. The engine's own answer to the sender is not changed by it, and nothing of it is
 * delivered unless a person or a rule of a person says so.
 */
export interface EarlyMessages {
  /**
   * Bounded in number, age and rate. false: it was counted at most. Never throws: the sender's answer does not depend
   * on it.
   */
  keep(message: EarlyMessage): Promise<boolean>;
  /** Who would receive it. null: there is no such message, or its values were too large to be kept. */
  receivers(key: Key, changes: EarlyMessageChanges): Promise<MessageReceivers | null>;
  /** Sends it again: received in the transaction of its receiver, and once. */
  replay(
    key: Key,
    changes: EarlyMessageChanges,
    options: { by: string; audit?: AuditRecord; batchItemKey?: Key },
  ): Promise<MessageCorrelationResult | Rejection>;
  /** Hands it to what waits here, whatever name and keys that waits for. */
  attach(
    key: Key,
    subscriptionKey: Key,
    options: { by: string; audit?: AuditRecord; expectedVersion?: number },
  ): Promise<Executed | Rejection>;
  /** What it would be handed over as. null: there is no such message, or its values were too large to be kept. */
  payload(
    key: Key,
  ): Promise<Pick<MessageCorrelation, 'variables' | 'localVariables' | 'variablesOfTriggeredScope'> | null>;
  /** false: it waits no more. */
  setWatched(key: Key, isWatched: boolean, options: { audit?: AuditRecord }): Promise<boolean>;
  /**
   * Late or duplicate: nothing will be done with it; or waiting again. `was`: only if it is that still. false: it was
   * received, is something else, or is gone.
   */
  mark(
    key: Key,
    mark: EarlyMessageMark,
    options: { by: string; note: string | null; was?: EarlyMessageMark; audit?: AuditRecord },
  ): Promise<boolean>;
  setRule(name: string, rule: EarlyMessageRule, options: { by: string; audit?: AuditRecord }): Promise<void>;
}

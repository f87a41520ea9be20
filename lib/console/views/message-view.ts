import type { InstanceOrigin } from './instance-view.ts';
import type { DefinitionRef, Instant, Key } from './shared.ts';

/** What a message hands over, as it is kept. */
export interface MessageValue {
  readonly name: string;
  readonly type: string;
  readonly text: string | null;
}

/**
 * Why a message of Camunda 7 is not received, as of now. fits: one thing waits for it; starts: it would start an
 * instance; several: more than one waits; suspended: what waits rests; startSuspended: what it would start rests;
 * tenant: another tenant is meant; values: the correlation keys differ; past: the instance had one of this name;
 * notYet: the instance is there and does not wait for it; ended; otherKey: others wait for this name; nobody: nothing
 * waits for this name.
 */
export type WhyNot =
  | 'fits'
  | 'starts'
  | 'several'
  | 'suspended'
  | 'startSuspended'
  | 'tenant'
  | 'values'
  | 'past'
  | 'notYet'
  | 'ended'
  | 'otherKey'
  | 'nobody';

export interface EarlyMessageRow {
  readonly key: Key;
  readonly name: string;
  readonly businessKey: string | null;
  readonly state: 'waiting' | 'correlated' | 'late' | 'duplicate';
  /** null unless it waits. */
  readonly why: WhyNot | null;
  /** Sent again by itself as soon as something waits for it. */
  readonly isWatched: boolean;
  readonly sender: string | null;
  readonly receivedAt: Instant;
  readonly tries: number;
  readonly instanceKey: Key | null;
  readonly decidedAt: Instant | null;
  readonly decidedBy: string | null;
}

export interface EarlyMessageView extends EarlyMessageRow {
  /** As the sender wrote it. */
  readonly instanceId: string | null;
  readonly tenantId: string | null;
  readonly isTenantGiven: boolean;
  readonly senderAddress: string | null;
  readonly expiresAt: Instant;
  readonly triedAt: Instant | null;
  readonly lastProblem: string | null;
  readonly note: string | null;
  /** What is done with all messages of its name. */
  readonly rule: MessageRulesView['rules'][number]['rule'];
  readonly correlationKeys: readonly MessageValue[];
  /** null: too many to be kept, or out of the person's reach. */
  readonly variables: readonly MessageValue[] | null;
  readonly isCut: boolean;
  /** Instances with its business key, newest first: where they are, and whether they wait for the name. */
  readonly candidates: readonly MessageCandidate[];
  /** Others that wait for the same name. */
  readonly others: readonly SubscriptionRow[];
  /** Names that are waited for and look alike. */
  readonly similarNames: readonly string[];
}

export interface MessageCandidate {
  readonly instanceKey: Key;
  readonly definition: DefinitionRef;
  readonly isEnded: boolean;
  readonly isSuspended: boolean;
  /** Elements that hold a token, at most five. */
  readonly at: readonly string[];
  /** waits: for this name now; past: did so; never. */
  readonly listens: 'waits' | 'past' | 'never';
  readonly closedAt: Instant | null;
}

/** What waits for a message or signal. */
export interface SubscriptionRow {
  readonly key: Key;
  readonly kind: 'message' | 'signal';
  readonly name: string;
  readonly correlationKey: string | null;
  readonly instanceKey: Key;
  readonly businessKey: string | null;
  readonly isSuspended: boolean;
  readonly elementId: string;
  readonly definition: DefinitionRef;
  readonly dialect: 'camunda7' | 'camunda8';
  readonly createdAt: Instant;
}

/** `who` null: nobody had to sign in. */
export type MessageSender = Pick<InstanceOrigin, 'who' | 'channel'>;

/** A message of Camunda 8 that waits for something that waits for it. */
export interface BufferedMessageRow {
  readonly key: Key;
  readonly name: string;
  readonly correlationKey: string;
  readonly messageId: string | null;
  readonly publishedAt: Instant;
  readonly expiresAt: Instant;
  /** Instances that have had it: one of each process. */
  readonly received: number;
  /** null: nobody noted it. */
  readonly sender: MessageSender | null;
}

/**
 * Why nobody received a message of Camunda 8 while it lived. waitsNow: something with its key waits by now; startsNow: it
 * would start an instance now; suspended: what waited rested; tooEarly: what waited for its key began after it had
 * expired; tooLate: had ended before it came; sameKey: its key runs an instance already and starts no second; tenant:
 * another tenant waited; otherKey: others wait for the name; nobody: nothing waits for the name.
 */
export type WhyExpired =
  | 'waitsNow'
  | 'startsNow'
  | 'suspended'
  | 'tooEarly'
  | 'tooLate'
  | 'sameKey'
  | 'tenant'
  | 'otherKey'
  | 'nobody';

/** A message of Camunda 8 that nobody received in its time to live. */
export interface ExpiredMessageRow {
  readonly key: Key;
  readonly name: string;
  readonly correlationKey: string;
  readonly messageId: string | null;
  readonly publishedAt: Instant;
  readonly expiredAt: Instant;
  /** null: nobody noted it. */
  readonly sender: MessageSender | null;
  readonly why: WhyExpired;
}

export interface ExpiredMessageView extends ExpiredMessageRow {
  readonly tenantId: string | null;
  /** null: too large to be kept (`isCut`), or out of the person's reach. */
  readonly variables: readonly MessageValue[] | null;
  readonly isCut: boolean;
  /** What waits for its name now. */
  readonly waiting: readonly SubscriptionRow[];
  /** Names that are waited for and look alike. */
  readonly similarNames: readonly string[];
}

export interface CorrelatedMessageRow {
  readonly key: string;
  readonly name: string | null;
  readonly correlationKey: string | null;
  readonly instanceKey: Key;
  readonly businessKey: string | null;
  readonly definition: DefinitionRef;
  readonly elementId: string | null;
  readonly isStart: boolean;
  readonly at: Instant;
}

export interface MessageNamesView {
  /** Names that are waited for, or that start something. */
  readonly names: readonly WaitedName[];
  readonly isCut: boolean;
}
export interface WaitedName {
  readonly name: string;
  /** At most 1,000. */
  readonly waiting: number;
  readonly isStart: boolean;
  readonly dialects: readonly ('camunda7' | 'camunda8')[];
  readonly processes: readonly string[];
  /** Keys of a few that wait: correlation keys (8) or business keys (7). */
  readonly keys: readonly string[];
}

export interface MessageRulesView {
  readonly rules: readonly {
    readonly name: string;
    readonly rule: 'keep' | 'replay' | 'ignore';
    readonly setBy: string | null;
    readonly setAt: Instant | null;
    readonly waiting: number;
    readonly notKept: number;
    readonly notKeptAt: Instant | null;
  }[];
}

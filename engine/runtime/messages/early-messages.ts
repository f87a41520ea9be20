import type { Rejection } from '../../core/decision.ts';
import type { Key } from '../../core/state.ts';
import type {
  EarlyMessage,
  EarlyMessageChanges,
  EarlyMessageMark,
  EarlyMessageRule,
  EarlyMessages,
  MessageReceivers,
} from '../../early-messages.ts';
import type { Executed, MessageCorrelation, MessageCorrelationResult } from '../../engine.ts';
import { appendDone } from '../../store/audit-entries.ts';
import { type AuditRecord, NOTHING_TOLD } from '../../store/audit-record.ts';
import { inTransaction, type Pool, type Queryable } from '../../store/connection.ts';
import * as store from '../../store/early-messages.ts';
import type { Clock } from '../clock.ts';
import type { KeySource } from '../commits/key-source.ts';
import { KeepingRate } from '../keeping-rate.ts';
import type { Messages } from './messages.ts';
import { unstorableText, unstorableVariables } from '../storable-text.ts';

/** How long an early message is kept, whatever became of it. */
const KEPT_DAYS = 14;
const DAY_MS = 86_400_000;
/** Messages that are kept; the oldest go first. */
const MAX_MESSAGES = 50_000;
/** Values of one message; with more only its name and keys are kept. */
const MAX_PAYLOAD_LENGTH = 64 * 1024;
const MAX_NAME_LENGTH = 1_000;
/** Sending again takes no longer: after that somebody else may try. */
const LOCK_MS = 30_000;
/** Names that are looked for whenever something begins to wait; messages of others wait for their turn. */
const MAX_WATCHED_NAMES = 1_000;
/** Messages that are tried when something begins to wait, and in one turn. */
const TRIED_AT_ONCE = 20;
const TRIED_PER_TURN = 50;
const REMOVED_PER_TURN = 2_000;
const MAX_COUNTED_NAMES = 2_000;
const KEY = /^\d{16}$/;

export interface EarlyMessageParts {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly keys: KeySource;
  readonly messages: Messages;
  changed(): void;
  audited(): void;
  failed(error: Error): void;
}

/** Keeps what matched nothing, and sends it again when a person or a person's rule says so. */
export class EarlyMessageDesk implements EarlyMessages {
  private readonly parts: EarlyMessageParts;
  private readonly rate = new KeepingRate();
  /** Kept up to date in turns: a name that is missing here waits for the next turn, no longer. */
  private watched: ReadonlySet<string> = new Set();

  constructor(parts: EarlyMessageParts) {
    this.parts = parts;
  }

  async keep(message: EarlyMessage): Promise<boolean> {
    const { pool, clock, keys } = this.parts;
    const { request } = message;
    const now = clock.now();
    if (!isKeepable(message)) return false;
    if (!this.rate.mayKeep(request.name, now)) return false;
    const { variables, localVariables, variablesOfTriggeredScope } = request;
    const payload = JSON.stringify({ variables, localVariables, variablesOfTriggeredScope } satisfies store.Payload);
    try {
      await keys.ensure();
      const isKept = await store.insertEarlyMessage(pool, {
        ...message,
        key: keys.next(),
        at: now,
        expiresAt: now + KEPT_DAYS * DAY_MS,
        payload: payload.length > MAX_PAYLOAD_LENGTH ? null : payload,
      });
      if (isKept) this.parts.changed();
      return isKept;
    } catch (error) {
      this.rate.drop(request.name);
      this.parts.failed(error instanceof Error ? error : new Error(String(error)));
      return false;
    }
  }

  async receivers(key: Key, changes: EarlyMessageChanges): Promise<MessageReceivers | null> {
    const message = await store.earlyMessage(this.parts.pool, key);
    const request = message === null ? null : requestOf(message, changes);
    if (request === 'nowhere') return { waiting: [], starts: [] };
    return request === null ? null : this.parts.messages.receiversOf(request);
  }

  async replay(
    key: Key,
    changes: EarlyMessageChanges,
    { by, audit, batchItemKey }: { by: string; audit?: AuditRecord; batchItemKey?: Key },
  ): Promise<MessageCorrelationResult | Rejection> {
    const { pool, clock } = this.parts;
    const now = clock.now();
    const message = await store.lockEarlyMessage(pool, key, { now, until: now + LOCK_MS });
    if (message === 'gone') return refused('notFound', 'the message waits no more', key);
    if (message === 'busy') return refused('lockedByOther', 'somebody else sends the message at this moment', key);
    const request = message === 'cut' ? 'cut' : requestOf(message, changes);
    const outcome =
      request === 'cut'
        ? refused('invalidState', 'the values of the message were too large to be kept', key)
        : request === 'nowhere'
          ? refused('notFound', 'the message names an instance that there never was', key)
          : await this.parts.messages.correlate(request, {
              earlyMessage: { key, by },
              ...(audit && { audit }),
              ...(batchItemKey !== undefined && { batchItemKey }),
            });
    const isReceived = outcome.kind === 'correlated' && outcome.results.length > 0;
    if (!isReceived)
      await store.unlockEarlyMessage(
        pool,
        key,
        outcome.kind === 'correlated' ? 'nothing waits for it' : outcome.message,
      );
    this.parts.changed();
    return outcome.kind === 'correlated' && !isReceived
      ? refused('notFound', 'nothing waits for the message', key)
      : outcome;
  }

  async attach(
    key: Key,
    subscriptionKey: Key,
    { by, audit, expectedVersion }: { by: string; audit?: AuditRecord; expectedVersion?: number },
  ): Promise<Executed | Rejection> {
    const { pool, clock } = this.parts;
    const now = clock.now();
    const message = await store.lockEarlyMessage(pool, key, { now, until: now + LOCK_MS });
    if (message === 'gone') return refused('notFound', 'the message waits no more', key);
    if (message === 'busy') return refused('lockedByOther', 'somebody else sends the message at this moment', key);
    const outcome =
      message === 'cut'
        ? refused('invalidState', 'the values of the message were too large to be kept', key)
        : await this.parts.messages.deliverTo(subscriptionKey, message.request, {
            earlyMessage: { key, by },
            ...(audit && { audit }),
            ...(expectedVersion !== undefined && { expectedVersion }),
          });
    if (outcome.kind === 'rejection') await store.unlockEarlyMessage(pool, key, outcome.message);
    this.parts.changed();
    return outcome;
  }

  async payload(
    key: Key,
  ): Promise<Pick<MessageCorrelation, 'variables' | 'localVariables' | 'variablesOfTriggeredScope'> | null> {
    return (await store.earlyMessage(this.parts.pool, key))?.request ?? null;
  }

  async setWatched(key: Key, isWatched: boolean, { audit }: { audit?: AuditRecord }): Promise<boolean> {
    const isDone = await this.change(audit, (connection) => store.setEarlyMessageWatched(connection, key, isWatched));
    if (isDone) await this.lookForWatched();
    return isDone;
  }

  mark(
    key: Key,
    mark: EarlyMessageMark,
    { by, note, was, audit }: { by: string; note: string | null; was?: EarlyMessageMark; audit?: AuditRecord },
  ): Promise<boolean> {
    return this.change(audit, (connection) =>
      store.markEarlyMessage(connection, key, { mark, by, note, was: was ?? null, at: this.parts.clock.now() }),
    );
  }

  async setRule(
    name: string,
    rule: EarlyMessageRule,
    { by, audit }: { by: string; audit?: AuditRecord },
  ): Promise<void> {
    await this.change(audit, async (connection) => {
      await store.setEarlyMessageRule(connection, name, { rule, by, at: this.parts.clock.now() });
      return true;
    });
    await this.lookForWatched();
  }

  /** Costs nothing unless a message of this name is watched. */
  async subscriptionOpened(name: string, instanceKey: Key, businessKey: string | null): Promise<void> {
    if (!this.watched.has(name)) return;
    for (const key of await store.watchedFor(this.parts.pool, {
      name,
      instanceKey,
      businessKey,
      now: this.parts.clock.now(),
      limit: TRIED_AT_ONCE,
    }))
      await this.replayByItself(key);
  }

  /** For whatever begins to wait on another node, starts that were deployed, and messages of a node that died. */
  async takeTurn(): Promise<void> {
    const { pool, clock } = this.parts;
    await this.lookForWatched();
    if (this.watched.size > 0)
      for (const key of await store.watchedInTurn(pool, { now: clock.now(), limit: TRIED_PER_TURN }))
        await this.replayByItself(key);
    await store.removeEarlyMessages(pool, { now: clock.now(), most: MAX_MESSAGES, limit: REMOVED_PER_TURN });
    const dropped = this.rate.takeDropped();
    if (dropped.size === 0) return;
    await store.countNotKept(pool, dropped, { at: clock.now(), maxNames: MAX_COUNTED_NAMES });
    this.parts.changed();
  }

  private async replayByItself(key: Key): Promise<void> {
    await this.replay(key, {}, { by: SYSTEM, audit: systemRecord(key) });
  }

  private async lookForWatched(): Promise<void> {
    this.watched = new Set(await store.watchedNames(this.parts.pool, MAX_WATCHED_NAMES));
  }

  /** In one transaction with its entry, which is written only when something changed. */
  private async change(
    audit: AuditRecord | undefined,
    work: (connection: Queryable) => Promise<boolean>,
  ): Promise<boolean> {
    const isDone = await inTransaction(this.parts.pool, async (connection) => {
      const isChanged = await work(connection);
      if (isChanged) await appendDone(connection, audit, this.parts.clock.now());
      return isChanged;
    });
    if (isDone) {
      this.parts.changed();
      this.parts.audited();
    }
    return isDone;
  }
}

/** Who sends again what a person has set to be sent again. */
const SYSTEM = 'system';

function systemRecord(key: Key): AuditRecord {
  return {
    ...NOTHING_TOLD,
    actorKind: 'system',
    actorId: null,
    actorName: 'Wheelhouse',
    address: null,
    channel: 'system',
    operation: 'message.replay',
    risk: 'guarded',
    targetKind: 'message',
    targetKey: key,
    before: { state: 'waiting' },
    after: { state: 'correlated' },
  };
}

/** Texts that PostgreSQL cannot store, or that are no names any more, are not worth a row. */
function isKeepable({ request, instanceId }: EarlyMessage): boolean {
  if (
    request.name.length > MAX_NAME_LENGTH ||
    (request.businessKey?.length ?? 0) > MAX_NAME_LENGTH ||
    (instanceId?.length ?? 0) > MAX_NAME_LENGTH
  )
    return false;
  const texts = [request.name, request.businessKey, request.tenantId, instanceId].filter(
    (text): text is string => typeof text === 'string',
  );
  const variables = [
    request.variables,
    request.localVariables,
    request.variablesOfTriggeredScope,
    request.correlationKeys,
    request.localCorrelationKeys,
  ];
  const keysLength = JSON.stringify([request.correlationKeys, request.localCorrelationKeys]).length;
  return (
    keysLength <= MAX_PAYLOAD_LENGTH &&
    texts.every((text) => unstorableText('message', text) === null) &&
    variables.every((each) => each === undefined || unstorableVariables(each) === null)
  );
}

/** nowhere: it names an instance that cannot be one of ours. */
function requestOf(
  { request, instanceId }: store.StoredEarlyMessage,
  changes: EarlyMessageChanges,
): MessageCorrelation | 'nowhere' {
  const instanceKey = changes.instanceKey ?? instanceId;
  if (instanceKey !== null && !KEY.test(instanceKey)) return 'nowhere';
  const { businessKey: given, ...rest } = request;
  const businessKey = changes.businessKey ?? given;
  return { ...rest, ...(businessKey !== undefined && { businessKey }), ...(instanceKey !== null && { instanceKey }) };
}

const refused = (code: 'notFound' | 'invalidState' | 'lockedByOther', message: string, key: Key): Rejection => ({
  kind: 'rejection',
  code,
  message,
  details: { messageKey: key },
});

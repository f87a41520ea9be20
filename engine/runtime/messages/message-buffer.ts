import type { Rejection } from '../../core/decision.ts';
import type { Key, Subscription } from '../../core/state.ts';
import type { MessageReceivers } from '../../early-messages.ts';
import type { ExecuteOptions, MessagePublication } from '../../engine.ts';
import { appendAuditEntries } from '../../store/audit-entries.ts';
import type { AuditRecord } from '../../store/audit-record.ts';
import { inTransaction } from '../../store/connection.ts';
import {
  bufferedMessages,
  insertMessage,
  isStartLocked,
  messageStartsOf,
  messageIdExists,
  missedStarts,
  missedSubscriptions,
  startKeyOf,
  startSubscriptions,
  waitingSubscriptions,
  type BufferedMessage,
  type StartSubscription,
} from '../../store/messages.ts';
import type { ExpiredMessages } from './expired-messages.ts';
import { messageCause } from './message-cause.ts';
import { receivers } from './message-receivers.ts';
import { MAX_RECEIVERS, type MessagesParts } from './messages-parts.ts';
import { placed } from '../placed.ts';
import { senderOf } from './sender-of.ts';
import { startByEvent } from '../starts/start-by-event.ts';
import { unstorableText, unstorableVariables } from '../storable-text.ts';

/** A message that nobody brought to what waits for it is looked at when it is this old. */
const MISSED_AFTER_MS = 5_000;
const MISSED_PER_TURN = 200;
/** Messages live this long at most: a hundred years would be a leak. */
const MAX_TIME_TO_LIVE_MS = 366 * 24 * 3_600_000;

interface MessageBufferParts extends MessagesParts {
  readonly expiredMessages: ExpiredMessages;
}

/** Camunda 8: messages are kept for the rest of their time to live, for what begins to wait meanwhile. */
export class MessageBuffer {
  private readonly parts: MessageBufferParts;

  constructor(parts: MessageBufferParts) {
    this.parts = parts;
  }

  /** To one instance of each process that waits, to start events, and kept for the rest of its time to live. */
  async publish(
    request: MessagePublication,
    audit?: AuditRecord,
  ): Promise<{ kind: 'published'; key: Key; correlatedInstanceKey: Key | null } | Rejection> {
    const { pool, clock, keys } = this.parts;
    const refusal =
      unstorableVariables(request.variables) ??
      unstorableText('message name', request.name) ??
      unstorableText('correlation key', request.correlationKey);
    if (refusal) return refusal;
    await keys.ensure();
    const now = clock.now();
    const message: BufferedMessage = {
      key: keys.next(),
      name: request.name,
      correlation_key: request.correlationKey,
      tenant_id: request.tenantId,
      variables: request.variables,
      published_at: now,
      expires_at: now + Math.min(Math.max(0, request.timeToLiveMs), MAX_TIME_TO_LIVE_MS),
      sender: request.sender ?? (audit ? senderOf(audit) : null),
    };
    const isBuffered = message.expires_at > now && !request.mustCorrelate;
    if (
      request.messageId !== null &&
      (await messageIdExists(pool, {
        name: request.name,
        correlationKey: request.correlationKey,
        messageId: request.messageId,
        tenantId: request.tenantId,
        now,
      }))
    )
      return duplicate(request);
    // Kept first, then looked for receivers: whoever begins to wait at the same moment finds it.
    if (isBuffered && !(await this.keep(message, request.messageId, audit))) return duplicate(request);
    const entry = isBuffered ? undefined : audit;
    const received = await this.toWaiting(message, entry);
    const started = await this.toStarts(message, received === null ? entry : undefined);
    const correlatedInstanceKey = received ?? started;
    if (request.mustCorrelate && correlatedInstanceKey === null) {
      return {
        kind: 'rejection',
        code: 'notFound',
        message: 'no subscription waits for the message',
        details: { name: request.name, correlationKey: request.correlationKey },
      };
    }
    if (!isBuffered && correlatedInstanceKey === null)
      await this.parts.expiredMessages.keep(message, request.messageId);
    return { kind: 'published', key: message.key, correlatedInstanceKey };
  }

  /** With its entry, in one transaction. */
  private keep(message: BufferedMessage, messageId: string | null, audit: AuditRecord | undefined): Promise<boolean> {
    const { pool } = this.parts;
    if (!audit) return insertMessage(pool, message, messageId);
    return inTransaction(pool, async (connection) => {
      const isNew = await insertMessage(connection, message, messageId);
      if (isNew)
        await appendAuditEntries(connection, [
          {
            record: { ...audit, targetKey: message.key },
            at: message.published_at,
            outcome: 'done',
            outcomeText: null,
          },
        ]);
      return isNew;
    });
  }

  /** One instance per process: a process that has had the message is left out. The entry is written with the first. */
  private async toWaiting(message: BufferedMessage, audit?: AuditRecord): Promise<Key | null> {
    const waiting = await waitingSubscriptions(this.parts.pool, {
      kind: 'message',
      name: message.name,
      correlationKey: message.correlation_key,
      tenantId: message.tenant_id,
      byElement: true,
      limit: MAX_RECEIVERS,
    });
    const served = new Set<string>();
    let first: Key | null = null;
    for (const subscription of waiting) {
      if (served.has(subscription.process_id)) continue;
      const outcome = await this.parts.executor.execute(
        subscription.tree_key,
        {
          type: 'correlateMessage',
          subscriptionKey: subscription.key,
          variables: message.variables,
          messageKey: message.key,
        },
        first === null && audit ? placed({ audit }, subscription) : {},
      );
      if (outcome.kind !== 'executed') continue;
      served.add(subscription.process_id);
      first ??= subscription.instance_key;
    }
    return first;
  }

  private async toStarts(message: BufferedMessage, audit?: AuditRecord): Promise<Key | null> {
    let first: Key | null = null;
    for (const start of await startSubscriptions(this.parts.pool, 'message', message.name, {
      tenantId: message.tenant_id,
    })) {
      const started = await this.startFromBuffer(
        start,
        message,
        first === null && audit ? placed({ audit }, start) : {},
      );
      first ??= started;
    }
    return first;
  }

  /** While an instance with this key runs, the key starts no second one; an empty key always starts. */
  private async startFromBuffer(
    start: StartSubscription,
    message: BufferedMessage,
    options: ExecuteOptions = {},
  ): Promise<Key | null> {
    const key = message.correlation_key;
    if (key !== '' && (await isStartLocked(this.parts.pool, start.process_id, start.tenant_id, key))) return null;
    const started = await startByEvent(
      this.parts,
      start,
      message.variables,
      null,
      { messageKey: message.key, correlationKey: key === '' ? null : key },
      messageCause(message.name, message.key, message.sender ?? undefined),
      options,
    );
    return started.kind === 'started' ? started.instanceKey : null;
  }

  /** Something began to wait: kept messages may be for it, oldest first, and more than one where it goes on waiting. */
  async subscriptionOpened(
    treeKey: Key,
    subscription: Pick<Subscription, 'key' | 'correlationKey'> & { readonly name: string },
    processId: string,
    tenantId: string | null,
  ): Promise<void> {
    const { pool, clock, executor } = this.parts;
    for (let n = 0; n < MAX_RECEIVERS; n += 1) {
      const [message] = await bufferedMessages(pool, {
        name: subscription.name,
        correlationKey: subscription.correlationKey,
        processId,
        tenantId,
        now: clock.now(),
        limit: 1,
      });
      if (!message) return;
      const outcome = await executor.execute(treeKey, {
        type: 'correlateMessage',
        subscriptionKey: subscription.key,
        variables: message.variables,
        messageKey: message.key,
      });
      // Another one of the process had it meanwhile: then the next message is looked at. Else nothing waits any more.
      if (outcome.kind === 'rejection' && outcome.details.reason !== 'alreadyCorrelated') return;
    }
  }

  /**
   * An instance that a message had started has ended: the oldest kept message with its key that may start the process
   * does, whatever its name.
   */
  async startedInstanceEnded(instanceKey: Key, processId: string, tenantId: string | null): Promise<void> {
    const { pool, clock } = this.parts;
    const correlationKey = await startKeyOf(pool, instanceKey);
    if (correlationKey === null) return;
    const now = clock.now();
    let next: { readonly start: StartSubscription; readonly message: BufferedMessage } | null = null;
    for (const start of await messageStartsOf(pool, processId, tenantId)) {
      const query = { name: start.name, correlationKey, processId, tenantId, now, limit: 1 };
      for (const message of await bufferedMessages(pool, query))
        if (!next || message.key < next.message.key) next = { start, message };
    }
    if (next) await this.startFromBuffer(next.start, next.message);
  }

  /** What a node that died had still to bring together. */
  async bringMissed(): Promise<void> {
    const now = this.parts.clock.now();
    const query = { now, publishedBefore: now - MISSED_AFTER_MS, limit: MISSED_PER_TURN };
    for (const s of await missedSubscriptions(this.parts.pool, query)) {
      await this.subscriptionOpened(
        s.tree_key,
        { key: s.key, name: s.name, correlationKey: s.correlation_key },
        s.process_id,
        s.tenant_id,
      );
    }
    for (const { start, ...message } of await missedStarts(this.parts.pool, query))
      await this.startFromBuffer(start, message);
  }

  /** By the rule of `publish`: one instance of each process, and no second instance for a key. */
  async receiversOf({
    name,
    correlationKey,
    tenantId,
  }: Pick<MessagePublication, 'name' | 'correlationKey' | 'tenantId'>): Promise<MessageReceivers> {
    const { pool } = this.parts;
    const waiting = await waitingSubscriptions(pool, {
      kind: 'message',
      name,
      correlationKey,
      tenantId,
      byElement: true,
      limit: MAX_RECEIVERS,
    });
    const firsts = [...new Map(waiting.toReversed().map((each) => [each.process_id, each])).values()].reverse();
    const starts: StartSubscription[] = [];
    for (const start of await startSubscriptions(pool, 'message', name, { tenantId })) {
      if (correlationKey === '' || !(await isStartLocked(pool, start.process_id, start.tenant_id, correlationKey)))
        starts.push(start);
    }
    return receivers(firsts, starts);
  }
}

function duplicate({ name, correlationKey, messageId }: MessagePublication): Rejection {
  return {
    kind: 'rejection',
    code: 'invalidState',
    message: 'a message with this id is there already',
    details: { reason: 'alreadyExists', name, correlationKey, messageId },
  };
}

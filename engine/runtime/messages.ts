import type { StartInstance, Variables } from '../core/commands.ts';
import type { Rejection } from '../core/decision.ts';
import type { Sender, StartCause } from '../core/start-cause.ts';
import type { Key, Subscription } from '../core/state.ts';
import type { MessageReceivers } from '../early-messages.ts';
import type {
  Executed,
  ExecuteOptions,
  MessageCorrelation,
  MessageCorrelationResult,
  MessagePublication,
} from '../engine.ts';
import { appendAuditEntries } from '../store/audit-entries.ts';
import type { AuditRecord } from '../store/audit-record.ts';
import { inTransaction, type Pool } from '../store/connection.ts';
import {
  bufferedMessages,
  insertMessage,
  isStartLocked,
  messageIdExists,
  missedStarts,
  missedSubscriptions,
  openSubscription,
  startKeyOf,
  startSubscriptions,
  waitingSubscriptions,
  type BufferedMessage,
  type StartSubscription,
  type WaitingSubscription,
} from '../store/messages.ts';
import { claimThrownSignals, deleteThrownSignal } from '../store/thrown-signals.ts';
import type { Clock } from './clock.ts';
import type { Executor } from './execute.ts';
import type { KeySource } from './key-source.ts';
import { senderOf } from './sender-of.ts';
import { unstorableText, unstorableVariables } from './storable-text.ts';

/** Instances that one message or signal reaches at most in one call. */
const MAX_RECEIVERS = 10_000;
/** A thrown signal whose node has not broadcast it by then is taken by another. */
const BROADCAST_LIMIT_MS = 30_000;
const SIGNALS_PER_TURN = 20;
/** Receivers of a signal that are reached at the same time: their trees are committed together. */
const RECEIVERS_TOGETHER = 250;
/** Times that a message looks for another receiver because the one it found had just gone. */
const MAX_TRIES = 10;
/** A message that nobody brought to what waits for it is looked at when it is this old. */
const MISSED_AFTER_MS = 5_000;
const MISSED_PER_TURN = 200;
/** Messages live this long at most: a hundred years would be a leak. */
const MAX_TIME_TO_LIVE_MS = 366 * 24 * 3_600_000;

export interface MessagesParts {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly keys: KeySource;
  readonly executor: Executor;
}

type StartResult = { readonly kind: 'start'; readonly instanceKey: Key };
type ExecutionResult = { readonly kind: 'execution'; readonly instanceKey: Key; readonly elementInstanceKey: Key };

/** Brings messages and signals to what waits for them, in any tree, and to start events. */
export class Messages {
  private readonly parts: MessagesParts;

  constructor(parts: MessagesParts) {
    this.parts = parts;
  }

  /** Camunda 7: exactly one receiver, or all of them when asked; otherwise refused, and nothing is kept. */
  async correlate(
    request: MessageCorrelation,
    options: ExecuteOptions = {},
  ): Promise<MessageCorrelationResult | Rejection> {
    const refusal = unstorableVariables(request.variables) ?? unstorableText('message name', request.name);
    if (refusal) return refusal;
    for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
      const waiting = request.startsOnly ? [] : await this.waitingFor(request);
      const starts = await this.startsFor(request, waiting.length);
      if (!request.all && waiting.length + starts.length > 1) return mismatch(request, waiting.length + starts.length);
      if (!request.all && waiting.length + starts.length === 0) return mismatch(request, 0);
      const outcome = await this.deliverAll(request, waiting, starts, options);
      if (outcome !== 'gone') return outcome;
    }
    return mismatch(request, 0);
  }

  /** By the rule of `correlate`, which would deliver. */
  async receiversOf(request: MessageCorrelation): Promise<MessageReceivers> {
    const waiting = request.startsOnly ? [] : await this.waitingFor(request);
    return receivers(waiting, await this.startsFor(request, waiting.length));
  }

  /** By the rule of `publish`: one instance of each process, and no second instance for a key. */
  async receiversOfPublication({
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
      limit: MAX_RECEIVERS,
    });
    const firsts = [...new Map(waiting.toReversed().map((each) => [each.process_id, each])).values()].reverse();
    const starts: StartSubscription[] = [];
    for (const start of await startSubscriptions(pool, 'message', name, tenantId)) {
      if (correlationKey === '' || !(await isStartLocked(pool, start.process_id, start.tenant_id, correlationKey)))
        starts.push(start);
    }
    return receivers(firsts, starts);
  }

  async receiversOfSignal({ name, tenantId }: { name: string; tenantId: string | null }): Promise<MessageReceivers> {
    const { pool } = this.parts;
    return receivers(
      await waitingSubscriptions(pool, { kind: 'signal', name, tenantId, limit: MAX_RECEIVERS }),
      await startSubscriptions(pool, 'signal', name, tenantId),
    );
  }

  private waitingFor({
    name,
    businessKey,
    instanceKey,
    correlationKeys,
    localCorrelationKeys,
    definitionKey,
    tenantId,
  }: MessageCorrelation) {
    return waitingSubscriptions(this.parts.pool, {
      kind: 'message',
      name,
      businessKey,
      instanceKey,
      variables: correlationKeys,
      localVariables: localCorrelationKeys,
      definitionKey,
      tenantId,
      limit: MAX_RECEIVERS,
    });
  }

  /** A start is considered when nothing waits, or when all are asked for; keys of variables cannot match what is not there yet. */
  private async startsFor(request: MessageCorrelation, waiting: number): Promise<readonly StartSubscription[]> {
    const namesAnInstance =
      (request.instanceKey !== undefined && !request.all) || Object.keys(request.localCorrelationKeys ?? {}).length > 0;
    const hasKeys = Object.keys(request.correlationKeys ?? {}).length > 0;
    if (namesAnInstance || (hasKeys && !request.startsOnly) || (waiting > 0 && !request.all)) return [];
    const starts = await startSubscriptions(this.parts.pool, 'message', request.name, request.tenantId);
    return request.definitionKey === undefined
      ? starts
      : starts.filter(({ definition_key }) => definition_key === request.definitionKey);
  }

  private async deliverAll(
    request: MessageCorrelation,
    waiting: readonly WaitingSubscription[],
    starts: readonly StartSubscription[],
    options: ExecuteOptions,
  ): Promise<MessageCorrelationResult | Rejection | 'gone'> {
    const results: (StartResult | ExecutionResult)[] = [];
    // What is noted with the delivery is noted once, with the first receiver.
    const once = (place: Place) => (results.length === 0 ? placed(options, place) : {});
    for (const subscription of waiting) {
      const outcome = await this.parts.executor.execute(
        subscription.tree_key,
        {
          type: 'correlateMessage',
          subscriptionKey: subscription.key,
          variables: request.variables,
          localVariables: request.localVariables,
          variablesOfTriggeredScope: request.variablesOfTriggeredScope,
        },
        once(subscription),
      );
      if (outcome.kind === 'executed')
        results.push({
          kind: 'execution',
          instanceKey: subscription.instance_key,
          elementInstanceKey: subscription.element_instance_key,
        });
      else if (outcome.code !== 'notFound') return outcome;
      else if (!request.all) return 'gone';
    }
    for (const start of starts) {
      const started = await this.startBy(
        start,
        { ...request.variables, ...request.correlationKeys },
        request.businessKey ?? null,
        undefined,
        messageCause(request.name, null, request.sender ?? (options.audit && senderOf(options.audit))),
        once(start),
      );
      if (started.kind === 'rejection') return started;
      results.push({ kind: 'start', instanceKey: started.instanceKey });
    }
    return { kind: 'correlated', results };
  }

  /** To one that waits, whatever it waits for. */
  async deliverTo(
    subscriptionKey: Key,
    {
      variables,
      localVariables,
      variablesOfTriggeredScope,
    }: Pick<MessageCorrelation, 'variables' | 'localVariables' | 'variablesOfTriggeredScope'>,
    options: ExecuteOptions,
  ): Promise<Executed | Rejection> {
    const waiting = await openSubscription(this.parts.pool, subscriptionKey);
    if (waiting === null)
      return {
        kind: 'rejection',
        code: 'notFound',
        message: 'nothing waits there any more',
        details: { subscriptionKey },
      };
    return this.parts.executor.execute(
      waiting.tree_key,
      { type: 'correlateMessage', subscriptionKey, variables, localVariables, variablesOfTriggeredScope },
      placed(options, waiting),
    );
  }

  /** Camunda 8: to one instance of each process that waits, to start events, and kept for the rest of its time to live. */
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
    for (const start of await startSubscriptions(this.parts.pool, 'message', message.name, message.tenant_id)) {
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
    const started = await this.startBy(
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
    subscription: Pick<Subscription, 'key' | 'name' | 'correlationKey'>,
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

  /** An instance that a message had started has ended: the next kept message with its key may start one. */
  async startedInstanceEnded(
    instanceKey: Key,
    processId: string,
    tenantId: string | null,
    name: string,
  ): Promise<void> {
    const { pool, clock } = this.parts;
    const correlationKey = await startKeyOf(pool, instanceKey);
    if (correlationKey === null) return;
    const start = (await startSubscriptions(pool, 'message', name, tenantId)).find(
      ({ process_id }) => process_id === processId,
    );
    if (!start) return;
    const [message] = await bufferedMessages(pool, {
      name,
      correlationKey,
      processId,
      tenantId,
      now: clock.now(),
      limit: 1,
    });
    if (message) await this.startFromBuffer(start, message);
  }

  /** What a node that died had still to bring together. */
  async bringMissed(): Promise<void> {
    await this.broadcastThrown();
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

  /** To all that wait now, and to start events; never kept. The result is the first failure of a receiver, which goes on waiting; all others have it. */
  async broadcast(request: {
    name: string;
    variables: Variables;
    tenantId: string | null;
    businessKey?: string | null;
    exceptTreeKey?: Key | null;
    thrownBy?: Key | null;
    sender?: Sender;
  }): Promise<Rejection | null> {
    const { pool, executor } = this.parts;
    const outcomes: { readonly kind: string }[] = [];
    const waiting = await waitingSubscriptions(pool, {
      kind: 'signal',
      name: request.name,
      tenantId: request.tenantId,
      ...(request.exceptTreeKey && { exceptTreeKey: request.exceptTreeKey }),
      limit: MAX_RECEIVERS,
    });
    for (let n = 0; n < waiting.length; n += RECEIVERS_TOGETHER) {
      outcomes.push(
        ...(await Promise.all(
          waiting
            .slice(n, n + RECEIVERS_TOGETHER)
            .map(({ tree_key, key }) =>
              executor.execute(tree_key, { type: 'triggerSignal', subscriptionKey: key, variables: request.variables }),
            ),
        )),
      );
    }
    for (const start of await startSubscriptions(pool, 'signal', request.name, request.tenantId))
      outcomes.push(
        await this.startBy(start, request.variables, request.businessKey ?? null, undefined, signalCause(request)),
      );
    return outcomes.find(hasFailed) ?? null;
  }

  /** Signals that instances threw; a node that dies meanwhile leaves the rest to another. */
  async broadcastThrown(): Promise<void> {
    const { pool, clock } = this.parts;
    for (;;) {
      const now = clock.now();
      const signals = await claimThrownSignals(pool, { now, until: now + BROADCAST_LIMIT_MS, limit: SIGNALS_PER_TURN });
      for (const {
        key,
        name,
        variables,
        tenant_id: tenantId,
        served_tree_key: exceptTreeKey,
        business_key: businessKey,
        instance_key: thrownBy,
      } of signals) {
        await this.broadcast({ name, variables, tenantId, businessKey, exceptTreeKey, thrownBy });
        await deleteThrownSignal(pool, key);
      }
      if (signals.length < SIGNALS_PER_TURN) return;
    }
  }

  private async startBy(
    start: StartSubscription,
    variables: Variables,
    businessKey: string | null,
    message: StartInstance['message'],
    cause: StartCause,
    options: ExecuteOptions = {},
  ): Promise<{ kind: 'started'; instanceKey: Key } | Rejection> {
    await this.parts.keys.ensure();
    const instanceKey = this.parts.keys.next();
    const outcome: Executed | Rejection = await this.parts.executor.execute(
      instanceKey,
      {
        type: 'startInstance',
        instanceKey,
        definitionKey: start.definition_key,
        businessKey,
        tenantId: start.tenant_id,
        variables,
        startElementId: start.element_id,
        message,
        cause,
      },
      options,
    );
    return outcome.kind === 'executed' ? { kind: 'started', instanceKey } : outcome;
  }
}

function messageCause(name: string, sourceKey: Key | null, sender: Sender | undefined): StartCause {
  return { kind: 'message', name, ...(sourceKey !== null && { sourceKey }), ...(sender && { sender }) };
}

function signalCause({ name, thrownBy, sender }: { name: string; thrownBy?: Key | null; sender?: Sender }): StartCause {
  return { kind: 'signal', name, ...(thrownBy && { sourceKey: thrownBy }), ...(sender && { sender }) };
}

/** The model could not go on; that one waits no more, or rests, is no failure. */
const hasFailed = (outcome: { readonly kind: string }): outcome is Rejection =>
  outcome.kind === 'rejection' && 'code' in outcome && outcome.code === 'failed';

type Place = Pick<WaitingSubscription, 'definition_key' | 'element_id'> &
  Partial<Pick<WaitingSubscription, 'instance_key'>>;

/** The entry says where the message went, as far as whoever asked did not know. */
function placed(options: ExecuteOptions, { definition_key, element_id, instance_key }: Place): ExecuteOptions {
  const { audit } = options;
  if (!audit) return options;
  return {
    ...options,
    audit: {
      ...audit,
      definitionKey: audit.definitionKey ?? definition_key,
      elementId: audit.elementId ?? element_id,
      instanceKey: audit.instanceKey ?? instance_key ?? null,
    },
  };
}

function receivers(waiting: readonly WaitingSubscription[], starts: readonly StartSubscription[]): MessageReceivers {
  return {
    waiting: waiting.map((each) => ({
      instanceKey: each.instance_key,
      definitionKey: each.definition_key,
      processId: each.process_id,
      elementId: each.element_id,
    })),
    starts: starts.map((each) => ({
      definitionKey: each.definition_key,
      processId: each.process_id,
      elementId: each.element_id,
    })),
  };
}

function mismatch({ name }: MessageCorrelation, matches: number): Rejection {
  return {
    kind: 'rejection',
    code: matches === 0 ? 'notFound' : 'invalidArgument',
    details: { name, matches },
    message:
      matches === 0
        ? `nothing waits for the message '${name}'`
        : `${matches} executions wait for the message '${name}'`,
  };
}

function duplicate({ name, correlationKey, messageId }: MessagePublication): Rejection {
  return {
    kind: 'rejection',
    code: 'invalidState',
    message: 'a message with this id is there already',
    details: { reason: 'alreadyExists', name, correlationKey, messageId },
  };
}

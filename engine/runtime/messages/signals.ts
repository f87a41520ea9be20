import type { Variables } from '../../core/commands.ts';
import type { Rejection } from '../../core/decision.ts';
import { DEFAULT_ATTEMPTS } from '../../core/moves/retry-cycle.ts';
import type { Sender, StartCause } from '../../core/start-cause.ts';
import type { Key } from '../../core/state.ts';
import { startPriority } from '../../core/start-triggers.ts';
import type { MessageReceivers } from '../../early-messages.ts';
import {
  startSubscriptions,
  type StartSubscription,
  waitingSubscriptions,
  type WaitingSubscription,
} from '../../store/messages.ts';
import { inTransaction } from '../../store/connection.ts';
import { insertSignalStartJobs, type SignalStartJob } from '../../store/start-jobs.ts';
import { claimThrownSignals, deleteThrownSignal } from '../../store/thrown-signals.ts';
import type { DefinitionRegistry } from '../models/definition-registry.ts';
import { receivers } from './message-receivers.ts';
import { MAX_RECEIVERS, type MessagesParts } from './messages-parts.ts';
import { startByEvent } from '../starts/start-by-event.ts';

/** A thrown signal whose node has not broadcast it by then is taken by another. */
const BROADCAST_LIMIT_MS = 30_000;
const SIGNALS_PER_TURN = 20;
/** Receivers of a signal that are reached at the same time: their trees are committed together. */
const RECEIVERS_TOGETHER = 250;

export interface SignalsParts extends MessagesParts {
  readonly definitions: DefinitionRegistry;
  /** Jobs of start events were made. */
  wake(): void;
}

interface Broadcast {
  readonly name: string;
  readonly variables: Variables;
  readonly tenantId?: string | null;
  readonly reachesShared?: boolean;
  readonly businessKey?: string | null;
  readonly exceptTreeKey?: Key | null;
  readonly thrownBy?: Key | null;
  readonly sender?: Sender;
  readonly isAsync?: boolean;
}

/** Brings signals to all that wait for them, in any tree, and to start events. */
export class Signals {
  private readonly parts: SignalsParts;

  constructor(parts: SignalsParts) {
    this.parts = parts;
  }

  async receiversOf({ name, tenantId }: { name: string; tenantId?: string | null }): Promise<MessageReceivers> {
    const { pool } = this.parts;
    return receivers(
      await waitingSubscriptions(pool, { kind: 'signal', name, tenantId, limit: MAX_RECEIVERS }),
      await startSubscriptions(pool, 'signal', name, { tenantId }),
    );
  }

  /**
   * To all that wait now, and to start events, of one tenant (null: of nobody), with `reachesShared` those of nobody as
   * well, or of whomever; never kept. The result is the first failure of a receiver, which goes on
   * waiting; all others have it.
   */
  async broadcast(request: Broadcast): Promise<Rejection | null> {
    const outcomes = await this.reachWaiting(request);
    for (const start of await startSubscriptions(this.parts.pool, 'signal', request.name, request))
      outcomes.push(await this.start(start, request));
    return outcomes.find(hasFailed) ?? null;
  }

  private async reachWaiting(request: Broadcast): Promise<Outcome[]> {
    const { pool, executor } = this.parts;
    const outcomes: Outcome[] = [];
    const waiting = await waitingSubscriptions(pool, {
      kind: 'signal',
      name: request.name,
      tenantId: request.tenantId,
      reachesShared: request.reachesShared,
      ...(request.exceptTreeKey && { exceptTreeKey: request.exceptTreeKey }),
      limit: MAX_RECEIVERS,
    });
    const reached = receiversAtOnce(waiting);
    for (let n = 0; n < reached.length; n += RECEIVERS_TOGETHER) {
      outcomes.push(
        ...(await Promise.all(
          reached.slice(n, n + RECEIVERS_TOGETHER).map(({ treeKey, subscriptionKey, together }) =>
            executor.execute(treeKey, {
              type: 'triggerSignal',
              subscriptionKey,
              variables: request.variables,
              ...(together.length > 0 && { together }),
              ...(request.isAsync === true && { isAsync: true }),
            }),
          ),
        )),
      );
    }
    return outcomes;
  }

  private start(start: StartSubscription, request: Broadcast): Promise<Outcome> {
    const { variables, businessKey = null } = request;
    return startByEvent(this.parts, start, variables, businessKey, undefined, signalCause(request));
  }

  /**
   * Signals that instances threw, to those of their tenant and to those of nobody; a node that dies meanwhile leaves
   * the rest to another.
   */
  async broadcastThrown(): Promise<void> {
    const { pool, clock } = this.parts;
    for (;;) {
      const now = clock.now();
      const signals = await claimThrownSignals(pool, { now, until: now + BROADCAST_LIMIT_MS, limit: SIGNALS_PER_TURN });
      for (const signal of signals) {
        const request: Broadcast = {
          name: signal.name,
          variables: signal.variables,
          tenantId: signal.tenant_id,
          reachesShared: true,
          businessKey: signal.business_key,
          exceptTreeKey: signal.served_tree_key,
          thrownBy: signal.instance_key,
          isAsync: signal.is_async,
        };
        if (signal.is_async) await this.broadcastAsync(signal.key, request);
        else {
          await this.broadcast(request);
          await deleteThrownSignal(pool, signal.key);
        }
      }
      if (signals.length < SIGNALS_PER_TURN) return;
    }
  }

  /**
   * Start events of Camunda 7 have it by jobs, without what it brought, also of definitions that rest; the jobs are
   * made as the signal is done with, so there is one for each.
   */
  private async broadcastAsync(signalKey: Key, request: Broadcast): Promise<void> {
    const { pool, clock, keys, definitions, wake } = this.parts;
    await this.reachWaiting(request);
    await keys.ensure();
    const now = clock.now();
    const jobs: SignalStartJob[] = [];
    for (const start of await startSubscriptions(pool, 'signal', request.name, {
      ...request,
      includesSuspended: true,
    })) {
      const definition = await definitions.load(start.definition_key);
      const element = definition?.graph.elements.get(start.element_id);
      if (!definition || !element) continue;
      if (definition.graph.semantics.asyncSignals === 'asJobs')
        jobs.push({
          key: keys.next(),
          definitionKey: definition.key,
          elementId: element.id,
          priority: startPriority(definition.graph, element, now),
          tenantId: start.tenant_id,
          signal: { name: request.name, ...(request.thrownBy && { thrownBy: request.thrownBy }) },
        });
      else if (!definition.isSuspended) await this.start(start, request);
    }
    await inTransaction(pool, async (connection) => {
      await insertSignalStartJobs(connection, jobs, { at: now, retries: DEFAULT_ATTEMPTS });
      await deleteThrownSignal(connection, signalKey);
    });
    if (jobs.length > 0) wake();
  }
}

type Outcome = { readonly kind: string };

interface ReceiversAtOnce {
  readonly treeKey: Key;
  readonly subscriptionKey: Key;
  readonly together: Key[];
}

/** Camunda 8 brings it to all that wait in one tree before any of them goes on. */
function receiversAtOnce(waiting: readonly WaitingSubscription[]): readonly ReceiversAtOnce[] {
  const receivers: ReceiversAtOnce[] = [];
  const byTree = new Map<Key, ReceiversAtOnce>();
  for (const { tree_key: treeKey, key, dialect } of waiting) {
    const first = byTree.get(treeKey);
    if (first && dialect === 'camunda8') {
      first.together.push(key);
      continue;
    }
    const receiver: ReceiversAtOnce = { treeKey, subscriptionKey: key, together: [] };
    receivers.push(receiver);
    if (dialect === 'camunda8') byTree.set(treeKey, receiver);
  }
  return receivers;
}

function signalCause({ name, thrownBy, sender }: { name: string; thrownBy?: Key | null; sender?: Sender }): StartCause {
  return { kind: 'signal', name, ...(thrownBy && { sourceKey: thrownBy }), ...(sender && { sender }) };
}

/** The model could not go on; that one waits no more, or rests, is no failure. */
const hasFailed = (outcome: { readonly kind: string }): outcome is Rejection =>
  outcome.kind === 'rejection' && 'code' in outcome && outcome.code === 'failed';

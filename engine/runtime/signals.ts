import type { Variables } from '../core/commands.ts';
import type { Rejection } from '../core/decision.ts';
import type { Sender, StartCause } from '../core/start-cause.ts';
import type { Key } from '../core/state.ts';
import type { MessageReceivers } from '../early-messages.ts';
import { startSubscriptions, waitingSubscriptions, type WaitingSubscription } from '../store/messages.ts';
import { claimThrownSignals, deleteThrownSignal } from '../store/thrown-signals.ts';
import { receivers } from './message-receivers.ts';
import { MAX_RECEIVERS, type MessagesParts } from './messages-parts.ts';
import { startByEvent } from './start-by-event.ts';

/** A thrown signal whose node has not broadcast it by then is taken by another. */
const BROADCAST_LIMIT_MS = 30_000;
const SIGNALS_PER_TURN = 20;
/** Receivers of a signal that are reached at the same time: their trees are committed together. */
const RECEIVERS_TOGETHER = 250;

/** Brings signals to all that wait for them, in any tree, and to start events. */
export class Signals {
  private readonly parts: MessagesParts;

  constructor(parts: MessagesParts) {
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
  async broadcast(request: {
    name: string;
    variables: Variables;
    tenantId?: string | null;
    reachesShared?: boolean;
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
            }),
          ),
        )),
      );
    }
    for (const start of await startSubscriptions(pool, 'signal', request.name, request))
      outcomes.push(
        await startByEvent(
          this.parts,
          start,
          request.variables,
          request.businessKey ?? null,
          undefined,
          signalCause(request),
        ),
      );
    return outcomes.find(hasFailed) ?? null;
  }

  /**
   * Signals that instances threw, to those of their tenant and to those of nobody; a node that dies meanwhile leaves the rest to
   * another.
   */
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
        await this.broadcast({
          name,
          variables,
          tenantId,
          reachesShared: true,
          businessKey,
          exceptTreeKey,
          thrownBy,
        });
        await deleteThrownSignal(pool, key);
      }
      if (signals.length < SIGNALS_PER_TURN) return;
    }
  }
}

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

import type { Rejection } from '../../core/decision.ts';
import type { Key } from '../../core/state.ts';
import type { MessageReceivers } from '../../early-messages.ts';
import type { Executed, ExecuteOptions, MessageCorrelation, MessageCorrelationResult } from '../../engine.ts';
import {
  openSubscription,
  startSubscriptions,
  waitingSubscriptions,
  type StartSubscription,
  type WaitingSubscription,
} from '../../store/messages.ts';
import { messageCause } from './message-cause.ts';
import { receivers } from './message-receivers.ts';
import { MAX_RECEIVERS, type MessagesParts } from './messages-parts.ts';
import { placed, type Place } from '../placed.ts';
import { senderOf } from './sender-of.ts';
import { startByEvent } from '../starts/start-by-event.ts';
import { unstorableText, unstorableVariables } from '../storable-text.ts';

/** Times that a message looks for another receiver because the one it found had just gone. */
const MAX_TRIES = 10;

/** Camunda 7: brings messages to what waits for them, in any tree, and to start events; nothing is kept. */
export class Messages {
  private readonly parts: MessagesParts;

  constructor(parts: MessagesParts) {
    this.parts = parts;
  }

  /** Exactly one receiver, or all of them when asked; otherwise refused. */
  async correlate(
    request: MessageCorrelation,
    options: ExecuteOptions = {},
  ): Promise<MessageCorrelationResult | Rejection> {
    const refusal = unstorableVariables(request.variables) ?? unstorableText('message name', request.name);
    if (refusal) return refusal;
    for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
      const waiting = request.startsOnly ? [] : await this.waitingFor(request);
      const starts = await this.startsFor(request, waiting.length);
      if (!request.all && waiting.length + starts.length !== 1) return mismatch(request, waiting.length, starts.length);
      const outcome = await this.deliverAll(request, waiting, starts, options);
      if (outcome !== 'gone') return outcome;
    }
    return mismatch(request, 0, 0);
  }

  /** By the rule of `correlate`, which would deliver. */
  async receiversOf(request: MessageCorrelation): Promise<MessageReceivers> {
    const waiting = request.startsOnly ? [] : await this.waitingFor(request);
    return receivers(waiting, await this.startsFor(request, waiting.length));
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

  /**
   * A start is considered when nothing waits, or when all are asked for. What is asked of variables or of an instance is
   * asked of what waits only.
   */
  private async startsFor(request: MessageCorrelation, waiting: number): Promise<readonly StartSubscription[]> {
    if (waiting > 0 && !request.all) return [];
    const starts = await startSubscriptions(this.parts.pool, 'message', request.name, { tenantId: request.tenantId });
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
    const results: MessageCorrelationResult['results'][number][] = [];
    const { returnsVariables } = request;
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
          ...(returnsVariables && { returnsVariables }),
        },
        once(subscription),
      );
      if (outcome.kind === 'executed')
        results.push({
          kind: 'execution',
          instanceKey: subscription.instance_key,
          elementInstanceKey: subscription.element_instance_key,
          variables: outcome.result.variables,
        });
      else if (outcome.code !== 'notFound') return outcome;
      else if (!request.all) return 'gone';
    }
    for (const start of starts) {
      const started = await startByEvent(
        this.parts,
        start,
        // Nothing is there yet that some of them could be local to.
        { ...request.variables, ...request.localVariables },
        request.businessKey ?? null,
        undefined,
        messageCause(request.name, null, request.sender ?? (options.audit && senderOf(options.audit))),
        { ...once(start), returnsVariables },
      );
      if (started.kind === 'rejection') return started;
      results.push({ kind: 'start', instanceKey: started.instanceKey, variables: started.variables });
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
}

/** Too few or too many; where something waits, starts are not looked at. */
function mismatch({ name }: MessageCorrelation, waiting: number, starts: number): Rejection {
  const matches = waiting + starts;
  return {
    kind: 'rejection',
    code: matches === 0 ? 'notFound' : 'invalidArgument',
    details: { name, matches, of: waiting > 0 ? 'executions' : 'definitions' },
    message:
      matches === 0
        ? `nothing waits for the message '${name}'`
        : waiting > 0
          ? `${matches} executions wait for the message '${name}'`
          : `${matches} processes start with the message '${name}'`,
  };
}

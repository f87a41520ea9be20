import type { ParallelGateway } from '../../graph/element.ts';
import type { ElementBehavior } from '../element-behavior.ts';
import { completeElement } from '../moves/complete.ts';
import { activateElement, createElementInstance } from '../moves/enter.ts';
import { runListeners } from '../moves/execution-listeners.ts';
import { firstOfFlows, openForFlows, openForTokens, takeInUnderWay, tokensAt } from '../moves/join-tokens.ts';

/**
 * Parallel gateway: waits for its incoming tokens, then sends one along every outgoing flow. Camunda 7 counts tokens
 * whatever their flow, and each is an activity instance that completes; Camunda 8 takes one token of each incoming
 * flow, a second one of the same flow waits for the next round, and only one gateway instance is seen.
 */
export const parallelGateway: ElementBehavior<ParallelGateway> = {
  completesAtOnce: true,

  arrive(step, element, arrival) {
    if (element.incoming.length <= 1) {
      activateElement(step, element, arrival);
      return;
    }
    const arrived = createElementInstance(step, element, arrival, element.kind, null, 'arriving');
    if (!runListeners(step, arrived, 'start')) return;
    if (step.semanticsOf(arrival.instanceKey).joinCounts === 'tokens') {
      const waiting = tokensAt(step, element, arrival.scopeKey);
      if (waiting.length >= element.incoming.length) openForTokens(step, element, waiting, arrived);
      return;
    }
    takeInUnderWay(step, element, arrived);
    const joined = firstOfFlows(tokensAt(step, element, arrival.scopeKey));
    if (joined.size >= element.incoming.length) openForFlows(step, element, joined, arrived);
  },

  activate(step, _element, at) {
    completeElement(step, at);
  },
};

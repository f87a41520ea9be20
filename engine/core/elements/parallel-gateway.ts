import type { ParallelGateway } from '../../graph/element.ts';
import type { Arrival, ElementBehavior } from '../element-behavior.ts';
import { completeElement, flowsToTake, leave } from '../moves/complete.ts';
import { createContinuation } from '../moves/continuation.ts';
import { activateElement, createElementInstance } from '../moves/enter.ts';
import { placeAround } from '../moves/evaluate-at.ts';
import type { ElementInstance } from '../state.ts';
import type { Step } from '../step.ts';

/**
 * Parallel gateway: waits for its incoming tokens, then sends one along every outgoing flow. Camunda 7 counts tokens
 * whatever their flow, and each is an activity instance that completes; Camunda 8 takes one token of each incoming
 * flow, a second one of the same flow waits for the next round, and only one gateway instance is seen.
 */
export const parallelGateway: ElementBehavior<ParallelGateway> = {
  arrive(step, element, arrival) {
    if (element.incoming.length <= 1) { activateElement(step, element, arrival); return; }
    const arrived = createElementInstance(step, element, arrival, element.kind, null, 'arriving');
    const waiting = waitingTokens(step, element, arrival);
    if (step.semanticsOf(arrival.instanceKey).joinCounts === 'tokens') joinTokens(step, element, waiting, arrived);
    else joinFlows(step, element, waiting, arrived);
  },

  activate(step, _element, at) { completeElement(step, at); },
};

function waitingTokens(step: Step, element: ParallelGateway, arrival: Arrival): ElementInstance[] {
  const waiting: ElementInstance[] = [];
  for (const key of step.draft.tokensIn(arrival.scopeKey) ?? []) {
    const token = step.draft.elements.get(key);
    if (token?.elementId === element.id && token.phase === 'arriving') waiting.push(token);
  }
  return waiting;
}

function joinTokens(step: Step, element: ParallelGateway, waiting: readonly ElementInstance[], last: ElementInstance): void {
  if (waiting.length < element.incoming.length) return;
  for (const token of waiting) step.emit({ type: 'elementEnded', at: step.now, elementInstanceKey: token.key, outcome: 'completed' });
  if (element.asyncAfter) createContinuation(step, element, 'after', { instanceKey: last.instanceKey, scopeKey: last.scopeKey, enteredBy: last.enteredBy, index: null });
  else leave(step, last.instanceKey, last.scopeKey, flowsToTake(step, element, placeAround(last)), last);
}

function joinFlows(step: Step, element: ParallelGateway, waiting: readonly ElementInstance[], last: ElementInstance): void {
  const firstOfFlow = new Map<string, ElementInstance>();
  for (const token of waiting) {
    const flowId = token.enteredBy[0] ?? '';
    if (!firstOfFlow.has(flowId)) firstOfFlow.set(flowId, token);
  }
  if (firstOfFlow.size < element.incoming.length) return;
  for (const token of firstOfFlow.values()) {
    if (token.key !== last.key) step.emit({ type: 'elementEnded', at: step.now, elementInstanceKey: token.key, outcome: 'merged' });
  }
  step.emit({ type: 'elementChanged', at: step.now, elementInstanceKey: last.key, changes: { phase: 'active', enteredBy: [...firstOfFlow.keys()] } });
  completeElement(step, step.current(last));
}

import type { Element } from '../../graph/element.ts';
import type { ElementInstance, Key } from '../state.ts';
import type { Step } from '../step.ts';
import { flowsToTake, leaveBy } from './complete.ts';
import { beginElement, createElementInstance } from './enter.ts';
import { placeAround } from './evaluate-at.ts';
import { runListenersOfEnded } from './execution-listeners.ts';
import { attempt } from './incidents.ts';

/** Tokens that wait at a join, in the order in which they came. */
export function tokensAt(step: Step, element: Element, scopeKey: Key): ElementInstance[] {
  const waiting: ElementInstance[] = [];
  for (const key of step.draft.tokensIn(scopeKey) ?? []) {
    const token = step.draft.elements.get(key);
    if (token?.elementId === element.id && token.phase === 'arriving') waiting.push(token);
  }
  return waiting;
}

/** The first token of each incoming flow; one that was replaced by hand only where there is no other. */
export function firstOfFlows(waiting: readonly ElementInstance[]): ReadonlyMap<string, ElementInstance> {
  const first = new Map<string, ElementInstance>();
  for (const token of waiting) {
    const flowId = token.enteredBy[0] ?? '';
    if (!first.has(flowId) || (first.get(flowId)?.data?.isReplaced && !token.data?.isReplaced))
      first.set(flowId, token);
  }
  return first;
}

/**
 * Camunda 8: what is started by hand takes the place of a token that waits at a join of its scope, a join of as many as
 * it has flows. They still wait there, but hold up their scope no longer. No flow leads to an event sub-process, which
 * takes nobody's place.
 */
export function replaceWaiting(step: Step, scopeKey: Key, { kind, incoming }: Element): void {
  if (kind === 'eventSubProcess') return;
  const isJoin = kind === 'parallelGateway' || kind === 'inclusiveGateway';
  noteReplaced(step, scopeKey, isJoin ? Math.max(1, incoming.length) : 1);
}

function noteReplaced(step: Step, scopeKey: Key, count: number): void {
  let left = count;
  for (const key of step.draft.tokensIn(scopeKey) ?? []) {
    if (left === 0) return;
    const token = step.draft.elements.get(key);
    if (token?.phase !== 'arriving' || token.data?.isReplaced) continue;
    const data = { ...token.data, isReplaced: true as const };
    step.emit({ type: 'elementChanged', at: step.now, elementInstanceKey: key, changes: { data } });
    left -= 1;
  }
}

/** A scope completes: nothing comes any more of tokens in it that were replaced by hand. */
export function endReplaced(step: Step, scopeKey: Key): void {
  const tokens = step.draft.tokensIn(scopeKey);
  if (tokens === undefined) return;
  for (const key of [...tokens]) {
    if (step.draft.elements.get(key)?.data?.isReplaced)
      step.emit({ type: 'elementEnded', at: step.now, elementInstanceKey: key, outcome: 'merged' });
  }
}

/** Camunda 7: each token is an activity instance that completes; one of them goes on. */
export function openForTokens(
  step: Step,
  element: Element,
  waiting: readonly ElementInstance[],
  last: ElementInstance,
): void {
  let flowIds: readonly string[] | undefined;
  attempt(step, last, 'completing', () => {
    flowIds = flowsToTake(step, element, placeAround(last));
  });
  if (flowIds === undefined) return;
  for (const token of waiting) {
    runListenersOfEnded(step, token);
    step.emit({ type: 'elementEnded', at: step.now, elementInstanceKey: token.key, outcome: 'completed' });
  }
  leaveBy(step, element, last, flowIds);
}

/**
 * Camunda 8: the tokens go up in the one that came last, which is the gateway that is seen. Of those that were replaced
 * by hand others in the scope take the place, as only their number counts.
 */
export function openForFlows(
  step: Step,
  element: Element,
  joined: ReadonlyMap<string, ElementInstance>,
  last: ElementInstance,
): void {
  for (const token of joined.values()) {
    if (token.key !== last.key)
      step.emit({ type: 'elementEnded', at: step.now, elementInstanceKey: token.key, outcome: 'merged' });
  }
  step.emit({
    type: 'elementChanged',
    at: step.now,
    elementInstanceKey: last.key,
    changes: { phase: 'active', enteredBy: [...joined.keys()] },
  });
  const replaced = [...joined.values()].filter(({ data }) => data?.isReplaced).length;
  if (replaced > 0) noteReplaced(step, last.scopeKey, replaced);
  beginElement(step, element, step.current(last), true);
}

/** Camunda 8: tokens that are under way by flows of which none has arrived are taken in, as if they had come. */
export function takeInUnderWay(step: Step, element: Element, arrived: ElementInstance): void {
  const { instanceKey, scopeKey } = arrived;
  const missing = new Set(step.work.flowsUnderWay(scopeKey, element.id));
  for (const flowId of firstOfFlows(tokensAt(step, element, scopeKey)).keys()) missing.delete(flowId);
  for (const flowId of missing) {
    step.work.takeIn(scopeKey, element.id, flowId);
    createElementInstance(
      step,
      element,
      { instanceKey, scopeKey, enteredBy: [flowId], index: null },
      element.kind,
      null,
      'arriving',
    );
  }
}

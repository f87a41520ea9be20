import type { InclusiveGateway } from '../../graph/element.ts';
import type { Arrival, ElementBehavior } from '../element-behavior.ts';
import { StepFailure } from '../failure.ts';
import { completeElement } from '../moves/complete.ts';
import { activateElement, createElementInstance } from '../moves/enter.ts';
import { conditionAt } from '../moves/evaluate-at.ts';
import { runListeners } from '../moves/execution-listeners.ts';
import { firstOfFlows, openForFlows, openForTokens, takeInUnderWay, tokensAt } from '../moves/join-tokens.ts';
import { leadsBackToAny, leadsTo } from '../moves/reachability.ts';
import type { ElementInstance, Key } from '../state.ts';
import type { Step } from '../step.ts';

/**
 * Inclusive gateway: takes every flow whose condition holds, else the default flow; as a join it waits for the tokens
 * that may still come. Both engines ask that only when a token arrives: one that turns away later leaves the others
 * waiting. In Camunda 7 whoever can get there by sequence flows is waited for. In Camunda 8 only who can get to an
 * incoming flow that has no token yet, boundary events being ways too. A flow without condition holds in Camunda 7; in
 * Camunda 8 it is not taken when it is one of several.
 */
export const inclusiveGateway: ElementBehavior<InclusiveGateway> = {
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
      if (waiting.length >= element.incoming.length || !mayStillCome(step, element, arrival))
        openForTokens(step, element, waiting, arrived);
      return;
    }
    takeInUnderWay(step, element, arrived);
    joinFlows(step, element, tokensAt(step, element, arrival.scopeKey), arrived);
  },

  activate(step, _element, at) {
    completeElement(step, at);
  },

  flowsToTake(step, element, place) {
    const { flows, semantics } = step.graphOf(place.instanceKey);
    const isRollback = semantics.onFailure === 'rollback';
    if (element.outgoing.length === 0 && !isRollback) return [];
    const holdsWithout = semantics.flowsWithoutCondition === 'hold' || element.outgoing.length === 1;
    const taken = element.outgoing.filter((flowId) => {
      if (flowId === element.defaultFlowId) return false;
      const condition = flows.get(flowId)?.condition;
      return condition === undefined ? holdsWithout : conditionAt(step, condition, place);
    });
    if (taken.length > 0) return taken;
    if (element.defaultFlowId !== undefined) return [element.defaultFlowId];
    throw new StepFailure(
      'CONDITION_ERROR',
      isRollback
        ? `ENGINE-02004 No outgoing sequence flow for the element with id '${element.id}' could be selected for continuing the process.`
        : 'Expected at least one condition to evaluate to true, or to have a default flow',
    );
  },
};

/** Camunda 7: some other token of the scope can get here. */
function mayStillCome(step: Step, element: InclusiveGateway, { instanceKey, scopeKey }: Arrival): boolean {
  const graph = step.graphOf(instanceKey);
  return placesOfTokens(step, element, scopeKey).some(
    (elementId) => elementId === element.id || leadsTo(graph, elementId, element.id),
  );
}

function joinFlows(
  step: Step,
  element: InclusiveGateway,
  waiting: readonly ElementInstance[],
  last: ElementInstance,
): void {
  const joined = firstOfFlows(waiting);
  const missing = element.incoming.filter((flowId) => !joined.has(flowId));
  const places = new Set(placesOfTokens(step, element, last.scopeKey));
  if (places.has(element.id)) return;
  if (missing.length === 0 || !leadsBackToAny(step.graphOf(last.instanceKey), missing, element.id, places))
    openForFlows(step, element, joined, last);
}

/**
 * The elements at which the scope's tokens are, or to which they are on their way; those that wait here are left out.
 */
function placesOfTokens(step: Step, { id }: InclusiveGateway, scopeKey: Key): string[] {
  const places = [...step.work.destinationsIn(scopeKey)];
  for (const key of step.draft.tokensIn(scopeKey) ?? []) {
    const token = step.draft.elements.get(key) ?? step.draft.jobs.get(key);
    if (token && !('phase' in token && token.phase === 'arriving' && token.elementId === id))
      places.push(...(undoingPlaces(step, key) ?? [token.elementId]));
  }
  return places;
}

/**
 * Camunda 7 looks at what is undone in place of the event that throws the compensation: a handler leads nowhere, a
 * completed scope that lives once more leads where it has led before.
 */
function undoingPlaces(step: Step, key: Key): readonly string[] | null {
  const thrower = step.draft.elements.get(key);
  if (thrower?.kind !== 'intermediateThrowEvent' && thrower?.kind !== 'endEvent') return null;
  if (step.semanticsOf(thrower.instanceKey).compensation !== 'inItsScopes') return null;
  const undone = [...(step.draft.tokensIn(key) ?? [])].flatMap(
    (inner) => step.draft.elements.get(inner)?.elementId ?? [],
  );
  return undone.length === 0 ? null : undone;
}

import type { IntermediateCatchEvent } from '../../graph/element.ts';
import type { Arrival, ElementBehavior } from '../element-behavior.ts';
import { prepareCatch } from '../moves/catches.ts';
import { completeElement, completeWith, inTurn } from '../moves/complete.ts';
import { createElementInstance, enterElement } from '../moves/enter.ts';
import { gatewayBefore } from '../moves/gateway-before.ts';
import { closeWaits } from '../moves/incidents.ts';
import { takePayload } from '../moves/results.ts';
import { variablesOfToken } from '../moves/token-variables.ts';
import { propagateVariables, setLocalVariables } from '../moves/variables.ts';
import type { Payload } from '../payload.ts';
import type { ElementInstance } from '../state.ts';
import type { Step } from '../step.ts';

/**
 * Intermediate catch event: the token waits for the trigger, which fires once. Behind an event-based gateway that one
 * has waited, and the event is passed at once; in Camunda 7 by whomever else it is begun as well.
 */
export const intermediateCatchEvent: ElementBehavior<IntermediateCatchEvent> = {
  activate(step, element, at) {
    if (isPassed(step, element, at)) completeElement(step, at);
    else prepareCatch(step, element, at)();
  },

  caught(step, element, waiting, payload) {
    if (waiting.elementId === element.id) {
      completeWith(step, waiting, () => takePayload(step, element, waiting, payload));
      return;
    }
    inTurn(step, waiting, () => passGateway(step, element, waiting, payload));
  },
};

function isPassed(step: Step, element: IntermediateCatchEvent, { instanceKey }: ElementInstance): boolean {
  const graph = step.graphOf(instanceKey);
  return graph.semantics.modification === 'inTurn' && gatewayBefore(graph, element) !== null;
}

function passGateway(
  step: Step,
  element: IntermediateCatchEvent,
  gateway: ElementInstance,
  { localVariables, ...handedOn }: Payload,
): void {
  // Only for whom waited: that was the gateway.
  if (localVariables) setLocalVariables(step, gateway.key, localVariables, element.id);
  const beginsLikeOthers = step.semanticsOf(gateway.instanceKey).momentaryElements === 'likeOthers';
  if (beginsLikeOthers) propagateVariables(step, gateway.key, handedOn.variables, element.id);
  const arrival = takeOverFromGateway(step, gateway);
  if (beginsLikeOthers) {
    enterElement(step, element, arrival);
    return;
  }
  const at = createElementInstance(step, element, arrival, element.kind);
  completeWith(step, at, () => takePayload(step, element, at, handedOn, true));
}

/** The gateway has done its work: its token is the event's from now on. */
function takeOverFromGateway(step: Step, gateway: ElementInstance): Arrival {
  closeWaits(step, gateway.key, 'resolved');
  const tokenVariables = variablesOfToken(step, step.elementOf(gateway), gateway);
  step.emit({
    type: 'elementEnded',
    at: step.now,
    elementInstanceKey: gateway.key,
    outcome: step.semanticsOf(gateway.instanceKey).eventGatewayEnds,
  });
  return { instanceKey: gateway.instanceKey, scopeKey: gateway.scopeKey, enteredBy: [], index: null, tokenVariables };
}

import type { IntermediateCatchEvent } from '../../graph/element.ts';
import type { ElementBehavior } from '../element-behavior.ts';
import { prepareCatch } from '../moves/catches.ts';
import { completeWith, inTurn } from '../moves/complete.ts';
import { createElementInstance } from '../moves/enter.ts';
import { closeWaits } from '../moves/incidents.ts';
import { applyInputs } from '../moves/mappings.ts';
import { takePayload } from '../moves/results.ts';
import { variablesOfToken } from '../moves/token-variables.ts';
import { setLocalVariables } from '../moves/variables.ts';
import type { Payload } from '../payload.ts';
import type { ElementInstance } from '../state.ts';
import type { Step } from '../step.ts';

/**
 * Intermediate catch event: the token waits for the trigger, which fires once. Behind an event-based gateway that one
 * has waited, and the event is passed at once.
 */
export const intermediateCatchEvent: ElementBehavior<IntermediateCatchEvent> = {
  activate(step, element, at) {
    prepareCatch(step, element, at)();
  },

  caught(step, element, waiting, payload) {
    if (waiting.elementId === element.id) {
      completeWith(step, waiting, () => takePayload(step, element, waiting, payload));
      return;
    }
    inTurn(step, waiting, () => passGateway(step, element, waiting, payload));
  },
};

function passGateway(
  step: Step,
  element: IntermediateCatchEvent,
  gateway: ElementInstance,
  { localVariables, ...handedOn }: Payload,
): void {
  // Only for whom waited: that was the gateway.
  if (localVariables) setLocalVariables(step, gateway.key, localVariables, element.id);
  const at = takeOverFromGateway(step, element, gateway);
  completeWith(step, at, () => takePayload(step, element, at, handedOn, true));
}

/** The gateway has done its work: its token is the event's from now on. */
function takeOverFromGateway(step: Step, element: IntermediateCatchEvent, gateway: ElementInstance): ElementInstance {
  closeWaits(step, gateway.key, 'resolved');
  const tokenVariables = variablesOfToken(step, step.elementOf(gateway), gateway);
  step.emit({
    type: 'elementEnded',
    at: step.now,
    elementInstanceKey: gateway.key,
    outcome: step.semanticsOf(gateway.instanceKey).eventGatewayEnds,
  });
  const at = createElementInstance(
    step,
    element,
    { instanceKey: gateway.instanceKey, scopeKey: gateway.scopeKey, enteredBy: [], index: null, tokenVariables },
    element.kind,
  );
  if (step.semanticsOf(at.instanceKey).momentaryElements === 'likeOthers') applyInputs(step, element, at);
  return at;
}

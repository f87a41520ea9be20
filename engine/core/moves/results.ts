import type { Element } from '../../graph/element.ts';
import type { Variables } from '../commands.ts';
import type { Payload } from '../payload.ts';
import type { ElementInstance } from '../state.ts';
import type { Step } from '../step.ts';
import { gatewayBefore } from './gateway-before.ts';
import { localVariables, propagateVariables, setLocalVariables } from './variables.ts';

/** What work brought back: upwards, or kept inside for the output mappings (Camunda 8, where it has some). */
export function takeResults(step: Step, element: Element, at: ElementInstance, variables: Variables): void {
  const isKept = element.outputs.length > 0 && step.semanticsOf(at.instanceKey).workResults === 'localWhenMapped';
  if (isKept) setLocalVariables(step, at.key, variables, element.id);
  else propagateVariables(step, at.key, variables, element.id);
}

/**
 * What began an event, as it begins. In Camunda 8 a boundary event and the start event of an event sub-process hand it
 * on when they complete, of which the first keeps a copy.
 */
export function takeBeginning(step: Step, element: Element, at: ElementInstance, payload: Payload): void {
  if (!handsOnAtEnd(step, element, at)) takePayload(step, element, at, payload);
  else if (element.kind === 'boundaryEvent') setLocalVariables(step, at.key, payload.variables, element.id);
}

/** What is left of that for when the event completes. */
export function handOnBeginning(step: Step, element: Element, at: ElementInstance, payload: Payload): void {
  if (!handsOnAtEnd(step, element, at)) return;
  if (element.kind !== 'boundaryEvent') takeResults(step, element, at, payload.variables);
  else if (!payload.staysLocal && element.outputs.length === 0)
    propagateVariables(step, at.scopeKey, payload.variables, element.id);
}

/**
 * Camunda 8: an event that a trigger has begun, and that stopped as it completed, hands on all that is local to it by
 * now. What came with an error stays with its boundary event.
 */
export function handOnAgain(step: Step, element: Element, at: ElementInstance): void {
  if (step.semanticsOf(at.instanceKey).workResults !== 'localWhenMapped' || element.outputs.length > 0) return;
  const wasBegun =
    element.kind === 'startEvent' ||
    (element.kind === 'boundaryEvent' && element.trigger.kind !== 'error') ||
    gatewayBefore(step.graphOf(at.instanceKey), element) !== null;
  if (wasBegun) propagateVariables(step, at.scopeKey, localVariables(step, at.key), element.id);
}

const handsOnAtEnd = (step: Step, element: Element, at: ElementInstance): boolean =>
  (element.kind === 'boundaryEvent' || (element.kind === 'startEvent' && element.parentId !== undefined)) &&
  step.semanticsOf(at.instanceKey).workResults === 'localWhenMapped';

/** What a trigger brought. In Camunda 8 start events, and events behind a gateway, keep a copy of what they hand on. */
export function takePayload(
  step: Step,
  element: Element,
  at: ElementInstance,
  payload: Payload,
  isBehindGateway = false,
): void {
  const isKept =
    (isBehindGateway || element.kind === 'startEvent') &&
    step.semanticsOf(at.instanceKey).workResults === 'localWhenMapped';
  if (isKept || payload.staysLocal) {
    setLocalVariables(step, at.key, payload.variables, element.id);
    if (!payload.staysLocal && element.outputs.length === 0)
      propagateVariables(step, at.scopeKey, payload.variables, element.id);
  } else takeResults(step, element, at, payload.variables);
  if (payload.localVariables) setLocalVariables(step, at.key, payload.localVariables, element.id);
}

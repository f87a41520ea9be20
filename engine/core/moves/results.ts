import type { Element } from '../../graph/element.ts';
import type { Variables } from '../commands.ts';
import type { Payload } from '../element-behavior.ts';
import type { ElementInstance } from '../state.ts';
import type { Step } from '../step.ts';
import { propagateVariables, setLocalVariables } from './variables.ts';

/** What work brought back: upwards, or kept inside for the output mappings (Camunda 8, where it has some). */
export function takeResults(step: Step, element: Element, at: ElementInstance, variables: Variables): void {
  const isKept = element.outputs.length > 0 && step.semanticsOf(at.instanceKey).workResults === 'localWhenMapped';
  if (isKept) setLocalVariables(step, at.key, variables, element.id);
  else propagateVariables(step, at.key, variables, element.id);
}

export function takePayload(step: Step, element: Element, at: ElementInstance, payload: Payload): void {
  if (payload.staysLocal) setLocalVariables(step, at.key, payload.variables, element.id);
  else takeResults(step, element, at, payload.variables);
  if (payload.localVariables) setLocalVariables(step, at.key, payload.localVariables, element.id);
}

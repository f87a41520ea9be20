import type { ActivityBase, Element } from '../../graph/element.ts';
import type { Variables } from '../commands.ts';
import type { ElementInstance } from '../state.ts';
import type { Step } from '../step.ts';
import { isOwnScope } from './multi-instance.ts';
import { localVariables } from './variables.ts';

/** Whether Camunda 7 makes a scope for the element: for work, what is in it, mappings and boundary events, and for what it waits for. */
export function needsScope(element: Element): boolean {
  const { boundaryIds = [] } = element as Partial<ActivityBase>;
  return isOwnScope(element) || element.inputs.length > 0 || element.outputs.length > 0 || boundaryIds.length > 0;
}

/**
 * Camunda 7 keeps local variables with the token where the element needs no scope, so they go on with it when it leaves along one
 * flow; a scope's own end with it. In Camunda 8 every element instance is a scope. undefined: nothing goes on.
 */
export function variablesOfToken(step: Step, element: Element, at: ElementInstance): Variables | undefined {
  if (step.semanticsOf(at.instanceKey).localVariables === 'ofTheActivity' || step.draft.variablesOf(at.key) === undefined) return undefined;
  if (at.index !== null || at.kind === 'multiInstanceBody' || needsScope(element) || waitsForEvent(element)) return undefined;
  return localVariables(step, at.key);
}

const waitsForEvent = ({ kind }: Element): boolean => kind === 'intermediateCatchEvent' || kind === 'boundaryEvent' || kind === 'eventBasedGateway' || kind === 'eventSubProcess';

import type { ActivityBase, Element } from '../../graph/element.ts';
import type { Trigger } from '../../graph/trigger.ts';
import type { ElementInstance, Key } from '../state.ts';
import type { Step } from '../step.ts';
import type { Payload } from '../element-behavior.ts';

/** Boundary events hang on the body of a multi-instance activity, not on each inner instance. */
export function boundariesOf(step: Step, element: Element, at: ElementInstance): readonly Element[] {
  const { boundaryIds, multiInstance } = element as Partial<ActivityBase>;
  if (!boundaryIds || boundaryIds.length === 0) return [];
  if (multiInstance && at.kind !== 'multiInstanceBody') return [];
  return boundaryIds.map((id) => step.element(at.instanceKey, id));
}

/** Evaluates what the boundary events wait for; the result opens them all. */
export function prepareBoundaries(step: Step, element: Element, at: ElementInstance): (() => void) | null {
  const boundaries = boundariesOf(step, element, at);
  if (boundaries.length === 0) return null;
  const openings = boundaries.map((boundary) => prepareCatch(step, boundary, at));
  return () => { for (const open of openings) open(); };
}

/** Evaluates what an event or receive task waits for; the result opens it. */
export function prepareCatch(step: Step, element: Element, waiting: ElementInstance): () => void {
  const trigger = triggerOf(element);
  if (!trigger) return nothingToOpen;
  const isRepeated = element.kind === 'boundaryEvent' && !element.isInterrupting;
  return step.behaviors.ofTrigger(trigger).prepare?.(step, trigger, { element, waiting, isRepeated }) ?? nothingToOpen;
}

export function triggerOf(element: Element): Trigger | undefined {
  return 'trigger' in element ? element.trigger : undefined;
}

/** A trigger came for an element instance; `elementId` names the event, which may be a boundary event of it. */
export function deliver(step: Step, waitingKey: Key, elementId: string, payload: Payload): void {
  const waiting = step.draft.elements.get(waitingKey);
  if (!waiting) throw new Error(`nothing waits at ${elementId}: element instance ${waitingKey} has ended`);
  const element = step.element(waiting.instanceKey, elementId);
  step.behaviors.ofElement(element.kind).caught?.(step, element, waiting, payload);
}

function nothingToOpen(): void {}

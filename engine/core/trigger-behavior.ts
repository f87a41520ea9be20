import type { Element, ElementKind } from '../graph/element.ts';
import type { Trigger } from '../graph/trigger.ts';
import type { ElementInstance } from './state.ts';
import type { Step } from './step.ts';

/** Where a trigger is caught: the event or task that names it, and the element instance that waits. */
export interface CatchPlace {
  readonly element: Element;
  readonly waiting: ElementInstance;
  /** Goes on waiting after it was triggered. */
  readonly isRepeated: boolean;
}

export type TriggerPosition = Extract<ElementKind, 'startEvent' | 'intermediateCatchEvent' | 'intermediateThrowEvent' | 'boundaryEvent' | 'endEvent' | 'receiveTask'>;

/** One BPMN event definition. */
export interface TriggerBehavior<T extends Trigger = Trigger> {
  readonly allowedAt: readonly TriggerPosition[];
  /** Evaluates what is waited for; the result opens it. */
  prepare?(step: Step, trigger: T, place: CatchPlace): () => void;
  /** Throws it from an element instance, which this ends or completes; without it the throwing event just completes. */
  throw?(step: Step, trigger: T, at: ElementInstance): void;
}

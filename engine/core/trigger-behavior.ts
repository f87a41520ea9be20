import type { Element, ElementKind } from '../graph/element.ts';
import type { Trigger } from '../graph/trigger.ts';
import type { Arrival } from './element-behavior.ts';
import type { ElementInstance } from './state.ts';
import type { Step } from './step.ts';

/**
 * Who waits for a trigger: an element instance, or a whole instance, for the event sub-processes directly in its
 * process. Of an instance all keys are its own, and `elementId` is the process id.
 */
export type Waiting = Pick<ElementInstance, 'key' | 'instanceKey' | 'scopeKey' | 'elementId'>;

/** Where a trigger is caught: the event or task that names it, and who waits for it. */
export interface CatchPlace {
  readonly element: Element;
  readonly waiting: Waiting;
  /** Goes on waiting after it was triggered. */
  readonly isRepeated: boolean;
  /** A timer that only calls a listener of the task. */
  readonly listenerId?: string;
}

export type TriggerPosition =
  | Extract<
      ElementKind,
      'startEvent' | 'intermediateCatchEvent' | 'intermediateThrowEvent' | 'boundaryEvent' | 'endEvent' | 'receiveTask'
    >
  | 'eventSubProcessStart';

/** One BPMN event definition. */
export interface TriggerBehavior<T extends Trigger = Trigger> {
  readonly allowedAt: readonly TriggerPosition[];
  /** Waited for before the work of the scope begins, which it may come before. */
  readonly opensBeforeWork?: boolean;
  /** Evaluates what is waited for; the result opens it. */
  prepare?(step: Step, trigger: T, place: CatchPlace): () => void;
  /** Throws it from an element instance, which this ends or completes; without it the throwing event just completes. */
  throw?(step: Step, trigger: T, at: ElementInstance): void;
  /** What was thrown had work to do inside the throwing event, and that is done; without it the event completes. */
  resume?(step: Step, trigger: T, at: ElementInstance): void;
  /** What its token does when the event that threw it has completed; without it, it goes on along the flows or ends. */
  leave?(step: Step, trigger: T, at: ElementInstance): void;
  /** Takes a token on without an instance of the event; false: it needs one. */
  passUnseen?(step: Step, trigger: T, element: Element, arrival: Arrival): boolean;
}

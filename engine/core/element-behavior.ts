import type { Element } from '../graph/element.ts';
import type { VariableValue } from '../graph/variable-value.ts';
import type { Variables } from './commands.ts';
import type { ElementInstance, Key } from './state.ts';
import type { EvaluationPlace } from './moves/evaluation-place.ts';
import type { Payload } from './payload.ts';
import type { Step } from './step.ts';
import type { Waiting } from './trigger-behavior.ts';

/** What is local to a token (Camunda 7), with the element instance where it got each. */
export type TokenVariables = Readonly<Record<string, { readonly value: VariableValue; readonly originKey: Key }>>;

/** A token on its way into an element. */
export interface Arrival {
  readonly instanceKey: Key;
  readonly scopeKey: Key;
  readonly enteredBy: readonly string[];
  /** Number of the inner instance of a multi-instance body. */
  readonly index: number | null;
  /** Given to the element instance before it begins. */
  readonly localVariables?: Variables;
  readonly tokenVariables?: TokenVariables | undefined;
}

/** One BPMN position. Whatever can fail is evaluated before anything is emitted, so that a step can be tried again. */
export interface ElementBehavior<E extends Element = Element> {
  /** Takes a token over before an instance is made for it; a join collects them. */
  arrive?(step: Step, element: E, arrival: Arrival): void;
  /** The element's work begins; an element without work completes. `payload` came with the trigger that began it. */
  activate(step: Step, element: E, at: ElementInstance, payload?: Payload): void;
  /**
   * The same in two parts, where a model has its work computed before what boundary events wait for: computes what can
   * fail; the result begins the work.
   */
  prepare?(step: Step, element: E, at: ElementInstance): () => void;
  /** Stands around what a modification starts in it: begins without any token of its own. */
  openAsScope?(step: Step, element: E, at: ElementInstance): void;
  /** Camunda 8: it completes in the very step that activates it, which only gateways do. */
  readonly completesAtOnce?: boolean;
  /** Takes the place of mappings, listeners and flows as it completes: of what no model has drawn. */
  complete?(step: Step, element: Element, at: ElementInstance): void;
  /** The last that can fail before it has ended: after its outputs and end listeners. */
  completing?(step: Step, element: E, at: ElementInstance): void;
  /** What an incident has stopped is tried again; false: the element begins anew. */
  tryAgain?(step: Step, element: E, at: ElementInstance): boolean;
  /** A trigger that `waiting` was waiting for came. */
  caught?(step: Step, element: E, waiting: ElementInstance, payload: Payload): void;
  /** A trigger came that a whole scope was waiting for: an instance, or a sub-process in it. */
  caughtByScope?(step: Step, element: E, scope: Waiting, payload: Payload): void;
  /** Flows by which the token leaves; all of them when not given. */
  flowsToTake?(step: Step, element: E, place: EvaluationPlace): readonly string[];
  /** A token inside has ended, `child` was it; completes the scope when it was the last. */
  childEnded?(step: Step, element: E, at: ElementInstance, child: ElementInstance | null): void;
}

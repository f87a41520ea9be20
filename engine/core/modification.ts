import type { Variables } from '../graph/variable-value.ts';
import type { Key } from './state.ts';

/** A place in the model: an activity, or the multi-instance body around its inner instances. */
export interface ElementPlace {
  readonly elementId: string;
  readonly isBody: boolean;
}

/** One thing that a modification does, in a running instance. */
export type ModificationInstruction = CancelInstruction | StartInstruction;

export type CancelInstruction =
  /** An element instance with all in it, or the instance itself. */
  | { readonly kind: 'cancelElement'; readonly elementInstanceKey: Key }
  /** A token that waits in an asynchronous continuation. */
  | { readonly kind: 'cancelContinuation'; readonly jobKey: Key }
  /** Every token at an element. `onlyPresent`: only those that were there before the modification. */
  /** `reasonOfCalled`: told of the instances that end with what called them. */
  | {
      readonly kind: 'cancelAll';
      readonly at: ElementPlace;
      readonly onlyPresent: boolean;
      readonly reasonOfCalled?: string;
    };

export type StartInstruction =
  | (StartBase & { readonly kind: 'startBefore'; readonly at: ElementPlace })
  /** Along the only flow that leaves the element. */
  | (StartBase & { readonly kind: 'startAfter'; readonly at: ElementPlace })
  | (StartBase & { readonly kind: 'startTransition'; readonly flowId: string });

interface StartBase {
  /** The scope to start in: the instance or an element instance around the element. null: the nearest that is there. */
  readonly ancestorKey: Key | null;
  /** Given to the nearest scopes that have them, else to the instance. */
  readonly variables: Variables;
  /** Of what is started: its own, or those of the innermost scope that is made for it. */
  readonly localVariables: Variables;
  /** Variables for the scopes around what is started, and for itself, by element id (Camunda 8). */
  readonly scopeVariables: Readonly<Record<string, Variables>>;
}

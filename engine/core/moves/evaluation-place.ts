import type { ExecutionFacts, ExternalTaskFacts } from '../../expressions/expression-port.ts';
import type { VariableValue } from '../../graph/variable-value.ts';
import type { Key } from '../state.ts';

/** From where an expression or script sees variables, and what it may say about itself. */
export interface EvaluationPlace {
  readonly instanceKey: Key;
  /** Lookups begin here. */
  readonly scopeKey: Key;
  readonly elementId: string;
  readonly elementInstanceKey: Key | null;
  /** Where the execution says it is, if not at `elementId`; null: nowhere any more. */
  readonly currentElementId?: string | null;
  /** Values that hide the variables: counters of a multi-instance, mappings that are not written yet. */
  readonly overlay?: Readonly<Record<string, VariableValue>>;
  /** Nothing but `overlay` is seen: the variables of a scope that is no more. */
  readonly isOverlayAll?: boolean;
  /** What `execution` is, if not what stands here; null: nothing is called so. */
  readonly execution?: ExecutionFacts | null;
  /** The task of the worker whose report is looked at. */
  readonly externalTask?: ExternalTaskFacts;
  /** In listeners: what happens to the execution, and the flow that a token takes. */
  readonly eventName?: 'start' | 'end' | 'take';
  readonly flowId?: string;
  /** In the listeners of a user task; `scopeKey` is the task's then. */
  readonly task?: { readonly key: Key; readonly eventName: string; readonly deleteReason: string | null };
}

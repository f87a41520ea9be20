import type { Expression } from './expression.ts';
import type { Mapping } from './mapping.ts';
import type { TimerTrigger } from './trigger.ts';

/**
 * What a model has done beside its flow: an expression, a script (an expression of the language `javascript`), or a
 * call of what the host registered under a name.
 */
export type Code = Expression | DelegateCall;

/**
 * `camunda:class` and `camunda:delegateExpression`: a name in the registry of delegates, with what the model injects.
 */
export interface DelegateCall {
  readonly language: 'delegate';
  /** The name of the class, or of the bean: `com.example.Charge`, `chargeService`. */
  readonly name: string;
  /** As the model writes it, for people. */
  readonly text: string;
  /** An expression that is no plain name, so `name` is empty and nothing is registered for it. */
  readonly isComputed?: true;
  readonly fields: readonly { readonly name: string; readonly value: Expression }[];
}

/**
 * A connector that the engine has itself: what goes in is computed for it alone, what comes out is all that its outputs
 * see.
 */
export interface ConnectorUse {
  readonly language: 'connector';
  readonly connectorId: string;
  readonly inputs: readonly Mapping[];
  readonly outputs: readonly Mapping[];
}

/** Code that runs when a token comes to an element, leaves it, or takes a flow. */
export interface ExecutionListener {
  readonly event: 'start' | 'end' | 'take';
  readonly code: Code;
}

export type TaskListenerEvent = 'create' | 'assignment' | 'complete' | 'update' | 'delete' | 'timeout';

/** Code that runs at a moment in the life of a user task (Camunda 7). */
export interface TaskListener {
  readonly event: TaskListenerEvent;
  readonly code: Code;
  readonly id?: string;
  /** Of the event `timeout`. */
  readonly timer?: TimerTrigger;
}

/** What is about to happen to a task when its listeners that are jobs are asked (Camunda 8). */
export type TaskTransitionEvent = 'creating' | 'assigning' | 'updating' | 'completing' | 'canceling';

/**
 * A listener of a task that a worker does by a job, before the task changes; it may correct the change, or deny it
 * (Camunda 8).
 */
export interface TaskJobListener {
  readonly event: TaskTransitionEvent;
  readonly type: Expression;
  readonly retries?: Expression;
}

/** A listener that a worker does by a job, before the work of its element or process or after it (Camunda 8). */
export interface JobListener {
  readonly event: 'start' | 'end';
  readonly type: Expression;
  readonly retries?: Expression;
  readonly headers: Readonly<Record<string, string>>;
}

import type { TaskAttributes } from './expressions/expression-port.ts';

/**
 * What a host registers under the names that its models use: for `class="com.example.Charge"`, for the bean of
 * `${chargeService}`, for methods in expressions as in `${rates.of(country)}`. Values are those of JavaScript; dates
 * are Date.
 */
export type Delegates = Readonly<Record<string, Delegate>>;
export type Delegate = DelegateFunction | Readonly<Record<string, DelegateFunction>>;
/**
 * Called with the execution, and in an expression with the arguments of the call. What it gives back is the value of
 * the call.
 */
export type DelegateFunction = (execution: DelegateExecution, ...args: readonly unknown[]) => unknown;

/** What a delegate may ask and do. What it sets is kept when it ends, together with the step that called it. */
export interface DelegateExecution {
  readonly instanceId: string;
  readonly businessKey: string | null;
  readonly tenantId: string | null;
  readonly definitionId: string;
  readonly activityId: string | null;
  readonly activityName: string | null;
  readonly activityInstanceId: string | null;
  /** `start`, `end`, `take` in execution listeners. */
  readonly eventName: string | null;
  /** What the model injects by `camunda:field`. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** In listeners of a user task. */
  readonly task: DelegateTask | null;
  getVariable(name: string): unknown;
  hasVariable(name: string): boolean;
  variables(): Readonly<Record<string, unknown>>;
  setVariable(name: string, value: unknown): void;
  setVariableLocal(name: string, value: unknown): void;
  removeVariable(name: string): void;
}

export interface DelegateTask extends TaskAttributes {
  readonly id: string;
  readonly eventName: string | null;
  readonly deleteReason: string | null;
  change(changes: Partial<TaskAttributes>): void;
}

/** Thrown by a delegate: an error of the model, which a boundary event may catch. */
export class BpmnError extends Error {
  readonly code: string;
  constructor(code: string, message?: string) {
    super(message ?? '');
    this.name = 'BpmnError';
    this.code = code;
  }
}

/** Which delegates are left to workers: as an external task of this topic, or null. */
export type DelegateTopics = (name: string) => string | null;

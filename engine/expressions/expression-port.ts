import type { Expression } from '../graph/expression.ts';
import type { VariableValue, Variables } from '../graph/variable-value.ts';

/**
 * The one door to expressions: `evaluate(expression, scope)`. Pure; compiled forms are kept per expression object.
 * Both languages read variables lazily through `lookup`.
 */
export interface ExpressionScope {
  /** The variable as seen from here, inner scopes first; undefined: there is none. */
  lookup(name: string): VariableValue | undefined;
  /** Names of all visible variables: FEEL needs them for names with blanks. */
  names(): Iterable<string>;
  /** Milliseconds since 1970: `now()` and friends. */
  readonly now: number;
  /** What `execution` says in JUEL. */
  readonly execution?: ExecutionFacts;
  readonly beans?: Beans;
  /**
   * What `externalTask` says in JUEL, asked for when it is named. undefined: the element is no work of workers, and the
   * name means a variable; null: it is, and has no task now.
   */
  externalTask?(): ExternalTaskFacts | null | undefined;
  /** Runs a script of a decision with what it sees by name; null: it fails, or nobody here runs scripts. */
  script?(source: string, variables: Variables): VariableValue | null;
}

/** An external task, with what its worker has just reported. */
export interface ExternalTaskFacts {
  readonly key: string;
  readonly topicName: string | null;
  readonly priority: number;
  readonly createdAt: number;
  readonly errorMessage: string | null;
  readonly errorDetails: string | null;
  /** As they were before the report. */
  readonly retries: number | null;
  readonly worker: string | null;
}

export interface ExecutionFacts {
  readonly instanceKey: string;
  readonly businessKey: string | null;
  readonly tenantId: string | null;
  readonly definitionId: string;
  /** null where the execution has come to no element yet, as while inputs are computed. */
  readonly elementId: string | null;
  readonly elementName: string | null;
  readonly elementInstanceKey: string | null;
  /** The instance or element instance around the element's. */
  readonly outerKey: string | null;
  /** null while a token takes a flow: it stands nowhere. */
  readonly activityInstanceId: string | null;
  readonly parentActivityInstanceId: string | null;
  /** `start`, `end` or `take` in a listener. */
  readonly eventName: string | null;
  /** The flow that a token takes. */
  readonly flowId: string | null;
  /** A called instance that has come to its end. */
  readonly isEnded?: boolean;
  /** Variables of exactly this scope: `getVariableLocal`. */
  local(name: string): VariableValue | undefined;
  localNames(): Iterable<string>;
  /** Writes of `execution.setVariable(…)`, applied by the caller after the evaluation. */
  readonly writes: VariableWrite[];
  /** In listeners of a task and its own expressions: what `task` says. */
  readonly task?: TaskFacts;
}

/** `value` null: the variable is removed. `ofTask`: said about `task`, whose scope lies inside the execution's. */
export interface VariableWrite {
  readonly name: string;
  readonly value: VariableValue | null;
  readonly local: boolean;
  readonly ofTask?: boolean;
}

/** A user task, as its listeners see and change it. Moments are milliseconds since 1970. */
export interface TaskFacts {
  readonly key: string;
  readonly elementId: string;
  readonly eventName: string | null;
  readonly deleteReason: string | null;
  readonly createdAt: number;
  /** As it is, changes included. */
  readonly now: TaskAttributes;
  readonly changes: Partial<TaskAttributes>[];
}

export interface TaskAttributes {
  readonly name: string | null;
  readonly description: string | null;
  readonly assignee: string | null;
  readonly owner: string | null;
  readonly priority: number;
  readonly dueAt: number | null;
  readonly followUpAt: number | null;
  readonly formKey: string | null;
  readonly candidateUsers: readonly string[];
  readonly candidateGroups: readonly string[];
}

/** What the host registered under a name, callable in expressions: `${invoice.total(order)}`. */
export interface Beans {
  has(name: string): boolean;
  /** Throws what its caller has to answer first; that passes through `evaluate` untouched. */
  call(name: string, member: string, args: readonly VariableValue[]): VariableValue;
}

/** Thrown through an evaluation to the one who asked for it; not a failure of the expression. */
export class Interruption extends Error {}

/** Camunda 8's names of what JSON has no type for; times and functions are unknown to it. */
export type FeelType = 'DATE' | 'DATE_TIME' | 'DURATION' | 'PERIOD' | 'UNKNOWN';

/** `value` in the engine's own form, so that types survive. A failure is a sentence for people. */
export type Evaluation =
  /** `items`: the value is a list whose items have types of their own, as the parts of a Json variable are Json. */
  | {
      readonly ok: true;
      readonly value: VariableValue;
      readonly warnings: readonly string[];
      readonly items?: readonly VariableValue[];
      /** Of FEEL: what the result is where its value, a text or nothing, does not show it. */
      readonly feelType?: FeelType;
      /** Of JUEL: the class of the result in Java, `null` of nothing. */
      readonly javaClass?: string;
    }
  /** `javaClass`: of JUEL, the class of the exception; null: it is none of Java's. */
  | { readonly ok: false; readonly message: string; readonly javaClass?: string | null };

export type Evaluate = (expression: Expression, scope: ExpressionScope) => Evaluation;
/** Checks the text without evaluating; null: it is fine. Used at deployment. */
export type CheckExpression = (expression: Expression) => string | null;

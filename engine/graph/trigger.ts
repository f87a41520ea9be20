import type { Expression } from './expression.ts';
import type { CallMapping } from './mapping.ts';

/** BPMN's second axis: what an event waits for or throws. The first axis, the position, is `Element`. */
export type Trigger =
  | NoneTrigger
  | MessageTrigger
  | TimerTrigger
  | ErrorTrigger
  | EscalationTrigger
  | ConditionalTrigger
  | SignalTrigger
  | TerminateTrigger
  | CompensationTrigger
  | CancelTrigger
  | LinkTrigger;

export type TriggerKind = Trigger['kind'];

export interface NoneTrigger {
  readonly kind: 'none';
}

export interface MessageTrigger {
  readonly kind: 'message';
  readonly name: Expression;
  /** Camunda 8 matches by this value; Camunda 7 has none and matches by what the caller says. */
  readonly correlationKey?: Expression;
}

export interface TimerTrigger {
  readonly kind: 'timer';
  readonly type: 'date' | 'duration' | 'cycle';
  readonly value: Expression;
}

/** Catching: a fixed code; undefined catches every error. Throwing: the code is evaluated when the event is reached. */
export interface ErrorTrigger {
  readonly kind: 'error';
  readonly code?: Expression;
  /** Text of the thrown error (`camunda:errorMessage`). */
  readonly message?: Expression;
  /** Names of the variables that receive code and message of a caught error. */
  readonly codeVariable?: string;
  readonly messageVariable?: string;
}

/**
 * Catching: a fixed code; undefined catches every escalation. Throwing: the code is evaluated when the event is
 * reached.
 */
export interface EscalationTrigger {
  readonly kind: 'escalation';
  readonly code?: Expression;
  /** Name of the variable that receives the code of a caught escalation. */
  readonly codeVariable?: string;
}

/** A condition over variables, looked at when one of them changes. */
export interface ConditionalTrigger {
  readonly kind: 'conditional';
  readonly condition: Expression;
  /** Only changes of these variables count. */
  readonly variableNames?: readonly string[];
  /** Only such changes count; undefined: all. */
  readonly variableEvents?: readonly string[];
}

export interface SignalTrigger {
  readonly kind: 'signal';
  readonly name: Expression;
  /** Thrown: what goes with it, and in Camunda 7 the business key of the instances that it starts. */
  readonly payload?: readonly CallMapping[];
  readonly businessKey?: Expression;
  /** Thrown: its receivers go on after the commit. */
  readonly isAsync?: boolean;
}

/** Ends its scope with everything in it. */
export interface TerminateTrigger {
  readonly kind: 'terminate';
}

/**
 * Undoes what has completed. Thrown: `activityId` names the activity, undefined is all of the scope. Caught: nothing
 * more to say.
 */
export interface CompensationTrigger {
  readonly kind: 'compensation';
  readonly activityId?: string;
}

/** Ends a transaction without success: thrown at its end, caught at its boundary. */
export interface CancelTrigger {
  readonly kind: 'cancel';
}

/** A way without a line. `targetId`: of a throwing event, the catching one of the same name in the same scope. */
export interface LinkTrigger {
  readonly kind: 'link';
  readonly name: string;
  readonly targetId?: string;
}

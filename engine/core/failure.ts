import type { Need, Rejection } from './decision.ts';
import { Interruption } from '../expressions/expression-port.ts';
import { exceptionClass } from './java-exceptions.ts';
import type { IncidentType } from './state.ts';

/**
 * A step of the model that cannot go on: a condition without a value, a process that is not deployed. Where the
 * semantics roll back it ends the command; else it becomes an incident of the element that it stopped.
 */
export class StepFailure extends Error {
  readonly incidentType: IncidentType;
  /** The exception by which Camunda 7 tells of it without wrapping it in a sentence of its own. */
  readonly exception: string | null;
  /**
   * The exception by which Camunda 7 tells of it where a request wraps nothing, as a modification; null: its general
   * one.
   */
  readonly bareException: string | null;
  /** The innermost element at which it happened, as far as it is known; of a multi-instance body its own name. */
  elementId: string | null = null;
  /** What can be done about it, where the message is in the original's words, which do not say. */
  advice: string | null = null;
  /**
   * The class of the exception behind it in Camunda 7, below which error events may catch it; null: it is one of the
   * engine's own without a cause, which none catches.
   */
  javaClass: string | null;

  constructor(
    incidentType: IncidentType,
    message: string,
    exception: string | null = null,
    bareException: string | null = null,
  ) {
    super(message);
    this.incidentType = incidentType;
    this.exception = exception;
    this.bareException = bareException;
    this.javaClass = exceptionClass(exception);
  }

  /** All that there is to say, for whoever reads one text. */
  get withAdvice(): string {
    return this.advice === null ? this.message : `${this.message}\n${this.advice}`;
  }
}

/** Too much for one command, wherever it was when the bound was reached: no incident of one element stands for it. */
export class CommandTooBig extends StepFailure {
  constructor(message: string) {
    super('STEP_LIMIT_EXCEEDED', message);
  }
}

/**
 * A script or delegate threw an error of the model. Where no boundary event can catch it, it is a failure like others.
 */
export class ThrownByCode extends StepFailure {
  readonly code: string;
  readonly text: string | null;

  constructor(code: string, text: string | null) {
    super('UNHANDLED_ERROR_EVENT', `The error '${code}' was thrown${text === null ? '' : `: ${text}`}`);
    this.code = code;
    this.text = text;
  }
}

/** It passes through the expression that called the code. */
export class ThrownInExpression extends Interruption {
  readonly thrown: StepFailure;

  constructor(thrown: StepFailure) {
    super(thrown.message);
    this.thrown = thrown;
  }
}

/** The same failure, known by the class of its exception. */
export function ofClass(javaClass: string | null, failure: StepFailure): StepFailure {
  failure.javaClass = javaClass;
  return failure;
}

/** The file of a script is not there. */
export class UnreadScript extends StepFailure {
  constructor(message: string) {
    super('EXTRACT_VALUE_ERROR', message);
  }
}

/** Camunda 7 reads an expression over a variable that is not there as one that does not hold, where it only looks. */
export const isMissingVariable = (message: string): boolean =>
  message.startsWith('Unknown property used in expression');

/**
 * The core has to know more before it can decide; nothing has happened. It passes through expressions that ask for it.
 */
export class MissingFacts extends Interruption {
  readonly needs: readonly Need[];

  constructor(needs: readonly Need[]) {
    super('facts are missing');
    this.needs = needs;
  }
}

/** A command that cannot be done as it was asked for, found somewhere below its handler; nothing has happened. */
export class Refusal extends Error {
  readonly rejection: Rejection;

  constructor(rejection: Rejection) {
    super(rejection.message);
    this.rejection = rejection;
  }
}

import { MAX_EVALUATION_MS, ProcessorTime } from '../processor-time.ts';

/**
 * What one evaluation may take. Whoever exceeds it gets a failure by name; nothing in a model can hold the engine up.
 */
export const MAX_FEEL_STEPS = 1_000_000;
/** Between two looks at the time; a step takes a microsecond, those that ask for time zones some thirty. */
const STEPS_PER_LOOK = 64;
export const MAX_CALL_DEPTH = 200;
export const MAX_TEXT_CHARACTERS = 1_000_000;
const CHARACTERS_PER_STEP = 50;
const MAX_WARNINGS = 100;

/** Ends the evaluation: over the budget, a division that has no result. */
export class FeelFailure extends Error {}
/** Over the budget: nothing of the evaluation may go on, whatever it makes of other failures. */
export class LimitFailure extends FeelFailure {}
/** A built-in refuses its arguments: the call is null, with this as a warning. */
export class InvocationFailure extends Error {}

export class Budget {
  readonly warnings: string[] = [];
  /** What the first `assert` that failed says: the evaluation goes on with null, and has failed at its end. */
  failedAssert: string | null = null;
  private steps = 0;
  private stepsAtNextLook = STEPS_PER_LOOK;
  private readonly maxSteps: number;
  private readonly maxMs: number;
  private readonly time: ProcessorTime;

  /** `maxMs`: of the processor. */
  constructor(maxSteps = MAX_FEEL_STEPS, maxMs = MAX_EVALUATION_MS) {
    this.maxSteps = maxSteps;
    this.maxMs = maxMs;
    this.time = new ProcessorTime(maxMs);
  }

  spend(steps = 1): void {
    this.steps += steps;
    if (this.steps > this.maxSteps) throw new LimitFailure(`the evaluation takes more than ${this.maxSteps} steps`);
    if (this.steps >= this.stepsAtNextLook) this.look();
  }

  /** At the time that is left. */
  look(): void {
    this.stepsAtNextLook = this.steps + STEPS_PER_LOOK;
    if (this.time.isOver) throw new LimitFailure(`the evaluation takes more than ${this.maxMs} ms`);
  }

  spendText(characters: number): void {
    if (characters > MAX_TEXT_CHARACTERS)
      throw new LimitFailure(`a text would be longer than ${MAX_TEXT_CHARACTERS} characters`);
    this.spend(Math.ceil(characters / CHARACTERS_PER_STEP));
  }

  failAssert(message: string): null {
    this.failedAssert ??= message;
    return this.warn('ASSERT_FAILURE', message);
  }

  warn(kind: string, message: string): null {
    if (this.warnings.length < MAX_WARNINGS) this.warnings.push(`[${kind}] ${message}`);
    return null;
  }
}

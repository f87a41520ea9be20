import type { Expression } from '../../graph/expression.ts';
import type { Instant, Key } from '../state.ts';
import { StepFailure } from '../failure.ts';
import type { Step } from '../step.ts';
import { addDuration, parseDuration, type Duration } from '../triggers/iso-8601.ts';
import { evaluateAt, type EvaluationPlace } from './evaluate-at.ts';

/** Attempts of a continuation or timer that names no cycle. */
export const DEFAULT_ATTEMPTS = 3;

/** How often a failing job is tried, and how long it rests between: `R5/PT5M`, `PT5M` or `PT1M,PT5M,PT1H`. */
export interface RetryCycle {
  readonly attempts: number;
  /** Empty: no rest. */
  readonly intervals: readonly Duration[];
}

export const NO_CYCLE: RetryCycle = { attempts: DEFAULT_ATTEMPTS, intervals: [] };

/** What the element asks for; a cycle that cannot be read or computed is as none. */
export function retryCycleOf(step: Step, expression: Expression | undefined, place: EvaluationPlace): RetryCycle {
  if (!expression) return NO_CYCLE;
  try {
    return parseRetryCycle(evaluateAt(step, expression, place).value.text ?? '') ?? NO_CYCLE;
  } catch (failure) {
    if (failure instanceof StepFailure) return NO_CYCLE;
    throw failure;
  }
}

/** null: it cannot be read. */
export function parseRetryCycle(text: string): RetryCycle | null {
  const repeated = /^R(\d+)\/(.+)$/.exec(text.trim());
  const durations = (repeated?.[2] ?? text).split(',').map((part) => parseDuration(part.trim()));
  const intervals = durations.filter((duration) => duration !== null);
  if (intervals.length === 0 || intervals.length !== durations.length) return null;
  return { attempts: repeated ? Number(repeated[1]) : intervals.length + 1, intervals };
}

/** When the next attempt may begin, after one that had `retriesBefore`; null: at once. */
export function nextAttemptAt(cycle: RetryCycle, retriesBefore: number, now: Instant): Instant | null {
  const count = cycle.intervals.length;
  if (count === 0) return null;
  const interval = cycle.intervals[Math.max(0, Math.min(count - 1, count - (retriesBefore - 1)))];
  return interval ? addDuration(now, interval) : null;
}

/** The place of a job that stands in a scope of its own accord: a continuation or a timer. */
export function jobPlace(job: {
  instanceKey: Key;
  scopeKey: Key;
  elementId: string;
  elementInstanceKey: Key | null;
}): EvaluationPlace {
  return {
    instanceKey: job.instanceKey,
    scopeKey: job.elementInstanceKey ?? job.scopeKey,
    elementId: job.elementId,
    elementInstanceKey: job.elementInstanceKey,
  };
}

import type { Expression } from '../../graph/expression.ts';
import type { Instant, Key } from '../state.ts';
import { StepFailure } from '../failure.ts';
import type { Step } from '../step.ts';
import { addDuration, parseDuration, parseRepetition, type Repetition } from '../triggers/iso-8601.ts';
import { evaluateAt, type EvaluationPlace } from './evaluate-at.ts';

/** Attempts of a continuation or timer that names no cycle. */
export const DEFAULT_ATTEMPTS = 3;

/** How often a failing job is tried, and how long it rests between: `R5/PT5M`, `PT5M` or `PT1M,PT5M,PT1H`. */
export interface RetryCycle {
  readonly attempts: number;
  /** Empty: no rest; null: one that cannot be read, after which there is none. */
  readonly intervals: readonly (Repetition | null)[];
}

/** Times of a repetition from its start on that are looked at. */
const MAX_TIMES = 100_000;
/** Attempts of a repetition without end. */
const FOR_EVER = 2_147_483_647;

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

/**
 * A repetition alone says the attempts; a list is one attempt more than it has parts, whatever its parts are. null: it
 * cannot be read.
 */
export function parseRetryCycle(text: string): RetryCycle | null {
  const parts = text.trim().replace(/,+$/, '').split(',');
  const intervals = parts.map((part) => parseInterval(part.trim()));
  const [only] = intervals;
  if (intervals.length > 1) return { attempts: intervals.length + 1, intervals };
  if (!only) return null;
  const isRepeated = text.trim().startsWith('R');
  return { attempts: isRepeated ? (only.times ?? FOR_EVER) : 2, intervals };
}

function parseInterval(text: string): Repetition | null {
  const interval = parseDuration(text);
  if (interval) return { times: 1, start: null, interval };
  return /^R\d*\//.test(text) ? parseRepetition(text) : null;
}

/** When the next attempt may begin, after one that had `retriesBefore`; null: at once. */
export function nextAttemptAt(cycle: RetryCycle, retriesBefore: number, now: Instant): Instant | null {
  const count = cycle.intervals.length;
  if (count === 0) return null;
  const interval = cycle.intervals[Math.max(0, Math.min(count - 1, count - (retriesBefore - 1)))];
  return interval ? firstTimeOf(interval, now) : null;
}

/** The first time of a repetition that is yet to come; null: all have passed. */
function firstTimeOf({ times, start, interval }: Repetition, now: Instant): Instant | null {
  if (start === null) return times === 0 ? now : addDuration(now, interval);
  let time = start;
  for (let count = 0; time <= now && count < (times ?? MAX_TIMES); count += 1) time = addDuration(time, interval);
  return time < now ? null : time;
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

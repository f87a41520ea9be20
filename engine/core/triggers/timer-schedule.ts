import type { Semantics } from '../../graph/semantics.ts';
import type { TimerTrigger } from '../../graph/trigger.ts';
import type { Instant } from '../state.ts';
import { readJodaDateTime } from './joda-date-time.ts';
import { CronProblem, nextTime, parseCron, type Cron } from './cron.ts';
import { addDuration, parseDuration, parseRepetition, parseZonedDateTime, type Repetition } from './iso-8601.ts';

/** When a timer is due, and how it goes on after that. */
export interface TimerSchedule {
  readonly dueAt: Instant;
  readonly repeat: string | null;
}

/** Cycles of Camunda 7 are counted from their start; a loop over them ends here at the latest. */
const MAX_CYCLES_SCANNED = 1_000_000;

/** null: the text cannot be read. */
export function timerSchedule(
  type: TimerTrigger['type'],
  text: string,
  now: Instant,
  semantics: Semantics,
): TimerSchedule | null {
  switch (type) {
    case 'date': {
      const at = semantics.timerCycle === 'byClock' ? dateOrPeriod(text, now) : parseZonedDateTime(text);
      return at === null ? null : { dueAt: at, repeat: null };
    }
    case 'duration': {
      const duration = parseDuration(text);
      if (duration) return { dueAt: addDuration(now, duration), repeat: null };
      // Camunda 7 takes a repetition there too, and is due when that is for the first time.
      const cycle = semantics.timerCycle === 'byClock' && isRepetition(text) ? parseRepetition(text) : null;
      const first = cycle && firstByClock(cycle, now);
      return first && { dueAt: first.dueAt, repeat: null };
    }
    case 'cycle': {
      if (!isRepetition(text)) return firstByCron(text, now);
      const cycle = parseRepetition(text);
      if (!cycle) return null;
      // No repetition: Camunda 7 lets it be due at once.
      if (semantics.timerCycle === 'byClock')
        return cycle.times === 0 ? { dueAt: now, repeat: null } : firstByClock(cycle, now);
      return firstCounted(cycle, text, now);
    }
  }
}

/** Camunda 7 takes a period for a date, counted from now. */
export function dateOrPeriod(text: string, now: Instant): Instant | null {
  const period = text.startsWith('P') ? parseDuration(text) : null;
  if (period) return addDuration(now, period);
  const at = readJodaDateTime(text);
  return typeof at === 'number' ? at : null;
}

/** After a timer with `repeat` that was due at `dueAt`; null: that was the last time. */
export function nextTimer(repeat: string, dueAt: Instant, now: Instant, semantics: Semantics): TimerSchedule | null {
  if (!isRepetition(repeat))
    return firstByCron(repeat, semantics.timerCycle === 'byClock' ? now : Math.max(dueAt, now));
  const cycle = parseRepetition(repeat);
  if (!cycle) return null;
  if (semantics.timerCycle === 'byClock') {
    const next = firstByClock(cycle, now);
    // Fired at its very last moment, it is over.
    return next && next.dueAt > now ? next : null;
  }
  if (cycle.times !== null && cycle.times <= 1) return null;
  return {
    dueAt: aheadOf(now, addDuration(dueAt, cycle.interval), cycle),
    repeat: counted(cycle.times === null ? null : cycle.times - 1, repeat),
  };
}

/** When it fires, and the times that follow as long as it is never late; at most so many. */
export function timesOf({ dueAt, repeat }: TimerSchedule, count: number, semantics: Semantics): readonly Instant[] {
  const times: Instant[] = [];
  for (
    let next: TimerSchedule | null = { dueAt, repeat };
    next !== null && times.length < count;
    next = next.repeat === null ? null : nextTimer(next.repeat, next.dueAt, next.dueAt, semantics)
  )
    times.push(next.dueAt);
  return times;
}

/** What is wrong with the text of a cycle, in the words of both where they have some. */
export function cycleProblem(text: string): string {
  if (isRepetition(text)) return `Invalid format: "${text.slice(text.lastIndexOf('/') + 1)}"`;
  const cron = readCron(text);
  return cron instanceof CronProblem ? cron.message : `Invalid format: "${text}"`;
}

/** Else it is cron. */
const isRepetition = (text: string): boolean => /^R/i.test(text.trim());

function readCron(text: string): Cron | CronProblem {
  try {
    return parseCron(text);
  } catch (problem) {
    if (problem instanceof CronProblem) return problem;
    throw problem;
  }
}

/** A cron that never comes (a 31st of February) is due at once, and only then. */
function firstByCron(text: string, after: Instant): TimerSchedule | null {
  const cron = readCron(text);
  if (cron instanceof CronProblem) return null;
  const dueAt = nextTime(cron, after);
  return dueAt === null ? { dueAt: after, repeat: null } : { dueAt, repeat: text };
}

/**
 * Camunda 7: the dates of the cycle follow from its start, and the next one is the first that is not over. So a
 * timer that is fired early keeps its date, and missed ones are left out.
 */
function firstByClock(cycle: Repetition, now: Instant): TimerSchedule | null {
  const start = cycle.start ?? now;
  let due = start;
  const times = cycle.times ?? MAX_CYCLES_SCANNED;
  for (let i = 0; i < times && due <= now; i += 1) due = addDuration(due, cycle.interval);
  if (due < now) return null;
  return { dueAt: due, repeat: `R${cycle.times ?? ''}/${new Date(start).toISOString()}/${durationText(cycle)}` };
}

function firstCounted(cycle: Repetition, text: string, now: Instant): TimerSchedule {
  return { dueAt: aheadOf(now, cycle.start ?? now, cycle), repeat: counted(cycle.times, text) };
}

/** What is over by now is not made up for: the cycle goes on an interval from now. */
const aheadOf = (now: Instant, at: Instant, { interval }: Repetition): Instant =>
  at > now ? at : addDuration(now, interval);

/** What is left, without the start, which is used up. */
function counted(times: number | null, text: string): string {
  return `R${times ?? ''}/${text.slice(text.lastIndexOf('/') + 1)}`;
}

function durationText({ interval }: Repetition): string {
  return `${interval.sign < 0 ? '-' : ''}P${interval.months}MT${interval.ms / 1000}S`;
}

import type { Semantics } from '../../graph/semantics.ts';
import type { TimerTrigger } from '../../graph/trigger.ts';
import type { Instant } from '../state.ts';
import { dueOf, readClockCycle } from './clock-cycle.ts';
import { readJodaDateTime } from './joda-date-time.ts';
import { CronProblem, nextTime, parseCron } from './cron.ts';
import { addDuration, type Repetition } from './iso-8601.ts';
import { parseCycle, parseInterval, parseMoment } from './java-time.ts';

/** When a timer is due, and how it goes on after that. */
export interface TimerSchedule {
  readonly dueAt: Instant;
  readonly repeat: string | null;
}

/** Later there are no dates. */
const LAST_INSTANT = 8.64e15;
const SECOND_MS = 1_000;

/** null: the text cannot be read. */
export function timerSchedule(
  type: TimerTrigger['type'],
  text: string,
  now: Instant,
  semantics: Semantics,
): TimerSchedule | null {
  switch (type) {
    case 'date':
      return once(semantics.timerCycle === 'byClock' ? dateOrPeriod(text, now) : parseMoment(text));
    case 'duration': {
      if (semantics.timerCycle === 'byClock') return once(clockDue(text, now));
      const duration = parseInterval(text);
      return once(duration && addDuration(now, duration));
    }
    case 'cycle': {
      if (!isRepetition(text)) return firstByCron(text, now);
      if (semantics.timerCycle === 'byClock') return firstByClock(text, now);
      const cycle = parseCycle(text);
      return cycle && firstCounted(cycle, text, now);
    }
  }
}

/** Camunda 7 takes a period for a date, counted from now. */
export function dateOrPeriod(text: string, now: Instant): Instant | null {
  if (text.startsWith('P')) return clockDue(text, now);
  const at = readJodaDateTime(text);
  return typeof at === 'number' ? at : null;
}

const once = (dueAt: Instant | null): TimerSchedule | null => (dueAt === null ? null : { dueAt, repeat: null });

function clockDue(text: string, now: Instant): Instant | null {
  const cycle = readClockCycle(text);
  const due = 'failure' in cycle ? null : dueOf(cycle, now);
  return due !== null && due <= LAST_INSTANT ? due : null;
}

/** After a timer with `repeat` that was due at `dueAt`; null: that was the last time. */
export function nextTimer(repeat: string, dueAt: Instant, now: Instant, semantics: Semantics): TimerSchedule | null {
  if (!isRepetition(repeat))
    return firstByCron(repeat, semantics.timerCycle === 'byClock' ? now : Math.max(dueAt, now));
  if (semantics.timerCycle === 'byClock') {
    const next = firstByClock(repeat, now);
    // Fired at its very last moment, it is over.
    return next && next.dueAt > now ? next : null;
  }
  const cycle = parseCycle(repeat);
  if (!cycle) return null;
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

/** What is wrong with the text of a cron, in the words of both where they have some. */
export function cronProblem(text: string, after: Instant): string {
  const dueAt = nextByCron(text, after);
  return dueAt instanceof CronProblem ? dueAt.message : `Invalid format: "${text}"`;
}

/** Else a cycle is cron. */
export const isRepetition = (text: string): boolean => text.startsWith('R');

/** null: there is no time any more. */
function nextByCron(text: string, after: Instant): Instant | null | CronProblem {
  try {
    return nextTime(parseCron(text), after);
  } catch (problem) {
    if (problem instanceof CronProblem) return problem;
    throw problem;
  }
}

/** A cron that never comes (a 31st of February) is due at once, and only then. */
function firstByCron(text: string, after: Instant): TimerSchedule | null {
  const dueAt = nextByCron(text, after);
  if (dueAt instanceof CronProblem) return null;
  return dueAt === null ? { dueAt: after, repeat: null } : { dueAt, repeat: text };
}

/**
 * Camunda 7: the dates of the cycle follow from its start, and the next one is the first that is not over. So a
 * timer that is fired early keeps its date, and missed ones are left out.
 */
function firstByClock(text: string, now: Instant): TimerSchedule | null {
  const dueAt = clockDue(text, now);
  if (dueAt === null) return null;
  const [times, ...rest] = text.split('/');
  // Without repetition it comes once.
  if (/^R(?:-|[+]?0+$)/.test(times ?? '')) return { dueAt, repeat: null };
  // The dates that follow are counted from now on too, from the second that it is.
  const start = new Date(Math.floor(now / SECOND_MS) * SECOND_MS).toISOString();
  return { dueAt, repeat: rest.length === 1 ? `${times}/${start}/${rest[0]}` : text };
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

import type { FeelType } from '../../expressions/expression-port.ts';
import type { Semantics } from '../../graph/semantics.ts';
import type { TimerTrigger } from '../../graph/trigger.ts';
import { StepFailure } from '../failure.ts';
import { evaluateAt, placeOf, wrongType, type Evaluated, type EvaluationPlace } from '../moves/evaluate-at.ts';
import { jobPriority } from '../moves/continuation.ts';
import { startsSuspended } from '../moves/job-settings.ts';
import { retryCycleOf } from '../moves/retry-cycle.ts';
import type { Instant } from '../state.ts';
import type { Step } from '../step.ts';
import type { TriggerBehavior } from '../trigger-behavior.ts';
import { parseDateTime } from './iso-8601.ts';
import { readJodaDateTime } from './joda-date-time.ts';
import { readClockCycle } from './clock-cycle.ts';
import { cronProblem, isRepetition, timerSchedule, type TimerSchedule } from './timer-schedule.ts';

/**
 * Timer: a job that is due at a date, after a duration, or again and again. A cycle repeats only where the event goes
 * on waiting; elsewhere it fires once.
 */
export const timer: TriggerBehavior<TimerTrigger> = {
  allowedAt: ['startEvent', 'intermediateCatchEvent', 'boundaryEvent', 'eventSubProcessStart'],

  prepare(step, trigger, { element, waiting, isRepeated, listenerId }) {
    const place = placeOf(waiting);
    // Failures of a boundary event name what it is attached to.
    const elementId = element.kind === 'boundaryEvent' ? waiting.elementId : element.id;
    const schedule = timerScheduleAt(step, trigger, place, { elementId, from: step.now });
    const priority = jobPriority(step, element, null, place);
    const retries = retryCycleOf(step, element.retryTimeCycle, place).attempts;
    return () =>
      step.emit({
        type: 'jobCreated',
        at: step.now,
        job: {
          key: step.newKey(),
          kind: 'timer',
          instanceKey: waiting.instanceKey,
          elementInstanceKey: waiting.key,
          elementId: element.id,
          scopeKey: waiting.scopeKey,
          position: null,
          enteredBy: [],
          index: null,
          type: listenerId ?? null,
          priority,
          retries,
          dueAt: schedule.dueAt,
          repeat: isRepeated ? schedule.repeat : null,
          headers: {},
          errorMessage: null,
          isExclusive: element.isExclusiveJob ?? true,
          isSuspended: startsSuspended(step, waiting.instanceKey, element.id, null),
          createdAt: step.now,
        },
      });
  },
};

/** What Camunda 8 takes for each kind of timer, beside texts, and how it says so. */
export const TIMER_TYPES: {
  readonly [T in TimerTrigger['type']]: { readonly own: readonly FeelType[]; readonly expected: string };
} = {
  date: { own: ['DATE_TIME'], expected: "one of '[DATE_TIME, STRING]'" },
  duration: { own: ['DURATION', 'PERIOD'], expected: "one of '[DURATION, PERIOD, STRING]'" },
  cycle: { own: [], expected: "'STRING'" },
};

/** When it is due, counted from a moment. A moment of FEEL without a zone is meant in UTC. */
export function timerScheduleAt(
  step: Step,
  trigger: TimerTrigger,
  place: EvaluationPlace,
  { elementId, from }: { elementId: string; from: Instant },
): TimerSchedule {
  const evaluated = evaluateAt(step, trigger.value, place);
  return scheduleOf(trigger, evaluated, { elementId, from, semantics: step.semanticsOf(place.instanceKey) });
}

/** The same of a result. Throws `StepFailure`: it is no time of this kind. */
export function scheduleOf(
  trigger: TimerTrigger,
  evaluated: Evaluated,
  { elementId, from, semantics }: { elementId: string; from: Instant; semantics: Semantics },
): TimerSchedule {
  const { feelType } = evaluated;
  const { text, type } = evaluated.value;
  const isOther = feelType !== undefined && !TIMER_TYPES[trigger.type].own.includes(feelType);
  if (text === null || isOther || (type !== 'String' && type !== 'Date')) {
    if (semantics.onFailure === 'incident')
      throw wrongType(trigger.value, TIMER_TYPES[trigger.type].expected, evaluated);
    throw new StepFailure(
      'EXTRACT_VALUE_ERROR',
      `Timer '${elementId}' was not configured with a valid duration/time, either hand in a java.util.Date or a String in format 'yyyy-MM-dd'T'hh:mm:ss'`,
    );
  }
  // A Date of Camunda 7 is the moment itself, whatever was asked for.
  if (type === 'Date' && semantics.onFailure === 'rollback') {
    if (trigger.type !== 'cycle') return { dueAt: Date.parse(text), repeat: null };
    throw new StepFailure(
      'EXTRACT_VALUE_ERROR',
      'Cannot invoke "String.startsWith(String)" because "dueDate" is null',
      'NullPointerException',
    );
  }
  const local = feelType === 'DATE_TIME' ? parseDateTime(text) : null;
  const schedule = local === null ? timerSchedule(trigger.type, text, from, semantics) : { dueAt: local, repeat: null };
  if (schedule) return schedule;
  throw new StepFailure(
    'EXTRACT_VALUE_ERROR',
    semantics.onFailure === 'incident'
      ? unreadableTimer8(trigger, text, from)
      : unreadableTimer7(trigger.type, text, from),
  );
}

/** What is no repetition is a cron to Camunda 8, and said to be a bad one. */
function unreadableTimer8({ type, value }: TimerTrigger, text: string, from: Instant): string {
  if (type === 'cycle' && !isRepetition(text)) return cronProblem(text, from);
  return `Invalid ${type === 'date' ? 'date-time' : type} format '${text}' for expression '${value.text}'.`;
}

/** Camunda 7's sentence for a timer that cannot be read. */
export function unreadableTimer7(type: TimerTrigger['type'], text: string, from: Instant): string {
  if (type === 'date') return unreadableDate7(text);
  const failure = type === 'cycle' && !text.startsWith('R') ? cronProblem(text, from) : clockFailure(text);
  if (failure === null) return NEVER_DUE;
  return type === 'cycle'
    ? `ENGINE-09026 Exception while parsing cycle expression '${text}': ${failure}`
    : `ENGINE-09027 Exception while resolving duedate '${text}': ${failure}`;
}

/** What is over already has no date. */
const NEVER_DUE = 'duedate is null';

function clockFailure(text: string): string | null {
  const cycle = readClockCycle(text);
  return 'failure' in cycle ? cycle.failure : null;
}

export function unreadableDate7(text: string): string {
  const at = readJodaDateTime(text);
  const failure = text.startsWith('P') || typeof at === 'number' ? clockFailure(text) : at.failure;
  return failure === null ? NEVER_DUE : `ENGINE-09027 Exception while resolving duedate '${text}': ${failure}`;
}

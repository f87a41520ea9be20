import { evaluate } from '../expressions/evaluate.ts';
import type { Evaluation } from '../expressions/expression-port.ts';
import type { Element } from '../graph/element.ts';
import type { Expression } from '../graph/expression.ts';
import type { ProcessGraph } from '../graph/process-graph.ts';
import type { ConditionalTrigger, MessageTrigger, SignalTrigger, TimerTrigger } from '../graph/trigger.ts';
import type { Variables } from './commands.ts';
import { isMissingVariable, StepFailure } from './failure.ts';
import type { Instant } from './state.ts';
import { feelTypeOf, javaClassOf } from './moves/evaluate-at.ts';
import { NO_CYCLE, parseRetryCycle, type RetryCycle } from './moves/retry-cycle.ts';
import { timerSchedule, type TimerSchedule } from './triggers/timer-schedule.ts';
import { scheduleOf, unreadableTimer7 } from './triggers/timer.ts';

/** What the start events of a definition wait for, to be armed when it is deployed. */
export interface StartTriggers {
  readonly messages: readonly { readonly elementId: string; readonly name: string }[];
  readonly signals: readonly { readonly elementId: string; readonly name: string }[];
  /** Start events that are looked at when somebody asks with variables. */
  readonly conditions: readonly { readonly elementId: string; readonly name: string }[];
  readonly timers: readonly ({
    readonly elementId: string;
    readonly priority: number;
    readonly retries: number;
  } & TimerSchedule)[];
  /** Expressions that give nothing usable: such a file is refused. */
  readonly problems: readonly StartProblem[];
}

export interface StartProblem {
  readonly elementId: string;
  readonly message: string;
  /** The original's class of it, where that is not the one of all refusals. */
  readonly exception?: string;
}

interface Problem {
  readonly problem: string;
}

/** There are no variables before the start, so the expressions stand on their own. */
export function startTriggers(graph: ProcessGraph, now: Instant): StartTriggers {
  const messages: { elementId: string; name: string }[] = [];
  const signals: { elementId: string; name: string }[] = [];
  const conditions: { elementId: string; name: string }[] = [];
  const timers: StartTriggers['timers'][number][] = [];
  const problems: StartProblem[] = [];
  for (const elementId of graph.startEventIds) {
    const element = graph.elements.get(elementId);
    if (element?.kind !== 'startEvent') continue;
    const { trigger } = element;
    if (trigger.kind === 'message' || trigger.kind === 'signal') {
      const name = constantName(trigger, now);
      if (typeof name !== 'string') problems.push({ elementId, message: name.problem });
      else (trigger.kind === 'message' ? messages : signals).push({ elementId, name });
    } else if (trigger.kind === 'conditional') conditions.push({ elementId, name: '' });
    else if (trigger.kind === 'timer') {
      const schedule = startSchedule(trigger, elementId, now, graph);
      if ('problem' in schedule) problems.push({ elementId, message: schedule.problem });
      else if (isComputedPriority(graph, element)) problems.push({ elementId, ...NO_SCOPE });
      else
        timers.push({
          elementId,
          priority: startPriority(graph, element, now),
          retries: startRetryCycle(element, now).attempts,
          ...schedule,
        });
    }
  }
  return { messages, signals, conditions, timers, problems };
}

/**
 * The start event's condition with these variables; where it names variables, one of them has to be among them. A
 * failure of the expression is told as a text; in Camunda 8 what is not true does not hold.
 */
export function startsBy(
  { condition, variableNames }: ConditionalTrigger,
  variables: Variables,
  now: Instant,
): boolean | { readonly failure: string } {
  if (variableNames?.every((name) => variables[name] === undefined)) return false;
  const result = evaluate(condition, { lookup: (name) => variables[name], names: () => Object.keys(variables), now });
  if (!result.ok)
    return condition.language === 'feel' || isMissingVariable(result.message) ? false : { failure: result.message };
  if (result.value.type === 'Boolean') return result.value.text === 'true';
  if (condition.language === 'feel') return false;
  return {
    failure:
      result.value.text === null
        ? 'condition expression returns null: result is null'
        : `condition expression returns non-Boolean: result has class ${javaClassOf(result)} and not java.lang.Boolean`,
  };
}

/**
 * Where there is no instance yet, Camunda 7 has nothing to compute the priority of a timer's job with, whatever the
 * expression says.
 */
const NO_SCOPE = { message: "UTILS-02001 Parameter 'variableScope' is null", exception: 'IllegalArgumentException' };

const isComputedPriority = (graph: ProcessGraph, element: Element): boolean =>
  (element.jobPriority ?? graph.defaultJobPriority)?.language === 'juel';

/** Of a start timer's job. Without a value there is none, as where another job's priority cannot be computed. */
export function startPriority(graph: ProcessGraph, element: Element, now: Instant): number {
  const priority = element.jobPriority ?? graph.defaultJobPriority;
  const number = priority ? Number(constantText(priority, now) ?? 0) : 0;
  return Number.isFinite(number) ? Math.trunc(number) : 0;
}

/** How often a start timer's job is tried. A cycle that cannot be read or computed is as none. */
export function startRetryCycle({ retryTimeCycle }: Element, now: Instant): RetryCycle {
  const text = retryTimeCycle ? constantText(retryTimeCycle, now) : null;
  return (text === null ? null : parseRetryCycle(text)) ?? NO_CYCLE;
}

/** A name has to be a text; in Camunda 8 neither a number nor a moment is one. */
function constantName({ kind, name }: MessageTrigger | SignalTrigger, now: Instant): string | Problem {
  if (name.language === 'juel') {
    const text = constantText(name, now);
    return text ?? { problem: `The name of the ${kind} cannot be computed before the start.` };
  }
  const result = constantOf(name, now);
  const written = `'${name.language === 'feel' ? '=' : ''}${name.text}'`;
  if (!result.ok)
    return {
      problem: `Expected constant expression but found ${written}, which could not be evaluated without context: ${result.message}`,
    };
  const type = name.isNumber ? 'NUMBER' : feelTypeOf(result);
  if (type === 'STRING' && result.value.text !== null) return result.value.text;
  return { problem: `Expected constant expression of type String for ${kind} name ${written}, but was ${type}` };
}

function startSchedule(
  trigger: TimerTrigger,
  elementId: string,
  from: Instant,
  { semantics }: ProcessGraph,
): TimerSchedule | Problem {
  const { type, value } = trigger;
  if (semantics.onFailure === 'rollback') {
    const text = constantText(value, from);
    const schedule = text === null ? null : timerSchedule(type, text, from, semantics);
    if (schedule) return schedule;
    return {
      problem: text === null ? `Invalid timer ${type} expression (${value.text})` : unreadableTimer7(type, text, from),
    };
  }
  const result = constantOf(value, from);
  const problem = (why: string): Problem => ({ problem: `Invalid timer ${type} expression (${why})` });
  if (!result.ok) return problem(result.message);
  try {
    return scheduleOf(trigger, result, { elementId, from, semantics });
  } catch (failure) {
    if (failure instanceof StepFailure) return problem(failure.message);
    throw failure;
  }
}

const constantOf = (expression: Expression, now: Instant): Evaluation =>
  evaluate(expression, { lookup: () => undefined, names: () => [], now });

function constantText(expression: Expression, now: Instant): string | null {
  const result = constantOf(expression, now);
  return result.ok ? result.value.text : null;
}

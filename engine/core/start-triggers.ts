import { evaluate } from '../expressions/evaluate.ts';
import type { Element } from '../graph/element.ts';
import type { Expression } from '../graph/expression.ts';
import type { ProcessGraph } from '../graph/process-graph.ts';
import type { ConditionalTrigger, TimerTrigger } from '../graph/trigger.ts';
import type { Variables } from './commands.ts';
import { isMissingVariable } from './failure.ts';
import type { Instant } from './state.ts';
import { javaClassOf } from './moves/evaluate-at.ts';
import { timerSchedule, type TimerSchedule } from './triggers/timer-schedule.ts';
import { unreadableTimer7 } from './triggers/timer.ts';

/** What the start events of a definition wait for, to be armed when it is deployed. */
export interface StartTriggers {
  readonly messages: readonly { readonly elementId: string; readonly name: string }[];
  readonly signals: readonly { readonly elementId: string; readonly name: string }[];
  /** Start events that are looked at when somebody asks with variables. */
  readonly conditions: readonly { readonly elementId: string; readonly name: string }[];
  readonly timers: readonly ({ readonly elementId: string; readonly priority: number } & TimerSchedule)[];
  /** Expressions that give nothing usable: such a file is refused. */
  readonly problems: readonly { readonly elementId: string; readonly message: string }[];
}

/** There are no variables before the start, so the expressions stand on their own. */
export function startTriggers(graph: ProcessGraph, now: Instant): StartTriggers {
  const messages: { elementId: string; name: string }[] = [];
  const signals: { elementId: string; name: string }[] = [];
  const conditions: { elementId: string; name: string }[] = [];
  const timers: ({ elementId: string; priority: number } & TimerSchedule)[] = [];
  const problems: { elementId: string; message: string }[] = [];
  for (const elementId of graph.startEventIds) {
    const element = graph.elements.get(elementId);
    if (element?.kind !== 'startEvent') continue;
    const { trigger } = element;
    if (trigger.kind === 'message' || trigger.kind === 'signal') {
      const name = constantText(trigger.name, now);
      if (name === null)
        problems.push({ elementId, message: `The name of the ${trigger.kind} cannot be computed before the start.` });
      else (trigger.kind === 'message' ? messages : signals).push({ elementId, name });
    } else if (trigger.kind === 'conditional') conditions.push({ elementId, name: '' });
    else if (trigger.kind === 'timer') {
      const text = constantText(trigger.value, now);
      const schedule = text === null ? null : timerSchedule(trigger.type, text, now, graph.semantics);
      if (schedule) timers.push({ elementId, priority: startPriority(graph, element, now), ...schedule });
      else problems.push({ elementId, message: problemOf(trigger, text, graph) });
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

/** Of a start timer's job. Without a value there is none, as where another job's priority cannot be computed. */
export function startPriority(graph: ProcessGraph, element: Element, now: Instant): number {
  const priority = element.jobPriority ?? graph.defaultJobPriority;
  const number = priority ? Number(constantText(priority, now) ?? 0) : 0;
  return Number.isFinite(number) ? Math.trunc(number) : 0;
}

function problemOf({ type, value }: TimerTrigger, text: string | null, { semantics }: ProcessGraph): string {
  if (text !== null && semantics.onFailure === 'rollback') return unreadableTimer7(type, text);
  return `Invalid timer ${type} expression (${text ?? value.text})`;
}

function constantText(expression: Expression, now: Instant): string | null {
  if (expression.language === 'literal') return expression.text;
  const result = evaluate(expression, { lookup: () => undefined, names: () => [], now });
  return result.ok ? result.value.text : null;
}

import type { Element } from '../../graph/element.ts';
import type { VariableValue } from '../../graph/variable-value.ts';
import type { Arrival, TokenVariables } from '../element-behavior.ts';
import { endInnerAfterJob } from './multi-instance.ts';
import type { Job, Key } from '../state.ts';
import { StepFailure } from '../failure.ts';
import type { Step } from '../step.ts';
import { leave } from './complete.ts';
import { endAfterJob } from './end-after-job.ts';
import { setLocalVariables, setTokenVariables } from './variables.ts';
import { beginAfterJob } from './begin-instance.ts';
import { multiInstanceOf, startElement } from './enter.ts';
import { priorityAt, type EvaluationPlace } from './evaluate-at.ts';
import { jobSettingOf, startsSuspended } from './job-settings.ts';
import { DEFAULT_ATTEMPTS, retryCycleOf } from './retry-cycle.ts';

const UUID_DIGITS = 32; // hexadecimal

/** An asynchronous continuation: a job that is the token until it has been executed. */
export function createContinuation(
  step: Step,
  element: Element,
  position: Exclude<Job['position'], null>,
  arrival: Arrival,
): void {
  const isInner = position === 'innerBefore' || position === 'innerAfter';
  const cycle = isInner ? multiInstanceOf(element)?.retryTimeCycle : element.retryTimeCycle;
  const place: EvaluationPlace = {
    instanceKey: arrival.instanceKey,
    scopeKey: arrival.scopeKey,
    elementId: element.id,
    elementInstanceKey: null,
  };
  const key = step.newKey();
  step.emit({
    type: 'jobCreated',
    at: step.now,
    job: {
      key,
      kind: 'continuation',
      instanceKey: arrival.instanceKey,
      elementInstanceKey: null,
      elementId: element.id,
      scopeKey: arrival.scopeKey,
      position,
      enteredBy: arrival.enteredBy,
      index: arrival.index,
      type: null,
      priority: jobPriority(step, element, position, place),
      retries: cycle ? retryCycleOf(step, cycle, place).attempts : DEFAULT_ATTEMPTS,
      dueAt: null,
      repeat: null,
      headers: {},
      errorMessage: null,
      isExclusive: element.isExclusiveJob ?? true,
      isSuspended: startsSuspended(step, arrival.instanceKey, element.id, position),
      createdAt: step.now,
    },
  });
  if (arrival.tokenVariables) setTokenVariables(step, key, arrival.tokenVariables, element.id);
  if (arrival.localVariables) setLocalVariables(step, key, arrival.localVariables, element.id);
}

/**
 * The priority of jobs that run by themselves: an operator's, else the element's, else the process's, else 0. Jobs
 * around a multi-instance body have nothing of the activity in it.
 */
export function jobPriority(step: Step, element: Element, position: Job['position'], place: EvaluationPlace): number {
  const setting = jobSettingOf(step, place.instanceKey, element.id, position);
  if (setting && setting.priority !== null) return setting.priority;
  const isOfBody = (position === 'before' || position === 'after') && multiInstanceOf(element) !== undefined;
  const ofElement = isOfBody ? undefined : element.jobPriority;
  const expression = ofElement ?? step.graphOf(place.instanceKey).defaultJobPriority;
  if (!expression) return 0;
  try {
    return priorityAt(step, expression, place);
  } catch (failure) {
    if (failure instanceof StepFailure) {
      const told = new StepFailure(
        failure.incidentType,
        `Job ${element.id}/${jobTypeOf(element, position)} instantiated in context of ${executionAt(step, place)}: ${failure.message}`,
      );
      told.elementId = element.id;
      throw told;
    }
    throw failure;
  }
}

/** Camunda 7's words for what makes a job and for the token that it belongs to. */
function jobTypeOf(element: Element, position: Job['position']): string {
  if (position !== null) return 'async-continuation';
  if ('trigger' in element && element.trigger.kind === 'signal') return 'event';
  return element.kind === 'boundaryEvent' ? 'timer-transition' : 'timer-intermediate-transition';
}

function executionAt(step: Step, { instanceKey, scopeKey, elementInstanceKey }: EvaluationPlace): string {
  if (elementInstanceKey !== null) return `ScopeExecution[${elementInstanceKey}]`;
  if (!step.isEmptyScope(scopeKey)) return `ConcurrentExecution[${undoneExecutionId(scopeKey)}]`;
  return scopeKey === instanceKey ? `ProcessInstance[${scopeKey}]` : `ScopeExecution[${scopeKey}]`;
}

/**
 * Camunda 7 makes an execution for a token beside others, and whoever reads of it in a message reads an id that was
 * undone with the command. Nothing has such an id here, so it has the form of Camunda's ids, which logs and tools are
 * made to recognise, with the key of the token's scope in its last digits.
 */
function undoneExecutionId(scopeKey: Key): string {
  const digits = BigInt(scopeKey).toString(16).padStart(UUID_DIGITS, '0');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** What an inner instance had while it waited, its number and item say, is its own; the rest goes with its token. */
function withOwnVariables(
  { key }: Job,
  tokenVariables: TokenVariables | undefined,
): Pick<Arrival, 'localVariables' | 'tokenVariables'> {
  const own: Record<string, VariableValue> = {};
  const others: Record<string, TokenVariables[string]> = {};
  for (const [name, variable] of Object.entries(tokenVariables ?? {})) {
    if (variable.originKey === key) own[name] = variable.value;
    else others[name] = variable;
  }
  return { localVariables: own, tokenVariables: Object.keys(others).length === 0 ? undefined : others };
}

/** A job behind an element from which the token goes no further. */
export const endsToken = ({ position, enteredBy }: Job): boolean => position === 'after' && enteredBy.length === 0;

/** The token goes on from where the job stood, with what is its own. The job itself has ended already. */
export function resumeContinuation(step: Step, job: Job, tokenVariables: TokenVariables | undefined): void {
  const element = step.element(job.instanceKey, job.elementId);
  const arrival: Arrival = {
    instanceKey: job.instanceKey,
    scopeKey: job.scopeKey,
    enteredBy: job.enteredBy,
    index: job.index,
    tokenVariables,
  };
  switch (job.position) {
    case 'innerBefore':
      startElement(step, element, { ...arrival, ...withOwnVariables(job, tokenVariables) });
      return;
    case 'before':
      if (element.kind === 'startEvent' && element.parentId === undefined)
        beginAfterJob(step, job.instanceKey, () => startElement(step, element, arrival));
      else startElement(step, element, arrival);
      return;
    case 'innerAfter':
      endInnerAfterJob(step, job);
      return;
    default:
      if (endsToken(job)) endAfterJob(step, element, job, tokenVariables);
      else leave(step, job.instanceKey, job.scopeKey, job.enteredBy, null, tokenVariables);
  }
}

import type { Element } from '../../graph/element.ts';
import type { Arrival } from '../element-behavior.ts';
import { endInnerInstance, isBodyDoneAfterInner } from './multi-instance.ts';
import type { Job } from '../state.ts';
import type { Step } from '../step.ts';
import { leave } from './complete.ts';
import { multiInstanceOf, startElement } from './enter.ts';
import { priorityAt, type EvaluationPlace } from './evaluate-at.ts';
import { DEFAULT_ATTEMPTS, retryCycleOf } from './retry-cycle.ts';

/** An asynchronous continuation: a job that is the token until it has been executed. */
export function createContinuation(step: Step, element: Element, position: Exclude<Job['position'], null>, arrival: Arrival): void {
  const isInner = position === 'innerBefore' || position === 'innerAfter';
  const cycle = isInner ? multiInstanceOf(element)?.retryTimeCycle : element.retryTimeCycle;
  const place: EvaluationPlace = { instanceKey: arrival.instanceKey, scopeKey: arrival.scopeKey, elementId: element.id, elementInstanceKey: null };
  step.emit({
    type: 'jobCreated', at: step.now,
    job: {
      key: step.newKey(), kind: 'continuation', instanceKey: arrival.instanceKey, elementInstanceKey: null, elementId: element.id,
      scopeKey: arrival.scopeKey, position, enteredBy: arrival.enteredBy, index: arrival.index, type: null,
      priority: jobPriority(step, element, place), retries: cycle ? retryCycleOf(step, cycle, place).attempts : DEFAULT_ATTEMPTS,
      dueAt: null, repeat: null, headers: {}, errorMessage: null, isExclusive: element.isExclusiveJob ?? true, createdAt: step.now,
    },
  });
}

/** The priority of continuations and timers: the element's, else the process's, else 0. */
export function jobPriority(step: Step, element: Element, place: EvaluationPlace): number {
  const expression = element.jobPriority ?? step.graphOf(place.instanceKey).defaultJobPriority;
  return expression ? priorityAt(step, expression, place) : 0;
}

/** The token goes on from where the job stood. The job itself has ended already. */
export function resumeContinuation(step: Step, job: Job): void {
  const element = step.element(job.instanceKey, job.elementId);
  const arrival: Arrival = { instanceKey: job.instanceKey, scopeKey: job.scopeKey, enteredBy: job.enteredBy, index: job.index };
  switch (job.position) {
    case 'before': case 'innerBefore': startElement(step, element, arrival); return;
    case 'innerAfter': endInnerInstance(step, job.scopeKey, isBodyDoneAfterInner(step, job.scopeKey)); return;
    default: leave(step, job.instanceKey, job.scopeKey, job.enteredBy, null);
  }
}

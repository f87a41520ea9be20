import type { EndEvent, IntermediateThrowEvent } from '../../graph/element.ts';
import type { ElementInstance } from '../state.ts';
import type { Step } from '../step.ts';
import { completeElement } from './complete.ts';
import { topicOf } from './outside.ts';
import { runLogic } from './run-logic.ts';
import { createWorkerJob } from './worker-job.ts';

/** The last token inside a throwing event has ended: what it threw has been done. */
export function throwChildEnded(step: Step, element: IntermediateThrowEvent | EndEvent, at: ElementInstance): void {
  if (!step.isEmptyScope(at.key)) return;
  const behavior = step.behaviors.ofTrigger(element.trigger);
  if (behavior.resume) behavior.resume(step, element.trigger, at);
  else completeElement(step, at);
}

/** A throwing event does its work: by a worker (then the token waits), by an expression, or by its trigger. */
export function throwTrigger(step: Step, element: IntermediateThrowEvent | EndEvent, at: ElementInstance): void {
  if (element.work) {
    createWorkerJob(step, element.work, at);
    return;
  }
  const topic = element.logic && topicOf(step, element.logic.code);
  if (topic) {
    createWorkerJob(step, { type: topic, headers: {} }, at);
    return;
  }
  if (element.logic) {
    const keepResult = runLogic(step, element.logic, at);
    if (!keepResult) return;
    keepResult();
  }
  const behavior = step.behaviors.ofTrigger(element.trigger);
  if (behavior.throw) behavior.throw(step, element.trigger, at);
  else completeElement(step, at);
}

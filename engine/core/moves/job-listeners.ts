import type { ElementInstance, Job, Key } from '../state.ts';
import type { Step } from '../step.ts';
import { closeEvents } from './incidents.ts';
import { createWorkerJob } from './worker-job.ts';

type Counter = 'startListeners' | 'endListeners';

/**
 * Camunda 8: jobs before an element's work, after its input mappings, and behind it, after its output mappings, one
 * after the other. The element goes on when the last of them is done; at its end it waits for no event any more. Of a
 * multi-instance activity each inner instance has them. True: one has begun.
 */
export function beginNextListener(step: Step, at: ElementInstance, event: 'start' | 'end'): boolean {
  const { jobListeners } = step.elementOf(at);
  if (jobListeners === undefined || at.kind === 'multiInstanceBody' || at.kind === 'adHocInnerInstance') return false;
  const next = jobListeners.filter((listener) => listener.event === event)[listenersDone(step, at, event)];
  if (!next) return false;
  if (event === 'end') closeEvents(step, at.key);
  createWorkerJob(
    step,
    { type: next.type, ...(next.retries && { retries: next.retries }), headers: next.headers },
    at,
    event === 'start' ? 'startListener' : 'endListener',
  );
  return true;
}

export function listenersDone(step: Step, at: ElementInstance, event: 'start' | 'end'): number {
  return step.current(at).data?.[counterOf(event)] ?? 0;
}

export function countListener(step: Step, at: ElementInstance, event: 'start' | 'end'): void {
  const counter = counterOf(event);
  const data = { ...step.current(at).data, [counter]: listenersDone(step, at, event) + 1 };
  step.emit({ type: 'elementChanged', at: step.now, elementInstanceKey: at.key, changes: { data } });
}

/** The listener that a job is; null: it is the element's own work. */
export function listenerOf(job: Job): 'start' | 'end' | null {
  return job.position === 'startListener' ? 'start' : job.position === 'endListener' ? 'end' : null;
}

/** A listener of the element instance, or instance, is a job that waits to be done. */
export function asksListener(step: Step, key: Key): boolean {
  return [...(step.draft.attachments(key) ?? [])].some((attached) => {
    const job = step.draft.jobs.get(attached);
    return job !== undefined && listenerOf(job) !== null;
  });
}

const counterOf = (event: 'start' | 'end'): Counter => (event === 'start' ? 'startListeners' : 'endListeners');

import { listenerOf } from '../moves/job-listeners.ts';
import type { Key } from '../state.ts';
import type { Step } from '../step.ts';

/**
 * An element instance, or an instance, is past its inputs, start listeners and all else that may stop it before its
 * work: there is its job, its task or what it waits for. Before that Camunda 8 opens no events for it in a migration,
 * since it will open those of the target.
 */
export function hasWorkBegun(step: Step, key: Key): boolean {
  if (step.draft.elements.get(key)?.phase === 'activating') return false;
  for (const attached of step.draft.attachments(key) ?? []) {
    const job = step.draft.jobs.get(attached);
    if (job && listenerOf(job) === 'start') return false;
    if (step.draft.instances.has(key) && step.draft.incidents.get(attached)?.configuration === 'start') return false;
  }
  return true;
}

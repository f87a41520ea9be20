import type { CommandHandler } from '../command-handler.ts';
import type { SetInstanceSuspension } from '../commands.ts';
import { reject } from '../reject.ts';
import type { Instance, Key } from '../state.ts';
import type { Step } from '../step.ts';

/**
 * Suspends or activates an instance with its jobs, also those that were suspended one by one. Instances that it called
 * go on, as in Camunda 7, unless `includesCalled` asks for all below it. Camunda 8 has no suspension: the same rules
 * hold there.
 */
export const setInstanceSuspension: CommandHandler<SetInstanceSuspension> = (
  step,
  { instanceKey, isSuspended, includesCalled = false },
) => {
  const instance = step.draft.instances.get(instanceKey);
  if (!instance) return reject('notFound', 'there is no such running instance', { instanceKey });
  const instances = includesCalled ? withCalled(step, instance) : [instance];
  for (const { key, isSuspended: was } of instances)
    if (was !== isSuspended)
      step.emit({ type: 'instanceChanged', at: step.now, instanceKey: key, changes: { isSuspended } });
  const keys = new Set(instances.map(({ key }) => key));
  const jobs = [...step.draft.jobs.values()].filter(
    (job) => keys.has(job.instanceKey) && job.isSuspended !== isSuspended,
  );
  for (const { key: jobKey } of jobs.sort((a, b) => (a.key < b.key ? -1 : 1)))
    step.emit({ type: 'jobChanged', at: step.now, jobKey, releasesLease: false, changes: { isSuspended } });
  return { instanceKey };
};

/** The instance and all that it called, directly or not; callers before what they called. */
function withCalled(step: Step, instance: Instance): readonly Instance[] {
  const called = new Map<Key, Instance[]>();
  for (const each of step.draft.instances.values()) {
    if (each.parentInstanceKey !== null)
      called.set(each.parentInstanceKey, [...(called.get(each.parentInstanceKey) ?? []), each]);
  }
  const found = [instance];
  for (const each of found) found.push(...(called.get(each.key) ?? []));
  return found;
}

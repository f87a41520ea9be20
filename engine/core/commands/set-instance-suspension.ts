import type { CommandHandler } from '../command-handler.ts';
import type { SetInstanceSuspension } from '../commands.ts';
import { reject } from '../reject.ts';

/**
 * Suspends or activates an instance with its jobs, also those that were suspended one by one. Instances that it called
 * go on, as in Camunda 7; whoever wants the whole tree asks for each. Camunda 8 has no suspension: the same rules hold there.
 */
export const setInstanceSuspension: CommandHandler<SetInstanceSuspension> = (step, { instanceKey, isSuspended }) => {
  const instance = step.draft.instances.get(instanceKey);
  if (!instance) return reject('notFound', 'there is no such running instance', { instanceKey });
  if (instance.isSuspended !== isSuspended) step.emit({ type: 'instanceChanged', at: step.now, instanceKey, changes: { isSuspended } });
  const jobs = [...step.draft.jobs.values()].filter((job) => job.instanceKey === instanceKey && job.isSuspended !== isSuspended);
  for (const { key: jobKey } of jobs.sort((a, b) => (a.key < b.key ? -1 : 1))) step.emit({ type: 'jobChanged', at: step.now, jobKey, releasesLease: false, changes: { isSuspended } });
  return { instanceKey };
};

import type { WorkerTask } from '../../graph/element.ts';
import type { ElementBehavior } from '../element-behavior.ts';
import { createWorkerJob, prepareWorkerJob } from '../moves/worker-job.ts';

/**
 * Service, send and business rule tasks that a worker does: the token waits until the job is completed.
 * Camunda 7 counts no attempts before the first failure; Camunda 8 begins with three.
 */
export const workerTask: ElementBehavior<WorkerTask> = {
  activate(step, element, at) {
    createWorkerJob(step, element.work, at);
  },

  prepare(step, element, at) {
    return prepareWorkerJob(step, element.work, at);
  },
};

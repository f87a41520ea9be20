import type { ExpressionTask } from '../../graph/element.ts';
import type { ElementBehavior } from '../element-behavior.ts';
import { completeWith } from '../moves/complete.ts';
import { topicOf } from '../moves/outside.ts';
import { runLogic } from '../moves/run-logic.ts';
import { createWorkerJob } from '../moves/worker-job.ts';

/**
 * A task whose work is code of the model: a script task, or in Camunda 7 a service, send or business rule task with an
 * expression or a delegate. It is run at once, its result perhaps kept as a variable, in Camunda 8 as the task completes. A delegate that the host leaves
 * to workers waits for one of them.
 */
export const expressionTask: ElementBehavior<ExpressionTask> = {
  activate(step, element, at) {
    const topic = topicOf(step, element.logic.code);
    if (topic) {
      createWorkerJob(step, { type: topic, headers: {} }, at);
      return;
    }
    const keepResult = runLogic(step, element.logic, at);
    if (keepResult) completeWith(step, at, keepResult);
  },
};

import type { DialogKind } from '@/components/batches/batch-draft.ts';
import type { BulkGroup } from '@/components/batches/bulk-menu.tsx';

/** What is done to many instances less often, by what it is about. */
export const MORE_OF_INSTANCES: readonly BulkGroup<DialogKind>[] = [
  {
    label: 'bulk.changeData',
    entries: [{ kind: 'removeVariable', operation: 'variable.remove', word: 'bulk.removeVariable' }],
  },
  {
    label: 'bulk.jobs',
    entries: [
      { kind: 'setRetries', operation: 'job.set-retries', word: 'bulk.retries' },
      { kind: 'setDueDate', operation: 'job.set-due-date', word: 'bulk.dueDate' },
      { kind: 'setPriority', operation: 'job.set-priority', word: 'bulk.priority' },
      { kind: 'execute', operation: 'job.execute', word: 'bulk.execute' },
      { kind: 'suspendJobs', operation: 'job.suspend', word: 'bulk.suspendJobs' },
      { kind: 'resumeJobs', operation: 'job.resume', word: 'bulk.resumeJobs' },
      { kind: 'unlockWork', operation: 'job.unlock', word: 'bulk.unlockWork' },
      { kind: 'completeWork', operation: 'job.complete', word: 'bulk.completeWork' },
      { kind: 'failWork', operation: 'job.fail', word: 'bulk.failWork' },
      { kind: 'throwError', operation: 'job.throw-error', word: 'bulk.throwError' },
      { kind: 'correlate', operation: 'message.correlate', word: 'bulk.correlate' },
      { kind: 'resolve', operation: 'incident.retry', word: 'bulk.resolve' },
    ],
  },
  {
    label: 'bulk.tasks',
    entries: [
      { kind: 'assignTasks', operation: 'task.assign', word: 'bulk.assignTasks' },
      { kind: 'completeTasks', operation: 'task.complete-for', word: 'bulk.completeTasks' },
      { kind: 'setTaskDates', operation: 'task.set-dates', word: 'bulk.taskDates' },
      { kind: 'setTaskPriority', operation: 'task.set-priority', word: 'bulk.taskPriority' },
      { kind: 'setTaskCandidates', operation: 'task.set-candidates', word: 'bulk.taskCandidates' },
    ],
  },
  {
    label: 'bulk.over',
    entries: [
      { kind: 'restart', operation: 'instance.restart', word: 'bulk.restart' },
      { kind: 'delete', operation: 'instance.delete-history', word: 'bulk.delete', isDanger: true },
      { kind: 'deleteDecisions', operation: 'instance.delete-history', word: 'bulk.deleteDecisions', isDanger: true },
    ],
  },
];

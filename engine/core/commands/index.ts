import type { CommandHandlers } from '../command-handler.ts';
import { activateAdHocElements } from './activate-ad-hoc-elements.ts';
import { annotateIncident } from './annotate-incident.ts';
import { assignUserTask } from './assign-user-task.ts';
import { cancelInstance } from './cancel-instance.ts';
import { claimUserTask } from './claim-user-task.ts';
import { completeJob } from './complete-job.ts';
import { completeUserTask } from './complete-user-task.ts';
import { correlateMessage } from './correlate-message.ts';
import { createIncident } from './create-incident.ts';
import { delegateUserTask } from './delegate-user-task.ts';
import { createTask } from './create-task.ts';
import { deleteJob } from './delete-job.ts';
import { deleteTask } from './delete-task.ts';
import { executeJob } from './execute-job.ts';
import { failJob } from './fail-job.ts';
import { migrateInstance } from './migrate-instance.ts';
import { modifyInstance } from './modify-instance.ts';
import { recalculateJobDueDate } from './recalculate-job-due-date.ts';
import { resolveIncident } from './resolve-incident.ts';
import { resolveUserTask } from './resolve-user-task.ts';
import { setInstanceSuspension } from './set-instance-suspension.ts';
import { setJobDueDate } from './set-job-due-date.ts';
import { setJobPriority } from './set-job-priority.ts';
import { setJobRetries } from './set-job-retries.ts';
import { setJobSuspension } from './set-job-suspension.ts';
import { setVariables } from './set-variables.ts';
import { signalElement } from './signal-element.ts';
import { startInstance } from './start-instance.ts';
import { throwJobError } from './throw-job-error.ts';
import { throwTaskError } from './throw-task-error.ts';
import { throwTaskEscalation } from './throw-task-escalation.ts';
import { triggerSignal } from './trigger-signal.ts';
import { updateUserTask } from './update-user-task.ts';

/** Every command has its file; a type that is missing here does not compile. */
export const COMMANDS: CommandHandlers = {
  startInstance,
  cancelInstance,
  completeJob,
  failJob,
  throwJobError,
  setJobRetries,
  setJobDueDate,
  executeJob,
  setJobPriority,
  setJobSuspension,
  recalculateJobDueDate,
  deleteJob,
  setInstanceSuspension,
  delegateUserTask,
  resolveUserTask,
  signalElement,
  createIncident,
  annotateIncident,
  correlateMessage,
  triggerSignal,
  setVariables,
  claimUserTask,
  assignUserTask,
  completeUserTask,
  updateUserTask,
  resolveIncident,
  modifyInstance,
  migrateInstance,
  throwTaskError,
  throwTaskEscalation,
  createTask,
  deleteTask,
  activateAdHocElements,
};

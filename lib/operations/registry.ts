import type { OperationName } from './contract.ts';
import { auditAnnotate } from './audit-annotate.ts';
import { auditExport } from './audit-export.ts';
import { batchCancel, batchPause, batchResume, batchRetry } from './batch-control.ts';
import { batchCreate } from './batch-create.ts';
import { incidentAcknowledge } from './incident-acknowledge.ts';
import { incidentAnnotate } from './incident-annotate.ts';
import { incidentCreate } from './incident-create.ts';
import { incidentResolve } from './incident-resolve.ts';
import { incidentRetryGroup } from './incident-retry-group.ts';
import { jobDefinitionRetryFailed } from './job-definition-retry-failed.ts';
import { jobDefinitionSetPriority } from './job-definition-set-priority.ts';
import { jobDefinitionResume, jobDefinitionSuspend } from './job-definition-suspension.ts';
import { jobUnlock } from './job-unlock.ts';
import { taskCompleteFor } from './task-complete-for.ts';
import { taskDelete } from './task-delete.ts';
import { taskDelegate } from './task-delegate.ts';
import { taskReassign } from './task-reassign.ts';
import { taskResolve } from './task-resolve.ts';
import { taskSetCandidates } from './task-set-candidates.ts';
import { taskSetDates } from './task-set-dates.ts';
import { taskSetPriority } from './task-set-priority.ts';
import { incidentAssign } from './incident-assign.ts';
import { incidentComment } from './incident-comment.ts';
import { incidentLinkTicket } from './incident-link-ticket.ts';
import { incidentRetry } from './incident-retry.ts';
import { incidentSnooze } from './incident-snooze.ts';
import { instanceCancel } from './instance-cancel.ts';
import { definitionStar } from './definition-star.ts';
import { definitionDelete } from './definition-delete.ts';
import { definitionEditTtl } from './definition-edit-ttl.ts';
import { definitionResume, definitionSuspend } from './definition-suspension.ts';
import { instanceDeleteHistory } from './instance-delete-history.ts';
import { instanceExportBundle } from './instance-export-bundle.ts';
import { instanceExportList } from './instance-export-list.ts';
import { instanceMigrate } from './instance-migrate.ts';
import { instanceModify } from './instance-modify.ts';
import { instanceRestart } from './instance-restart.ts';
import { instanceRetryAll } from './instance-retry-all.ts';
import { instanceStart } from './instance-start.ts';
import { instanceResume, instanceSuspend } from './instance-suspension.ts';
import { instanceWatch } from './instance-watch.ts';
import { jobComplete } from './job-complete.ts';
import { jobExecute } from './job-execute.ts';
import { jobFail } from './job-fail.ts';
import { jobSetDueDate } from './job-set-due-date.ts';
import { jobSetPriority } from './job-set-priority.ts';
import { jobSetRetries } from './job-set-retries.ts';
import { jobResume, jobSuspend } from './job-suspension.ts';
import { jobThrowError } from './job-throw-error.ts';
import { messageCorrelate } from './message-correlate.ts';
import { messageAttach } from './message-attach.ts';
import { messageMarkMany, messageReplayMany } from './message-many.ts';
import { messageMark } from './message-mark.ts';
import { messagePublish } from './message-publish.ts';
import { messageReplay } from './message-replay.ts';
import { messageRule } from './message-rule.ts';
import { messageSend } from './message-send.ts';
import { messageWatch } from './message-watch.ts';
import type { Operation } from './operation.ts';
import { signalBroadcast } from './signal-broadcast.ts';
import { taskAssign, taskClaim, taskComplete } from './task-operations.ts';
import { viewDelete, viewSetDefault, viewShare } from './view-operations.ts';
import { viewSave } from './view-save.ts';
import { variableAdd, variableRemove, variableSet } from './variable-operations.ts';

/** Everything that can be done in the browser. A name of the contract that is missing here does not compile. */
export const OPERATIONS: { readonly [N in OperationName]: Operation<N> } = {
  'incident.acknowledge': incidentAcknowledge,
  'incident.assign': incidentAssign,
  'incident.snooze': incidentSnooze,
  'incident.comment': incidentComment,
  'incident.link-ticket': incidentLinkTicket,
  'incident.retry': incidentRetry,
  'instance.retry-all': instanceRetryAll,
  'instance.cancel': instanceCancel,
  'instance.start': instanceStart,
  'variable.set': variableSet,
  'variable.add': variableAdd,
  'variable.remove': variableRemove,
  'job.set-retries': jobSetRetries,
  'instance.watch': instanceWatch,
  'instance.suspend': instanceSuspend,
  'instance.resume': instanceResume,
  'instance.modify': instanceModify,
  'definition.suspend': definitionSuspend,
  'definition.resume': definitionResume,
  'definition.edit-ttl': definitionEditTtl,
  'definition.delete': definitionDelete,
  'message.correlate': messageCorrelate,
  'message.send': messageSend,
  'message.publish': messagePublish,
  'message.replay': messageReplay,
  'message.attach': messageAttach,
  'message.replay-many': messageReplayMany,
  'message.mark-many': messageMarkMany,
  'message.watch': messageWatch,
  'message.mark': messageMark,
  'message.rule': messageRule,
  'signal.broadcast': signalBroadcast,
  'instance.migrate': instanceMigrate,
  'instance.restart': instanceRestart,
  'instance.delete-history': instanceDeleteHistory,
  'instance.export-bundle': instanceExportBundle,
  'batch.create': batchCreate,
  'batch.pause': batchPause,
  'batch.resume': batchResume,
  'batch.cancel': batchCancel,
  'batch.retry': batchRetry,
  'job.execute': jobExecute,
  'job.set-due-date': jobSetDueDate,
  'job.set-priority': jobSetPriority,
  'job.complete': jobComplete,
  'job.fail': jobFail,
  'job.throw-error': jobThrowError,
  'audit.export': auditExport,
  'audit.annotate': auditAnnotate,
  'view.save': viewSave,
  'view.share': viewShare,
  'view.delete': viewDelete,
  'definition.star': definitionStar,
  'view.set-default': viewSetDefault,
  'instance.export-list': instanceExportList,
  'incident.annotate': incidentAnnotate,
  'incident.create': incidentCreate,
  'incident.resolve': incidentResolve,
  'incident.retry-group': incidentRetryGroup,
  'job.unlock': jobUnlock,
  'job.suspend': jobSuspend,
  'job.resume': jobResume,
  'job-definition.suspend': jobDefinitionSuspend,
  'job-definition.resume': jobDefinitionResume,
  'job-definition.set-priority': jobDefinitionSetPriority,
  'job-definition.retry-failed': jobDefinitionRetryFailed,
  'task.delete': taskDelete,
  'task.delegate': taskDelegate,
  'task.resolve': taskResolve,
  'task.set-candidates': taskSetCandidates,
  'task.set-dates': taskSetDates,
  'task.set-priority': taskSetPriority,
  'task.complete-for': taskCompleteFor,
  'task.reassign': taskReassign,
  'task.claim': taskClaim,
  'task.complete': taskComplete,
  'task.assign': taskAssign,
};

export function isOperationName(name: string): name is OperationName {
  return Object.hasOwn(OPERATIONS, name);
}

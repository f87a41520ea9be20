import type { BatchKind } from '@/engine/index.ts';

/** Camunda 7's names of what batches do. */
export const BATCH_TYPES: Readonly<Record<BatchKind, string>> = {
  modifyInstance: 'instance-modification',
  migrateInstance: 'instance-migration',
  restartInstance: 'instance-restart',
  cancelInstance: 'instance-deletion',
  suspendInstance: 'instance-update-suspension-state',
  setJobRetries: 'set-job-retries',
  retryIncident: 'set-job-retries',
  setWorkRetries: 'set-external-task-retries',
  setVariables: 'set-variables',
  setJobDueDate: 'set-job-due-date',
  setJobPriority: 'set-job-priority',
  resolveIncident: 'resolve-incident',
  removeVariables: 'remove-variables',
  deleteDecisions: 'historic-decision-instance-deletion',
  correlateMessage: 'correlate-message',
  executeJob: 'execute-job',
  suspendJob: 'suspend-job',
  unlockWork: 'unlock-external-task',
  completeWork: 'complete-external-task',
  failWork: 'fail-external-task',
  throwWorkError: 'throw-error',
  assignTask: 'assign-task',
  completeTask: 'complete-task',
  updateTask: 'update-task',
  replayMessage: 'replay-message',
  markMessage: 'mark-message',
  deleteHistory: 'historic-instance-deletion',
  setRemovalTime: 'process-set-removal-time',
  setBatchRemovalTime: 'batch-set-removal-time',
  setDecisionRemovalTime: 'decision-set-removal-time',
};

/** Empty: no batch is of that type. */
export const kindsOfType = (type: string): readonly string[] =>
  Object.entries(BATCH_TYPES)
    .filter(([, name]) => name === type)
    .map(([kind]) => kind);

/**
 * How Camunda 7 calls what was done: its words, by the operation's own name. Whatever writes an audit entry with one of
 * these names is in the log.
 */
export interface OperationWords {
  readonly operationType: string;
  readonly entityType: string;
  readonly category: 'Operator' | 'TaskWorker' | 'Admin';
}

const operator = (operationType: string, entityType: string): OperationWords => ({
  operationType,
  entityType,
  category: 'Operator',
});
const worker = (operationType: string, entityType = 'Task'): OperationWords => ({
  operationType,
  entityType,
  category: 'TaskWorker',
});

/** An operation that has no line here is not in the original's log. Names with a hyphen are the console's. */
export const OPERATION_WORDS: Readonly<Record<string, OperationWords>> = {
  'instance.start': operator('Create', 'ProcessInstance'),
  'instance.cancel': operator('Delete', 'ProcessInstance'),
  'instance.suspend': operator('Suspend', 'ProcessInstance'),
  'instance.activate': operator('Activate', 'ProcessInstance'),
  // Several by their ids: the original calls the request itself like this, whatever it changes.
  'instances.suspend': operator('SuspendJob', 'ProcessInstance'),
  'instances.activate': operator('ActivateJob', 'ProcessInstance'),
  'instance.modify': operator('ModifyProcessInstance', 'ProcessInstance'),
  'instance.migrate': operator('Migrate', 'ProcessInstance'),
  'instance.restart': operator('RestartProcessInstance', 'ProcessInstance'),
  'definition.suspend': operator('SuspendProcessDefinition', 'ProcessDefinition'),
  'definition.activate': operator('ActivateProcessDefinition', 'ProcessDefinition'),
  'definition.delete': operator('Delete', 'ProcessDefinition'),
  'definition.setHistoryTimeToLive': operator('UpdateHistoryTimeToLive', 'ProcessDefinition'),
  'deployment.create': operator('Create', 'Deployment'),
  'deployment.delete': operator('Delete', 'Deployment'),
  'jobDefinition.suspend': operator('SuspendJobDefinition', 'JobDefinition'),
  'jobDefinition.activate': operator('ActivateJobDefinition', 'JobDefinition'),
  'jobDefinition.setPriority': operator('SetPriority', 'JobDefinition'),
  'job.suspend': operator('SuspendJob', 'Job'),
  'job.activate': operator('ActivateJob', 'Job'),
  'job.setPriority': operator('SetPriority', 'Job'),
  'job.setDueDate': operator('SetDueDate', 'Job'),
  'job.recalculateDueDate': operator('RecalculateDueDate', 'Job'),
  'job.execute': operator('Execute', 'Job'),
  'job.delete': operator('Delete', 'Job'),
  'history.cleanUp': operator('CreateHistoryCleanupJobs', 'Job'),
  'job.setRetries': operator('SetJobRetries', 'Job'),
  'job.set-retries': operator('SetJobRetries', 'Job'),
  'incident.retry': operator('SetJobRetries', 'Job'),
  'externalTask.setRetries': operator('SetExternalTaskRetries', 'ExternalTask'),
  'externalTask.setPriority': operator('SetPriority', 'ExternalTask'),
  'externalTask.unlock': operator('Unlock', 'ExternalTask'),
  'incident.create': operator('CreateIncident', 'ProcessInstance'),
  'incident.resolve': operator('Resolve', 'ProcessInstance'),
  'incident.annotate': operator('SetAnnotation', 'Incident'),
  'incident.clearAnnotation': operator('ClearAnnotation', 'Incident'),
  'operation.annotate': operator('SetAnnotation', 'OperationLog'),
  'operation.clearAnnotation': operator('ClearAnnotation', 'OperationLog'),
  'variable.set': operator('ModifyVariable', 'Variable'),
  'variable.put': operator('SetVariable', 'Variable'),
  'variable.deleteHistory': operator('DeleteHistory', 'Variable'),
  'variable.add': operator('SetVariable', 'Variable'),
  'variable.remove': operator('RemoveVariable', 'Variable'),
  'batch.create': operator('Create', 'Batch'),
  'batch.delete': operator('Delete', 'Batch'),
  'batch.suspend': operator('SuspendBatch', 'Batch'),
  'batch.activate': operator('ActivateBatch', 'Batch'),
  'task.create': worker('Create'),
  'task.delete': worker('Delete'),
  'task.claim': worker('Claim'),
  'task.assign': worker('Assign'),
  'task.complete': worker('Complete'),
  'task.delegate': worker('Delegate'),
  'task.resolve': worker('Resolve'),
  'task.update': worker('Update'),
  'task.modifyVariables': worker('ModifyVariable', 'Variable'),
  'task.setVariable': worker('SetVariable', 'Variable'),
  'task.removeVariable': worker('RemoveVariable', 'Variable'),
  'task.addAttachment': worker('AddAttachment', 'Attachment'),
  'task.deleteAttachment': worker('DeleteAttachment', 'Attachment'),
  'task.updateComment': worker('UpdateComment', 'Comment'),
  'task.deleteComment': worker('DeleteComment', 'Comment'),
  'task.addUserLink': worker('AddUserLink', 'IdentityLink'),
  'task.deleteUserLink': worker('DeleteUserLink', 'IdentityLink'),
  'task.addGroupLink': worker('AddGroupLink', 'IdentityLink'),
  'task.deleteGroupLink': worker('DeleteGroupLink', 'IdentityLink'),
};

/**
 * Properties under the original's names; a property that is not here is not shown, and null stands for the operation
 * alone.
 */
const PROPERTY_WORDS: Readonly<Record<string, string | null>> = {
  isSuspended: 'suspensionState',
  includesInstances: 'includeProcessInstances',
  retries: 'retries',
  priority: 'priority',
  dueAt: 'duedate',
  isFromCreation: 'creationDateBased',
  assignee: 'assignee',
  owner: 'owner',
  delegation: 'delegation',
  delete: 'delete',
  name: 'name',
  description: 'description',
  followUpAt: 'followUpDate',
  candidate: 'candidate',
  comment: 'comment',
  incidentType: 'incidentType',
  configuration: 'configuration',
  incidentId: 'incidentId',
  set: null,
  removed: null,
  instructions: null,
  definition: null,
  cascade: 'cascade',
  historyTtlDays: 'historyTimeToLive',
  nrOfInstances: 'nrOfInstances',
  nrOfVariables: 'nrOfVariables',
  async: 'async',
  operationId: 'operationId',
  duplicateFilterEnabled: 'duplicateFilterEnabled',
  deployChangedOnly: 'deployChangedOnly',
  processDefinitionVersion: 'processDefinitionVersion',
  newProcessDefinitionId: 'newProcessDefinitionId',
  immediatelyDue: 'immediatelyDue',
};

/** Operations that write variables: of an instance or a scope in it, and through a task. */
export const VARIABLE_OPERATIONS = ['variable.set', 'variable.put', 'variable.add', 'variable.remove'] as const;
export const TASK_VARIABLE_OPERATIONS = ['task.modifyVariables', 'task.setVariable', 'task.removeVariable'] as const;

export const KNOWN_PROPERTIES = Object.keys(PROPERTY_WORDS);

export function propertyWord(operation: string, property: string): string | null {
  if (operation.startsWith('deployment.')) return null;
  if (operation === 'jobDefinition.setPriority') return 'overridingPriority';
  if (operation.startsWith('task.') && property === 'dueAt') return 'dueDate';
  return PROPERTY_WORDS[property] ?? null;
}

/** Own names of a property of the original. */
export function propertiesNamed(word: string): readonly string[] {
  const names = Object.entries(PROPERTY_WORDS)
    .filter(([, known]) => known === word)
    .map(([name]) => name);
  return word === 'overridingPriority' ? ['priority'] : word === 'dueDate' ? ['dueAt'] : names;
}

export function valueWord(property: string, value: string | null): string | null {
  if (value === null) return null;
  if (property === 'isSuspended') return value === 'true' ? 'suspended' : 'active';
  return property === 'delegation' ? value.toUpperCase() : value;
}

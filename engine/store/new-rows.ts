import type { ElementInstance, Instance, Job, UserTaskInstance } from '../core/state.ts';
import type { TreeView } from './tree-view.ts';

/** Rows of what begins. */

export function instanceRow(i: Instance) {
  return {
    key: i.key,
    tree_key: i.treeKey,
    definition_key: i.definitionKey,
    parent_instance_key: i.parentInstanceKey,
    parent_element_instance_key: i.parentElementInstanceKey,
    business_key: i.businessKey,
    tenant_id: i.tenantId,
    start_element_id: i.startElementId,
    is_suspended: i.isSuspended,
    started_at: i.startedAt,
    restart_of: i.restartOf,
    case_instance_id: i.caseInstanceId,
  };
}

export function elementRow(e: ElementInstance, treeKey: string, definitionKey: string) {
  return {
    key: e.key,
    tree_key: treeKey,
    instance_key: e.instanceKey,
    definition_key: definitionKey,
    element_id: e.elementId,
    kind: e.kind,
    scope_key: e.scopeKey,
    phase: e.phase,
    entered_by: e.enteredBy,
    index: e.index,
    data: e.data,
    called_instance_key: e.calledInstanceKey,
    started_at: e.startedAt,
    ended_at: null,
    outcome: null,
  };
}

export function jobRow(j: Job, tree: TreeView) {
  const instance = tree.instance(j.instanceKey);
  return {
    key: j.key,
    tree_key: tree.treeKey,
    instance_key: j.instanceKey,
    definition_key: instance.definitionKey,
    element_instance_key: j.elementInstanceKey,
    element_id: j.elementId,
    scope_key: j.scopeKey,
    kind: j.kind,
    position: j.position,
    entered_by: j.enteredBy,
    index: j.index,
    type: j.type,
    priority: j.priority,
    retries: j.retries,
    due_at: j.dueAt,
    repeat: j.repeat,
    headers: j.headers,
    is_exclusive: j.isExclusive,
    is_suspended: j.isSuspended,
    error_message: j.errorMessage,
    tenant_id: instance.tenantId,
    created_at: j.createdAt,
  };
}

/** Columns of what changes of a user task. */
export const USER_TASK_COLUMNS = {
  name: 'name',
  description: 'description',
  assignee: 'assignee',
  owner: 'owner',
  delegation: 'delegation',
  candidateUsers: 'candidate_users',
  candidateGroups: 'candidate_groups',
  dueAt: 'due_at',
  followUpAt: 'follow_up_at',
  priority: 'priority',
  formKey: 'form_key',
  formDefinitionKey: 'form_definition_key',
  transition: 'transition',
  otherLinks: 'other_links',
  parentTaskKey: 'parent_task_key',
  caseInstanceId: 'case_instance_id',
} as const;

export function userTaskRow(t: UserTaskInstance, tree: TreeView) {
  const { definitionKey, tenantId, externalId } =
    t.instanceKey === null ? { ...t, definitionKey: null } : { ...tree.instance(t.instanceKey), externalId: null };
  return {
    key: t.key,
    tree_key: tree.treeKey,
    instance_key: t.instanceKey,
    definition_key: definitionKey,
    parent_task_key: t.parentTaskKey,
    case_instance_id: t.caseInstanceId,
    external_id: externalId,
    other_links: t.otherLinks.length === 0 ? null : t.otherLinks,
    element_instance_key: t.elementInstanceKey,
    element_id: t.elementId,
    name: t.name,
    description: t.description,
    assignee: t.assignee,
    owner: t.owner,
    delegation: t.delegation,
    candidate_users: t.candidateUsers,
    candidate_groups: t.candidateGroups,
    due_at: t.dueAt,
    follow_up_at: t.followUpAt,
    priority: t.priority,
    form_key: t.formKey,
    form_definition_key: t.formDefinitionKey,
    transition: t.transition,
    tenant_id: tenantId,
    created_at: t.createdAt,
  };
}

import type {
  ElementData,
  ElementInstance,
  Incident,
  Instance,
  Instant,
  Job,
  Key,
  Subscription,
  TaskLink,
  TreeState,
  UserTaskInstance,
  Variable,
} from '../core/state.ts';
import { treeOf } from '../core/tree-of.ts';
import type { ValueInfo, ValueType } from '../graph/variable-value.ts';
import type { Pool, Queryable } from './connection.ts';
import { treeVersions } from './tree-versions.ts';

/** The live rows of several trees, as of one moment: one statement per table, in one snapshot. */
export async function loadTrees(pool: Pool, treeKeys: readonly Key[]): Promise<Map<Key, TreeState>> {
  const connection = await pool.connect();
  try {
    await connection.query('begin transaction isolation level repeatable read read only');
    const trees = await loadWithin(connection, treeKeys);
    await connection.query('commit');
    connection.release();
    return trees;
  } catch (error) {
    connection.release(true);
    throw error;
  }
}

async function loadWithin(connection: Queryable, treeKeys: readonly Key[]): Promise<Map<Key, TreeState>> {
  const versions = await treeVersions(connection, treeKeys);
  const keys = [...versions.keys()];
  if (keys.length === 0) return new Map();
  const instances = await alive<InstanceRow>(connection, 'instance', 'ended_at is null', keys);
  const elements = await alive<ElementRow>(connection, 'element_instance', 'ended_at is null', keys);
  const variables = await alive<VariableRow>(connection, 'variable', 'ended_at is null and removed_at is null', keys);
  const jobs = await alive<JobRow>(connection, 'job', 'ended_at is null', keys);
  const tasks = await alive<TaskRow>(connection, 'user_task', 'ended_at is null', keys);
  const subscriptions = await alive<SubscriptionRow>(connection, 'subscription', 'closed_at is null', keys);
  const incidents = await alive<IncidentRow>(connection, 'incident', 'resolved_at is null', keys);
  const trees = new Map<Key, TreeState>();
  for (const treeKey of keys) {
    const own = (instances.get(treeKey) ?? []).map(instanceOf);
    const ownTasks = (tasks.get(treeKey) ?? []).map(taskOf);
    // The variables of an ended root keep no end of their own; those of tasks that belong to no instance do.
    const isAlive = ({ instance_key }: VariableRow): boolean => own.length > 0 || instance_key === null;
    trees.set(
      treeKey,
      treeOf({
        treeKey,
        version: versions.get(treeKey) ?? 0,
        instances: own,
        elements: (elements.get(treeKey) ?? []).map(elementOf),
        variables: (variables.get(treeKey) ?? []).filter(isAlive).map(variableOf),
        jobs: (jobs.get(treeKey) ?? []).map(jobOf),
        userTasks: ownTasks,
        subscriptions: (subscriptions.get(treeKey) ?? []).map(subscriptionOf),
        incidents: (incidents.get(treeKey) ?? []).map(incidentOf),
      }),
    );
  }
  return trees;
}

async function alive<R extends { tree_key: Key }>(
  connection: Queryable,
  table: string,
  condition: string,
  treeKeys: readonly Key[],
): Promise<Map<Key, R[]>> {
  const { rows } = await connection.query<R>({
    name: `load ${table}`,
    text: `select * from ${table} where tree_key = any($1::bigint[]) and ${condition} order by key`,
    values: [treeKeys],
  });
  const byTree = new Map<Key, R[]>();
  for (const row of rows) {
    const list = byTree.get(row.tree_key);
    if (list) list.push(row);
    else byTree.set(row.tree_key, [row]);
  }
  return byTree;
}

interface InstanceRow {
  key: Key;
  tree_key: Key;
  definition_key: Key;
  parent_instance_key: Key | null;
  parent_element_instance_key: Key | null;
  business_key: string | null;
  tenant_id: string | null;
  is_suspended: boolean;
  started_at: Instant;
  start_element_id: string;
  restart_of: Key | null;
  case_instance_id: string | null;
}
interface ElementRow {
  key: Key;
  tree_key: Key;
  instance_key: Key;
  element_id: string;
  kind: ElementInstance['kind'];
  scope_key: Key;
  phase: ElementInstance['phase'];
  entered_by: string[];
  index: number | null;
  data: ElementData | null;
  called_instance_key: Key | null;
  started_at: Instant;
}
interface VariableRow {
  key: Key;
  tree_key: Key;
  instance_key: Key | null;
  scope_key: Key;
  name: string;
  type: ValueType;
  text: string | null;
  info: ValueInfo | null;
  revision: number;
  origin_key: Key | null;
}
interface JobRow {
  key: Key;
  tree_key: Key;
  kind: Job['kind'];
  instance_key: Key;
  element_instance_key: Key | null;
  element_id: string;
  scope_key: Key;
  position: Job['position'];
  entered_by: string[];
  index: number | null;
  type: string | null;
  priority: string;
  retries: number | null;
  due_at: Instant | null;
  repeat: string | null;
  headers: Record<string, string> | null;
  error_message: string | null;
  is_exclusive: boolean;
  is_suspended: boolean;
  created_at: Instant;
}
interface TaskRow {
  key: Key;
  tree_key: Key;
  instance_key: Key | null;
  element_instance_key: Key | null;
  element_id: string | null;
  parent_task_key: Key | null;
  case_instance_id: string | null;
  external_id: string | null;
  other_links: TaskLink[] | null;
  tenant_id: string | null;
  name: string | null;
  description: string | null;
  assignee: string | null;
  owner: string | null;
  delegation: UserTaskInstance['delegation'];
  candidate_users: string[];
  candidate_groups: string[];
  due_at: Instant | null;
  follow_up_at: Instant | null;
  priority: number;
  form_key: string | null;
  form_definition_key: Key | null;
  transition: UserTaskInstance['transition'];
  created_at: Instant;
}
interface SubscriptionRow {
  key: Key;
  tree_key: Key;
  kind: Subscription['kind'];
  name: string | null;
  correlation_key: string | null;
  instance_key: Key;
  element_instance_key: Key;
  element_id: string;
  event_scope_key: Key | null;
  event_scope_kind: ElementInstance['kind'] | null;
  created_at: Instant;
}
interface IncidentRow {
  key: Key;
  tree_key: Key;
  type: Incident['type'];
  message: string;
  configuration: string | null;
  instance_key: Key;
  element_id: string;
  element_instance_key: Key | null;
  job_key: Key | null;
  failed_element_id: string | null;
  raised_at: Instant;
}

const instanceOf = (r: InstanceRow): Instance => ({
  key: r.key,
  treeKey: r.tree_key,
  definitionKey: r.definition_key,
  parentElementInstanceKey: r.parent_element_instance_key,
  parentInstanceKey: r.parent_instance_key,
  businessKey: r.business_key,
  tenantId: r.tenant_id,
  isSuspended: r.is_suspended,
  startedAt: r.started_at,
  startElementId: r.start_element_id,
  restartOf: r.restart_of,
  caseInstanceId: r.case_instance_id,
});
const elementOf = (r: ElementRow): ElementInstance => ({
  key: r.key,
  instanceKey: r.instance_key,
  elementId: r.element_id,
  kind: r.kind,
  scopeKey: r.scope_key,
  phase: r.phase,
  enteredBy: r.entered_by,
  startedAt: r.started_at,
  index: r.index,
  data: r.data,
  calledInstanceKey: r.called_instance_key,
});
const variableOf = (r: VariableRow): Variable => ({
  key: r.key,
  instanceKey: r.instance_key,
  scopeKey: r.scope_key,
  name: r.name,
  revision: r.revision,
  value: { type: r.type, text: r.text, ...(r.info && { info: r.info }) },
  ...(r.origin_key !== null && { originKey: r.origin_key }),
});
const jobOf = (r: JobRow): Job => ({
  key: r.key,
  kind: r.kind,
  instanceKey: r.instance_key,
  elementInstanceKey: r.element_instance_key,
  elementId: r.element_id,
  scopeKey: r.scope_key,
  position: r.position,
  enteredBy: r.entered_by,
  index: r.index,
  type: r.type,
  priority: Number(r.priority),
  retries: r.retries,
  dueAt: r.due_at,
  repeat: r.repeat,
  headers: r.headers ?? {},
  errorMessage: r.error_message,
  isExclusive: r.is_exclusive,
  isSuspended: r.is_suspended,
  createdAt: r.created_at,
});
const taskOf = (r: TaskRow): UserTaskInstance => {
  const base = {
    key: r.key,
    name: r.name,
    description: r.description,
    assignee: r.assignee,
    owner: r.owner,
    delegation: r.delegation,
    candidateUsers: r.candidate_users,
    candidateGroups: r.candidate_groups,
    otherLinks: r.other_links ?? [],
    dueAt: r.due_at,
    followUpAt: r.follow_up_at,
    priority: r.priority,
    formKey: r.form_key,
    formDefinitionKey: r.form_definition_key,
    transition: r.transition,
    parentTaskKey: r.parent_task_key,
    caseInstanceId: r.case_instance_id,
    createdAt: r.created_at,
  };
  return r.instance_key === null || r.element_instance_key === null || r.element_id === null
    ? {
        ...base,
        instanceKey: null,
        elementInstanceKey: null,
        elementId: null,
        tenantId: r.tenant_id,
        externalId: r.external_id,
      }
    : { ...base, instanceKey: r.instance_key, elementInstanceKey: r.element_instance_key, elementId: r.element_id };
};
const subscriptionOf = (r: SubscriptionRow): Subscription => ({
  key: r.key,
  kind: r.kind,
  name: r.name,
  correlationKey: r.correlation_key,
  instanceKey: r.instance_key,
  elementInstanceKey: r.element_instance_key,
  elementId: r.element_id,
  eventScope:
    r.event_scope_key === null || r.event_scope_kind === null
      ? null
      : { key: r.event_scope_key, kind: r.event_scope_kind },
  createdAt: r.created_at,
});
const incidentOf = (r: IncidentRow): Incident => ({
  key: r.key,
  type: r.type,
  message: r.message,
  configuration: r.configuration,
  instanceKey: r.instance_key,
  elementId: r.element_id,
  elementInstanceKey: r.element_instance_key,
  jobKey: r.job_key,
  failedElementId: r.failed_element_id,
  raisedAt: r.raised_at,
});

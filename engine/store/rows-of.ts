import type { EngineEvent, EventType } from '../core/events.ts';
import type { Job } from '../core/state.ts';
import { decisionRows } from './decision-rows.ts';
import { linkRows } from './link-rows.ts';
import { isCounted } from './is-counted.ts';
import { migratedRows } from './migrated-rows.ts';
import { elementRow, instanceRow, jobRow, USER_TASK_COLUMNS, userTaskRow } from './new-rows.ts';
import { incidentFingerprint } from './incident-fingerprint.ts';
import type { RowChanges } from './row-changes.ts';
import type { TreeView } from './tree-view.ts';

/** A lease that is written with a new job, because somebody already waits for it. */
export interface FirstLease {
  readonly worker: string;
  readonly until: number;
}

export interface RowContext {
  readonly rows: RowChanges;
  readonly tree: TreeView;
  /** The process id of a definition: incidents of all its versions are one group. */
  processIdOf(definitionKey: string): string;
  firstLease(job: Job): FirstLease | null;
  newKey(): string;
}

type Writer<T extends EventType> = (event: Extract<EngineEvent, { type: T }>, context: RowContext) => void;

/** An event that has no line here does not compile. */
const WRITERS: { readonly [T in EventType]: Writer<T> } = {
  instanceCreated: ({ instance, isRequested, cause }, { rows, tree }) => {
    tree.addInstance(instance);
    rows.insert('instance', {
      ...instanceRow(instance),
      incident_count: 0,
      is_external_end: false,
      is_requested: isRequested ?? false,
      start_cause: cause ?? null,
    });
    rows.count(instance.definitionKey, '', 'active', 1);
  },
  instanceChanged: ({ instanceKey, changes }, { rows, tree }) => {
    tree.addInstance({ ...tree.instance(instanceKey), ...changes });
    rows.update('instance', instanceKey, {
      ...(changes.businessKey !== undefined && { business_key: changes.businessKey }),
      ...(changes.isSuspended !== undefined && { is_suspended: changes.isSuspended }),
      ...(changes.parentInstanceKey !== undefined && { parent_instance_key: changes.parentInstanceKey }),
      ...(changes.parentElementInstanceKey !== undefined && {
        parent_element_instance_key: changes.parentElementInstanceKey,
      }),
      ...(changes.definitionKey !== undefined && { definition_key: changes.definitionKey }),
    });
  },
  instanceMigrated: (event, { rows, tree }) => {
    migratedRows(event, rows, tree);
  },
  instanceEnded: ({ at, instanceKey, outcome, isExternal, reason }, { rows, tree }) => {
    const { definitionKey, parentInstanceKey } = tree.instance(instanceKey);
    rows.update('instance', instanceKey, { ended_at: at, outcome, is_external_end: isExternal, end_reason: reason });
    // The variables of a root are read by the instance's own end: no write for each of them.
    if (parentInstanceKey !== null) endVariables(instanceKey, at, rows, tree);
    rows.count(definitionKey, '', 'active', -1);
    rows.count(definitionKey, '', outcome, 1);
  },
  elementActivated: ({ element }, { rows, tree }) => {
    tree.addElement(element);
    const definitionKey = tree.instance(element.instanceKey).definitionKey;
    rows.insert('element_instance', elementRow(element, tree.treeKey, definitionKey));
    if (isCounted(element)) rows.count(definitionKey, element.elementId, 'active', 1);
  },
  elementChanged: ({ elementInstanceKey, changes }, { rows, tree }) => {
    tree.addElement({ ...tree.element(elementInstanceKey), ...changes });
    rows.update('element_instance', elementInstanceKey, {
      ...(changes.phase !== undefined && { phase: changes.phase }),
      ...(changes.data !== undefined && { data: changes.data }),
      ...(changes.calledInstanceKey !== undefined && { called_instance_key: changes.calledInstanceKey }),
      ...(changes.enteredBy !== undefined && { entered_by: changes.enteredBy }),
    });
  },
  elementEnded: ({ at, elementInstanceKey, outcome }, { rows, tree }) => {
    const element = tree.element(elementInstanceKey);
    const { definitionKey } = tree.instance(element.instanceKey);
    rows.update('element_instance', elementInstanceKey, { ended_at: at, outcome });
    endVariables(elementInstanceKey, at, rows, tree);
    if (!isCounted(element)) return;
    rows.count(definitionKey, element.elementId, 'active', -1);
    if (outcome !== 'merged') rows.count(definitionKey, element.elementId, outcome, 1);
  },
  variableSet: ({ at, variable, before, writtenBy }, { rows, tree }) => {
    if (before !== null) keepFormerValue(variable.key, rows, tree);
    tree.addVariable(variable, writtenBy, at);
    const value = {
      type: variable.value.type,
      text: variable.value.text,
      info: variable.value.info ?? null,
      revision: variable.revision,
      written_by: writtenBy,
      updated_at: at,
    };
    if (before !== null) {
      rows.update('variable', variable.key, value);
      return;
    }
    rows.insert('variable', {
      key: variable.key,
      tree_key: tree.treeKey,
      instance_key: variable.instanceKey,
      scope_key: variable.scopeKey,
      definition_key: definitionOf(tree, variable.instanceKey),
      name: variable.name,
      created_at: at,
      origin_key: variable.originKey ?? null,
      ...value,
    });
  },
  variableRemoved: ({ at, variableKey, writtenBy }, { rows, tree }) => {
    keepFormerValue(variableKey, rows, tree);
    rows.update('variable', variableKey, { removed_at: at, written_by: writtenBy });
  },
  jobCreated: ({ job }, context) => {
    const { rows, tree } = context;
    tree.addJob(job);
    const lease = context.firstLease(job);
    rows.insert('job', { ...jobRow(job, tree), worker: lease?.worker ?? null, lock_until: lease?.until ?? null });
  },
  jobChanged: ({ jobKey, releasesLease, changes }, { rows }) => {
    rows.update('job', jobKey, {
      ...(changes.retries !== undefined && { retries: changes.retries }),
      ...(changes.dueAt !== undefined && { due_at: changes.dueAt }),
      ...(changes.priority !== undefined && { priority: changes.priority }),
      ...(changes.errorMessage !== undefined && { error_message: changes.errorMessage }),
      ...(changes.isSuspended !== undefined && { is_suspended: changes.isSuspended }),
      ...(changes.repeat !== undefined && { repeat: changes.repeat }),
      ...(releasesLease && { worker: null, lock_until: null }),
    });
  },
  jobFailed: (event, context) => {
    const { rows, tree } = context;
    const job = tree.job(event.jobKey);
    // Camunda 7 keeps a failed external task locked by its worker until the back-off ends; the due date says that here.
    rows.update('job', event.jobKey, {
      retries: event.retries,
      due_at: event.dueAt,
      error_message: event.errorMessage,
      error_details: event.errorDetails,
      failed_element_id: event.failedElementId,
      lock_until: null,
      worker: job?.kind === 'worker' ? event.worker : null,
    });
    if (!job) return;
    rows.insert('job_attempt', {
      key: context.newKey(),
      job_key: event.jobKey,
      instance_key: job.instanceKey,
      definition_key: tree.instance(job.instanceKey).definitionKey,
      worker: event.worker,
      retries_before: event.retriesBefore,
      retries: event.retries,
      error_message: event.errorMessage,
      error_details: event.errorDetails,
      failed_element_id: event.failedElementId,
      failed_at: event.at,
    });
  },
  jobEnded: ({ at, jobKey, outcome }, { rows, tree }) => {
    rows.update('job', jobKey, { ended_at: at, outcome });
    endVariables(jobKey, at, rows, tree);
  },
  userTaskCreated: ({ at, task }, { rows, tree, newKey }) => {
    tree.addTask(task);
    rows.insert('user_task', userTaskRow(task, tree));
    for (const row of linkRows(null, task, null, tree, at)) rows.insert('task_link', { key: newKey(), ...row });
  },
  userTaskChanged: ({ at, taskKey, changes, cause }, { rows, tree, newKey }) => {
    const task = tree.task(taskKey);
    const changed = { ...task, ...changes };
    tree.addTask(changed);
    // Who claims what he has already takes nothing over.
    const asked = cause === 'claim' ? null : changes;
    for (const row of linkRows(task, changed, asked, tree, at)) rows.insert('task_link', { key: newKey(), ...row });
    if (cause)
      rows.insert('task_assignment', {
        key: newKey(),
        task_key: taskKey,
        instance_key: task.instanceKey,
        definition_key: definitionOf(tree, task.instanceKey),
        cause,
        before: task.assignee,
        after: changes.assignee ?? null,
        assigned_at: at,
      });
    const columns: Record<string, unknown> = { updated_at: at };
    for (const [field, value] of Object.entries(changes)) {
      const column = USER_TASK_COLUMNS[field as keyof typeof changes];
      columns[column] = value;
    }
    rows.update('user_task', taskKey, columns);
  },
  userTaskEnded: ({ at, taskKey, outcome, reason }, { rows, tree }) => {
    rows.update('user_task', taskKey, { ended_at: at, outcome, ...(reason !== undefined && { end_reason: reason }) });
    endVariables(taskKey, at, rows, tree);
  },
  subscriptionOpened: ({ subscription: s }, { rows, tree }) => {
    const instance = tree.instance(s.instanceKey);
    rows.insert('subscription', {
      key: s.key,
      tree_key: tree.treeKey,
      instance_key: s.instanceKey,
      definition_key: instance.definitionKey,
      element_instance_key: s.elementInstanceKey,
      element_id: s.elementId,
      kind: s.kind,
      name: s.name,
      correlation_key: s.correlationKey,
      event_scope_key: s.eventScope?.key ?? null,
      event_scope_kind: s.eventScope?.kind ?? null,
      tenant_id: instance.tenantId,
      created_at: s.createdAt,
    });
    tree.addSubscription(s);
  },
  subscriptionMoved: ({ subscriptionKey, elementInstanceKey }, { rows }) => {
    rows.update('subscription', subscriptionKey, { element_instance_key: elementInstanceKey });
  },
  subscriptionClosed: ({ at, subscriptionKey, isScopeKept }, { rows, tree }) => {
    rows.update('subscription', subscriptionKey, { closed_at: at });
    const scope = tree.subscription(subscriptionKey).eventScope;
    if (scope && !isScopeKept) endVariables(scope.key, at, rows, tree);
  },
  messageCorrelated: ({ at, messageKey, processId, instanceKey, startKey, subscriptionKey }, { rows, tree }) => {
    const { tenantId } = tree.instance(instanceKey);
    rows.append('message_correlation', {
      message_key: messageKey,
      process_id: processId,
      tenant_id: tenantId,
      start_key: startKey,
      instance_key: instanceKey,
      correlated_at: at,
      subscription_key: subscriptionKey,
    });
  },
  signalThrown: ({ at, name, instanceKey, tenantId, businessKey, variables, isAsync }, { rows, tree, newKey }) => {
    rows.insert('thrown_signal', {
      key: newKey(),
      name,
      tenant_id: tenantId,
      business_key: businessKey,
      variables,
      thrown_at: at,
      served_tree_key: tree.treeKey,
      is_async: isAsync,
      instance_key: instanceKey,
    });
  },
  decisionEvaluated: ({ at, instanceKey, elementInstanceKey, elementId, evaluation }, { rows, tree }) => {
    const { definitionKey } = tree.instance(instanceKey);
    const place = { treeKey: tree.treeKey, instanceKey, definitionKey, elementInstanceKey, elementId, userId: null };
    for (const row of decisionRows(evaluation, place, at)) rows.insert('decision_instance', row);
  },
  formSubmitted: ({ at, instanceKey, task, fields }, { rows, tree, newKey }) => {
    const { definitionKey } = tree.instance(instanceKey);
    for (const [name, value] of Object.entries(fields))
      rows.insert('form_field', {
        key: newKey(),
        tree_key: tree.treeKey,
        instance_key: instanceKey,
        definition_key: definitionKey,
        element_instance_key: task?.elementInstanceKey ?? null,
        element_id: task?.elementId ?? null,
        task_key: task?.key ?? null,
        name,
        value,
        submitted_at: at,
      });
  },
  incidentRaised: ({ incident: i }, { rows, tree, processIdOf }) => {
    const { definitionKey } = tree.instance(i.instanceKey);
    rows.insert('incident', {
      key: i.key,
      tree_key: tree.treeKey,
      instance_key: i.instanceKey,
      definition_key: definitionKey,
      element_id: i.elementId,
      element_instance_key: i.elementInstanceKey,
      job_key: i.jobKey,
      type: i.type,
      message: i.message,
      configuration: i.configuration,
      fingerprint: incidentFingerprint(i.type, processIdOf(definitionKey), i.elementId, i.message),
      failed_element_id: i.failedElementId,
      raised_at: i.raisedAt,
    });
    tree.addIncident(i);
    rows.count(definitionKey, i.elementId, 'incident', 1);
    rows.countIncident(i.instanceKey, 1);
  },
  incidentAnnotated: ({ incidentKey, annotation }, { rows }) => {
    rows.update('incident', incidentKey, { annotation });
  },
  incidentResolved: ({ at, incidentKey, outcome }, { rows, tree }) => {
    const { instanceKey, elementId } = tree.incident(incidentKey);
    rows.update('incident', incidentKey, { resolved_at: at, outcome });
    rows.count(tree.instance(instanceKey).definitionKey, elementId, 'incident', -1);
    rows.countIncident(instanceKey, -1);
  },
};

/** Adds the row changes of one event: the twin of `evolve`. */
export function rowsOf(event: EngineEvent, context: RowContext): void {
  const write = WRITERS[event.type] as (event: EngineEvent, context: RowContext) => void;
  write(event, context);
}

/** null: a task that belongs to no instance is of no definition. */
const definitionOf = (tree: TreeView, instanceKey: string | null): string | null =>
  instanceKey === null ? null : tree.instance(instanceKey).definitionKey;

function endVariables(scopeKey: string, at: number, rows: RowChanges, tree: TreeView): void {
  for (const key of tree.variableKeysOf(scopeKey)) rows.update('variable', key, { ended_at: at });
}

/** The former value goes to history: copied from its row, or from memory where this batch wrote it. */
function keepFormerValue(variableKey: string, rows: RowChanges, tree: TreeView): void {
  const former = tree.writtenHere(variableKey);
  if (!former) {
    rows.keepFormerValue(variableKey);
    return;
  }
  const { variable, value, writtenBy, writtenAt } = former;
  rows.appendFormerValue({ variableKey, revision: variable.revision, value, writtenBy, writtenAt });
}

import type { InstanceMigrated } from '../core/events.ts';
import { isCounted } from './is-counted.ts';
import type { RowChanges } from './row-changes.ts';
import type { TreeView } from './tree-view.ts';

/** All that lives in the instance is of the new definition; what has ended stays of the old one. */
export function migratedRows(
  { instanceKey, definitionKey, elements, jobs, userTasks, subscriptions, incidents }: InstanceMigrated,
  rows: RowChanges,
  tree: TreeView,
): void {
  const instance = tree.instance(instanceKey);
  const count = (key: string, elementId: string, state: 'active' | 'incident', delta: 1 | -1): void =>
    rows.count(key, elementId, state, delta);
  count(instance.definitionKey, '', 'active', -1);
  count(definitionKey, '', 'active', 1);
  rows.update('instance', instanceKey, { definition_key: definitionKey });
  for (const { key, elementId, kind, scopeKey, index } of elements) {
    const before = tree.element(key);
    if (isCounted(before)) {
      count(instance.definitionKey, before.elementId, 'active', -1);
      count(definitionKey, elementId, 'active', 1);
    }
    tree.addElement({ ...before, elementId, kind, scopeKey, index });
    rows.update('element_instance', key, {
      definition_key: definitionKey,
      element_id: elementId,
      kind,
      scope_key: scopeKey,
      index,
    });
  }
  for (const { key, elementId, scopeKey } of jobs) {
    tree.addJob({ ...tree.job(key), elementId, scopeKey });
    rows.update('job', key, { definition_key: definitionKey, element_id: elementId, scope_key: scopeKey });
  }
  for (const { key, elementId } of userTasks)
    rows.update('user_task', key, { definition_key: definitionKey, element_id: elementId });
  for (const { key, elementId } of subscriptions)
    rows.update('subscription', key, { definition_key: definitionKey, element_id: elementId });
  for (const { key, elementId } of incidents) {
    const incident = tree.incident(key);
    count(instance.definitionKey, incident.elementId, 'incident', -1);
    count(definitionKey, elementId, 'incident', 1);
    tree.addIncident({ ...incident, elementId });
    rows.update('incident', key, { definition_key: definitionKey, element_id: elementId });
  }
  for (const key of tree.variableKeysIn(instanceKey)) rows.update('variable', key, { definition_key: definitionKey });
  tree.addInstance({ ...instance, definitionKey });
}

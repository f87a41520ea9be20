import { ownerOfIncident } from './apply-event.ts';
import { emptyTree } from './empty-tree.ts';
import type {
  ElementInstance,
  Incident,
  Instance,
  Job,
  Key,
  Subscription,
  TreeState,
  UserTaskInstance,
  Variable,
} from './state.ts';
import { TreeDraft } from './tree-draft.ts';

/** The live rows of one tree, as a load finds them. */
export interface TreeRows {
  readonly treeKey: Key;
  readonly version: number;
  readonly instances: Iterable<Instance>;
  readonly elements: Iterable<ElementInstance>;
  readonly variables: Iterable<Variable>;
  readonly jobs: Iterable<Job>;
  readonly userTasks: Iterable<UserTaskInstance>;
  readonly subscriptions: Iterable<Subscription>;
  readonly incidents: Iterable<Incident>;
}

/** Builds a tree's state with its indexes from rows: what `evolve` would have made of their events. */
export function treeOf(rows: TreeRows): TreeState {
  const draft = new TreeDraft({ ...emptyTree(rows.treeKey), version: rows.version });
  for (const instance of rows.instances) draft.instances.set(instance.key, instance);
  for (const element of rows.elements) {
    draft.elements.set(element.key, element);
    draft.addToken(element.scopeKey, element.key);
  }
  for (const variable of rows.variables) draft.putVariable(variable);
  for (const job of rows.jobs) {
    draft.jobs.set(job.key, job);
    if (job.elementInstanceKey === null) draft.addToken(job.scopeKey, job.key);
    else draft.attach(job.elementInstanceKey, job.key);
  }
  for (const task of rows.userTasks) draft.putTask(task);
  for (const subscription of rows.subscriptions) {
    draft.subscriptions.set(subscription.key, subscription);
    draft.attach(subscription.elementInstanceKey, subscription.key);
  }
  for (const incident of rows.incidents) {
    draft.incidents.set(incident.key, incident);
    draft.attach(ownerOfIncident(incident), incident.key);
  }
  return draft.toState();
}

import type { EngineEvent, InstanceMigrated } from './events.ts';
import type { Incident, Job, Key } from './state.ts';
import type { TreeDraft } from './tree-draft.ts';

/** Applies one event to a draft. Events about what is not in the tree (a definition's start timer) change nothing. */
export function applyEvent(draft: TreeDraft, event: EngineEvent): void {
  switch (event.type) {
    case 'instanceCreated':
      draft.instances.set(event.instance.key, event.instance);
      return;
    case 'instanceChanged': {
      const instance = draft.instances.get(event.instanceKey);
      if (instance) draft.instances.set(instance.key, { ...instance, ...event.changes });
      return;
    }
    case 'instanceMigrated':
      migrateInstance(draft, event);
      return;
    case 'instanceEnded':
      draft.instances.delete(event.instanceKey);
      draft.removeVariablesOf(event.instanceKey);
      return;
    case 'elementActivated':
      draft.elements.set(event.element.key, event.element);
      draft.addToken(event.element.scopeKey, event.element.key);
      return;
    case 'elementChanged': {
      const element = draft.elements.get(event.elementInstanceKey);
      if (element) draft.elements.set(element.key, { ...element, ...event.changes });
      return;
    }
    case 'elementEnded': {
      const element = draft.elements.get(event.elementInstanceKey);
      if (!element) return;
      draft.elements.delete(element.key);
      draft.removeToken(element.scopeKey, element.key);
      draft.removeVariablesOf(element.key);
      return;
    }
    case 'variableSet':
      draft.putVariable(event.variable);
      return;
    case 'variableRemoved':
      draft.removeVariable(event.variableKey);
      return;
    default:
      applyWaitEvent(draft, event);
  }
}

function migrateInstance(draft: TreeDraft, event: InstanceMigrated): void {
  const instance = draft.instances.get(event.instanceKey);
  if (instance) draft.instances.set(instance.key, { ...instance, definitionKey: event.definitionKey });
  for (const moved of event.elements) {
    const element = draft.elements.get(moved.key);
    if (!element) continue;
    draft.removeToken(element.scopeKey, element.key);
    draft.elements.set(element.key, { ...element, ...moved });
    draft.addToken(moved.scopeKey, element.key);
  }
  for (const moved of event.jobs) {
    const job = draft.jobs.get(moved.key);
    if (!job) continue;
    removeJob(draft, job.key);
    putJob(draft, { ...job, ...moved });
  }
  for (const moved of event.userTasks) {
    const task = draft.userTasks.get(moved.key);
    if (task && task.instanceKey !== null) draft.userTasks.set(task.key, { ...task, ...moved });
  }
  for (const moved of event.subscriptions) {
    const subscription = draft.subscriptions.get(moved.key);
    if (subscription) draft.subscriptions.set(subscription.key, { ...subscription, ...moved });
  }
  for (const moved of event.incidents) {
    const incident = draft.incidents.get(moved.key);
    if (incident) draft.incidents.set(incident.key, { ...incident, ...moved });
  }
}

/** Events of what element instances wait for: jobs, user tasks, subscriptions, incidents. */
function applyWaitEvent(draft: TreeDraft, event: WaitEvent): void {
  switch (event.type) {
    case 'jobCreated':
      putJob(draft, event.job);
      return;
    case 'jobChanged': {
      const job = draft.jobs.get(event.jobKey);
      if (job) draft.jobs.set(job.key, { ...job, ...event.changes });
      return;
    }
    case 'jobFailed': {
      const job = draft.jobs.get(event.jobKey);
      if (job)
        draft.jobs.set(job.key, {
          ...job,
          retries: event.retries,
          dueAt: event.dueAt,
          errorMessage: event.errorMessage,
        });
      return;
    }
    case 'jobEnded':
      removeJob(draft, event.jobKey);
      // What is local to the token that the job stood for; a job that is only moved keeps it.
      draft.removeVariablesOf(event.jobKey);
      return;
    case 'userTaskCreated':
      draft.putTask(event.task);
      return;
    case 'userTaskChanged': {
      const task = draft.userTasks.get(event.taskKey);
      if (!task) return;
      const changed = { ...task, ...event.changes };
      if (changed.parentTaskKey === task.parentTaskKey) {
        draft.userTasks.set(task.key, changed);
        return;
      }
      draft.removeTask(task);
      draft.putTask(changed);
      return;
    }
    case 'userTaskEnded': {
      const task = draft.userTasks.get(event.taskKey);
      if (!task) return;
      draft.removeTask(task);
      draft.removeVariablesOf(task.key);
      return;
    }
    case 'subscriptionOpened':
      draft.subscriptions.set(event.subscription.key, event.subscription);
      draft.attach(event.subscription.elementInstanceKey, event.subscription.key);
      return;
    case 'subscriptionMoved': {
      const subscription = draft.subscriptions.get(event.subscriptionKey);
      if (!subscription) return;
      draft.detach(subscription.elementInstanceKey, subscription.key);
      draft.subscriptions.set(subscription.key, { ...subscription, elementInstanceKey: event.elementInstanceKey });
      draft.attach(event.elementInstanceKey, subscription.key);
      return;
    }
    case 'subscriptionClosed': {
      const subscription = draft.subscriptions.get(event.subscriptionKey);
      if (!subscription) return;
      draft.subscriptions.delete(subscription.key);
      if (subscription.eventScope && !event.isScopeKept) draft.removeVariablesOf(subscription.eventScope.key);
      draft.detach(subscription.elementInstanceKey, subscription.key);
      return;
    }
    case 'incidentRaised':
      draft.incidents.set(event.incident.key, event.incident);
      draft.attach(ownerOfIncident(event.incident), event.incident.key);
      return;
    case 'incidentResolved': {
      const incident = draft.incidents.get(event.incidentKey);
      if (!incident) return;
      draft.incidents.delete(incident.key);
      draft.detach(ownerOfIncident(incident), incident.key);
      return;
    }
    case 'messageCorrelated':
    case 'signalThrown':
    case 'incidentAnnotated':
    case 'decisionEvaluated':
    case 'formSubmitted':
      return;
  }
}

type WaitEvent = Exclude<
  EngineEvent,
  {
    type:
      | 'instanceCreated'
      | 'instanceMigrated'
      | 'instanceChanged'
      | 'instanceEnded'
      | 'elementActivated'
      | 'elementChanged'
      | 'elementEnded'
      | 'variableSet'
      | 'variableRemoved';
  }
>;

function putJob(draft: TreeDraft, job: Job): void {
  draft.jobs.set(job.key, job);
  if (job.elementInstanceKey === null) draft.addToken(job.scopeKey, job.key);
  else draft.attach(job.elementInstanceKey, job.key);
}

function removeJob(draft: TreeDraft, jobKey: Key): void {
  const job = draft.jobs.get(jobKey);
  if (!job) return;
  draft.jobs.delete(jobKey);
  if (job.elementInstanceKey === null) draft.removeToken(job.scopeKey, jobKey);
  else draft.detach(job.elementInstanceKey, jobKey);
}

/** An incident hangs on its element instance, or on the continuation job where there is none. */
export function ownerOfIncident(incident: Incident): Key {
  return incident.elementInstanceKey ?? incident.jobKey ?? incident.instanceKey;
}

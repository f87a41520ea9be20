import { activityId } from '../activity-ids.ts';
import { CommandTooBig, StepFailure } from '../failure.ts';
import type { ElementInstance, Incident, IncidentType, Job, Key, Phase } from '../state.ts';
import type { Step } from '../step.ts';
import { endUserTask } from './user-tasks.ts';

/** A step that may fail: where the semantics roll back it ends the command, else it stops here with an incident. */
export function attempt(
  step: Step,
  at: ElementInstance,
  phase: Extract<Phase, 'activating' | 'completing'>,
  action: () => void,
): void {
  try {
    action();
  } catch (failure) {
    if (!(failure instanceof StepFailure) || failure instanceof CommandTooBig) throw failure;
    failure.elementId ??= activityId(at);
    // An instance that has ended already has handed the step on to its caller, whose failure this is.
    if (!step.draft.instances.has(at.instanceKey) || step.semanticsOf(at.instanceKey).onFailure === 'rollback')
      throw failure;
    stopElement(step, at, phase, failure.incidentType, failure.message);
  }
}

/** Leaves an element instance in a step that can be tried again. What is completing waits for no event any more. */
export function stopElement(
  step: Step,
  at: ElementInstance,
  phase: Extract<Phase, 'activating' | 'completing'>,
  type: IncidentType,
  message: string,
): void {
  if (step.current(at).phase !== phase)
    step.emit({ type: 'elementChanged', at: step.now, elementInstanceKey: at.key, changes: { phase } });
  if (phase === 'completing') closeEvents(step, at.key);
  raiseIncident(step, {
    type,
    message,
    instanceKey: at.instanceKey,
    elementId: at.elementId,
    elementInstanceKey: at.key,
    jobKey: null,
    failedElementId: null,
  });
}

export function raiseIncident(
  step: Step,
  incident: Omit<Incident, 'key' | 'type' | 'configuration' | 'raisedAt'> & { readonly type: IncidentType },
  configuration: string | null = null,
): void {
  step.emit({
    type: 'incidentRaised',
    at: step.now,
    incident: { key: step.newKey(), ...incident, configuration, raisedAt: step.now },
  });
}

export function raiseJobIncident(
  step: Step,
  job: Job,
  type: IncidentType,
  message: string,
  failedElementId: string | null = null,
): void {
  raiseIncident(step, {
    type,
    message,
    instanceKey: job.instanceKey,
    elementId: job.elementId,
    elementInstanceKey: job.elementInstanceKey,
    jobKey: job.key,
    failedElementId,
  });
}

/** One job has at most one open incident. */
export function incidentOfJob(step: Step, job: Job): Incident | undefined {
  for (const key of step.draft.attachments(job.elementInstanceKey ?? job.key) ?? []) {
    const incident = step.draft.incidents.get(key);
    if (incident?.jobKey === job.key) return incident;
  }
  return undefined;
}

/** Ends the open incident of a job that ended or works again. */
export function resolveJobIncident(step: Step, job: Job, outcome: 'resolved' | 'deleted'): void {
  const incident = incidentOfJob(step, job);
  if (incident) step.emit({ type: 'incidentResolved', at: step.now, incidentKey: incident.key, outcome });
}

/** Ends what some of the events that hang on a scope wait for. */
export function closeWaitsOf(step: Step, ownerKey: Key, isClosed: (elementId: string) => boolean): void {
  for (const key of [...(step.draft.attachments(ownerKey) ?? [])]) {
    const subscription = step.draft.subscriptions.get(key);
    const job = step.draft.jobs.get(key);
    if (subscription && subscription.kind !== 'compensate' && isClosed(subscription.elementId))
      step.emit({ type: 'subscriptionClosed', at: step.now, subscriptionKey: key });
    if (job && isClosed(job.elementId))
      step.emit({ type: 'jobEnded', at: step.now, jobKey: key, outcome: 'canceled', worker: null });
  }
}

/** Ends what the events wait for that hang on an element instance; what is to be undone later stays. */
export function closeEvents(step: Step, ownerKey: Key): void {
  for (const key of [...(step.draft.attachments(ownerKey) ?? [])]) {
    const subscription = step.draft.subscriptions.get(key);
    if (subscription && subscription.kind !== 'compensate')
      step.emit({ type: 'subscriptionClosed', at: step.now, subscriptionKey: key });
    const job = step.draft.jobs.get(key);
    if (job?.kind === 'timer' || job?.kind === 'signal')
      step.emit({ type: 'jobEnded', at: step.now, jobKey: key, outcome: 'canceled', worker: null });
  }
}

/** Ends what hangs on an element instance or a continuation: jobs, tasks, subscriptions, incidents. */
export function closeWaits(
  step: Step,
  ownerKey: Key,
  incidentOutcome: 'resolved' | 'deleted',
  { keepsCompensations = false, keepsTasks = false } = {},
): void {
  const attached = step.draft.attachments(ownerKey);
  if (!attached) return;
  for (const key of [...attached]) {
    const task = step.draft.userTasks.get(key);
    const subscription = step.draft.subscriptions.get(key);
    if (subscription) {
      if (keepsCompensations && subscription.kind === 'compensate') continue;
      if (subscription.eventScope) closeWaits(step, subscription.eventScope.key, incidentOutcome);
      step.emit({ type: 'subscriptionClosed', at: step.now, subscriptionKey: key });
    } else if (step.draft.jobs.has(key))
      step.emit({ type: 'jobEnded', at: step.now, jobKey: key, outcome: 'canceled', worker: null });
    else if (task && !keepsTasks) endUserTask(step, task, 'canceled');
    else if (step.draft.incidents.has(key))
      step.emit({ type: 'incidentResolved', at: step.now, incidentKey: key, outcome: incidentOutcome });
  }
}

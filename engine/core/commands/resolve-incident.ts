import type { CommandHandler } from '../command-handler.ts';
import { DONE } from '../command-handler.ts';
import type { ResolveIncident } from '../commands.ts';
import type { CommandResult, Rejection } from '../decision.ts';
import { goOnBeginning } from '../moves/begin-instance.ts';
import { completeInstance } from '../moves/instances.ts';
import { completeWith } from '../moves/complete.ts';
import { beginAgain } from '../moves/enter.ts';
import { askAgain, AT_TASK_LISTENERS } from '../moves/task-transitions.ts';
import { handOnAgain } from '../moves/results.ts';
import { reject } from '../reject.ts';
import {
  type ElementInstance,
  NOT_UNTIL_RESOLVED,
  NOT_UNTIL_RESOLVED_ERROR_UNTOLD,
  type Incident,
  type Job,
  RELEASED_AFTER_ERROR,
} from '../state.ts';
import type { Step } from '../step.ts';

/** Tries the stopped step again, with the variables as they are now; a second failure is a new incident. */
export const resolveIncident: CommandHandler<ResolveIncident> = (step, { incidentKey }) => {
  const incident = step.draft.incidents.get(incidentKey);
  if (!incident) return reject('notFound', 'there is no such open incident', { incidentKey });
  const job = incident.jobKey === null ? undefined : step.draft.jobs.get(incident.jobKey);
  if (job) return releaseJob(step, incident, job);
  step.emit({ type: 'incidentResolved', at: step.now, incidentKey, outcome: 'resolved' });
  if (incident.elementInstanceKey === incident.instanceKey) {
    goOnWithListeners(step, incident);
    return DONE;
  }
  const at = incident.elementInstanceKey === null ? undefined : step.draft.elements.get(incident.elementInstanceKey);
  if (!at) return DONE;
  if (incident.configuration === AT_TASK_LISTENERS) {
    askAgain(step, at);
    return DONE;
  }
  // An incident that was reported from outside has stopped nothing.
  if (at.phase === 'active' || at.phase === 'terminating') return DONE;
  const element = step.elementOf(at);
  step.emit({
    type: 'elementChanged',
    at: step.now,
    elementInstanceKey: at.key,
    changes: { phase: 'active', ...listenersAnew(at) },
  });
  // An element begins anew with its inputs, those too that were written and perhaps repaired by hand.
  if (stoppedAtItsEnd(at)) completeWith(step, at, () => handOnAgain(step, element, at));
  else if (!step.behaviors.ofElement(at.kind).tryAgain?.(step, element, step.current(at)))
    beginAgain(step, element, step.current(at));
  return DONE;
};

/** A gateway chooses its flows as it begins (Camunda 8), so its start listeners are asked again. */
function stoppedAtItsEnd({ phase, kind }: ElementInstance): boolean {
  return phase === 'completing' && kind !== 'exclusiveGateway' && kind !== 'inclusiveGateway';
}

/** What stopped among or behind the listeners of its beginning or end does them again, from the first. */
function listenersAnew(at: ElementInstance): Partial<Pick<ElementInstance, 'data'>> {
  const { data } = at;
  const counter = stoppedAtItsEnd(at) ? 'endListeners' : 'startListeners';
  return data?.[counter] ? { data: { ...data, [counter]: 0 } } : {};
}

/**
 * An instance that stopped before or behind its tokens does its listeners again; one that was reported from outside has
 * stopped nothing.
 */
function goOnWithListeners(step: Step, { instanceKey, configuration }: Incident): void {
  if (configuration === 'start') goOnBeginning(step, instanceKey, 0);
  else if (configuration === 'end') completeInstance(step, instanceKey, null);
}

function releaseJob(step: Step, incident: Incident, job: Job): CommandResult | Rejection {
  const { retriesResolveIncident } = step.semanticsOf(job.instanceKey);
  if (retriesResolveIncident)
    return reject('invalidState', `an incident of type ${incident.type} ends by giving its job retries`, {
      incidentKey: incident.key,
      reason: 'setRetries',
      type: incident.type,
    });
  if (job.retries !== null && job.retries <= 0)
    return reject('invalidState', 'the job has no retries left', {
      incidentKey: incident.key,
      jobKey: job.key,
      reason: 'noRetries',
    });
  step.emit({ type: 'incidentResolved', at: step.now, incidentKey: incident.key, outcome: 'resolved' });
  const dueAt = releasedAt(incident, job);
  step.emit({ type: 'jobChanged', at: step.now, jobKey: job.key, releasesLease: true, changes: { dueAt } });
  return DONE;
}

/** When the job may be taken again; one that waited for the end of a back-off still does. */
function releasedAt(incident: Incident, job: Job): Job['dueAt'] {
  if (job.dueAt === NOT_UNTIL_RESOLVED_ERROR_UNTOLD) return null;
  if (job.dueAt !== NOT_UNTIL_RESOLVED) return job.dueAt;
  return incident.type === 'UNHANDLED_ERROR_EVENT' ? RELEASED_AFTER_ERROR : null;
}

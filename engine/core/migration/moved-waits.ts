import type { ProcessGraph } from '../../graph/process-graph.ts';
import type { MovedJob, MovedWait } from '../events.ts';
import type { ElementPlace } from '../modification.ts';
import { prepareCatch, waitingInstance } from '../moves/catches.ts';
import { resolveJobIncident } from '../moves/incidents.ts';
import type { Job, Key } from '../state.ts';
import type { Step } from '../step.ts';
import type { MigrationInstruction } from './migration-plan.ts';
import { catchIdsOf, hasPersistentTrigger, samePlace } from './places.ts';

/** What hangs on one element instance, or on the instance itself (`place` null), with what becomes of it. */
export interface MovedOwner {
  readonly ownerKey: Key;
  readonly source: ElementPlace | null;
  readonly target: ElementPlace | null;
  /** Its own trigger is computed anew. */
  readonly updatesTrigger: boolean;
  readonly scopeKey: Key;
  /** What stands around something activated in an ad-hoc sub-process: events wait at the sub-process itself. */
  readonly isActivation?: boolean;
}

export interface MovedWaits { readonly jobs: readonly MovedJob[]; readonly userTasks: readonly MovedWait[]; readonly subscriptions: readonly MovedWait[]; readonly incidents: readonly MovedWait[];
  /** Events of the target that are to be opened when the instance is there. */
  readonly toOpen: readonly { readonly ownerKey: Key; readonly eventId: string }[] }

/**
 * What is waited for goes along as it is; what the plan updates, or has nothing for, is closed here. Whatever else the target
 * waits for at that place is to be opened afterwards.
 */
export function moveWaits(step: Step, owner: MovedOwner, target: ProcessGraph, instructions: readonly MigrationInstruction[], isInterrupted: boolean): MovedWaits {
  const { ownerKey, source, target: place } = owner;
  const jobs: MovedJob[] = [];
  const userTasks: MovedWait[] = [];
  const subscriptions: MovedWait[] = [];
  const incidents: MovedWait[] = [];
  const kept = new Set<string>();
  const ownId = place?.elementId ?? target.processId;
  const targetIds = owner.isActivation ? [] : catchIdsOf(target, place);

  /** null: closed. */
  const eventFor = (elementId: string): string | null => {
    if (source !== null && elementId === source.elementId) return owner.updatesTrigger ? null : ownId;
    const instruction = instructions.find((one) => samePlace(one.source, { elementId, isBody: false }));
    return instruction && !instruction.updatesTrigger && targetIds.includes(instruction.target.elementId) ? instruction.target.elementId : null;
  };

  for (const key of [...(step.draft.attachments(ownerKey) ?? [])]) {
    const job = step.draft.jobs.get(key);
    const subscription = step.draft.subscriptions.get(key);
    const task = step.draft.userTasks.get(key);
    if (job) {
      const elementId = job.kind === 'timer' ? eventFor(job.elementId) : ownId;
      if (elementId === null) { closeJob(step, job); continue; }
      kept.add(elementId);
      jobs.push({ key, elementId, scopeKey: owner.scopeKey });
    } else if (subscription) {
      const elementId = eventFor(subscription.elementId);
      if (elementId === null) { step.emit({ type: 'subscriptionClosed', at: step.now, subscriptionKey: key }); continue; }
      kept.add(elementId);
      subscriptions.push({ key, elementId });
    } else if (task) userTasks.push({ key, elementId: ownId });
  }
  for (const key of step.draft.attachments(ownerKey) ?? []) {
    const incident = step.draft.incidents.get(key);
    if (incident) incidents.push({ key, elementId: jobs.find((job) => job.key === incident.jobKey)?.elementId ?? ownId });
  }
  const opened = isInterrupted ? [] : targetIds.filter((id) => !kept.has(id));
  const ownElement = target.elements.get(ownId);
  const own = owner.updatesTrigger && ownElement && hasPersistentTrigger(ownElement) ? [ownId] : [];
  return { jobs, userTasks, subscriptions, incidents, toOpen: [...own, ...opened].map((eventId) => ({ ownerKey, eventId })) };
}

function closeJob(step: Step, job: Job): void {
  resolveJobIncident(step, job, 'deleted');
  step.emit({ type: 'jobEnded', at: step.now, jobKey: job.key, outcome: 'canceled', worker: null });
}

/** In the target, after the move. */
export function openMoved(step: Step, instanceKey: Key, { ownerKey, eventId }: MovedWaits['toOpen'][number]): void {
  const waiting = step.draft.elements.get(ownerKey) ?? waitingInstance(step, instanceKey);
  prepareCatch(step, step.element(instanceKey, eventId), waiting)();
}

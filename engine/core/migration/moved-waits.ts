import type { ProcessGraph } from '../../graph/process-graph.ts';
import type { MovedJob, MovedWait } from '../events.ts';
import { Refusal, StepFailure } from '../failure.ts';
import type { ElementPlace } from '../modification.ts';
import { prepareCatch, waitingInstance } from '../moves/catches.ts';
import { resolveJobIncident } from '../moves/incidents.ts';
import { prepareTimeouts } from '../moves/user-tasks.ts';
import { reject } from '../reject.ts';
import type { Job, Key } from '../state.ts';
import type { Step } from '../step.ts';
import type { MigrationInstruction } from './migration-plan.ts';
import { catchIdsOf, hasPersistentTrigger, samePlace } from './places.ts';

/** What hangs on one element instance, or on the instance itself (`place` null), with what becomes of it. */
export interface MovedOwner {
  readonly ownerKey: Key;
  readonly instanceKey: Key;
  readonly source: ElementPlace | null;
  readonly target: ElementPlace | null;
  /** Its own trigger is computed anew. */
  readonly updatesTrigger: boolean;
  readonly scopeKey: Key;
  /** What stands around something activated in an ad-hoc sub-process: events wait at the sub-process itself. */
  readonly isActivation?: boolean;
}

export interface MovedWaits {
  readonly ownerKey: Key;
  readonly jobs: readonly MovedJob[];
  readonly userTasks: readonly MovedWait[];
  readonly subscriptions: readonly MovedWait[];
  readonly incidents: readonly MovedWait[];
  /** Events of the target that are to be opened when the instance is there. */
  readonly toOpen: readonly EventToOpen[];
}

/** `sourceId`, `targetId`: who is to wait for the event; `awaited`: names of messages that it waited for before. */
export interface EventToOpen {
  readonly ownerKey: Key;
  readonly eventId: string;
  readonly sourceId: string;
  readonly targetId: string;
  readonly awaited: ReadonlySet<string>;
}

/**
 * What is waited for goes along as it is; what the plan updates, or has nothing for, is closed here. Whatever else the
 * target waits for at that place is to be opened afterwards; nothing, where `opensNone`. Camunda 8 finds no events at
 * the boundary of a multi-instance activity of the target: none is opened, and what was waited for there is closed.
 */
export function moveWaits(
  step: Step,
  owner: MovedOwner,
  target: ProcessGraph,
  instructions: readonly MigrationInstruction[],
  opensNone: boolean,
): MovedWaits {
  const { ownerKey, source, target: place } = owner;
  const sourceGraph = step.graphOf(owner.instanceKey);
  const jobs: MovedJob[] = [];
  const userTasks: MovedWait[] = [];
  const subscriptions: MovedWait[] = [];
  const incidents: MovedWait[] = [];
  const kept = new Set<string>();
  const awaited = new Set<string>();
  const ownId = place?.elementId ?? target.processId;
  const hasNone = owner.isActivation || (place?.isBody && target.semantics.migration === 'byActiveElements');
  const targetIds = hasNone ? [] : catchIdsOf(target, place);

  /** null: closed, if it has no place in the target or (unless `survivesUpdate`) its trigger is computed anew. */
  const eventFor = (elementId: string, survivesUpdate = false): string | null => {
    if (source !== null && elementId === source.elementId)
      return owner.updatesTrigger && !survivesUpdate ? null : ownId;
    const instruction = instructions.find((one) => samePlace(one.source, { elementId, isBody: false }));
    return instruction &&
      (survivesUpdate || !instruction.updatesTrigger) &&
      targetIds.includes(instruction.target.elementId)
      ? instruction.target.elementId
      : null;
  };

  for (const key of [...(step.draft.attachments(ownerKey) ?? [])]) {
    const job = step.draft.jobs.get(key);
    const subscription = step.draft.subscriptions.get(key);
    const task = step.draft.userTasks.get(key);
    if (job) {
      const isOfEvent = job.kind === 'timer' || job.kind === 'signal';
      const elementId = isOfEvent ? eventFor(job.elementId, job.kind === 'signal') : ownId;
      if (elementId === null) {
        closeJob(step, job);
        continue;
      }
      if (job.kind !== 'signal') kept.add(elementId);
      jobs.push({ key, elementId, scopeKey: owner.scopeKey });
    } else if (subscription) {
      if (subscription.kind === 'message' && subscription.name !== null) awaited.add(subscription.name);
      const elementId = eventFor(subscription.elementId);
      if (elementId === null) {
        step.emit({ type: 'subscriptionClosed', at: step.now, subscriptionKey: key });
        continue;
      }
      kept.add(elementId);
      subscriptions.push({ key, elementId });
    } else if (task) userTasks.push({ key, elementId: ownId });
  }
  for (const key of step.draft.attachments(ownerKey) ?? []) {
    const incident = step.draft.incidents.get(key);
    if (incident)
      incidents.push({ key, elementId: jobs.find((job) => job.key === incident.jobKey)?.elementId ?? ownId });
  }
  const isByPlan = target.semantics.migration === 'byPlan';
  const mapped = isByPlan ? kept : new Set(instructions.map((one) => one.target.elementId));
  const unmapped = opensNone ? [] : targetIds.filter((id) => !mapped.has(id));
  const opened = isByPlan ? unmapped : unmapped.toReversed();
  const ownElement = target.elements.get(ownId);
  const own = owner.updatesTrigger && ownElement && hasPersistentTrigger(ownElement) ? [ownId] : [];
  return {
    ownerKey,
    jobs,
    userTasks,
    subscriptions,
    incidents,
    toOpen: [...own, ...opened].map((eventId) => ({
      ownerKey,
      eventId,
      sourceId: source?.elementId ?? sourceGraph.processId,
      targetId: ownId,
      awaited,
    })),
  };
}

function closeJob(step: Step, job: Job): void {
  resolveJobIncident(step, job, 'deleted');
  step.emit({ type: 'jobEnded', at: step.now, jobKey: job.key, outcome: 'canceled', worker: null });
}

/**
 * What one owner is to wait for in the target, after the move. Camunda 8 takes no second message of a name that was
 * waited for before, even if nobody waits for the first any more; it tells of that before it tells of what cannot be
 * computed.
 */
export function openMoved(step: Step, instanceKey: Key, events: readonly EventToOpen[]): void {
  const isByPlan = step.semanticsOf(instanceKey).migration === 'byPlan';
  let first: Refusal | null = null;
  for (const event of events) {
    const at = step.draft.elements.get(event.ownerKey);
    const element = step.element(instanceKey, event.eventId);
    try {
      if (at && element.kind === 'userTask' && isByPlan) prepareTimeouts(step, element, at)();
      else prepareCatch(step, element, at ?? waitingInstance(step, instanceKey))();
    } catch (failure) {
      if (isByPlan || !(failure instanceof StepFailure)) throw failure;
      first ??= refused(instanceKey, event, 'cannotWait', failure.message);
    }
    if (!isByPlan) refuseAwaited(step, instanceKey, event);
  }
  if (first) throw first;
}

function refuseAwaited(step: Step, instanceKey: Key, event: EventToOpen): void {
  for (const key of step.draft.attachments(event.ownerKey) ?? []) {
    const subscription = step.draft.subscriptions.get(key);
    const isOfEvent = subscription?.kind === 'message' && subscription.elementId === event.eventId;
    const name = isOfEvent ? subscription.name : null;
    if (name !== null && event.awaited.has(name)) throw refused(instanceKey, event, 'awaitsTwice', name);
  }
}

function refused(
  instanceKey: Key,
  { eventId, sourceId, targetId }: EventToOpen,
  reason: string,
  text: string,
): Refusal {
  const details = { reason, instanceKey, elementId: sourceId, targetId, eventId, text };
  return new Refusal(reject('invalidState', `the event ${eventId} cannot be waited for: ${text}`, details));
}

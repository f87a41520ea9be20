import type { Key } from '../../core/state.ts';
import type { ChangeHub } from '../change-hub.ts';
import type { DefinitionRegistry } from '../models/definition-registry.ts';
import type { EarlyMessageDesk } from '../messages/early-messages.ts';
import type { Committed } from '../execute.ts';
import type { InstanceEnds } from '../instance-ends.ts';
import type { JobBook } from '../leases/job-book.ts';
import type { LeaseDesk } from '../leases/lease-desk.ts';
import type { MessageBuffer } from '../messages/message-buffer.ts';
import type { DueJobs } from '../pumps/due-jobs.ts';
import type { Signals } from '../messages/signals.ts';
import type { TaskTransitions } from '../task-transitions.ts';
import type { TreeLocator } from '../tree-locator.ts';

export interface AfterCommitParts {
  readonly hub: ChangeHub;
  readonly desk: LeaseDesk;
  readonly dueJobs: DueJobs;
  readonly jobBook: JobBook;
  readonly definitions: DefinitionRegistry;
  readonly messageBuffer: MessageBuffer;
  readonly signals: Signals;
  readonly earlyMessages: EarlyMessageDesk;
  readonly locator: TreeLocator;
  readonly ends: InstanceEnds;
  readonly taskTransitions: TaskTransitions;
  failed(error: Error): void;
}

/** What follows from a commit on this node: hands out jobs, runs continuations, wakes those who wait. */
export class AfterCommit {
  private readonly parts: AfterCommitParts;

  constructor(parts: AfterCommitParts) {
    this.parts = parts;
  }

  committed(change: Committed): void {
    const { hub, desk, jobBook, locator, ends, taskTransitions } = this.parts;
    const { before, after, events } = change;
    locator.committed(after.treeKey, events);
    jobBook.committed(change);
    desk.created(after, change.createdJobs, change.firstLeases);
    this.runJobs(change);
    this.followEvents(change);
    ends.committed(events);
    taskTransitions.committed(events);
    const instances = [...before.instances.values(), ...after.instances.values()];
    hub.committed(
      events,
      instances.map(({ key }) => key),
      instances.map(({ definitionKey }) => definitionKey),
    );
  }

  /** Continuations that were leased by their own insert run now; timers are looked at when they are due. */
  private runJobs({ after, createdJobs, firstLeases }: Committed): void {
    const { dueJobs } = this.parts;
    for (const job of createdJobs) {
      if (job.kind !== 'worker' && firstLeases.has(job.key)) dueJobs.runNow(after.treeKey, job.key);
      else if (job.kind !== 'worker') dueJobs.scheduleAt(job.dueAt ?? 0);
    }
  }

  private followEvents({ before, after, events }: Committed): void {
    const { desk, dueJobs, signals } = this.parts;
    if (events.some(({ type }) => type === 'signalThrown')) this.run(signals.broadcastThrown());
    for (const event of events) {
      switch (event.type) {
        case 'jobEnded':
          if (event.outcome !== 'canceled') desk.attempted(before.jobs.get(event.jobKey), event.worker, true);
          desk.leases.forget(event.jobKey);
          break;
        case 'jobFailed':
        case 'jobChanged': {
          const job = after.jobs.get(event.jobKey);
          if (event.type === 'jobFailed') desk.attempted(before.jobs.get(event.jobKey), event.worker, false);
          if (event.type === 'jobFailed' || event.releasesLease) desk.leases.forget(event.jobKey);
          if (!job) break;
          if (job.kind === 'worker' && job.type !== null) desk.wakeAt(job.type, job.dueAt);
          else dueJobs.scheduleAt(job.dueAt ?? 0);
          break;
        }
        case 'subscriptionOpened':
          if (event.subscription.kind === 'message')
            this.offerBuffered(after.treeKey, event.subscription.key, { before, after });
          break;
        case 'instanceChanged':
          if (event.changes.isSuspended === false) this.offerToActivated(event.instanceKey, { before, after });
          break;
        case 'instanceEnded':
          this.startNext(event.instanceKey, before, after);
          break;
        default:
          break;
      }
    }
  }

  /** Dialects that keep messages have them to offer; of others, what came early and is watched. */
  private offerBuffered(treeKey: Key, subscriptionKey: Key, { after }: Pick<Committed, 'before' | 'after'>): void {
    const subscription = after.subscriptions.get(subscriptionKey);
    const instance = subscription && after.instances.get(subscription.instanceKey);
    const graph = instance && this.parts.definitions.known(instance.definitionKey)?.graph;
    const name = subscription?.name ?? null;
    if (!subscription || name === null || !instance || !graph) return;
    // What the engine itself does not keep, people may have had it send again.
    if (!graph.semantics.buffersMessages) {
      this.run(this.parts.earlyMessages.subscriptionOpened(name, instance.key, instance.businessKey));
      return;
    }
    this.run(
      this.parts.messageBuffer.subscriptionOpened(
        treeKey,
        { ...subscription, name },
        graph.processId,
        instance.tenantId,
      ),
    );
  }

  /** Kept messages went past it while it was suspended. */
  private offerToActivated(instanceKey: Key, change: Pick<Committed, 'before' | 'after'>): void {
    for (const { key, kind, instanceKey: owner } of change.after.subscriptions.values()) {
      if (owner === instanceKey && kind === 'message') this.offerBuffered(change.after.treeKey, key, change);
    }
  }

  private startNext(instanceKey: Key, before: Committed['before'], after: Committed['after']): void {
    const instance = before.instances.get(instanceKey) ?? after.instances.get(instanceKey);
    const graph = instance && this.parts.definitions.known(instance.definitionKey)?.graph;
    if (!instance || !graph?.semantics.buffersMessages) return;
    const start = graph.elements.get(instance.startElementId);
    if (start?.kind !== 'startEvent' || start.trigger.kind !== 'message') return;
    this.run(this.parts.messageBuffer.startedInstanceEnded(instanceKey, graph.processId, instance.tenantId));
  }

  private run(work: Promise<unknown>): void {
    work.catch((error: unknown) => {
      this.parts.failed(error instanceof Error ? error : new Error(String(error)));
    });
  }
}

import type { Command } from '../../core/commands.ts';
import type { Rejection } from '../../core/decision.ts';
import { startTriggers } from '../../core/start-triggers.ts';
import type { Instant, Key } from '../../core/state.ts';
import type { Executed, ExecuteOptions } from '../../engine.ts';
import { appendDone } from '../../store/audit-entries.ts';
import { inTransaction, type Pool, type Queryable } from '../../store/connection.ts';
import type { DueJob } from '../../store/lease-jobs.ts';
import type { JobRow, Search } from '../../store/search/search.ts';
import { annotateStartIncident, closeStartIncidents, raiseStartIncident } from '../../store/start-incidents.ts';
import { countFailure } from '../../store/start-jobs.ts';
import { changeStartTimer, deleteStartTimer } from '../../store/suspension.ts';
import type { ChangeHub } from '../change-hub.ts';
import type { Clock } from '../clock.ts';
import type { DefinitionRegistry } from '../models/definition-registry.ts';
import type { KeySource } from '../commits/key-source.ts';
import { RETRY_PAUSE_MS } from './start-failures.ts';
import type { Suspensions } from '../models/suspensions.ts';

export interface TreelessJobParts {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly keys: KeySource;
  readonly hub: ChangeHub;
  readonly definitions: DefinitionRegistry;
  readonly search: Search;
  readonly suspensions: Suspensions;
  start(job: DueJob, options?: ExecuteOptions): Promise<Executed | Rejection>;
  /** Something may have become due. */
  wake(): void;
}

type JobCommand = Extract<Command, { readonly jobKey: Key }>;
type IncidentCommand = Extract<Command, { readonly type: 'annotateIncident' | 'resolveIncident' }>;

const UNKNOWN: Rejection = { kind: 'rejection', code: 'notFound', message: 'there is no such job', details: {} };
const NO_INCIDENT: Rejection = { ...UNKNOWN, message: 'there is no such open incident' };
const DONE: Executed = { kind: 'executed', result: {}, version: 0 };

/** Jobs of no process tree: timers and signals of start events, and changes of suspension that are planned. */
export class TreelessJobs {
  private readonly parts: TreelessJobParts;

  constructor(parts: TreelessJobParts) {
    this.parts = parts;
  }

  /** By the executor, when it is due. */
  async run(job: DueJob): Promise<void> {
    if (job.kind !== 'plannedSuspension') {
      await this.parts.start(job);
      return;
    }
    try {
      await this.parts.suspensions.runPlanned(job);
    } catch (error) {
      const { pool, clock } = this.parts;
      await countFailure(
        pool,
        job.key,
        error instanceof Error ? error.message : String(error),
        clock.now() + RETRY_PAUSE_MS,
      );
      throw error;
    }
  }

  /** By request, whatever its due date. */
  async execute(command: JobCommand, { audit }: ExecuteOptions): Promise<Executed | Rejection> {
    const { pool, clock, search } = this.parts;
    const job = await search.get('job', command.jobKey);
    if (!job || job.endedAt !== null || job.treeKey !== null) return UNKNOWN;
    if (command.type === 'executeJob') {
      const due: DueJob = {
        key: job.key,
        tree_key: null,
        definition_key: job.definitionKey,
        element_id: job.elementId,
        due_at: job.dueAt,
        repeat: job.repeat,
        kind: job.kind,
        headers: job.headers,
      };
      if (job.kind !== 'plannedSuspension') return this.parts.start(due, { ...(audit && { audit }) });
      await this.run(due);
      return DONE;
    }
    const done = await inTransaction(pool, async (connection) => {
      const outcome = await this.change(connection, job, command);
      if (outcome) await appendDone(connection, audit, clock.now());
      return outcome;
    });
    this.parts.wake();
    for (const kind of ['job', 'incident'] as const) this.parts.hub.changed(kind, [job.definitionKey]);
    return done ? DONE : UNKNOWN;
  }

  /** A note at the incident of such a job; it ends with new attempts alone. */
  async executeAtIncident(command: IncidentCommand, { audit }: ExecuteOptions): Promise<Executed | Rejection> {
    const { pool, clock, hub } = this.parts;
    if (command.type !== 'annotateIncident') return NO_INCIDENT;
    const isDone = await inTransaction(pool, async (connection) => {
      const isNoted = await annotateStartIncident(connection, command.incidentKey, command.annotation);
      if (isNoted) await appendDone(connection, audit, clock.now());
      return isNoted;
    });
    hub.changed('incident');
    return isDone ? DONE : NO_INCIDENT;
  }

  private async change(connection: Queryable, job: JobRow, command: JobCommand): Promise<boolean> {
    switch (command.type) {
      case 'setJobRetries':
        return this.setRetries(connection, job, command.retries);
      case 'setJobDueDate':
        return changeStartTimer(connection, job.key, { dueAt: command.dueAt });
      case 'setJobPriority':
        return changeStartTimer(connection, job.key, { priority: command.priority });
      case 'setJobSuspension':
        return changeStartTimer(connection, job.key, { isSuspended: command.isSuspended });
      case 'recalculateJobDueDate': {
        const dueAt = await this.dueAtByModel(job, command.isFromCreation ? job.createdAt : this.parts.clock.now());
        return dueAt !== null && changeStartTimer(connection, job.key, { dueAt });
      }
      case 'deleteJob':
        return deleteStartTimer(connection, job.key, this.parts.clock.now());
      default:
        return false;
    }
  }

  /** New attempts end the job's incident, and taking the last one raises it. */
  private async setRetries(connection: Queryable, job: JobRow, retries: number): Promise<boolean> {
    if (!(await changeStartTimer(connection, job.key, { retries }))) return false;
    const at = this.parts.clock.now();
    if (retries > 0) await closeStartIncidents(connection, [job.key], { at, outcome: 'resolved' });
    else if (job.retries !== 0)
      await raiseStartIncident(connection, {
        key: await this.parts.keys.take(),
        jobKey: job.key,
        message: job.errorMessage ?? '',
        failedElementId: job.failedElementId,
        at,
      });
    return true;
  }

  private async dueAtByModel(job: JobRow, from: Instant): Promise<Instant | null> {
    const definition = await this.parts.definitions.load(job.definitionKey);
    const timer =
      definition && startTriggers(definition.graph, from).timers.find(({ elementId }) => elementId === job.elementId);
    return timer?.dueAt ?? null;
  }
}

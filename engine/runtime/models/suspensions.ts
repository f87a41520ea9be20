import { jobSourceId, jobSourcesOf, type JobSource } from '../../core/job-sources.ts';
import type { Command } from '../../core/commands.ts';
import type { Key } from '../../core/state.ts';
import type { JobSourceChange, JobSourceScope, SuspensionChange, SuspensionOutcome } from '../../engine.ts';
import { appendDone } from '../../store/audit-entries.ts';
import type { AuditRecord } from '../../store/audit-record.ts';
import { inTransaction, type Pool, type Queryable } from '../../store/connection.ts';
import type { DueJob } from '../../store/lease-jobs.ts';
import { endStartJob } from '../../store/start-jobs.ts';
import * as store from '../../store/suspension.ts';
import type { Clock } from '../clock.ts';
import type { DefinitionRegistry } from './definition-registry.ts';
import type { Executor } from '../execute.ts';
import type { KeySource } from '../commits/key-source.ts';

/** Instances or jobs that are changed together. */
const TOGETHER = 500;
const FIRST_KEY = '0';
/** Attempts of a planned change. */
const PLANNED_ATTEMPTS = 3;

export interface SuspensionParts {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly keys: KeySource;
  readonly definitions: DefinitionRegistry;
  readonly executor: Executor;
  /** After the commit: what these definitions allow has changed. */
  changed(definitionKeys: readonly Key[]): void;
  /** After the commit: there is a new planned change. */
  planned(): void;
}

/**
 * Suspends and activates definitions and what makes their jobs, with the instances and jobs that are there when asked.
 * The definition changes first, so nothing new begins; then each instance changes by a command of its own tree. A call
 * that breaks off in between is simply made again.
 */
export class Suspensions {
  private readonly parts: SuspensionParts;

  constructor(parts: SuspensionParts) {
    this.parts = parts;
  }

  async changeDefinitions(change: SuspensionChange, audit?: AuditRecord): Promise<SuspensionOutcome> {
    const { pool } = this.parts;
    if (change.at !== null)
      return this.plan(change.at, { kind: 'definitions', change: { ...change, at: null } }, audit);
    const definitionKeys = await store.definitionKeysOf(pool, change.scope);
    await inTransaction(pool, async (connection) => {
      await store.writeDefinitionSuspension(connection, definitionKeys, change.isSuspended);
      await this.record(connection, audit);
    });
    if (definitionKeys.length > 0) this.parts.changed(definitionKeys);
    if (change.includesInstances) await this.changeInstances(definitionKeys, change.isSuspended);
    return { kind: 'done' };
  }

  /** Definitions that are just being deployed; `changed` and `planned` are the deployment's own affair. */
  async restUntil(connection: Queryable, definitionKeys: readonly Key[], at: number): Promise<void> {
    await store.writeDefinitionSuspension(connection, definitionKeys, true);
    for (const definitionKey of definitionKeys)
      await this.insertPlan(connection, at, {
        kind: 'definitions',
        change: { scope: { definitionKey }, isSuspended: false, includesInstances: false, at: null },
      });
  }

  async changeJobSources(change: JobSourceChange, audit?: AuditRecord): Promise<SuspensionOutcome> {
    const { pool } = this.parts;
    if (change.at !== null) return this.plan(change.at, { kind: 'jobSources', change: { ...change, at: null } }, audit);
    const sources = await this.sourcesOf(change.scope);
    await inTransaction(pool, async (connection) => {
      await store.writeJobSettings(
        connection,
        sources.flatMap(({ definitionKey, sources: own }) =>
          own.map(({ elementId, position }) => ({
            definitionKey,
            elementId,
            position: position ?? 'timer',
            isSuspended: change.isSuspended,
            priority: change.priority,
          })),
        ),
      );
      await this.record(connection, audit);
    });
    if (sources.length > 0) this.parts.changed(sources.map(({ definitionKey }) => definitionKey));
    if (change.includesJobs) await this.changeJobs(sources, change);
    return { kind: 'done' };
  }

  /** The time of a planned change has come. It ends with its change, or stays for another attempt. */
  async runPlanned(job: DueJob): Promise<void> {
    const planned = JSON.parse(job.headers?.request ?? '{}') as Planned;
    if (planned.kind === 'definitions') await this.changeDefinitions(planned.change);
    else await this.changeJobSources(planned.change);
    await endStartJob(this.parts.pool, job.key, this.parts.clock.now());
  }

  private async plan(at: number, planned: Planned, audit: AuditRecord | undefined): Promise<SuspensionOutcome> {
    await this.parts.keys.ensure();
    const jobKey = await inTransaction(this.parts.pool, async (connection) => {
      await this.record(connection, audit);
      return this.insertPlan(connection, at, planned);
    });
    this.parts.planned();
    return { kind: 'planned', jobKey };
  }

  private async insertPlan(connection: Queryable, at: number, planned: Planned): Promise<Key> {
    const key = this.parts.keys.next();
    await store.insertPlannedSuspension(connection, {
      key,
      dueAt: at,
      at: this.parts.clock.now(),
      retries: PLANNED_ATTEMPTS,
      request: { request: JSON.stringify(planned) },
    });
    return key;
  }

  private async record(connection: Queryable, audit: AuditRecord | undefined): Promise<void> {
    await appendDone(connection, audit, this.parts.clock.now());
  }

  /** Until none is left: an instance that began before the definition changed may be committed after it. */
  private async changeInstances(definitionKeys: readonly Key[], isSuspended: boolean): Promise<void> {
    for (let after = FIRST_KEY; ; ) {
      const instances = await store.instancesToChange(this.parts.pool, {
        definitionKeys,
        isSuspended,
        after,
        limit: TOGETHER,
      });
      await this.executeAll(
        instances.map(({ key, tree_key }) => ({
          treeKey: tree_key,
          command: { type: 'setInstanceSuspension', instanceKey: key, isSuspended },
        })),
      );
      const last = instances.at(-1);
      if (!last) return;
      after = last.key;
    }
  }

  private async sourcesOf(scope: JobSourceScope): Promise<{ definitionKey: Key; sources: readonly JobSource[] }[]> {
    if ('elementId' in scope)
      return [
        { definitionKey: scope.definitionKey, sources: [{ elementId: scope.elementId, position: scope.position }] },
      ];
    const found = [];
    for (const definitionKey of await store.definitionKeysOf(this.parts.pool, scope)) {
      const definition = await this.parts.definitions.load(definitionKey);
      if (definition) found.push({ definitionKey, sources: jobSourcesOf(definition.graph) });
    }
    return found;
  }

  private async changeJobs(
    sources: readonly { definitionKey: Key; sources: readonly JobSource[] }[],
    { isSuspended, priority }: JobSourceChange,
  ): Promise<void> {
    const wanted = new Map(
      sources.map(({ definitionKey, sources: own }) => [definitionKey, new Set(own.map(jobSourceId))]),
    );
    for (let after = FIRST_KEY; ; ) {
      const jobs = await store.sourceJobs(this.parts.pool, {
        definitionKeys: [...wanted.keys()],
        after,
        limit: TOGETHER,
      });
      const own = jobs.filter((job) =>
        wanted
          .get(job.definition_key)
          ?.has(jobSourceId({ elementId: job.element_id, position: job.position as JobSource['position'] })),
      );
      for (const { key, tree_key } of own)
        if (tree_key === null)
          await store.changeStartTimer(this.parts.pool, key, { isSuspended, priority: priority ?? undefined });
      await this.executeAll(
        own.flatMap(({ key, tree_key }): { treeKey: Key; command: Command }[] =>
          tree_key === null
            ? []
            : [
                ...(isSuspended === undefined
                  ? []
                  : [{ treeKey: tree_key, command: { type: 'setJobSuspension', jobKey: key, isSuspended } as const }]),
                ...(priority === undefined || priority === null
                  ? []
                  : [{ treeKey: tree_key, command: { type: 'setJobPriority', jobKey: key, priority } as const }]),
              ],
        ),
      );
      const last = jobs.at(-1);
      if (!last) return;
      after = last.key;
    }
  }

  /** What has ended meanwhile needs no change. */
  private async executeAll(commands: readonly { readonly treeKey: Key; readonly command: Command }[]): Promise<void> {
    await Promise.all(commands.map(({ treeKey, command }) => this.parts.executor.execute(treeKey, command)));
  }
}

type Planned =
  | { readonly kind: 'definitions'; readonly change: SuspensionChange }
  | { readonly kind: 'jobSources'; readonly change: JobSourceChange };

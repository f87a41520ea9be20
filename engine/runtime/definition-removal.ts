import type { Rejection } from '../core/decision.ts';
import { reject } from '../core/reject.ts';
import type { Key } from '../core/state.ts';
import { appendDone } from '../store/audit-entries.ts';
import type { DefinitionDeletion } from '../engine.ts';
import type { AuditRecord } from '../store/audit-record.ts';
import { inTransaction, type Queryable } from '../store/connection.ts';
import * as store from '../store/definitions.ts';
import { lockNames, lockNamesOf } from '../store/deployment-locks.ts';
import { removeFormsOfDeployment, retireForm } from '../store/forms.ts';
import * as removal from '../store/removal.ts';
import { removeDecisionsOfDeployment, removeRequirements } from './deploy-decisions.ts';
import type { DeploymentsParts } from './deployments.ts';
import { startArming } from './start-arming.ts';

/** Takes away what was deployed. */
export class DefinitionRemoval {
  private readonly parts: Pick<DeploymentsParts, 'pool' | 'clock' | 'keys' | 'parser' | 'changed'>;

  constructor(parts: DefinitionRemoval['parts']) {
    this.parts = parts;
  }

  /** With `cascade` the instances and their history go too; without, running instances keep it. */
  async deleteDeployment(
    key: Key,
    { cascade, audit }: { cascade: boolean; audit?: AuditRecord },
  ): Promise<{ kind: 'deleted' } | Rejection> {
    let removed: readonly Key[] = [];
    const outcome = await inTransaction(this.parts.pool, async (connection) => {
      await lockNames(connection, await lockNamesOf(connection, { deploymentKeys: [key] }));
      const definitions = await store.definitionsOfDeployment(connection, key);
      removed = definitions.map((definition) => definition.key);
      if (!(await removal.deploymentExists(connection, key))) return notFound('deployment', key);
      if (!cascade && (await removal.hasRunningInstances(connection, removed))) return stillRunning(key);
      for (const definition of definitions) await this.removeDefinition(connection, definition);
      await removeDecisionsOfDeployment(connection, key, cascade);
      await removeFormsOfDeployment(connection, key);
      await removal.deleteDeployment(connection, key);
      await appendDone(connection, audit, this.parts.clock.now());
      return { kind: 'deleted' as const };
    });
    if (outcome.kind === 'deleted') this.parts.changed(removed, []);
    return outcome;
  }

  /**
   * All or none, in one transaction. A rejection names in `details.key` the first that stays: it is not there, or its
   * instances are running.
   */
  async deleteDefinitions(deletions: readonly DefinitionDeletion[]): Promise<{ kind: 'deleted' } | Rejection> {
    const outcome = await inTransaction(this.parts.pool, async (connection) => {
      const keys = deletions.map(({ key }) => key);
      await lockNames(connection, await lockNamesOf(connection, { keys }));
      const newest: store.StoredDefinition[] = [];
      for (const deletion of deletions) {
        const definition = await this.removeOne(connection, deletion);
        if (definition?.is_latest) newest.push(definition);
      }
      // Once all have gone, so that what goes itself does not become the newest in between.
      for (const definition of newest) await this.armVersionBefore(connection, definition);
      return { kind: 'deleted' as const };
    }).catch(rejectionOf);
    if (outcome.kind === 'deleted')
      this.parts.changed(
        deletions.map(({ key }) => key),
        [],
      );
    return outcome;
  }

  /** The process that was removed; null: it was something else. */
  private async removeOne(
    connection: Queryable,
    { key, audit }: DefinitionDeletion,
  ): Promise<store.StoredDefinition | null> {
    const definition = await store.definitionByKey(connection, key);
    if (definition === null) {
      if (!(await this.removeOther(connection, key))) throw new Stays(notFound('definition', key));
    } else {
      if (definition.is_deleted) throw new Stays(notFound('definition', key));
      if (await removal.hasRunningInstances(connection, [key])) throw new Stays(stillRunning(key));
      // Camunda 8 keeps what its instances did; Camunda 7 removes it with the version.
      if (definition.dialect === 'camunda8') await this.retireDefinition(connection, definition);
      else await removeWithInstances(connection, key);
    }
    await appendDone(connection, audit, this.parts.clock.now());
    return definition;
  }

  /** Decisions, or a form. */
  private async removeOther(connection: Queryable, key: Key): Promise<boolean> {
    return (await removeRequirements(connection, key)) || (await retireForm(connection, key, this.parts.clock.now()));
  }

  /** The version before becomes the newest, and waits at its start events again. */
  private async removeDefinition(connection: Queryable, definition: store.StoredDefinition): Promise<void> {
    await removeWithInstances(connection, definition.key);
    if (definition.is_latest) await this.armVersionBefore(connection, definition);
  }

  private async retireDefinition(connection: Queryable, definition: store.StoredDefinition): Promise<void> {
    await removal.retireDefinition(connection, definition.key, this.parts.clock.now());
    if (definition.is_latest) await store.disarmStarts(connection, definition.process_id, definition.tenant_id);
  }

  private async armVersionBefore(connection: Queryable, definition: store.StoredDefinition): Promise<void> {
    const before = await removal.makeNewestLatest(connection, definition.process_id, definition.tenant_id);
    if (!before) return;
    const content = await store.resourceContent(connection, before.resource_key);
    if (!content) throw new Error(`resource ${before.resource_key} of a definition has no content`);
    const graph = (await this.parts.parser.parseAgain(before.resource_name, content)).graphs.find(
      ({ processId }) => processId === before.process_id,
    );
    if (graph)
      await store.armStarts(
        connection,
        startArming(this.parts.keys, before.key, before.tenant_id, graph, this.parts.clock.now()),
      );
  }
}

async function removeWithInstances(connection: Queryable, key: Key): Promise<void> {
  await removal.deleteInstancesOf(connection, key);
  await removal.deleteDefinition(connection, key);
}

const notFound = (what: string, key: Key): Rejection => reject('notFound', `there is no ${what} ${key}`, { key });
const stillRunning = (key: Key): Rejection =>
  reject('invalidState', 'instances of it are running', { reason: 'running', key });

/** Thrown inside the transaction, which then undoes what was removed before. */
class Stays extends Error {
  readonly rejection: Rejection;

  constructor(rejection: Rejection) {
    super(rejection.message);
    this.rejection = rejection;
  }
}

function rejectionOf(error: unknown): Rejection {
  if (error instanceof Stays) return error.rejection;
  throw error;
}

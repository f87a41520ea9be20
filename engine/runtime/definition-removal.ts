import type { Rejection } from '../core/decision.ts';
import { reject } from '../core/reject.ts';
import type { Key } from '../core/state.ts';
import { appendDone } from '../store/audit-entries.ts';
import type { AuditRecord } from '../store/audit-record.ts';
import { inTransaction, type Queryable } from '../store/connection.ts';
import * as store from '../store/definitions.ts';
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
      const definitions = await store.definitionsOfDeployment(connection, key);
      removed = definitions.map((definition) => definition.key);
      if (!(await removal.deploymentExists(connection, key))) return notFound('deployment', key);
      if (!cascade && (await removal.hasRunningInstances(connection, removed))) return STILL_RUNNING;
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

  async deleteDefinition(key: Key, { audit }: { audit?: AuditRecord }): Promise<{ kind: 'deleted' } | Rejection> {
    const outcome = await inTransaction(this.parts.pool, async (connection) => {
      const definition = await store.definitionByKey(connection, key);
      if (!definition)
        return (await this.removeOther(connection, key, audit))
          ? { kind: 'deleted' as const }
          : notFound('definition', key);
      if (definition.is_deleted) return notFound('definition', key);
      if (await removal.hasRunningInstances(connection, [key])) return STILL_RUNNING;
      // Camunda 8 keeps what its instances did; Camunda 7 removes it with the version.
      if (definition.dialect === 'camunda8') await this.retireDefinition(connection, definition);
      else await this.removeDefinition(connection, definition);
      await appendDone(connection, audit, this.parts.clock.now());
      return { kind: 'deleted' as const };
    });
    if (outcome.kind === 'deleted') this.parts.changed([key], []);
    return outcome;
  }

  /** Decisions, or a form. */
  private async removeOther(connection: Queryable, key: Key, audit: AuditRecord | undefined): Promise<boolean> {
    const isRemoved =
      (await removeRequirements(connection, key)) || (await retireForm(connection, key, this.parts.clock.now()));
    if (isRemoved) await appendDone(connection, audit, this.parts.clock.now());
    return isRemoved;
  }

  /** The version before becomes the newest, and waits at its start events again. */
  private async removeDefinition(connection: Queryable, definition: store.StoredDefinition): Promise<void> {
    await removal.deleteInstancesOf(connection, definition.key);
    await removal.deleteDefinition(connection, definition.key);
    if (definition.is_latest) await this.armVersionBefore(connection, definition);
  }

  private async retireDefinition(connection: Queryable, definition: store.StoredDefinition): Promise<void> {
    await removal.retireDefinition(connection, definition.key, this.parts.clock.now());
    if (!definition.is_latest) return;
    await store.disarmStarts(connection, definition.process_id, definition.tenant_id);
    await this.armVersionBefore(connection, definition);
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

const notFound = (what: string, key: Key): Rejection => reject('notFound', `there is no ${what} ${key}`, { key });
const STILL_RUNNING = reject('invalidState', 'instances of it are running', { reason: 'running' });

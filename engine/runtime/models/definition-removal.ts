import type { Rejection } from '../../core/decision.ts';
import { reject } from '../../core/reject.ts';
import type { Key } from '../../core/state.ts';
import { appendDone } from '../../store/audit-entries.ts';
import type { DefinitionDeletion } from '../../engine.ts';
import type { AuditRecord } from '../../store/audit-record.ts';
import { inTransaction, type Queryable } from '../../store/connection.ts';
import * as store from '../../store/definitions.ts';
import { lockNames, lockNamesOf } from '../../store/deployment-locks.ts';
import { removeFormsOfDeployment, retireForm } from '../../store/forms.ts';
import * as removal from '../../store/removal.ts';
import { removeDecisionsOfDeployment, removeRequirements } from './deploy-decisions.ts';
import type { DeploymentsParts } from './deployments.ts';
import { cannotWaitAgain, letStartAgain, type NewestLeft, newestLeft } from './newest-left.ts';

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
      const left = await this.leftBehind(connection, definitions);
      for (const one of removed) await removeWithInstances(connection, one);
      await this.letStartAgain(connection, left);
      await removeDecisionsOfDeployment(connection, key, cascade);
      await removeFormsOfDeployment(connection, key);
      await removal.deleteDeployment(connection, key);
      await appendDone(connection, audit, this.parts.clock.now());
      return { kind: 'deleted' as const };
    }).catch(rejectionOf);
    if (outcome.kind === 'deleted') this.parts.changed(removed, []);
    return outcome;
  }

  /**
   * All or none, in one transaction. A rejection names in `details.key` the first that stays: it is not there, or its
   * instances are running (`details.reason`: `running`); or the version that would be the newest, where a message that
   * starts it starts another process meanwhile (`startMessageTaken`).
   */
  async deleteDefinitions(deletions: readonly DefinitionDeletion[]): Promise<{ kind: 'deleted' } | Rejection> {
    const outcome = await inTransaction(this.parts.pool, async (connection) => {
      const keys = deletions.map(({ key }) => key);
      await lockNames(connection, await lockNamesOf(connection, { keys }));
      const definitions: store.StoredDefinition[] = [];
      for (const key of keys) {
        const definition = await store.definitionByKey(connection, key);
        if (definition && !definition.is_deleted) definitions.push(definition);
      }
      const left = await this.leftBehind(connection, definitions);
      for (const deletion of deletions) await this.removeOne(connection, deletion);
      await this.letStartAgain(connection, left);
      return { kind: 'deleted' as const };
    }).catch(rejectionOf);
    if (outcome.kind === 'deleted')
      this.parts.changed(
        deletions.map(({ key }) => key),
        [],
      );
    return outcome;
  }

  private async removeOne(connection: Queryable, { key, audit }: DefinitionDeletion): Promise<void> {
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
  }

  /** Decisions, or a form. */
  private async removeOther(connection: Queryable, key: Key): Promise<boolean> {
    return (await removeRequirements(connection, key)) || (await retireForm(connection, key, this.parts.clock.now()));
  }

  /** The versions that become the newest. Throws where one of them cannot wait at its start events again. */
  private async leftBehind(
    connection: Queryable,
    going: readonly store.StoredDefinition[],
  ): Promise<readonly NewestLeft[]> {
    const left = await newestLeft(connection, this.parts.parser, going);
    const keys = going.map(({ key }) => key);
    const stays = await cannotWaitAgain(connection, left, keys, this.parts.clock.now());
    if (stays) throw new Stays(reject('invalidState', stays.reason, { reason: 'startMessageTaken', key: stays.key }));
    return left;
  }

  private async letStartAgain(connection: Queryable, left: readonly NewestLeft[]): Promise<void> {
    for (const one of left) await letStartAgain(connection, this.parts.keys, one, this.parts.clock.now());
  }

  private async retireDefinition(connection: Queryable, definition: store.StoredDefinition): Promise<void> {
    await removal.retireDefinition(connection, definition.key, this.parts.clock.now());
    if (definition.is_latest) await store.disarmStarts(connection, definition.process_id, definition.tenant_id);
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

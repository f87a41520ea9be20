import type { Command } from '../core/commands.ts';
import type { EngineEvent } from '../core/events.ts';
import type { Key } from '../core/state.ts';
import type { Pool } from '../store/connection.ts';
import { treeKeyOf, treeKeysOf, type Owned } from '../store/owners.ts';

/** Keys whose trees are remembered; a key's tree never changes. */
const MAX_REMEMBERED = 500_000;

/** Finds the tree that a command is for. */
export class TreeLocator {
  private readonly pool: Pool;
  private readonly trees = new Map<Key, Key>();

  constructor(pool: Pool) {
    this.pool = pool;
  }

  /** null: there is no such thing. */
  async treeOf(command: Command): Promise<Key | null> {
    switch (command.type) {
      case 'startInstance':
        return command.instanceKey;
      case 'createTask':
        return command.parentTaskKey === null ? command.taskKey : this.find(command.parentTaskKey, ['userTask']);
      case 'cancelInstance':
      case 'modifyInstance':
      case 'migrateInstance':
      case 'setInstanceSuspension':
        return this.find(command.instanceKey, ['instance']);
      case 'completeJob':
      case 'failJob':
      case 'throwJobError':
      case 'setJobRetries':
      case 'setJobDueDate':
      case 'executeJob':
      case 'setJobPriority':
      case 'setJobSuspension':
      case 'recalculateJobDueDate':
      case 'deleteJob':
        return this.find(command.jobKey, ['job']);
      case 'correlateMessage':
      case 'triggerSignal':
        return this.find(command.subscriptionKey, ['subscription']);
      case 'setVariables':
        return this.find(command.scopeKey, ['instance', 'element', 'userTask', 'job']);
      case 'claimUserTask':
      case 'assignUserTask':
      case 'completeUserTask':
      case 'updateUserTask':
      case 'deleteTask':
      case 'delegateUserTask':
      case 'resolveUserTask':
      case 'throwTaskError':
      case 'throwTaskEscalation':
        return this.find(command.taskKey, ['userTask']);
      case 'signalElement':
      case 'createIncident':
      case 'activateAdHocElements':
        return this.find(command.elementInstanceKey, ['element']);
      case 'resolveIncident':
      case 'annotateIncident':
        return this.find(command.incidentKey, ['incident']);
    }
  }

  async find(key: Key, kinds: readonly Owned[]): Promise<Key | null> {
    const known = this.trees.get(key);
    if (known !== undefined) return known;
    for (const kind of kinds) {
      const treeKey = await treeKeyOf(this.pool, kind, key);
      if (treeKey !== null) {
        this.remember(key, treeKey);
        return treeKey;
      }
    }
    return null;
  }

  /** Looks for many at once, so that each is known when it is asked for. */
  async findAll(keys: readonly Key[], kind: Owned): Promise<void> {
    const unknown = keys.filter((key) => !this.trees.has(key));
    if (unknown.length === 0) return;
    for (const [key, treeKey] of await treeKeysOf(this.pool, kind, unknown)) this.remember(key, treeKey);
  }

  /** What was just committed here will mostly be asked for here. */
  committed(treeKey: Key, events: readonly EngineEvent[]): void {
    for (const event of events) {
      if (event.type === 'jobCreated') this.remember(event.job.key, treeKey);
      else if (event.type === 'userTaskCreated') this.remember(event.task.key, treeKey);
      else if (event.type === 'jobEnded') this.trees.delete(event.jobKey);
      else if (event.type === 'userTaskEnded') this.trees.delete(event.taskKey);
    }
  }

  private remember(key: Key, treeKey: Key): void {
    this.trees.set(key, treeKey);
    if (this.trees.size > MAX_REMEMBERED)
      for (const oldest of this.trees.keys()) {
        this.trees.delete(oldest);
        break;
      }
  }
}

import { CopyOnWriteMap, SMALL_SIZE } from './copy-on-write-map.ts';
import { LayeredSet } from './layered-set.ts';
import type {
  ElementInstance,
  Incident,
  Instance,
  Job,
  Key,
  Subscription,
  TreeState,
  UserTaskInstance,
  Variable,
} from './state.ts';

/**
 * A tree while one command works on it. Its maps are shared with the state that it began from until they are
 * written; so are the inner maps of the indexes, of which the draft remembers those that it made itself.
 */
export class TreeDraft {
  readonly treeKey: Key;
  private readonly version: number;
  readonly instances: CopyOnWriteMap<Key, Instance>;
  readonly elements: CopyOnWriteMap<Key, ElementInstance>;
  readonly variables: CopyOnWriteMap<Key, Variable>;
  readonly jobs: CopyOnWriteMap<Key, Job>;
  readonly userTasks: CopyOnWriteMap<Key, UserTaskInstance>;
  readonly subscriptions: CopyOnWriteMap<Key, Subscription>;
  readonly incidents: CopyOnWriteMap<Key, Incident>;
  private readonly variablesByScope: CopyOnWriteMap<Key, ReadonlyMap<string, Variable>>;
  private readonly tokensByScope: CopyOnWriteMap<Key, ReadonlySet<Key>>;
  private readonly attachedTo: CopyOnWriteMap<Key, ReadonlySet<Key>>;
  private readonly ownMaps = new Set<ReadonlyMap<string, Variable>>();
  private readonly ownSets = new Set<ReadonlySet<Key>>();

  constructor(state: TreeState) {
    this.treeKey = state.treeKey;
    this.version = state.version;
    this.instances = new CopyOnWriteMap(state.instances);
    this.elements = new CopyOnWriteMap(state.elements);
    this.variables = new CopyOnWriteMap(state.variables);
    this.jobs = new CopyOnWriteMap(state.jobs);
    this.userTasks = new CopyOnWriteMap(state.userTasks);
    this.subscriptions = new CopyOnWriteMap(state.subscriptions);
    this.incidents = new CopyOnWriteMap(state.incidents);
    this.variablesByScope = new CopyOnWriteMap(state.variablesByScope);
    this.tokensByScope = new CopyOnWriteMap(state.tokensByScope);
    this.attachedTo = new CopyOnWriteMap(state.attachedTo);
  }

  toState(): TreeState {
    return {
      treeKey: this.treeKey,
      version: this.version,
      instances: this.instances.frozen(),
      elements: this.elements.frozen(),
      variables: this.variables.frozen(),
      jobs: this.jobs.frozen(),
      userTasks: this.userTasks.frozen(),
      subscriptions: this.subscriptions.frozen(),
      incidents: this.incidents.frozen(),
      variablesByScope: this.variablesByScope.frozen(),
      tokensByScope: this.tokensByScope.frozen(),
      attachedTo: this.attachedTo.frozen(),
    };
  }

  variablesOf(scopeKey: Key): ReadonlyMap<string, Variable> | undefined {
    return this.variablesByScope.get(scopeKey);
  }
  tokensIn(scopeKey: Key): ReadonlySet<Key> | undefined {
    return this.tokensByScope.get(scopeKey);
  }
  attachments(ownerKey: Key): ReadonlySet<Key> | undefined {
    return this.attachedTo.get(ownerKey);
  }

  putVariable(variable: Variable): void {
    const present = this.variablesByScope.get(variable.scopeKey);
    // A scope that is about to end may be told of several by one name.
    const former = present?.get(variable.name);
    if (former && former.key !== variable.key) this.variables.delete(former.key);
    this.variables.set(variable.key, variable);
    if (present && this.ownMaps.has(present)) {
      (present as Map<string, Variable>).set(variable.name, variable);
      return;
    }
    const own = new Map(present);
    own.set(variable.name, variable);
    this.ownMaps.add(own);
    this.variablesByScope.set(variable.scopeKey, own);
  }

  removeVariable(key: Key): void {
    const variable = this.variables.get(key);
    if (!variable) return;
    this.variables.delete(key);
    const left = new Map(this.variablesByScope.get(variable.scopeKey));
    left.delete(variable.name);
    if (left.size === 0) {
      this.variablesByScope.delete(variable.scopeKey);
      return;
    }
    this.ownMaps.add(left);
    this.variablesByScope.set(variable.scopeKey, left);
  }

  /** A scope ends with its variables. */
  removeVariablesOf(scopeKey: Key): void {
    const ended = this.variablesByScope.get(scopeKey);
    if (!ended) return;
    for (const variable of ended.values()) this.variables.delete(variable.key);
    this.variablesByScope.delete(scopeKey);
  }

  /** A task hangs on its element instance, or on the task that it is a part of. */
  putTask(task: UserTaskInstance): void {
    this.userTasks.set(task.key, task);
    const owner = task.elementInstanceKey ?? task.parentTaskKey;
    if (owner !== null) this.attach(owner, task.key);
  }
  removeTask(task: UserTaskInstance): void {
    this.userTasks.delete(task.key);
    const owner = task.elementInstanceKey ?? task.parentTaskKey;
    if (owner !== null) this.detach(owner, task.key);
  }

  addToken(scopeKey: Key, key: Key): void {
    this.addTo(this.tokensByScope, scopeKey, key);
  }
  removeToken(scopeKey: Key, key: Key): void {
    this.removeFrom(this.tokensByScope, scopeKey, key);
  }
  attach(ownerKey: Key, key: Key): void {
    this.addTo(this.attachedTo, ownerKey, key);
  }
  detach(ownerKey: Key, key: Key): void {
    this.removeFrom(this.attachedTo, ownerKey, key);
  }

  private addTo(index: CopyOnWriteMap<Key, ReadonlySet<Key>>, owner: Key, key: Key): void {
    this.ownSet(index, owner).add(key);
  }

  private removeFrom(index: CopyOnWriteMap<Key, ReadonlySet<Key>>, owner: Key, key: Key): void {
    const present = index.get(owner);
    if (!present?.has(key)) return;
    if (present.size === 1) {
      index.delete(owner);
      return;
    }
    this.ownSet(index, owner).delete(key);
  }

  /** The set of the owner as this draft may write it. */
  private ownSet(index: CopyOnWriteMap<Key, ReadonlySet<Key>>, owner: Key): Set<Key> | LayeredSet<Key> {
    const present = index.get(owner);
    if (present && this.ownSets.has(present)) return present as Set<Key> | LayeredSet<Key>;
    const own = present && present.size > SMALL_SIZE ? new LayeredSet(present) : new Set(present);
    this.ownSets.add(own);
    index.set(owner, own);
    return own;
  }
}

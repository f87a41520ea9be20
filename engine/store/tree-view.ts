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
} from '../core/state.ts';
import type { VariableValue } from '../graph/variable-value.ts';

const NO_KEYS: ReadonlySet<Key> = new Set();

/** A value that was written and overwritten within one batch: nothing but memory knows of it. */
export interface FormerValue {
  readonly variable: Variable;
  readonly value: VariableValue;
  readonly writtenBy: string | null;
  readonly writtenAt: number;
}

/**
 * What events refer to while they are turned into rows: the tree before them, and what they themselves have made.
 * Ended things stay visible, since later events still speak of them.
 */
export class TreeView {
  readonly treeKey: Key;
  private readonly base: TreeState;
  private readonly instances = new Map<Key, Instance>();
  private readonly elements = new Map<Key, ElementInstance>();
  private readonly jobs = new Map<Key, Job>();
  private readonly tasks = new Map<Key, UserTaskInstance>();
  private readonly incidents = new Map<Key, Incident>();
  private readonly subscriptions = new Map<Key, Subscription>();
  private readonly written = new Map<Key, FormerValue>();
  private readonly writtenByScope = new Map<Key, Set<Key>>();

  constructor(base: TreeState) {
    this.base = base;
    this.treeKey = base.treeKey;
  }

  addInstance(instance: Instance): void {
    this.instances.set(instance.key, instance);
  }
  addElement(element: ElementInstance): void {
    this.elements.set(element.key, element);
  }
  addJob(job: Job): void {
    this.jobs.set(job.key, job);
  }
  addTask(task: UserTaskInstance): void {
    this.tasks.set(task.key, task);
  }
  addIncident(incident: Incident): void {
    this.incidents.set(incident.key, incident);
  }
  addSubscription(subscription: Subscription): void {
    this.subscriptions.set(subscription.key, subscription);
  }
  addVariable(variable: Variable, writtenBy: string | null, writtenAt: number): void {
    this.written.set(variable.key, { variable, value: variable.value, writtenBy, writtenAt });
    const ofScope = this.writtenByScope.get(variable.scopeKey);
    if (ofScope) ofScope.add(variable.key);
    else this.writtenByScope.set(variable.scopeKey, new Set([variable.key]));
  }

  instance(key: Key): Instance {
    return this.instances.get(key) ?? found(this.base.instances.get(key), 'instance', key);
  }
  element(key: Key): ElementInstance {
    return this.elements.get(key) ?? found(this.base.elements.get(key), 'element instance', key);
  }
  job(key: Key): Job {
    return this.jobs.get(key) ?? found(this.base.jobs.get(key), 'job', key);
  }
  task(key: Key): UserTaskInstance {
    return this.tasks.get(key) ?? found(this.base.userTasks.get(key), 'user task', key);
  }
  incident(key: Key): Incident {
    return this.incidents.get(key) ?? found(this.base.incidents.get(key), 'incident', key);
  }
  subscription(key: Key): Subscription {
    return this.subscriptions.get(key) ?? found(this.base.subscriptions.get(key), 'subscription', key);
  }
  /** What this batch wrote into a variable; undefined: its row has the value still. */
  writtenHere(variableKey: Key): FormerValue | undefined {
    return this.written.get(variableKey);
  }

  /** Keys of all variables of an instance that may live still. */
  variableKeysIn(instanceKey: Key): Set<Key> {
    const keys = new Set<Key>();
    for (const variable of this.base.variables.values())
      if (variable.instanceKey === instanceKey) keys.add(variable.key);
    for (const { variable } of this.written.values()) if (variable.instanceKey === instanceKey) keys.add(variable.key);
    return keys;
  }

  /** Keys of the variables that a scope holds: they end with it. */
  variableKeysOf(scopeKey: Key): ReadonlySet<Key> {
    const written = this.writtenByScope.get(scopeKey) ?? NO_KEYS;
    const before = this.base.variablesByScope.get(scopeKey);
    if (before === undefined) return written;
    const keys = new Set(written);
    for (const variable of before.values()) keys.add(variable.key);
    return keys;
  }
}

/** An event that speaks of something unknown is a fault of the core, never of a caller. */
function found<T>(value: T | undefined, what: string, key: Key): T {
  if (value === undefined) throw new Error(`an event speaks of ${what} ${key}, which its tree does not have`);
  return value;
}

import { isDeepStrictEqual } from 'node:util';
import type { EngineEvent } from '../core/events.ts';
import { evolveAll } from '../core/evolve.ts';
import { LayeredMap } from '../core/layered-map.ts';
import { LayeredSet } from '../core/layered-set.ts';
import type { ElementInstance, Key, TreeState } from '../core/state.ts';
import { treeOf } from '../core/tree-of.ts';

/** What is wrong with a tree between two commands; empty: nothing. */
export function faultsOf(state: TreeState): string[] {
  return [...faultsOfOwners(state), ...faultsOfTokens(state), ...faultsOfIndexes(state)];
}

/** Everything belongs to something that is there. */
function faultsOfOwners(state: TreeState): string[] {
  const { instances, elements, userTasks, subscriptions } = state;
  const faults: string[] = [];
  const kept = new Set([...subscriptions.values()].flatMap(({ eventScope }) => eventScope?.key ?? []));
  const isScope = (key: Key): boolean => instances.has(key) || elements.has(key);
  const expect = (isThere: boolean, what: string): void => {
    if (!isThere) faults.push(what);
  };
  for (const { key, parentElementInstanceKey } of instances.values()) {
    if (parentElementInstanceKey !== null)
      expect(elements.get(parentElementInstanceKey)?.calledInstanceKey === key, `instance ${key} has lost its caller`);
  }
  for (const element of elements.values())
    expect(instances.has(element.instanceKey) && isScope(element.scopeKey), `${nameOf(element)} has lost its scope`);
  for (const job of state.jobs.values())
    expect(
      instances.has(job.instanceKey) && isScope(job.elementInstanceKey ?? job.scopeKey),
      `orphan job ${job.kind} at ${job.elementId}`,
    );
  for (const task of userTasks.values())
    expect(
      elements.has(task.elementInstanceKey ?? '') ||
        userTasks.has(task.parentTaskKey ?? '') ||
        task.key === state.treeKey,
      `orphan task at ${task.elementId}`,
    );
  for (const { elementInstanceKey, kind, elementId } of subscriptions.values())
    expect(isScope(elementInstanceKey) || kept.has(elementInstanceKey), `orphan subscription ${kind} at ${elementId}`);
  for (const { elementInstanceKey, jobKey, type, elementId } of state.incidents.values())
    expect(
      elements.has(elementInstanceKey ?? '') || state.jobs.has(jobKey ?? ''),
      `orphan incident ${type} at ${elementId}`,
    );
  for (const { scopeKey, name } of state.variables.values())
    expect(isScope(scopeKey) || userTasks.has(scopeKey) || kept.has(scopeKey), `orphan variable ${name}`);
  return faults;
}

/** Every scope has a token, and every token waits for something. */
function faultsOfTokens(state: TreeState): string[] {
  const faults: string[] = [];
  for (const { key } of state.instances.values())
    if (!state.tokensByScope.has(key)) faults.push(`instance ${key} has no token`);
  for (const element of state.elements.values())
    if (!state.tokensByScope.has(element.key) && !isWaiting(state, element))
      faults.push(`${nameOf(element)} waits for nothing`);
  return faults;
}

function isWaiting(state: TreeState, element: ElementInstance): boolean {
  if (element.phase === 'arriving') return true;
  if (element.calledInstanceKey !== null) return state.instances.has(element.calledInstanceKey);
  for (const key of state.attachedTo.get(element.key) ?? []) {
    const waitsForIt = state.jobs.get(key) ?? state.subscriptions.get(key);
    if (!waitsForIt || waitsForIt.elementId === element.elementId || element.kind === 'eventBasedGateway') return true;
  }
  return false;
}

/** With maps and sets of one kind only: large ones of a draft lie in layers. */
export function plain(state: TreeState): Record<string, unknown> {
  return Object.fromEntries(Object.entries(state).map(([name, part]) => [name, flat(part)]));
}

function flat(part: unknown): unknown {
  if (part instanceof Map || part instanceof LayeredMap)
    return new Map([...part].map(([key, value]) => [key, flat(value)]));
  return part instanceof LayeredSet ? new Set(part) : part;
}

/** The indexes are those that a load would make. */
function faultsOfIndexes(state: TreeState): string[] {
  const { instances, elements, variables, jobs, userTasks, subscriptions, incidents, treeKey, version } = state;
  const rebuilt = treeOf({
    treeKey,
    version,
    instances: instances.values(),
    elements: elements.values(),
    variables: variables.values(),
    jobs: jobs.values(),
    userTasks: userTasks.values(),
    subscriptions: subscriptions.values(),
    incidents: incidents.values(),
  });
  return isDeepStrictEqual(plain(rebuilt), plain(state)) ? [] : ['the indexes are not those of the maps'];
}

/**
 * What was begun and what was ended, over the whole life of a tree: at its end both are the same, and there was one
 * end.
 */
export class Ledger {
  private readonly open = new Map<Key, string>();
  private rootEnds = 0;
  readonly faults: string[] = [];

  enter(events: readonly EngineEvent[], treeKey: Key): void {
    for (const event of events) {
      switch (event.type) {
        case 'instanceCreated':
          this.begin(event.instance.key, 'instance');
          break;
        case 'instanceEnded':
          this.end(event.instanceKey);
          if (event.instanceKey === treeKey) this.rootEnds += 1;
          break;
        case 'elementActivated':
          this.begin(event.element.key, nameOf(event.element));
          break;
        case 'elementEnded':
          this.end(event.elementInstanceKey);
          break;
        case 'jobCreated':
          this.begin(event.job.key, `job at ${event.job.elementId}`);
          break;
        case 'jobEnded':
          this.end(event.jobKey);
          break;
        case 'userTaskCreated':
          this.begin(event.task.key, `task at ${event.task.elementId}`);
          break;
        case 'userTaskEnded':
          this.end(event.taskKey);
          break;
        case 'subscriptionOpened':
          this.begin(event.subscription.key, `${event.subscription.kind} at ${event.subscription.elementId}`);
          break;
        case 'subscriptionClosed':
          this.end(event.subscriptionKey);
          break;
        case 'incidentRaised':
          this.begin(event.incident.key, `incident at ${event.incident.elementId}`);
          break;
        case 'incidentResolved':
          this.end(event.incidentKey);
          break;
        default:
          break;
      }
    }
  }

  /** What the ledger says against a tree: all that is open in it and nothing else. */
  against(state: TreeState): string[] {
    const alive = new Set([
      ...state.instances.keys(),
      ...state.elements.keys(),
      ...state.jobs.keys(),
      ...state.userTasks.keys(),
      ...state.subscriptions.keys(),
      ...state.incidents.keys(),
    ]);
    const lost = [...this.open].filter(([key]) => !alive.has(key)).map(([, what]) => `${what} is gone without an end`);
    const unknown = [...alive].filter((key) => !this.open.has(key)).map((key) => `${key} is there without a beginning`);
    const ends =
      state.instances.size === 0 && this.rootEnds !== 1 ? [`the instance has ended ${this.rootEnds} times`] : [];
    return [...this.faults, ...lost, ...unknown, ...ends];
  }

  private begin(key: Key, what: string): void {
    if (this.open.has(key)) this.faults.push(`${what} has begun twice`);
    this.open.set(key, what);
  }

  private end(key: Key): void {
    if (!this.open.delete(key)) this.faults.push(`${key} has ended twice`);
  }
}

/** The events lead to the decided state, and the state before is as it was. */
export function faultsOfEvents(before: TreeState, events: readonly EngineEvent[], after: TreeState): string[] {
  return isDeepStrictEqual(evolveAll(before, events), after) ? [] : ['the events do not lead to the decided state'];
}

const nameOf = ({ kind, elementId, key }: ElementInstance): string => `${kind} ${elementId} (${key})`;

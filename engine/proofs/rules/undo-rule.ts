import type { EngineEvent } from '../../core/events.ts';
import type { ElementInstance, Key } from '../../core/state.ts';
import type { Element } from '../../graph/element.ts';
import type { Rule, Witness } from './witness.ts';
import { count } from './witness.ts';

/** What has completed in a scope and can be undone: by a handler, or a scope by what is in it. */
interface Completed {
  readonly handlerId?: string;
  readonly scope?: { readonly key: Key; readonly elementId: string; readonly eventSubProcessId?: string | undefined };
}
/** Who undoes, and what has to happen right below it, each as often as it says. */
interface Undoing {
  readonly name: string;
  readonly due: Map<string, number>;
  readonly done: Map<string, number>;
}

/**
 * A thrown compensation runs the handler of each activity that has completed in its scope exactly once, before it
 * completes itself. A completed scope is undone by what has completed in it, or by its own event sub-process; in Camunda 7
 * it lives once more for that, in Camunda 8 its handlers run beside the others.
 */
export class UndoRule implements Rule {
  private readonly completed = new Map<Key, Completed[]>();
  private readonly undoings = new Map<Key, Undoing>();
  /** The key under which a completed scope lives once more, by the key that it had. */
  private readonly keptUnder = new Map<Key, Key>();
  private announced: { readonly name: string | null; readonly scopeKey: Key; readonly key: Key } | null = null;
  private faults: string[] = [];

  see(event: EngineEvent, witness: Witness): void {
    if (event.type === 'subscriptionOpened') {
      const { eventScope, name, elementInstanceKey } = event.subscription;
      if (eventScope) this.announced = { name, scopeKey: elementInstanceKey, key: eventScope.key };
    } else if (event.type === 'elementActivated') this.activate(event.element, witness);
    else if (event.type === 'elementEnded') {
      const at = witness.elements.get(event.elementInstanceKey);
      if (at) this.end(at, event.outcome, witness);
    }
  }

  close(): string[] {
    const { faults } = this;
    this.faults = [];
    return faults;
  }

  private activate(at: ElementInstance, witness: Witness): void {
    const element = witness.elementAt(at);
    const above = this.undoings.get(at.scopeKey);
    if (at.phase === 'compensating') {
      if (above) count(above.done, `scope ${at.elementId}`);
      this.undoScope(at, witness);
      return;
    }
    if (above && at.kind !== 'boundaryEvent') count(above.done, at.elementId);
    const undone = thrownBy(element);
    if (undone === null) return;
    const due: Completed[] = [];
    for (let scopeKey = at.scopeKey; ; ) {
      due.push(...this.take(scopeKey, undone));
      const scope = witness.elements.get(scopeKey);
      if (scope?.kind !== 'eventSubProcess') break;
      scopeKey = scope.scopeKey;
    }
    this.undo(at, due, witness);
  }

  /** A completed scope lives once more. */
  private undoScope(at: ElementInstance, witness: Witness): void {
    const former = [...this.keptUnder].find(([, key]) => key === at.key)?.[0];
    if (former === undefined) {
      this.faults.push(`${at.elementId} is undone though it has not completed`);
      return;
    }
    this.keptUnder.delete(former);
    this.completed.set(at.key, this.completed.get(former) ?? []);
    this.completed.delete(former);
    const eventSubProcessId = at.kind === 'subProcess' ? undoingInside(witness.elementAt(at), witness, at) : undefined;
    if (eventSubProcessId === undefined) this.undo(at, this.take(at.key), witness);
    else this.undoings.set(at.key, { name: at.elementId, due: new Map([[eventSubProcessId, 1]]), done: new Map() });
  }

  private undo(at: ElementInstance, due: readonly Completed[], witness: Witness): void {
    const undoing: Undoing = { name: at.elementId, due: new Map(), done: new Map() };
    const isBeside = witness.graphOf(at.instanceKey).semantics.compensation === 'besideTheThrow';
    const add = ({ handlerId, scope }: Completed): void => {
      if (handlerId !== undefined) count(undoing.due, handlerId);
      if (!scope) return;
      if (isBeside) for (const inner of this.take(scope.key)) add(inner);
      else if (this.isUndoable(scope)) count(undoing.due, `scope ${scope.elementId}`);
    };
    for (const one of due) add(one);
    this.undoings.set(at.key, undoing);
  }

  private isUndoable({ key, eventSubProcessId }: NonNullable<Completed['scope']>): boolean {
    return (
      eventSubProcessId !== undefined ||
      (this.completed.get(key) ?? []).some(({ scope }) => scope === undefined || this.isUndoable(scope))
    );
  }

  private end(at: ElementInstance, outcome: 'completed' | 'terminated' | 'merged', witness: Witness): void {
    const undoing = this.undoings.get(at.key);
    this.undoings.delete(at.key);
    if (undoing && outcome !== 'terminated') this.compare(undoing);
    if (outcome === 'completed') this.remember(at, witness);
    else this.completed.delete(at.key);
  }

  private compare({ name, due, done }: Undoing): void {
    for (const what of new Set([...due.keys(), ...done.keys()])) {
      if (due.get(what) !== done.get(what))
        this.faults.push(`${name} has undone by ${what} ${done.get(what) ?? 0} times instead of ${due.get(what) ?? 0}`);
    }
  }

  private remember(at: ElementInstance, witness: Witness): void {
    const element = witness.elementAt(at);
    if ('isForCompensation' in element && element.isForCompensation) return;
    const inItsScopes = witness.graphOf(at.instanceKey).semantics.compensation === 'inItsScopes';
    const list = this.completed.get(at.scopeKey) ?? [];
    const isUndoing = witness.elements.get(at.scopeKey)?.phase === 'compensating';
    if (this.completed.has(at.key) || at.kind === 'subProcess') {
      if (at.kind === 'eventSubProcess' && (!inItsScopes || isUndoing)) this.completed.delete(at.key);
      else {
        const eventSubProcessId = at.kind === 'subProcess' ? undoingInside(element, witness, at) : undefined;
        list.push({ scope: { key: at.key, elementId: at.elementId, eventSubProcessId } });
      }
    }
    if (this.announced?.name === at.elementId && this.announced.scopeKey === at.scopeKey)
      this.keptUnder.set(at.key, this.announced.key);
    this.announced = null;
    const handlerId = 'compensation' in element ? element.compensation?.handlerId : undefined;
    const isLoop = 'multiInstance' in element && element.multiInstance !== undefined;
    const isActivity = at.kind !== 'adHocInnerInstance' && (!isLoop || (at.index === null) !== inItsScopes);
    if (handlerId !== undefined && isActivity) list.push({ handlerId });
    if (list.length > 0) this.completed.set(at.scopeKey, list);
  }

  /** All that can be undone in a scope: none of it is undone a second time. */
  private take(scopeKey: Key, undone?: { readonly activityId?: string | undefined }): readonly Completed[] {
    if (undone?.activityId !== undefined) return [];
    const list = this.completed.get(scopeKey) ?? [];
    this.completed.delete(scopeKey);
    return list;
  }
}

/** null: it undoes nothing. */
function thrownBy(element: Element): { readonly activityId?: string | undefined } | null {
  if (element.kind !== 'intermediateThrowEvent' && element.kind !== 'endEvent') return null;
  if (element.trigger.kind === 'cancel') return {};
  return element.trigger.kind === 'compensation' ? { activityId: element.trigger.activityId } : null;
}

function undoingInside(element: Element, witness: Witness, { instanceKey }: ElementInstance): string | undefined {
  const startId = element.kind === 'subProcess' ? element.compensationStartId : undefined;
  return startId === undefined ? undefined : witness.graphOf(instanceKey).elements.get(startId)?.parentId;
}

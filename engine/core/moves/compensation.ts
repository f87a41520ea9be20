import type { ActivityBase, Element, StartEvent } from '../../graph/element.ts';
import type { ElementInstance, ElementInstanceKind, Key, Subscription } from '../state.ts';
import type { Step } from '../step.ts';
import { beginEventSubProcess } from './begin-event-sub-process.ts';
import { tokenEnded } from './complete.ts';
import { createElementInstance, enterElement, startElement, multiInstanceOf } from './enter.ts';
import { closeWaits } from './incidents.ts';
import { ownVariables } from './token-variables.ts';

const SCOPES: ReadonlySet<ElementInstanceKind> = new Set<ElementInstanceKind>([
  'subProcess',
  'multiInstanceBody',
  'adHocSubProcess',
  'adHocInnerInstance',
]);

/**
 * What has completed stays known to its scope until that ends, so that it can be undone: an activity by its handler, a
 * scope by what was in it. In Camunda 7 a scope keeps its variables too, and each inner instance of a multi-instance
 * activity is undone for itself; in Camunda 8 the activity is undone once.
 */
export function rememberCompleted(step: Step, element: Element, at: ElementInstance): void {
  const { compensation, isForCompensation, multiInstance } = element as Partial<ActivityBase>;
  const inItsScopes = step.semanticsOf(at.instanceKey).compensation === 'inItsScopes';
  const isScope = SCOPES.has(at.kind) || (inItsScopes && isEventSubProcessBeside(step, at));
  if ((!compensation && !isScope) || isForCompensation) return;
  const hasHandler =
    compensation && at.kind !== 'adHocInnerInstance' && (!multiInstance || (at.index === null) === !inItsScopes);
  const rememberHandler = (): void => {
    if (hasHandler) remember(step, at, compensation.handlerId, null);
  };
  // What is undone later is remembered first (7), or last (8).
  if (!inItsScopes) rememberHandler();
  if (isScope) rememberScope(step, element, at, inItsScopes);
  if (inItsScopes) rememberHandler();
}

/** An event sub-process of what runs, and not one that undoes a completed scope. */
const isEventSubProcessBeside = (step: Step, { kind, scopeKey }: ElementInstance): boolean =>
  kind === 'eventSubProcess' && step.draft.elements.get(scopeKey)?.phase !== 'compensating';

function remember(step: Step, at: ElementInstance, elementId: string, eventScope: Subscription['eventScope']): void {
  step.emit({
    type: 'subscriptionOpened',
    at: step.now,
    subscription: {
      key: step.newKey(),
      kind: 'compensate',
      name: at.elementId,
      correlationKey: null,
      instanceKey: at.instanceKey,
      elementInstanceKey: at.scopeKey,
      elementId,
      eventScope,
      createdAt: step.now,
    },
  });
}

function rememberScope(step: Step, element: Element, at: ElementInstance, keepsVariables: boolean): void {
  const undoneBy =
    at.kind === 'subProcess' && element.kind === 'subProcess' && element.compensationStartId !== undefined
      ? step.element(at.instanceKey, element.compensationStartId).parentId
      : undefined;
  const inner = compensationsIn(step, at.key);
  if (inner.length === 0 && undoneBy === undefined) return;
  const eventScope: { key: Key; kind: ElementInstanceKind } = { key: step.newKey(), kind: at.kind };
  remember(step, at, undoneBy ?? at.elementId, eventScope);
  if (keepsVariables) {
    const ofTheLoop = loopVariablesOf(element, at);
    for (const [name, value] of Object.entries(ownVariables(step, at.key))) {
      if (ofTheLoop.includes(name)) continue;
      step.emit({
        type: 'variableSet',
        at: step.now,
        writtenBy: null,
        before: null,
        variable: {
          key: step.newKey(),
          instanceKey: at.instanceKey,
          scopeKey: eventScope.key,
          name,
          value,
          revision: 1,
        },
      });
    }
  }
  for (const { key } of inner)
    step.emit({ type: 'subscriptionMoved', at: step.now, subscriptionKey: key, elementInstanceKey: eventScope.key });
}

/** Number and item of a parallel inner instance lie around its scope, and end with it. */
function loopVariablesOf(element: Element, { index }: ElementInstance): readonly string[] {
  const loop = multiInstanceOf(element);
  if (index === null || !loop || loop.isSequential) return [];
  return loop.elementVariable === undefined ? ['loopCounter'] : ['loopCounter', loop.elementVariable];
}

/** What can be undone in a scope, in the order in which it completed. */
function compensationsIn(step: Step, scopeKey: Key): Subscription[] {
  const found: Subscription[] = [];
  for (const key of step.draft.attachments(scopeKey) ?? []) {
    const subscription = step.draft.subscriptions.get(key);
    if (subscription?.kind === 'compensate') found.push(subscription);
  }
  return found.sort(oldestFirst);
}

/**
 * What a throwing event undoes: what has completed in its scope; an event sub-process undoes what lies around it too.
 */
export function compensationsFor(step: Step, at: ElementInstance, activityId: string | undefined): Subscription[] {
  const found: Subscription[] = [];
  for (let scopeKey = at.scopeKey; ; ) {
    found.push(...compensationsIn(step, scopeKey));
    const scope = step.draft.elements.get(scopeKey);
    if (scope?.kind !== 'eventSubProcess') break;
    scopeKey = scope.scopeKey;
  }
  found.sort(oldestFirst);
  if (activityId === undefined) return found;
  const named = found.filter(({ name }) => name === activityId);
  // In Camunda 7 an activity with a handler of its own means that one alone.
  const handlers = named.filter(({ eventScope }) => eventScope === null);
  return handlers.length > 0 && step.semanticsOf(at.instanceKey).compensation === 'inItsScopes' ? handlers : named;
}

/**
 * Undoes what is given oldest first, as tokens inside an element instance: the throwing event, or a completed scope
 * that lives once more.
 */
export function compensate(step: Step, under: ElementInstance, due: readonly Subscription[]): void {
  const semantics = step.semanticsOf(under.instanceKey);
  const steps =
    semantics.compensation === 'inItsScopes'
      ? due.toReversed().map((one) => undoInItsScope(step, under, one))
      : handlersOf(step, due).map((one) => undoBeside(step, under, one));
  step.schedule(
    semantics,
    steps.map((run) => ({ run, whileAlive: under.key, tokenOf: under.key })),
  );
}

const oldestFirst = (one: Subscription, other: Subscription): number => (one.key < other.key ? -1 : 1);

/** Takes a compensation out; the result runs it, without the job that the model may want before it. */
function undoInItsScope(step: Step, under: ElementInstance, undone: Subscription): () => void {
  const { key, elementId, instanceKey, eventScope } = undone;
  if (!eventScope) {
    step.emit({ type: 'subscriptionClosed', at: step.now, subscriptionKey: key });
    return () => startElement(step, step.element(instanceKey, elementId), arrivalIn(under));
  }
  const scope: ElementInstance = {
    key: eventScope.key,
    instanceKey,
    elementId: undoneElement(undone),
    kind: eventScope.kind,
    scopeKey: under.key,
    phase: 'compensating',
    enteredBy: [],
    startedAt: step.now,
    index: null,
    data: null,
    calledInstanceKey: null,
  };
  step.emit({ type: 'elementActivated', at: step.now, element: scope });
  step.emit({ type: 'subscriptionClosed', at: step.now, subscriptionKey: key, isScopeKept: true });
  return () => {
    if (elementId === scope.elementId) undoAllIn(step, scope);
    else beginEventSubProcess(step, startOf(step, instanceKey, elementId), scope, { variables: {} });
  };
}

function undoAllIn(step: Step, scope: ElementInstance): void {
  const inner = compensationsIn(step, scope.key);
  if (inner.length > 0) compensate(step, scope, inner);
  else compensated(step, scope);
}

function startOf(step: Step, instanceKey: Key, eventSubProcessId: string): StartEvent {
  const element = step.element(instanceKey, eventSubProcessId);
  const start = element.kind === 'eventSubProcess' ? step.element(instanceKey, element.startEventId) : undefined;
  if (start?.kind !== 'startEvent') throw new Error(`${eventSubProcessId} is no event sub-process`);
  return { ...start, isInterrupting: false };
}

/** Everything in a completed scope that lived once more has been undone: it is over for good. */
export function compensated(step: Step, scope: ElementInstance): void {
  closeWaits(step, scope.key, 'deleted');
  step.emit({ type: 'elementEnded', at: step.now, elementInstanceKey: scope.key, outcome: 'merged' });
  tokenEnded(step, scope.scopeKey, scope);
}

/** Camunda 8 knows only handlers, those of completed scopes included. */
function handlersOf(step: Step, due: readonly Subscription[]): Subscription[] {
  return due.flatMap((one) =>
    one.eventScope ? [one, ...handlersOf(step, compensationsIn(step, one.eventScope.key))] : [one],
  );
}

/** The activity that has completed. */
function undoneElement({ key, name }: Subscription): string {
  if (name === null) throw new Error(`subscription ${key} names nothing that has completed`);
  return name;
}

/** The boundary event is seen to be passed, then its handler runs. */
function undoBeside(step: Step, under: ElementInstance, undone: Subscription): () => void {
  const { key, elementId, instanceKey, eventScope } = undone;
  step.emit({ type: 'subscriptionClosed', at: step.now, subscriptionKey: key });
  const { compensation } = step.element(instanceKey, undoneElement(undone)) as Partial<ActivityBase>;
  if (eventScope || !compensation) return () => undefined;
  const boundary = createElementInstance(
    step,
    step.element(instanceKey, compensation.boundaryId),
    { ...arrivalIn(under), scopeKey: under.scopeKey },
    'boundaryEvent',
  );
  step.emit({ type: 'elementEnded', at: step.now, elementInstanceKey: boundary.key, outcome: 'completed' });
  return () => enterElement(step, step.element(instanceKey, elementId), arrivalIn(under));
}

/** A handler at its work, not one that somebody has started by hand. */
export function isUndoing(step: Step, element: Element, { scopeKey }: ElementInstance): boolean {
  if ((element as Partial<ActivityBase>).isForCompensation !== true) return false;
  const under = step.draft.elements.get(scopeKey);
  return under?.phase === 'compensating' || under?.kind === 'intermediateThrowEvent' || under?.kind === 'endEvent';
}

function arrivalIn({ instanceKey, key }: ElementInstance) {
  return { instanceKey, scopeKey: key, enteredBy: [], index: null };
}

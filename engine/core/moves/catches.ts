import { inHashOrder } from '../../expressions/juel/juel-variable.ts';
import type { ActivityBase, Element, ScopeBase } from '../../graph/element.ts';
import type { Trigger } from '../../graph/trigger.ts';
import type { ElementInstance, Key } from '../state.ts';
import type { Step } from '../step.ts';
import type { Payload } from '../payload.ts';
import type { Waiting } from '../trigger-behavior.ts';

/**
 * Boundary events hang on the body of a multi-instance activity, not on each inner instance. A completed scope that is
 * undone catches nothing.
 */
export function boundariesOf(step: Step, element: Element, at: ElementInstance): readonly Element[] {
  const { boundaryIds, multiInstance } = element as Partial<ActivityBase>;
  if (!boundaryIds || boundaryIds.length === 0 || at.phase === 'compensating' || at.kind === 'adHocInnerInstance')
    return [];
  if (multiInstance && at.kind !== 'multiInstanceBody') return [];
  if (isBareTask(step, at)) return [];
  return boundaryIds.map((id) => step.element(at.instanceKey, id));
}

/**
 * What Camunda 8 does at once and goes on: a task without work or with an expression waits for nothing at its boundary.
 */
function isBareTask(step: Step, { kind, instanceKey }: ElementInstance): boolean {
  return (
    (kind === 'passThroughTask' || kind === 'expressionTask' || kind === 'decisionTask') &&
    step.semanticsOf(instanceKey).momentaryElements === 'bare'
  );
}

/** What boundary events and event sub-processes wait for, evaluated and ready to be opened. */
export interface Catches {
  open(): void;
  readonly opensBeforeWork: boolean;
}

/** Event sub-processes of a sub-process wait in each of its instances, not on the body of a multi-instance one. */
export function eventStartsOf(step: Step, element: Element, at: ElementInstance): readonly Element[] {
  const { eventStartIds } = element as Partial<ScopeBase>;
  if (
    !eventStartIds ||
    eventStartIds.length === 0 ||
    at.kind === 'multiInstanceBody' ||
    at.kind === 'adHocInnerInstance' ||
    at.phase === 'compensating'
  )
    return [];
  return eventStartIds.map((id) => step.element(at.instanceKey, id));
}

/**
 * Evaluates what boundary events and event sub-processes wait for while an element instance lives. In Camunda 8 those
 * of a sub-process are left to its start event, unless it begins without one, or has none.
 */
export function prepareCatches(step: Step, element: Element, at: ElementInstance, hasStart: boolean): Catches | null {
  const isLeftToStart =
    hasStart &&
    (at.kind === 'subProcess' || at.kind === 'eventSubProcess') &&
    step.semanticsOf(at.instanceKey).eventStartsOpen === 'atItsStart';
  return isLeftToStart
    ? null
    : prepareAll(step, [...boundariesOf(step, element, at), ...eventStartsOf(step, element, at)], at);
}

/**
 * A start event of Camunda 8 is passed: from now on the event sub-processes of its scope wait, and what is at its
 * boundary.
 */
export function openWithStart(step: Step, at: ElementInstance): void {
  if (step.semanticsOf(at.instanceKey).eventStartsOpen !== 'atItsStart') return;
  const scope = step.draft.elements.get(at.scopeKey);
  const catches = scope
    ? prepareAll(step, eventsAround(step, scope), scope)
    : prepareInstanceCatches(step, at.instanceKey);
  catches?.open();
}

function eventsAround(step: Step, scope: ElementInstance): readonly Element[] {
  const element = step.elementOf(scope);
  return [...boundariesOf(step, element, scope), ...eventStartsOf(step, element, scope)];
}

/** The same for an instance and the event sub-processes directly in its process. */
export function prepareInstanceCatches(step: Step, instanceKey: Key): Catches | null {
  const { eventStartIds } = step.graphOf(instanceKey);
  return prepareAll(
    step,
    eventStartIds.map((id) => step.element(instanceKey, id)),
    waitingInstance(step, instanceKey),
  );
}

function prepareAll(step: Step, events: readonly Element[], waiting: Waiting): Catches | null {
  if (events.length === 0) return null;
  const openings = inOpeningOrder(step, events, waiting).map((event) => prepareCatch(step, event, waiting));
  const opensBeforeWork = events.some((event) => {
    const trigger = triggerOf(event);
    return trigger !== undefined && step.behaviors.ofTrigger(trigger).opensBeforeWork === true;
  });
  return {
    open: () => {
      for (const open of openings) open();
    },
    opensBeforeWork,
  };
}

export function waitingInstance(step: Step, instanceKey: Key): Waiting {
  return { key: instanceKey, instanceKey, scopeKey: instanceKey, elementId: step.graphOf(instanceKey).processId };
}

/**
 * Camunda 7 has the events of a scope in hash maps of Java by their ids, those that wait for a time in one of their
 * own, which comes last. Camunda 8 takes event sub-processes as the model has them, and then what is at the boundary
 * from the last to the first.
 */
export function inOpeningOrder(
  step: Step,
  events: readonly Element[],
  { instanceKey }: Pick<Waiting, 'instanceKey'>,
): readonly Element[] {
  if (events.length < 2) return events;
  if (step.semanticsOf(instanceKey).eventOrder === 'ofTheModel')
    return [
      ...events.filter(({ kind }) => kind !== 'boundaryEvent'),
      ...events.filter(({ kind }) => kind === 'boundaryEvent').toReversed(),
    ];
  const ordered = (isTimer: boolean): readonly Element[] =>
    inHashOrder(
      events.filter((event) => (triggerOf(event)?.kind === 'timer') === isTimer).map((event) => [event.id, event]),
    ).map(([, event]) => event);
  return [...ordered(false), ...ordered(true)];
}

/** Evaluates what an event or receive task waits for; the result opens it. */
export function prepareCatch(step: Step, element: Element, waiting: Waiting): () => void {
  const trigger = triggerOf(element);
  if (!trigger || isBareHandler(step, waiting)) return nothingToOpen;
  const isRepeated = 'isInterrupting' in element && element.isInterrupting === false;
  return step.behaviors.ofTrigger(trigger).prepare?.(step, trigger, { element, waiting, isRepeated }) ?? nothingToOpen;
}

/** Camunda 7 runs a handler in a scope that is there already, so what waits at it or in it is not opened. */
function isBareHandler(step: Step, { key, scopeKey, instanceKey, elementId }: Waiting): boolean {
  const around = step.draft.elements.get(scopeKey);
  if (
    key === instanceKey ||
    !around ||
    (around.phase !== 'compensating' && around.kind !== 'intermediateThrowEvent' && around.kind !== 'endEvent')
  )
    return false;
  return (
    step.semanticsOf(instanceKey).compensation === 'inItsScopes' &&
    (step.element(instanceKey, elementId) as Partial<ActivityBase>).isForCompensation === true
  );
}

export function triggerOf(element: Element): Trigger | undefined {
  return 'trigger' in element ? element.trigger : undefined;
}

/**
 * A trigger came for who waits; `elementId` names the event, which may be a boundary event or in an event sub-process.
 */
export function deliver(step: Step, waitingKey: Key, elementId: string, payload: Payload): void {
  const waiting = step.draft.elements.get(waitingKey);
  const scope: Waiting | null =
    waiting ?? (step.draft.instances.has(waitingKey) ? waitingInstance(step, waitingKey) : null);
  if (!scope) throw new Error(`nothing waits at ${elementId}: ${waitingKey} has ended`);
  const element = step.element(scope.instanceKey, elementId);
  const behavior = step.behaviors.ofElement(element.kind);
  if (behavior.caughtByScope) behavior.caughtByScope(step, element, scope, payload);
  else if (waiting) behavior.caught?.(step, element, waiting, payload);
}

function nothingToOpen(): void {}

import type { Element, EventSubProcess } from '../../graph/element.ts';
import type { ProcessGraph } from '../../graph/process-graph.ts';
import type { Variables } from '../commands.ts';
import type { TokenVariables } from '../element-behavior.ts';
import { Refusal } from '../failure.ts';
import { hasWorkBegun } from '../migration/has-work-begun.ts';
import type { ElementPlace, StartInstruction } from '../modification.ts';
import { reject } from '../reject.ts';
import type { ElementInstance, Key } from '../state.ts';
import type { Step } from '../step.ts';
import { completeElement } from './complete.ts';
import {
  activateElement,
  createElementInstance,
  enterElement,
  multiInstanceOf,
  openScope,
  takeFlows,
} from './enter.ts';
import { activationFor } from './ad-hoc.ts';
import { gatewayBefore } from './gateway-before.ts';
import { closeWaits } from './incidents.ts';
import { asksListener } from './job-listeners.ts';
import { replaceWaiting } from './join-tokens.ts';
import { refuseCompensation, refuseSuspended } from './refuse-start.ts';
import { refuseHandlerOfSequential } from './refuse-handler.ts';
import { addInner } from './multi-instance.ts';
import { endTaskOfScope, interruptedBy, interruptElement, terminateTokens } from './terminate.ts';
import type { StartTarget } from './start-target.ts';
import { hasScope } from './token-variables.ts';
import { propagateVariables, setLocalVariables } from './variables.ts';

/** Where a token can be put: a scope that is there, and those that have to be made in it, outermost first. */
interface Landing {
  readonly scopeKey: Key;
  readonly missing: readonly ElementPlace[];
}

/**
 * Starts an element, or a token on a flow, with the scopes around it that are not there yet. Boundary events and the
 * like interrupt what they would interrupt if they were triggered.
 */
export function startWithin(step: Step, instanceKey: Key, target: StartTarget, how: StartInstruction): void {
  const graph = step.graphOf(instanceKey);
  refuseCompensation(target);
  const landing = landingOf(step, instanceKey, graph, target, how.ancestorKey);
  refuseNewBodies(step, instanceKey, landing);
  refuseBesideSequential(step, instanceKey, graph, landing, target);
  if (target.kind === 'element') refuseHandlerOfSequential(step, instanceKey, target.element);
  // A job can be put before something in an instance that rests.
  if (landing.missing.length > 0 || target.kind !== 'element' || target.element.asyncBefore !== true)
    refuseSuspended(step, instanceKey);
  const scopeKey = interruptFor(step, instanceKey, landing, target) ?? landing.scopeKey;
  const isAlone = step.isEmptyScope(scopeKey);
  let innermost = scopeKey;
  let index = landing.missing.length > 0 ? indexIn(step, scopeKey, false) : null;
  for (const [n, place] of landing.missing.entries()) {
    const element = step.element(instanceKey, place.elementId);
    const at = openScope(
      step,
      element,
      { instanceKey, scopeKey: scopeOfStart(step, innermost, element), enteredBy: [], index },
      place.isBody ? 'multiInstanceBody' : element.kind,
      n === 0,
    );
    if (step.semanticsOf(instanceKey).modification === 'together') replaceWaiting(step, at.scopeKey, element);
    innermost = at.key;
    index = indexIn(step, innermost, true);
  }
  if (landing.missing.length === 0) index = indexIn(step, scopeKey, false);
  innermost = scopeOfStart(step, innermost, target.kind === 'element' ? target.element : target.source);
  begin(
    step,
    instanceKey,
    innermost,
    index,
    target,
    how,
    landing.missing.length > 0 ? !isParallelBody(step, innermost) : isAlone,
  );
}

/** In an ad-hoc sub-process each start is an activation of its own; event sub-processes stand beside those. */
function scopeOfStart(step: Step, scopeKey: Key, started: Element): Key {
  const scope = step.draft.elements.get(scopeKey);
  return scope?.kind === 'adHocSubProcess' && started.kind !== 'eventSubProcess'
    ? activationFor(step, scope, {}).key
    : scopeKey;
}

/**
 * `isSharingScope`: local variables belong to the scope, since nothing else is in it. Else they are the token's, which
 * got them nowhere (7), or end with what is started (8).
 */
function begin(
  step: Step,
  instanceKey: Key,
  scopeKey: Key,
  index: number | null,
  target: StartTarget,
  how: StartInstruction,
  isSharingScope: boolean,
): void {
  if (isSharingScope) setLocalVariables(step, scopeKey, how.localVariables, null);
  const semantics = step.semanticsOf(instanceKey);
  if (semantics.modification === 'together') giveToScopes(step, instanceKey, scopeKey, how);
  else propagateVariables(step, scopeKey, how.variables, null);
  const localVariables = isSharingScope ? {} : how.localVariables;
  const isOfToken = semantics.localVariables === 'ofTheToken';
  const tokenVariables = isOfToken ? asTokenVariables(step, localVariables) : undefined;
  if (target.kind === 'flow') {
    takeFlows(step, instanceKey, scopeKey, [target.flow.id], tokenVariables);
    return;
  }
  const { element } = target;
  const arrival = {
    instanceKey,
    scopeKey,
    enteredBy: [],
    index,
    tokenVariables,
    localVariables: { ...(!isOfToken && localVariables), ...how.scopeVariables[element.id] },
  };
  const run = (): void => {
    // The gateway has done the waiting: an event behind it only passes the token on, in Camunda 7 by itself.
    if (semantics.modification === 'together' && gatewayBefore(step.graphOf(instanceKey), element)) {
      completeElement(step, createElementInstance(step, element, arrival, element.kind));
      return;
    }
    // Camunda 8 opens a join that is started; in Camunda 7 that is one more token which waits there.
    if (semantics.modification === 'together') {
      // A scope that has not begun, or is stopped at its end, takes nothing.
      if (!hasWorkBegun(step, scopeKey) || step.draft.elements.get(scopeKey)?.phase === 'completing') return;
      replaceWaiting(step, scopeKey, element);
    }
    if (semantics.modification === 'inTurn' || multiInstanceOf(element)) enterElement(step, element, arrival);
    else activateElement(step, element, arrival);
  };
  step.schedule(semantics, [{ run, whileAlive: scopeKey, tokenOf: scopeKey }]);
}

/** They come from nowhere in the model: their origin is the key of nothing. */
function asTokenVariables(step: Step, variables: Variables): TokenVariables | undefined {
  const names = Object.entries(variables);
  if (names.length === 0) return undefined;
  const originKey = step.newKey();
  return Object.fromEntries(names.map(([name, value]) => [name, { value, originKey }]));
}

/** Camunda 8: for the instance, and for each scope around what is started, whether it was there or not. */
function giveToScopes(
  step: Step,
  instanceKey: Key,
  scopeKey: Key,
  { variables, scopeVariables }: StartInstruction,
): void {
  setLocalVariables(step, instanceKey, variables, null);
  for (let at = step.draft.elements.get(scopeKey); at; at = step.draft.elements.get(at.scopeKey))
    setLocalVariables(step, at.key, scopeVariables[at.elementId] ?? {}, null);
}

/** Camunda 8 makes no multi-instance body around what is started, nor another inner instance of one that is there. */
function refuseNewBodies(step: Step, instanceKey: Key, { scopeKey, missing }: Landing): void {
  const present = step.draft.elements.get(scopeKey);
  const body = missing.find(({ isBody }) => isBody) ?? (present?.kind === 'multiInstanceBody' ? present : undefined);
  if (!body || step.semanticsOf(instanceKey).modification === 'inTurn') return;
  throw new Refusal(
    reject('invalidArgument', `${body.elementId} would have to be begun around what is started`, {
      reason: 'throughMultiInstance',
      elementId: body.elementId,
    }),
  );
}

/** An inner instance gets the next number of its body; the first of a body that was just made has 0. */
function indexIn(step: Step, scopeKey: Key, isFresh: boolean): number | null {
  const body = step.draft.elements.get(scopeKey);
  if (body?.kind !== 'multiInstanceBody') return null;
  return isFresh ? 0 : addInner(step, body);
}

function isParallelBody(step: Step, scopeKey: Key): boolean {
  const body = step.draft.elements.get(scopeKey);
  return body?.kind === 'multiInstanceBody' && multiInstanceOf(step.elementOf(body))?.isSequential === false;
}

/** The scope around a place in the model; null: the process itself. */
export function flowScopeOf(graph: ProcessGraph, { elementId, isBody }: ElementPlace): ElementPlace | null {
  const element = graph.elements.get(elementId);
  if (element && multiInstanceOf(element) && !isBody) return { elementId, isBody: true };
  return element?.parentId === undefined ? null : { elementId: element.parentId, isBody: false };
}

/** The element instances at a place, oldest first. */
export function instancesAt(step: Step, instanceKey: Key, { elementId, isBody }: ElementPlace): ElementInstance[] {
  const found: ElementInstance[] = [];
  for (const at of step.draft.elements.values()) {
    if (
      at.instanceKey === instanceKey &&
      at.elementId === elementId &&
      at.kind !== 'adHocInnerInstance' &&
      (at.kind === 'multiInstanceBody') === isBody
    )
      found.push(at);
  }
  return found;
}

function outerPlaceOf(graph: ProcessGraph, target: StartTarget): ElementPlace | null {
  if (target.kind === 'element') return flowScopeOf(graph, target.at);
  return flowScopeOf(graph, { elementId: target.source.id, isBody: multiInstanceOf(target.source) !== undefined });
}

function landingOf(
  step: Step,
  instanceKey: Key,
  graph: ProcessGraph,
  target: StartTarget,
  ancestorKey: Key | null,
): Landing {
  const flowScope = outerPlaceOf(graph, target);
  const missing: ElementPlace[] = [];
  for (let place = flowScope; place !== null; place = flowScopeOf(graph, place)) {
    const present = instancesAt(step, instanceKey, place);
    const chosen =
      ancestorKey === null
        ? present[0]
        : (present.find(({ key }) => key === ancestorKey) ?? activationAt(step, place, ancestorKey));
    if (chosen && ancestorKey === null && present.length > 1) throw new Refusal(ambiguous(flowScope ?? place, place));
    if (chosen && ancestorKey === null) refuseAmbiguousAround(step, instanceKey, graph, place, flowScope ?? place);
    if (chosen && ancestorKey !== null && !isTaken(step, chosen))
      throw new Refusal(unknownAncestor(ancestorKey, target));
    if (chosen) return { scopeKey: chosen.key, missing };
    missing.unshift(place);
  }
  if (ancestorKey !== null && ancestorKey !== instanceKey && !standsInInstance(step, instanceKey, ancestorKey))
    throw new Refusal(notAround(step, instanceKey, ancestorKey, target));
  return { scopeKey: instanceKey, missing };
}

/** In Camunda 7 an activity without a scope that is alone in its instance has the instance's own execution. */
function standsInInstance(step: Step, instanceKey: Key, ancestorKey: Key): boolean {
  const at = step.draft.elements.get(ancestorKey);
  if (at?.scopeKey !== instanceKey || step.semanticsOf(instanceKey).modification !== 'inTurn') return false;
  return step.tokenCount(instanceKey) === 1 && !hasScope(step.elementOf(at), at);
}

/** Camunda 8 goes by the scopes further out too, though the nearest one is the only one of its kind. */
function refuseAmbiguousAround(
  step: Step,
  instanceKey: Key,
  graph: ProcessGraph,
  place: ElementPlace,
  flowScope: ElementPlace,
): void {
  if (step.semanticsOf(instanceKey).modification === 'inTurn') return;
  for (let outer = flowScopeOf(graph, place); outer !== null; outer = flowScopeOf(graph, outer)) {
    if (instancesAt(step, instanceKey, outer).length > 1) throw new Refusal(ambiguous(flowScope, outer));
  }
}

/** What stands around something activated in an ad-hoc sub-process, when it is named. */
function activationAt(step: Step, { elementId, isBody }: ElementPlace, key: Key): ElementInstance | undefined {
  const at = step.draft.elements.get(key);
  return at?.kind === 'adHocInnerInstance' && at.elementId === elementId && !isBody ? at : undefined;
}

const ambiguous = (flowScope: ElementPlace, scope: ElementPlace) =>
  reject('invalidState', `several instances of ${scope.elementId} could take what is started`, {
    reason: 'ambiguousScope',
    elementId: flowScope.elementId,
    isBody: String(flowScope.isBody),
    scopeId: scope.elementId,
  });

function notAround(step: Step, instanceKey: Key, ancestorKey: Key, target: StartTarget) {
  const ancestor = step.draft.elements.get(ancestorKey);
  const elementId = targetId(target);
  return ancestor?.instanceKey === instanceKey && isTaken(step, ancestor)
    ? reject('invalidArgument', `${ancestor.elementId} does not stand around ${elementId}`, {
        reason: 'notAround',
        ancestorKey,
        ancestorId: ancestor.elementId,
        elementId,
      })
    : unknownAncestor(ancestorKey, target);
}

const targetId = (target: StartTarget): string => (target.kind === 'element' ? target.element.id : target.flow.id);

/**
 * Camunda 8 takes no ancestor that has stopped as it began or ended, with an incident or while a listener is asked: to
 * it, that one is not there.
 */
function isTaken(step: Step, ancestor: ElementInstance): boolean {
  if (step.semanticsOf(ancestor.instanceKey).modification === 'inTurn') return true;
  return ancestor.phase === 'active' && !asksListener(step, ancestor.key);
}

function unknownAncestor(ancestorKey: Key, target: StartTarget) {
  return reject('invalidArgument', `there is no active element instance ${ancestorKey}`, {
    reason: 'unknownAncestor',
    ancestorKey,
    elementId: targetId(target),
  });
}

/** The items of a sequential body come one after the other. */
function refuseBesideSequential(
  step: Step,
  instanceKey: Key,
  graph: ProcessGraph,
  { scopeKey, missing }: Landing,
  target: StartTarget,
): void {
  const body = step.draft.elements.get(scopeKey);
  if (body?.kind !== 'multiInstanceBody' || multiInstanceOf(step.elementOf(body))?.isSequential !== true) return;
  const [outermost] = missing;
  const place = outermost ? flowScopeOf(graph, outermost) : outerPlaceOf(graph, target);
  if (!place?.isBody) return;
  throw new Refusal(
    reject('invalidState', `${place.elementId} does one item after the other`, {
      reason: 'sequential',
      elementId: place.elementId,
      instanceKey,
    }),
  );
}

/** What the start of an element ends as its trigger would; then the scope in which its token goes on. */
function interruptFor(step: Step, instanceKey: Key, landing: Landing, target: StartTarget): Key | null {
  if (target.kind !== 'element') return null;
  const { element } = target;
  const waiting = landing.missing.length > 0 ? null : waitingFor(step, instanceKey, element);
  if (waiting) return interruptWaiting(step, instanceKey, waiting, element.id);
  if (element.kind === 'endEvent' && element.trigger.kind === 'terminate' && landing.missing.length === 0)
    endTaskOfScope(step, landing.scopeKey, interruptedBy(element.id));
  // In Camunda 8 an event sub-process that is started by hand stands beside the rest.
  if (step.semanticsOf(instanceKey).modification === 'together') return null;
  const eventSubProcess = begunEventSubProcess(step, instanceKey, landing, element);
  const start = eventSubProcess && step.element(instanceKey, eventSubProcess.startEventId);
  if (start?.kind === 'startEvent' && start.isInterrupting) {
    endTaskOfScope(step, landing.scopeKey, interruptedBy(start.parentId ?? ''));
    terminateTokens(step, landing.scopeKey, { reason: null });
    // Camunda 7: an instance goes on waiting for what it waits for, a scope in it waits for nothing any more, not even
    // at its boundary.
    if (landing.scopeKey !== instanceKey) closeWaits(step, landing.scopeKey, 'deleted', { keepsCompensations: true });
  }
  return null;
}

/** The event sub-process that is begun as by its event: itself, or its start event, but nothing further in. */
function begunEventSubProcess(
  step: Step,
  instanceKey: Key,
  { missing }: Landing,
  element: Element,
): EventSubProcess | null {
  if (element.kind === 'eventSubProcess') return missing.length === 0 ? element : null;
  const [outermost, ...others] = missing;
  const around = outermost && others.length === 0 ? step.element(instanceKey, outermost.elementId) : undefined;
  return around?.kind === 'eventSubProcess' && around.startEventId === element.id ? around : null;
}

/**
 * Who waits for an event and ends when it comes: the activity of an interrupting boundary event, the gateway before an
 * event.
 */
function waitingFor(step: Step, instanceKey: Key, element: Element): Element | null {
  if (element.kind === 'boundaryEvent')
    return element.isInterrupting ? step.element(instanceKey, element.attachedToId) : null;
  return gatewayBefore(step.graphOf(instanceKey), element);
}

function interruptWaiting(step: Step, instanceKey: Key, waiting: Element, eventId: string): Key | null {
  const place = { elementId: waiting.id, isBody: multiInstanceOf(waiting) !== undefined };
  const [one, ...others] = instancesAt(step, instanceKey, place);
  if (others.length > 0)
    throw new Refusal(
      reject('invalidState', `several instances of ${waiting.id} could be interrupted`, {
        reason: 'ambiguousHost',
        elementId: waiting.id,
        isBody: String(place.isBody),
      }),
    );
  if (!one) return null;
  interruptElement(step, one, eventId, { variables: {} });
  return one.scopeKey;
}

import type { ActivityBase, Element, MultiInstance, SequenceFlow } from '../../graph/element.ts';
import type { ProcessGraph } from '../../graph/process-graph.ts';
import type { Arrival, TokenVariables } from '../element-behavior.ts';
import type { Payload } from '../payload.ts';
import { innerVariables, isInnerPrepared, loopScopeOf, prepareInner } from './inner-variables.ts';
import { StepFailure } from '../failure.ts';
import type { ElementData, ElementInstance, ElementInstanceKind, Key, Phase } from '../state.ts';
import type { Step } from '../step.ts';
import type { Work } from '../work-queue.ts';
import { prepareCatches, triggerOf, type Catches } from './catches.ts';
import { createContinuation } from './continuation.ts';
import { runListeners, runListenersOfFlow } from './execution-listeners.ts';
import { attempt } from './incidents.ts';
import { beginNextListener } from './job-listeners.ts';
import { applyInputs } from './mappings.ts';
import { takeBeginning } from './results.ts';
import { setLocalVariables, setTokenVariables } from './variables.ts';

export function multiInstanceOf(element: Element): MultiInstance | undefined {
  return (element as Partial<ActivityBase>).multiInstance;
}

/** Tokens set out along flows, in the order of the fork. What is local to the token that forks stays with the first. */
export function takeFlows(
  step: Step,
  instanceKey: Key,
  scopeKey: Key,
  flowIds: readonly string[],
  tokenVariables?: TokenVariables,
): void {
  const graph = step.graphOf(instanceKey);
  const tokens: Work[] = [];
  for (const flowId of flowIds) {
    const flow = graph.flows.get(flowId);
    if (!flow) continue;
    const arrival: Arrival = {
      instanceKey,
      scopeKey,
      enteredBy: [flowId],
      index: null,
      tokenVariables: tokens.length === 0 ? tokenVariables : undefined,
    };
    tokens.push({
      run: () => arriveByFlow(step, flow, arrival),
      whileAlive: scopeKey,
      tokenOf: scopeKey,
      headsFor: flow.targetId,
      ...(isJoinOfFlows(graph, flow) && { byFlow: flow.id }),
    });
  }
  step.schedule(graph.semantics, tokens);
}

/**
 * A join of Camunda 8 counts a flow as soon as it is taken, and opens when the first of its tokens arrives after that.
 */
function isJoinOfFlows({ elements, semantics }: ProcessGraph, { targetId }: SequenceFlow): boolean {
  const target = elements.get(targetId);
  if (semantics.joinCounts === 'tokens' || !target || target.incoming.length <= 1) return false;
  return target.kind === 'parallelGateway' || target.kind === 'inclusiveGateway';
}

function arriveByFlow(step: Step, flow: SequenceFlow, arrival: Arrival): void {
  const element = step.element(arrival.instanceKey, flow.targetId);
  if (step.countFlow(arrival.scopeKey, flow.id)) {
    takeFlow(step, flow, element, arrival);
    return;
  }
  const at = createElementInstance(step, element, arrival, element.kind);
  attempt(step, at, 'activating', () => {
    throw new StepFailure(
      'STEP_LIMIT_EXCEEDED',
      'Too many sequence flows were taken without a wait state: the process runs in a circle.',
    );
  });
}

function takeFlow(step: Step, flow: SequenceFlow, element: Element, arrival: Arrival): void {
  if (runListenersOfFlow(step, flow, arrival.instanceKey, arrival.scopeKey)) enterElement(step, element, arrival);
}

/** A token comes to an element: at once, or by a job before it. */
export function enterElement(step: Step, element: Element, arrival: Arrival): void {
  const isAsync = arrival.index === null ? element.asyncBefore : multiInstanceOf(element)?.asyncBefore;
  if (!isAsync) {
    startElement(step, element, arrival);
    return;
  }
  const { index } = arrival;
  if (index === null) createContinuation(step, element, 'before', arrival);
  else createContinuation(step, element, 'innerBefore', prepareInner(step, element, { ...arrival, index }));
}

/** After the job before it, if there was one. */
export function startElement(step: Step, element: Element, arrival: Arrival): void {
  if (multiInstanceOf(element) && arrival.index === null) {
    activateElement(step, element, arrival, { kind: 'multiInstanceBody' });
    return;
  }
  if (arrival.index !== null) {
    activateInner(step, element, { ...arrival, index: arrival.index });
    return;
  }
  const trigger = triggerOf(element);
  if (trigger && step.behaviors.ofTrigger(trigger).passUnseen?.(step, trigger, element, arrival)) return;
  const behavior = step.behaviors.ofElement(element.kind);
  if (behavior.arrive) behavior.arrive(step, element, arrival);
  else activateElement(step, element, arrival);
}

/** An inner instance of a multi-instance activity; its item may be missing, then it stops before it has begun. */
function activateInner(step: Step, element: Element, arrival: Arrival & { readonly index: number }): void {
  const at = createElementInstance(step, element, arrival, element.kind);
  if (!isInnerPrepared(step, element, arrival))
    attempt(step, at, 'activating', () =>
      setLocalVariables(step, loopScopeOf(step, element, at), innerVariables(step, element, arrival), element.id),
    );
  if (step.current(at).phase === 'active') beginElement(step, element, at, true);
}

/**
 * An element that stopped as it began is tried again, with its inputs; an inner instance reads its item anew, which may
 * be another one by now, of a list that it may have for itself.
 */
export function beginAgain(step: Step, element: Element, at: ElementInstance): void {
  const { index } = at;
  if (index !== null)
    attempt(step, at, 'activating', () =>
      setLocalVariables(
        step,
        loopScopeOf(step, element, at),
        innerVariables(step, element, { ...at, index }, at.key),
        element.id,
      ),
    );
  const now = step.current(at);
  if (now.phase === 'active') beginElement(step, element, now, true);
}

/** What an element instance begins with, beside what its model says. */
export interface Beginning {
  readonly kind?: ElementInstanceKind;
  readonly payload?: Payload;
}

export function activateElement(
  step: Step,
  element: Element,
  arrival: Arrival,
  beginning: Beginning = {},
): ElementInstance {
  const { payload } = beginning;
  const at = createElementInstance(
    step,
    element,
    arrival,
    beginning.kind ?? element.kind,
    payload?.caught ? { caught: payload.caught } : null,
  );
  if (payload) takeBeginning(step, element, at, payload);
  beginElement(step, element, at, true, payload);
  return at;
}

/**
 * A scope that a modification needs around what it starts: it begins as always (7), or without inputs and start
 * listeners (8), but no token of its own begins in it. The outermost such scope begins from nowhere in the model, so
 * nobody is said to have written its inputs.
 */
export function openScope(
  step: Step,
  element: Element,
  arrival: Arrival,
  kind: ElementInstanceKind,
  isOutermost: boolean,
): ElementInstance {
  const at = createElementInstance(step, element, arrival, kind);
  if (arrival.index !== null)
    setLocalVariables(
      step,
      loopScopeOf(step, element, at),
      innerVariables(step, element, { ...arrival, index: arrival.index }),
      element.id,
    );
  const withInputs = step.semanticsOf(at.instanceKey).modification === 'inTurn';
  beginElement(step, element, at, withInputs, undefined, isOutermost ? 'outermost' : 'within');
  return at;
}

export function createElementInstance(
  step: Step,
  element: Element,
  arrival: Arrival,
  kind: ElementInstanceKind,
  data: ElementData | null = null,
  phase: Phase = 'active',
): ElementInstance {
  const at: ElementInstance = {
    key: step.newKey(),
    instanceKey: arrival.instanceKey,
    elementId: element.id,
    kind,
    scopeKey: arrival.scopeKey,
    phase,
    enteredBy: arrival.enteredBy,
    startedAt: step.now,
    index: arrival.index,
    data,
    calledInstanceKey: null,
  };
  step.emit({ type: 'elementActivated', at: step.now, element: at });
  if (arrival.tokenVariables) setTokenVariables(step, at.key, arrival.tokenVariables, element.id);
  if (arrival.localVariables) setLocalVariables(step, at.key, arrival.localVariables, element.id);
  return at;
}

/**
 * The activation proper, also when it is tried again; behind start listeners the inputs are not computed a second time.
 * A bare scope has neither inputs nor listeners.
 */
export function beginElement(
  step: Step,
  element: Element,
  at: ElementInstance,
  withInputs: boolean,
  payload?: Payload,
  madeByHand?: 'outermost' | 'within',
): void {
  const isScopeOnly = madeByHand !== undefined;
  attempt(step, at, 'activating', () => {
    if (withInputs && at.kind !== 'multiInstanceBody')
      applyInputs(step, element, at, madeByHand === 'outermost' ? null : element.id);
    if ((withInputs || !isScopeOnly) && beginNextListener(step, at, 'start')) return;
    const behavior = step.behaviors.ofElement(at.kind);
    const work =
      !isScopeOnly && step.semanticsOf(at.instanceKey).workIsComputed === 'beforeEvents'
        ? behavior.prepare?.(step, element, at)
        : undefined;
    const catches = prepareCatches(step, element, at, !isScopeOnly);
    if (!runListeners(step, at, 'start')) return;
    if (catches?.opensBeforeWork && !openFirst(step, at, catches, isScopeOnly)) return;
    if (isScopeOnly) behavior.openAsScope?.(step, element, at);
    else if (work) work();
    else behavior.activate(step, element, at, payload);
    if (catches && !catches.opensBeforeWork && step.isAlive(at.key)) catches.open();
  });
}

/**
 * What may come before the work: of the inputs nothing is told, for all is looked at. Not so in Camunda 7 where the
 * scope is only made around what is started by hand: its conditions look at what changes from then on. False: it has
 * ended the element instance.
 */
function openFirst(step: Step, at: ElementInstance, catches: Catches, isScopeOnly: boolean): boolean {
  step.forgetChanges(at.key);
  if (isScopeOnly && step.semanticsOf(at.instanceKey).conditionsLookAt === 'eachChange')
    step.unnoticed(() => catches.open());
  else catches.open();
  return step.survivesConditions(at.key);
}

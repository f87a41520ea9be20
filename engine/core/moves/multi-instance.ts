import { fromJson } from '../../expressions/values.ts';
import type { Element, MultiInstance } from '../../graph/element.ts';

import type { VariableValue } from '../../graph/variable-value.ts';
import type { Arrival } from '../element-behavior.ts';
import { activityId } from '../activity-ids.ts';
import { StepFailure } from '../failure.ts';
import { collect } from './collected-results.ts';
import { completeElement } from './complete.ts';
import { cardinalityAt, collectionAt } from './multi-instance-counts.ts';
import { enterElement } from './enter.ts';
import { countersAreVariables, innerVariables, loopOf, placeOfList } from './inner-variables.ts';
import { conditionAt, evaluateAt, listAt, placeOf, type EvaluationPlace } from './evaluate-at.ts';
import { terminateTokens } from './terminate.ts';
import { terminateTokensInTurn } from './terminate-in-turn.ts';
import { setLocalVariable } from './variables.ts';
import type { AfterEnd, ElementData, ElementInstance, Job, Key } from '../state.ts';
import type { Step } from '../step.ts';
import type { Work } from '../work-queue.ts';

/** Inner instances that live at the same time at most: each command of their tree works with all of them in memory. */
const MAX_PARALLEL_INNER_INSTANCES = 20_000;

/** The body begins: how many there will be is read, and the first inner instances begin. */
export function beginBody(step: Step, element: Element, at: ElementInstance): void {
  prepareBody(step, element, at)();
}

/** How many there will be; the result begins the first ones. */
export function prepareBody(step: Step, element: Element, at: ElementInstance): () => void {
  const { isSequential } = loopOf(element);
  const total = countOf(step, loopOf(element), at);
  if (!isSequential && total > MAX_PARALLEL_INNER_INSTANCES)
    throw new StepFailure(
      'EXTRACT_VALUE_ERROR',
      `A parallel multi-instance activity begins at most ${MAX_PARALLEL_INNER_INSTANCES} instances at once, not ${total}.`,
    );
  return () => beginFirst(step, element, at, total);
}

function beginFirst(step: Step, element: Element, at: ElementInstance, total: number): void {
  const { isSequential, outputCollection } = loopOf(element);
  const started = isSequential ? Math.min(1, total) : total;
  const data: ElementData = { total, started, completed: 0, terminated: 0 };
  step.emit({ type: 'elementChanged', at: step.now, elementInstanceKey: at.key, changes: { data } });
  const body = step.current(at);
  if (outputCollection)
    setLocalVariable(step, at.key, outputCollection, fromJson(Array.from({ length: total }, () => null)), element.id);
  if (total === 0) {
    completeElement(step, body);
    return;
  }
  if (countersAreVariables(step, at))
    writeCounters(step, body, ['nrOfInstances', 'nrOfCompletedInstances', 'nrOfActiveInstances']);
  startInner(step, element, body, 0, started);
}

/** A body that stands around one inner instance, which a modification starts. */
export function openBody(step: Step, at: ElementInstance): void {
  const data: ElementData = { total: 1, started: 1, completed: 0, terminated: 0, added: 1 };
  step.emit({ type: 'elementChanged', at: step.now, elementInstanceKey: at.key, changes: { data } });
  if (countersAreVariables(step, at))
    writeCounters(step, step.current(at), ['nrOfInstances', 'nrOfCompletedInstances', 'nrOfActiveInstances']);
}

/** One more inner instance of a parallel body; the result is its number. It has no item. */
export function addInner(step: Step, body: ElementInstance): number {
  const { total = 0, started = 0, added = 0 } = body.data ?? {};
  step.emit({
    type: 'elementChanged',
    at: step.now,
    elementInstanceKey: body.key,
    changes: { data: { ...body.data, total: total + 1, started: started + 1, added: added + 1 } },
  });
  if (countersAreVariables(step, body))
    writeCounters(step, step.current(body), ['nrOfInstances', 'nrOfActiveInstances']);
  return total;
}

/** An inner instance was taken away by hand. */
export function innerTakenAway(step: Step, body: ElementInstance): void {
  step.emit({
    type: 'elementChanged',
    at: step.now,
    elementInstanceKey: body.key,
    changes: { data: { ...body.data, terminated: (body.data?.terminated ?? 0) + 1 } },
  });
  if (countersAreVariables(step, body)) writeCounters(step, step.current(body), ['nrOfActiveInstances']);
}

function countOf(step: Step, loop: MultiInstance, at: ElementInstance): number {
  const place = placeOfList(step, at);
  if (loop.collection) return collectionAt(step, loop, loop.collection, place).length;
  const count = loop.cardinality ? cardinalityAt(step, loop.cardinality, place) : 0;
  if (count < 0)
    throw new StepFailure(
      'EXTRACT_VALUE_ERROR',
      `ENGINE-02023 Invalid number of 'instances': must be positive integer value or zero, but was '${count}'.`,
    );
  return count;
}

/** Inner instances `from` up to `to`, each with its number and item. */
function startInner(step: Step, element: Element, body: ElementInstance, from: number, to: number): void {
  const semantics = step.semanticsOf(body.instanceKey);
  const { isSequential } = loopOf(element);
  const work: Work[] = [];
  for (let index = from; index < to; index += 1) {
    const arrival: Arrival = { instanceKey: body.instanceKey, scopeKey: body.key, enteredBy: [], index };
    work.push({ run: () => enterElement(step, element, arrival), whileAlive: body.key, tokenOf: body.key, index });
  }
  if (isSequential || semantics.branchOrder === 'depthFirst') step.schedule(semantics, work);
  else
    step.schedule(semantics, [{ run: () => step.schedule(semantics, work), whileAlive: body.key, tokenOf: body.key }]);
}

/**
 * Camunda 8 reads the list again as each inner instance ends, after its condition, and it has to be one. A sequential
 * body goes on for as long as it has items, whatever it had at the beginning.
 */
function totalNow(step: Step, loop: MultiInstance, body: ElementInstance): number {
  const { total = 0, added = 0 } = body.data ?? {};
  if (!loop.collection || added > 0 || countersAreVariables(step, body)) return total;
  const items = listAt(step, loop.collection, placeOf(body));
  return loop.isSequential ? items.length : total;
}

/** Before an inner instance ends: its result is kept, the counters move. True: the body is done with it. */
export function prepareInnerEnd(step: Step, at: ElementInstance): boolean {
  const body = step.draft.elements.get(at.scopeKey);
  if (!body?.data) return false;
  const loop = loopOf(step.elementOf(at));
  const hasCounters = countersAreVariables(step, body);
  if (hasCounters)
    return (
      !loop.asyncAfter && countInnerEnd(step, loop, body, loop.isSequential ? placeBetween(at, body) : placeOf(at))
    );
  const completed = (body.data.completed ?? 0) + 1;
  if (loop.outputCollection && loop.outputElement)
    collect(step, loop.outputCollection, body, at.index ?? 0, evaluateAt(step, loop.outputElement, placeOf(at)).value);
  const isConditionMet = isDone8(step, loop, at, { ...body.data, completed });
  const data: ElementData = { ...body.data, completed, total: totalNow(step, loop, body) };
  step.emit({ type: 'elementChanged', at: step.now, elementInstanceKey: body.key, changes: { data } });
  return isConditionMet;
}

/** The counters of Camunda 7 move, and its condition is looked at. */
function countInnerEnd(step: Step, loop: MultiInstance, body: ElementInstance, place: EvaluationPlace): boolean {
  const completed = (body.data?.completed ?? 0) + 1;
  const data: ElementData = { ...body.data, completed };
  step.emit({ type: 'elementChanged', at: step.now, elementInstanceKey: body.key, changes: { data } });
  writeCounters(
    step,
    step.current(body),
    loop.isSequential ? ['nrOfCompletedInstances'] : ['nrOfCompletedInstances', 'nrOfActiveInstances'],
  );
  const isDone = isDone7(step, loop, place);
  // The body is left with these counts: no condition looks at them.
  if (isDone || completed >= (data.total ?? 0)) step.forgetChanges(body.key);
  return isDone;
}

/** Between two runs one after the other the execution stands at the body, and sees what the run has. */
const placeBetween = (at: ElementInstance, body: ElementInstance): EvaluationPlace => ({
  ...placeOf(at),
  elementInstanceKey: body.key,
  currentElementId: activityId(body),
});

/**
 * A job behind an inner instance has run: only now Camunda 7 counts that one as completed. It is no more, so the
 * condition is seen from the body, with the number and item of the one that was in a parallel body.
 */
export function endInnerAfterJob(step: Step, { instanceKey, scopeKey, index }: Job): void {
  const body = step.draft.elements.get(scopeKey);
  if (!body) return;
  const element = step.elementOf(body);
  const loop = loopOf(element);
  const arrival = { instanceKey, scopeKey, enteredBy: [], index: index ?? 0 };
  const place = placeOf(body);
  const isDone =
    countersAreVariables(step, body) &&
    countInnerEnd(
      step,
      loop,
      body,
      loop.isSequential || !loop.completionCondition
        ? place
        : { ...place, overlay: innerVariables(step, element, arrival) },
    );
  endInnerInstance(step, scopeKey, isDone);
}

/** Camunda 7 takes nothing but a boolean here, and no text for one. */
function isDone7(step: Step, { completionCondition }: MultiInstance, place: EvaluationPlace): boolean {
  if (!completionCondition) return false;
  const { type, text } = evaluateAt(step, completionCondition, place).value;
  if (type === 'Boolean') return text === 'true';
  throw new StepFailure(
    'EXTRACT_VALUE_ERROR',
    `ENGINE-02028 Could not resolve expression of type 'completionCondition'. Expression '${completionCondition.text}' needs to evaluate to a boolean value.`,
  );
}

/**
 * Camunda 8's, seen from the inner instance that ends, with the counts as they are after it. Of a sequential body the
 * instances are those that have begun by then.
 */
function isDone8(
  step: Step,
  loop: MultiInstance,
  at: ElementInstance,
  { total = 0, started = 0, completed = 0, terminated = 0 }: ElementData,
): boolean {
  if (!loop.completionCondition) return false;
  const count = (number: number): VariableValue => ({ type: 'Integer', text: String(number) });
  return conditionAt(step, loop.completionCondition, {
    ...placeOf(at),
    overlay: {
      numberOfInstances: count(loop.isSequential ? started : total),
      numberOfActiveInstances: count(started - completed - terminated),
      numberOfCompletedInstances: count(completed),
      numberOfTerminatedInstances: count(terminated),
    },
  });
}

/** An inner instance has ended: the body ends, or the next item begins. */
export function endInnerInstance(step: Step, bodyKey: Key, isBodyDone: boolean): void {
  const body = step.draft.elements.get(bodyKey);
  if (!body) return;
  const element = step.elementOf(body);
  const { total = 0, started = 0, completed = 0 } = body.data ?? {};
  const { isSequential } = loopOf(element);
  if (isBodyDone) {
    if (endsOthers(step, body)) completeElement(step, body);
    return;
  }
  if (completed >= total || !isSequential) {
    if (step.isEmptyScope(bodyKey)) completeElement(step, body);
    return;
  }
  if (started >= total) return;
  step.emit({
    type: 'elementChanged',
    at: step.now,
    elementInstanceKey: bodyKey,
    changes: { data: { ...body.data, started: started + 1 } },
  });
  startInner(step, element, step.current(body), started, started + 1);
}

/** The inner instances that are left end; false: that takes longer. */
function endsOthers(step: Step, body: ElementInstance): boolean {
  const afterwards: AfterEnd = { kind: 'scopeCompletes' };
  return step.semanticsOf(body.instanceKey).interruption === 'inTurn'
    ? !terminateTokensInTurn(step, body.key, { reason: null, afterwards })
    : terminateTokens(step, body.key, { reason: null, afterwards });
}

function writeCounters(
  step: Step,
  body: ElementInstance,
  names: readonly ('nrOfInstances' | 'nrOfCompletedInstances' | 'nrOfActiveInstances')[],
): void {
  const { total = 0, completed = 0, started = 0, terminated = 0 } = body.data ?? {};
  const isSequential = loopOf(step.elementOf(body)).isSequential;
  const counts = {
    nrOfInstances: total,
    nrOfCompletedInstances: completed,
    nrOfActiveInstances: isSequential ? Math.min(1, total) : started - completed - terminated,
  };
  for (const name of names)
    setLocalVariable(step, body.key, name, { type: 'Integer', text: String(counts[name]) }, body.elementId);
}

import type { Element } from '../../graph/element.ts';
import type { ProcessGraph } from '../../graph/process-graph.ts';
import type { Rejection } from '../decision.ts';
import type { ElementPlace } from '../modification.ts';
import { triggerOf } from '../moves/catches.ts';
import { multiInstanceOf } from '../moves/enter.ts';
import { reject } from '../reject.ts';
import type { ElementInstance, Key } from '../state.ts';
import type { Step } from '../step.ts';
import { refuseCatchEvents, type Fault } from './check-catch-events.ts';
import type { MigrationInstruction } from './migration-plan.ts';
import { samePlace } from './places.ts';

/** Where no token stays for long, and joins: they are left out by Camunda 8. */
const NEVER_MIGRATED: ReadonlySet<Element['bpmnType']> = new Set([
  'startEvent',
  'endEvent',
  'boundaryEvent',
  'intermediateThrowEvent',
  'manualTask',
  'task',
  'parallelGateway',
  'inclusiveGateway',
]);

interface Plan {
  readonly source: ProcessGraph;
  readonly target: ProcessGraph;
  readonly instructions: readonly MigrationInstruction[];
}

export interface ActiveElements {
  /** The instance and its element instances that go along, from the outside in, up to the first that does not. */
  readonly passed: readonly Key[];
  readonly refusal: Rejection | null;
}

/**
 * Camunda 8's rules, in its order: only what is alive counts, from the outside in. Each active element is mapped, to
 * one of its type (bodies of multi-instance activities are of one) and implementation, in the scope in which its own
 * scope is mapped; so is what it waits for, if it is mapped at all. No token waits at a join.
 */
export function checkActiveElements(
  step: Step,
  instanceKey: Key,
  target: ProcessGraph,
  instructions: readonly MigrationInstruction[],
): ActiveElements {
  const plan: Plan = { source: step.graphOf(instanceKey), target, instructions };
  const told = ({ reason, details }: Fault): Rejection =>
    reject('invalidState', `the mapping does not fit an active element: ${reason}`, {
      reason,
      instanceKey,
      ...details,
    });
  const ofInstance =
    refuseCatchEvents(plan.source, target, null, null, instructions) ?? refuseTokensAtJoins(step, instanceKey);
  if (ofInstance) return { passed: [], refusal: told(ofInstance) };
  const passed = [instanceKey];
  const alive = elementsIn(step, instanceKey);
  for (const at of alive) {
    const fault = refuseElement(step, at, plan) ?? refuseTokensAtJoins(step, at.key);
    if (fault) return { passed, refusal: told(fault) };
    passed.push(at.key);
    alive.push(...elementsIn(step, at.key));
  }
  return { passed, refusal: null };
}

function refuseElement(step: Step, at: ElementInstance, { source, target, instructions }: Plan): Fault | null {
  const { elementId } = at;
  const from = step.elementOf(at);
  const isBody = at.kind === 'multiInstanceBody';
  if (!isBody && NEVER_MIGRATED.has(from.bpmnType))
    return { reason: 'otherElement', details: { elementId, part: 'inner' } };
  if (from.kind === 'intermediateCatchEvent' && triggerOf(from)?.kind === 'link')
    return { reason: 'linkEvent', details: { elementId } };
  const place: ElementPlace = { elementId, isBody };
  const instruction = instructions.find((one) => samePlace(one.source, place));
  if (!instruction) return { reason: 'notMapped', details: { elementId } };
  const targetId = instruction.target.elementId;
  const to = target.elements.get(targetId);
  if (!to) return { reason: 'otherType', details: { elementId, targetId, part: 'outer' } };
  const [loop, targetLoop] = [multiInstanceOf(from), multiInstanceOf(to)];
  const isSameType =
    from.bpmnType === to.bpmnType && (from.kind === 'eventSubProcess') === (to.kind === 'eventSubProcess');
  if (!loop !== !targetLoop || (!isSameType && !place.isBody)) {
    const part = loop && targetLoop ? 'inner' : 'outer';
    return { reason: 'otherType', details: { elementId, targetId, part } };
  }
  const [implementation, targetImplementation] = [implementationOf(step, at), implementationOfTask(to)];
  if (implementation !== null && implementation !== targetImplementation)
    return { reason: 'otherImplementation', details: { elementId, targetId, implementation, targetImplementation } };
  const [scopeId, targetScopeId] = [mappedScope(source, target, from, instructions), to.parentId ?? target.processId];
  if (scopeId !== targetScopeId)
    return { reason: 'otherScope', details: { elementId, targetId, scopeId, targetScopeId } };
  const events = refuseCatchEvents(source, target, place, instruction.target, instructions);
  if (events) return events;
  return loop?.isSequential === targetLoop?.isSequential
    ? null
    : { reason: 'otherLoop', details: { elementId, targetId } };
}

/**
 * Of user tasks alone, and of none in a multi-instance activity: their work is a job, or the engine's own, which counts
 * while there is a task.
 */
function implementationOf(step: Step, at: ElementInstance): string | null {
  if (at.kind !== 'userTask' || multiInstanceOf(step.elementOf(at))) return null;
  const attached = [...(step.draft.attachments(at.key) ?? [])];
  return attached.some((key) => step.draft.userTasks.has(key)) ? ENGINE_TASK : JOB_WORKER;
}

const JOB_WORKER = 'job worker';
const ENGINE_TASK = 'zeebe user task';
const implementationOfTask = (element: Element): string =>
  element.kind === 'userTask' && element.work === undefined ? ENGINE_TASK : JOB_WORKER;

/** Element instances right in a scope; tokens that wait at its joins are none to Camunda 8. */
function elementsIn(step: Step, scopeKey: Key): ElementInstance[] {
  return [...(step.draft.tokensIn(scopeKey) ?? [])].flatMap((key) => {
    const at = step.draft.elements.get(key);
    return at && at.phase !== 'arriving' ? [at] : [];
  });
}

function refuseTokensAtJoins(step: Step, scopeKey: Key): Fault | null {
  for (const key of step.draft.tokensIn(scopeKey) ?? []) {
    const at = step.draft.elements.get(key);
    if (at?.phase === 'arriving') return { reason: 'tokenAtJoin', details: { elementId: at.elementId } };
  }
  return null;
}

/** Where the scope around an active element goes; it is active, too, and its own mapping is looked at by itself. */
function mappedScope(
  source: ProcessGraph,
  target: ProcessGraph,
  { parentId }: Element,
  instructions: readonly MigrationInstruction[],
): string {
  if (parentId === undefined) return target.processId;
  return (
    instructions.find(({ source: from }) => from.elementId === parentId && source.elements.has(parentId))?.target
      .elementId ?? parentId
  );
}

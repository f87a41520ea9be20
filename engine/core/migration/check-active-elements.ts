import type { Element } from '../../graph/element.ts';
import type { ProcessGraph } from '../../graph/process-graph.ts';
import type { Rejection } from '../decision.ts';
import { reject } from '../reject.ts';
import type { Key } from '../state.ts';
import { multiInstanceOf } from '../moves/enter.ts';
import type { Step } from '../step.ts';
import { refuseCatchEvents } from './check-catch-events.ts';
import type { MigrationInstruction } from './migration-plan.ts';
import { samePlace } from './places.ts';

/** Where no token stays for long: they are left out by Camunda 8. */
const NEVER_MIGRATED: ReadonlySet<Element['bpmnType']> = new Set([
  'startEvent',
  'endEvent',
  'intermediateThrowEvent',
  'manualTask',
  'task',
]);

/**
 * Camunda 8's rules: only what is alive counts. Each active element is mapped, to one of its type and implementation, in the
 * scope in which its own scope is mapped; so is what it waits for, if it is mapped at all.
 */
export function refuseActiveElements(
  step: Step,
  instanceKey: Key,
  target: ProcessGraph,
  instructions: readonly MigrationInstruction[],
): Rejection | null {
  const source = step.graphOf(instanceKey);
  const told = (reason: string, details: Rejection['details']): Rejection =>
    reject('invalidState', `the mapping does not fit an active element: ${reason}`, {
      reason,
      instanceKey,
      ...details,
    });
  const ofInstance = refuseCatchEvents(source, target, null, null, instructions);
  if (ofInstance) return told(ofInstance.reason, ofInstance.details);
  for (const at of step.draft.elements.values()) {
    if (at.instanceKey !== instanceKey) continue;
    const type = source.elements.get(at.elementId)?.bpmnType;
    if (type && NEVER_MIGRATED.has(type)) return told('otherElement', { elementId: at.elementId });
    const place = { elementId: at.elementId, isBody: at.kind === 'multiInstanceBody' };
    const instruction = instructions.find((one) => samePlace(one.source, place));
    if (!instruction) return told('notMapped', { elementId: at.elementId });
    const targetId = instruction.target.elementId;
    const from = source.elements.get(at.elementId);
    const to = target.elements.get(targetId);
    if (!from || !to) return told('notMapped', { elementId: at.elementId });
    const [loop, targetLoop] = [multiInstanceOf(from), multiInstanceOf(to)];
    const isSameType =
      from.bpmnType === to.bpmnType && (from.kind === 'eventSubProcess') === (to.kind === 'eventSubProcess');
    if (!loop !== !targetLoop || !isSameType) return told('otherType', { elementId: from.id, targetId });
    if (loop?.isSequential !== targetLoop?.isSequential) return told('otherLoop', { elementId: from.id, targetId });
    if (isJob(from) !== isJob(to))
      return told('otherImplementation', {
        elementId: from.id,
        targetId,
        implementation: implementation(from),
        targetImplementation: implementation(to),
      });
    const events = refuseCatchEvents(source, target, place, instruction.target, instructions);
    if (events) return told(events.reason, events.details);
    const scope = mappedScope(source, target, from, instructions);
    if (scope !== (to.parentId ?? target.processId))
      return told('otherScope', {
        elementId: from.id,
        targetId,
        scopeId: scope,
        targetScopeId: to.parentId ?? target.processId,
      });
  }
  return null;
}

/** Of user tasks alone: their work is a job, or the engine's own. */
const isJob = (element: Element): boolean => element.kind === 'userTask' && element.work !== undefined;
const implementation = (element: Element): string => (isJob(element) ? 'job worker' : 'zeebe user task');

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

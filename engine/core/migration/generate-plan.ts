import type { Element } from '../../graph/element.ts';
import type { ProcessGraph } from '../../graph/process-graph.ts';
import type { ElementPlace } from '../modification.ts';
import { multiInstanceOf } from '../moves/enter.ts';
import { flowScopeOf } from '../moves/start-within.ts';
import { failuresOf } from './check-plan.ts';
import type { MigrationInstruction } from './migration-plan.ts';
import { elementAt, eventScopeOf, hasPersistentTrigger, isCompensation, samePlace } from './places.ts';

/** Kinds at which an instance can rest, or which stand around such. */
const RESTING: ReadonlySet<string> = new Set<Element['kind']>([
  'userTask',
  'receiveTask',
  'workerTask',
  'callActivity',
  'parallelGateway',
  'inclusiveGateway',
  'eventBasedGateway',
  'intermediateCatchEvent',
  'boundaryEvent',
]);

/**
 * Equal ids in equal scopes, as far as both can take over from each other. What does not hold is left out, with all
 * that needs it.
 */
export function generateInstructions(
  source: ProcessGraph,
  target: ProcessGraph,
  updatesTriggers: boolean,
): readonly MigrationInstruction[] {
  let instructions: readonly MigrationInstruction[] = placesOf(source)
    .filter(({ elementId, isBody }) => elementAt(target, { elementId, isBody }) !== undefined)
    .map((place) => {
      const element = elementAt(source, place);
      return {
        source: place,
        target: place,
        updatesTrigger: updatesTriggers && element !== undefined && !place.isBody && hasPersistentTrigger(element),
      };
    });
  for (let before = -1; before !== instructions.length; ) {
    before = instructions.length;
    const models = { source, target, instructions };
    instructions = instructions.filter(
      (instruction) =>
        isInMappedScope(models, instruction) &&
        failuresOf(models, instruction).every(({ code }) => code === 'keepsCondition'),
    );
  }
  return instructions.map((instruction) => ({
    ...instruction,
    updatesTrigger: instruction.updatesTrigger || failuresOf({ source, target, instructions }, instruction).length > 0,
  }));
}

/** All places that are worth an instruction, bodies before what is in them. */
function placesOf(graph: ProcessGraph): readonly ElementPlace[] {
  return [...graph.elements.values()]
    .filter((element) => !isUndoing(graph, element) && isFound(graph, element))
    .flatMap((element) => {
      const place = { elementId: element.id, isBody: false };
      const loop = multiInstanceOf(element);
      if (!loop) return isResting(graph, element, element) ? [place] : [];
      return isResting(graph, element, loop) ? [{ ...place, isBody: true }, place] : [];
    });
}

/** A compensation handler, or an event sub-process that undoes the scope around it. */
function isUndoing({ elements }: ProcessGraph, element: Element): boolean {
  if ('isForCompensation' in element && element.isForCompensation === true) return true;
  if (element.kind !== 'eventSubProcess') return false;
  return element.childIds.some((id) => {
    const child = elements.get(id);
    return child?.kind === 'startEvent' && isCompensation(child);
  });
}

/** Something is kept for what is waited for, not only looked for when an error or escalation comes. */
function isFound(graph: ProcessGraph, element: Element): boolean {
  const isEvent = element.kind === 'boundaryEvent' || element.kind === 'intermediateCatchEvent';
  if (!isEvent && (element.kind !== 'startEvent' || eventScopeOf(graph, element) === undefined)) return true;
  return hasPersistentTrigger(element) || isCompensation(element);
}

/** `token`: where the jobs are said that a token may wait in, the element or its multi-instance loop. */
function isResting(
  graph: ProcessGraph,
  element: Element,
  token: { readonly asyncBefore?: boolean; readonly asyncAfter?: boolean },
): boolean {
  if (token.asyncBefore || token.asyncAfter || 'childIds' in element || RESTING.has(element.kind)) return true;
  if (element.kind === 'intermediateThrowEvent' || element.kind === 'endEvent') return element.work !== undefined;
  return element.kind === 'startEvent' && eventScopeOf(graph, element) !== undefined;
}

interface Models {
  readonly source: ProcessGraph;
  readonly target: ProcessGraph;
  readonly instructions: readonly MigrationInstruction[];
}

/** The scope that has to be mapped: that which waits for the start of an event sub-process, mapped or not. */
function scopeOf(graph: ProcessGraph, place: ElementPlace): ElementPlace | null {
  const element = elementAt(graph, place);
  const waiting = element?.kind === 'startEvent' ? eventScopeOf(graph, element) : undefined;
  return waiting === undefined ? flowScopeOf(graph, place) : waiting;
}

function isInMappedScope(
  { source, target, instructions }: Models,
  { source: from, target: to }: MigrationInstruction,
): boolean {
  const [outer, around] = [scopeOf(source, from), scopeOf(target, to)];
  if (outer === null || around === null) return outer === around;
  return instructions.some((other) => samePlace(other.source, outer) && samePlace(other.target, around));
}

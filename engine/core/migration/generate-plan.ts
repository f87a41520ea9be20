import type { Element } from '../../graph/element.ts';
import type { ProcessGraph } from '../../graph/process-graph.ts';
import type { ElementPlace } from '../modification.ts';
import { multiInstanceOf } from '../moves/enter.ts';
import { flowScopeOf } from '../moves/start-within.ts';
import { failuresOf } from './check-plan.ts';
import type { MigrationInstruction } from './migration-plan.ts';
import { elementAt, eventScopeOf, hasPersistentTrigger, samePlace } from './places.ts';

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
    .filter((element) => isResting(graph, element))
    .flatMap((element) => {
      const place = { elementId: element.id, isBody: false };
      return multiInstanceOf(element) ? [{ ...place, isBody: true }, place] : [place];
    });
}

function isResting(graph: ProcessGraph, element: Element): boolean {
  if (element.asyncBefore || element.asyncAfter || 'childIds' in element || RESTING.has(element.kind)) return true;
  return element.kind === 'startEvent' && eventScopeOf(graph, element) !== undefined;
}

interface Models {
  readonly source: ProcessGraph;
  readonly target: ProcessGraph;
  readonly instructions: readonly MigrationInstruction[];
}

function isInMappedScope(
  { source, target, instructions }: Models,
  { source: from, target: to }: MigrationInstruction,
): boolean {
  const outer = flowScopeOf(source, from);
  const around = flowScopeOf(target, to);
  if (outer === null || around === null) return outer === around;
  return instructions.some((other) => samePlace(other.source, outer) && samePlace(other.target, around));
}

import type { Element } from '../../graph/element.ts';
import type { ProcessGraph } from '../../graph/process-graph.ts';
import type { ElementPlace } from '../modification.ts';
import { triggerOf } from '../moves/catches.ts';
import { multiInstanceOf } from '../moves/enter.ts';
import { flowScopeOf } from '../moves/start-within.ts';
import type { MigrationInstruction, PlanFailure } from './migration-plan.ts';
import { elementAt, eventScopeOf, hasPersistentTrigger, isCompensation, samePlace, scopesAround } from './places.ts';

/** The two models with all that is said about them. */
export interface PlanModels {
  readonly source: ProcessGraph;
  readonly target: ProcessGraph;
  readonly instructions: readonly MigrationInstruction[];
}

/** What keeps an instruction from holding, whatever instance it is used for; empty: it holds. */
export function failuresOf(models: PlanModels, instruction: MigrationInstruction): readonly PlanFailure[] {
  const source = elementAt(models.source, instruction.source);
  const target = elementAt(models.target, instruction.target);
  if (!source) return [{ code: 'unknownSource' }];
  if (!target) return [{ code: 'unknownTarget' }];
  const pair = { ...models, instruction, sourceElement: source, targetElement: target };
  const failures = CHECKS.flatMap((check) => check(pair) ?? []);
  const isTwice = models.instructions.some(
    (other) => other !== instruction && samePlace(other.source, instruction.source),
  );
  return isTwice ? [...failures, { code: 'mappedTwice' }] : failures;
}

interface Pair extends PlanModels {
  readonly instruction: MigrationInstruction;
  readonly sourceElement: Element;
  readonly targetElement: Element;
}
type Check = (pair: Pair) => PlanFailure | null;

const CHECKS: readonly Check[] = [
  ({ instruction, sourceElement, targetElement }) =>
    behaviorOf(sourceElement, instruction.source) === behaviorOf(targetElement, instruction.target)
      ? null
      : { code: 'otherBehavior' },
  ({ sourceElement, targetElement }) =>
    isEvent(sourceElement) &&
    isEvent(targetElement) &&
    sourceElement.kind === targetElement.kind &&
    triggerOf(sourceElement)?.kind !== triggerOf(targetElement)?.kind
      ? { code: 'otherEvent' }
      : null,
  keepsAncestor,
  addsNoBody,
  ({ instructions, instruction }) =>
    instruction.target.isBody && !instructions.some(({ target }) => samePlace(target, innerOf(instruction.target)))
      ? { code: 'bodyWithoutInner' }
      : null,
  ({ instructions, instruction }) =>
    instruction.source.isBody && !instructions.some(({ source }) => samePlace(source, innerOf(instruction.source)))
      ? { code: 'innerLost' }
      : null,
  keepsEventScope,
  ({ instruction, sourceElement }) =>
    instruction.updatesTrigger && !hasPersistentTrigger(sourceElement) ? { code: 'noTrigger' } : null,
  ({ instruction, sourceElement }) =>
    !instruction.updatesTrigger && String(triggerOf(sourceElement)?.kind) === 'conditional'
      ? { code: 'keepsCondition' }
      : null,
  gatewayFlows,
  gatewayScope,
  gatewayOnce,
];

const innerOf = ({ elementId }: ElementPlace): ElementPlace => ({ elementId, isBody: false });
const isEvent = (element: Element): boolean =>
  element.kind === 'boundaryEvent' || element.kind === 'intermediateCatchEvent' || element.kind === 'startEvent';

/**
 * What is of one behaviour can take over from each other: all sub-processes are alike, and each trigger of an end is a
 * kind of its own.
 */
function behaviorOf(element: Element, { isBody }: ElementPlace): string {
  if (isBody) return multiInstanceOf(element)?.isSequential ? 'sequentialBody' : 'parallelBody';
  if ('childIds' in element) return 'subProcess';
  if (element.kind === 'endEvent' || element.kind === 'intermediateThrowEvent')
    return `${element.kind} ${element.work ? 'work' : element.trigger.kind}`;
  return element.kind;
}

/** Where an instruction takes a scope; null: to the process, as the process itself. */
function mappedScope({ instructions }: PlanModels, scope: ElementPlace | null): ElementPlace | null | undefined {
  return scope === null ? null : instructions.find(({ source }) => samePlace(source, scope))?.target;
}

/** The nearest scope around the source that is mapped, with its target. */
function nearestMapped(pair: Pair): { readonly source: ElementPlace | null; readonly target: ElementPlace | null } {
  for (const scope of scopesAround(pair.source, pair.instruction.source)) {
    const target = mappedScope(pair, scope);
    if (target) return { source: scope, target };
  }
  return { source: null, target: null };
}

function keepsAncestor(pair: Pair): PlanFailure | null {
  const { source, target } = nearestMapped(pair);
  if (target === null || scopesAround(pair.target, pair.instruction.target).some((scope) => samePlace(scope, target)))
    return null;
  return { code: 'leavesAncestor', scope: source, otherScope: target };
}

function addsNoBody(pair: Pair): PlanFailure | null {
  const { target } = nearestMapped(pair);
  for (const scope of scopesAround(pair.target, pair.instruction.target)) {
    if (samePlace(scope, target)) return null;
    if (scope.isBody) return { code: 'addsBody', scope };
  }
  return null;
}

function keepsEventScope(pair: Pair): PlanFailure | null {
  // What undoes an activity is waited for around it.
  if (pair.sourceElement.kind === 'boundaryEvent' && isCompensation(pair.sourceElement)) return null;
  const from = eventScopeOf(pair.source, pair.sourceElement);
  if (from === undefined || from === null) return null;
  const to = eventScopeOf(pair.target, pair.targetElement);
  const mapped = mappedScope(pair, from);
  return mapped && to !== undefined && samePlace(mapped, to)
    ? null
    : { code: 'eventScope', scope: from, otherScope: to ?? null };
}

const waits = (element: Element): boolean => element.kind === 'parallelGateway' || element.kind === 'inclusiveGateway';

function gatewayFlows({ sourceElement, targetElement }: Pair): PlanFailure | null {
  return waits(sourceElement) && waits(targetElement) && targetElement.incoming.length < sourceElement.incoming.length
    ? { code: 'gatewayFlows' }
    : null;
}

function gatewayScope(pair: Pair): PlanFailure | null {
  if (!waits(pair.targetElement) || !waits(pair.sourceElement)) return null;
  const scope = flowScopeOf(pair.source, pair.instruction.source);
  return mappedScope(pair, scope) === undefined ? { code: 'gatewayScope', scope } : null;
}

function gatewayOnce({ instructions, instruction, targetElement }: Pair): PlanFailure | null {
  return waits(targetElement) &&
    instructions.some((other) => other !== instruction && samePlace(other.target, instruction.target))
    ? { code: 'gatewayTwice' }
    : null;
}

import type { ValueDraft } from '@/components/actions/variable-drafts.tsx';
import { writtenValues } from '@/components/actions/variable-drafts.tsx';
import type { PlannedTokens } from '@/components/diagram/badges.ts';
import type { PlannedMove } from '@/components/diagram/planned-moves.ts';
import type { ElementOutlook, ManyStep, ModificationStep } from '@/lib/console/contract.ts';
import type { ElementCounts } from '@/lib/console/views/shared.ts';

export type StartPosition = 'before' | 'after' | 'flow';

/** Where tokens are taken away. `keys`: those chosen by hand; null: all that are there. */
export interface PlannedSource {
  readonly from: string;
  readonly count: number;
  readonly keys: readonly string[] | null;
  readonly isFromBody: boolean;
}
/**
 * Where a token begins: at an element, or on a flow. `ancestorKey`: the scope, where there are several; null: the
 * nearest.
 */
export interface PlannedTarget {
  readonly to: string;
  readonly position: StartPosition;
  readonly isBody: boolean;
  readonly ancestorKey: string | null;
  readonly variables: readonly ValueDraft[];
  readonly isLocal: boolean;
}

/** One thing that a person has planned on the diagram; a move is a cancel and a start that belong together. */
export type PlannedStep =
  | ({ readonly id: number; readonly kind: 'move' } & PlannedSource & PlannedTarget)
  | ({ readonly id: number; readonly kind: 'add' } & PlannedTarget)
  | ({ readonly id: number; readonly kind: 'cancel' } & PlannedSource);
export type StartStep = Extract<PlannedStep, { kind: 'move' | 'add' }>;
export type SourceStep = Extract<PlannedStep, { kind: 'move' | 'cancel' }>;

export const targetAt = (to: string, position: StartPosition = 'before'): PlannedTarget => ({
  to,
  position,
  isBody: false,
  ancestorKey: null,
  variables: [],
  isLocal: false,
});
export const sourceAt = (from: string, count: number): PlannedSource => ({
  from,
  count,
  keys: null,
  isFromBody: false,
});

/**
 * The instructions of a plan, in order. A move starts before it cancels, so that a scope whose last token moves inside
 * it stays.
 */
export function stepsOf(plan: readonly PlannedStep[]): readonly ModificationStep[] {
  return plan.flatMap((step): readonly ModificationStep[] => {
    if (step.kind === 'cancel') return cancelOf(step);
    if (step.kind === 'add') return [startOf(step)];
    return [...Array.from({ length: startsOf(step) }, () => startOf(step)), ...cancelOf(step)];
  });
}

/** The same for any instance of many: whole elements, no key of one instance. */
export function manyStepsOf(plan: readonly PlannedStep[]): readonly ManyStep[] {
  return plan.flatMap((step): readonly ManyStep[] => [
    ...(step.kind === 'cancel' ? [] : [manyStart(step)]),
    ...(step.kind === 'add'
      ? []
      : [{ kind: 'cancelAll' as const, elementId: step.from, ...(step.isFromBody && { isBody: true }) }]),
  ]);
}

/** A loop goes as one, whichever number of runs it has. */
const startsOf = (step: Extract<PlannedStep, { kind: 'move' }>): number =>
  step.isFromBody || step.isBody ? 1 : step.count;

function cancelOf({ from, keys, isFromBody }: PlannedSource): readonly ModificationStep[] {
  if (keys === null) return [{ kind: 'cancelAll', elementId: from, ...(isFromBody && { isBody: true }) }];
  return keys.map((key) => ({ kind: 'cancel', elementInstanceKey: key, elementId: from }));
}

function manyStart({ to, position, isBody, variables }: StartStep): ManyStep {
  const given = variables.length > 0 && { variables: writtenValues(variables) };
  return position === 'flow'
    ? { kind: 'startFlow', flowId: to, ...given }
    : {
        kind: position === 'before' ? 'startBefore' : 'startAfter',
        elementId: to,
        ...(isBody && { isBody }),
        ...given,
      };
}

function startOf(step: StartStep): ModificationStep {
  const { isLocal, ancestorKey } = step;
  return {
    ...manyStart(step),
    ...(isLocal && step.variables.length > 0 && { isLocal }),
    ...(ancestorKey !== null && { ancestorKey }),
  } as ModificationStep;
}

/** Tokens that each element would gain or lose, as the plan says by itself. */
export function plannedTokens(plan: readonly PlannedStep[]): readonly PlannedTokens[] {
  const deltas = new Map<string, number>();
  const add = (elementId: string, delta: number) => deltas.set(elementId, (deltas.get(elementId) ?? 0) + delta);
  for (const step of plan) {
    if (step.kind !== 'add') add(step.from, -step.count);
    if (step.kind !== 'cancel') add(step.to, step.kind === 'move' ? startsOf(step) : 1);
  }
  return [...deltas].filter(([, delta]) => delta !== 0).map(([elementId, delta]) => ({ elementId, delta }));
}

/** The same as the engine has computed it: where tokens really come to stand, and what stops there. */
export function rehearsedTokens(
  outlook: readonly ElementOutlook[],
  scopes: ReadonlySet<string>,
): readonly PlannedTokens[] {
  return outlook.flatMap(({ elementId, before, after }) => {
    const delta = scopes.has(elementId) ? 0 : after.tokens - before.tokens;
    const incidents = Math.max(0, after.incidents - before.incidents);
    return delta === 0 && incidents === 0 ? [] : [{ elementId, delta, ...(incidents > 0 && { incidents }) }];
  });
}

export function plannedMoves(plan: readonly PlannedStep[]): readonly PlannedMove[] {
  return plan.flatMap((step) => (step.kind === 'move' ? [{ from: step.from, to: step.to }] : []));
}

/** Tokens that wait at an element and that no step takes away yet. */
export function freeTokens(counts: readonly ElementCounts[], plan: readonly PlannedStep[], elementId: string): number {
  const active = counts.find((each) => each.elementId === elementId)?.active ?? 0;
  const taken = plan.reduce(
    (sum, step) =>
      sum + (step.kind !== 'add' && step.from === elementId ? (step.keys === null ? active : step.count) : 0),
    0,
  );
  return Math.max(0, active - taken);
}

/** Steps whose tokens are gone since. */
export function lostSteps(
  plan: readonly PlannedStep[],
  counts: readonly ElementCounts[],
  alive: ReadonlySet<string>,
): ReadonlySet<number> {
  const active = new Map(counts.map((each) => [each.elementId, each.active]));
  return new Set(
    plan.flatMap((step) =>
      step.kind === 'add'
        ? []
        : step.keys === null
          ? (active.get(step.from) ?? 0) === 0
            ? [step.id]
            : []
          : step.keys.some((key) => !alive.has(key))
            ? [step.id]
            : [],
    ),
  );
}

export interface ElementChange {
  readonly elementId: string;
  readonly before: number;
  readonly after: number;
  readonly newIncidents: number;
}

/** What has changed at the elements between two looks at an instance. */
export function changesBetween(
  before: readonly ElementCounts[],
  after: readonly ElementCounts[],
): readonly ElementChange[] {
  const [was, is] = [
    new Map(before.map((each) => [each.elementId, each])),
    new Map(after.map((each) => [each.elementId, each])),
  ];
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((elementId) => {
    const [from, to] = [was.get(elementId), is.get(elementId)];
    const change = {
      elementId,
      before: from?.active ?? 0,
      after: to?.active ?? 0,
      newIncidents: (to?.incidents ?? 0) - (from?.incidents ?? 0),
    };
    return change.before === change.after && change.newIncidents === 0 ? [] : [change];
  });
}

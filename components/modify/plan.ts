import type { ValueDraft } from '@/components/actions/variable-drafts.tsx';
import { writtenValues } from '@/components/actions/variable-drafts.tsx';
import type { PlannedTokens } from '@/components/diagram/badges.ts';
import type { PlannedMove } from '@/components/diagram/planned-moves.ts';
import type { ModificationStep } from '@/lib/console/contract.ts';
import type { ElementCounts } from '@/lib/console/views/shared.ts';

/** One thing that a person has planned on the diagram; a move is a cancel and a start that belong together. */
export type PlannedStep =
  | { readonly id: number; readonly kind: 'move'; readonly from: string; readonly to: string; readonly position: StartPosition; readonly count: number; readonly variables: readonly ValueDraft[] }
  | { readonly id: number; readonly kind: 'add'; readonly to: string; readonly position: StartPosition; readonly variables: readonly ValueDraft[] }
  | { readonly id: number; readonly kind: 'cancel'; readonly from: string; readonly count: number };
export type StartPosition = 'before' | 'after';

/** The instructions of a plan, in order. A move starts before it cancels, so that a scope whose last token moves inside it stays. */
export function stepsOf(plan: readonly PlannedStep[]): readonly ModificationStep[] {
  return plan.flatMap(instructionsOf);
}

function instructionsOf(step: PlannedStep): readonly ModificationStep[] {
  if (step.kind === 'cancel') return [{ kind: 'cancelAll', elementId: step.from }];
  if (step.kind === 'add') return [startOf(step)];
  return [...Array.from({ length: step.count }, () => startOf(step)), { kind: 'cancelAll', elementId: step.from }];
}

function startOf({ to, position, variables }: Extract<PlannedStep, { kind: 'move' | 'add' }>): ModificationStep {
  return { kind: position === 'before' ? 'startBefore' : 'startAfter', elementId: to, ...(variables.length > 0 && { variables: writtenValues(variables) }) };
}

/** Tokens that each element would gain or lose. */
export function plannedTokens(plan: readonly PlannedStep[]): readonly PlannedTokens[] {
  const deltas = new Map<string, number>();
  const add = (elementId: string, delta: number) => deltas.set(elementId, (deltas.get(elementId) ?? 0) + delta);
  for (const step of plan) {
    if (step.kind !== 'add') add(step.from, -step.count);
    if (step.kind !== 'cancel') add(step.to, step.kind === 'move' ? step.count : 1);
  }
  return [...deltas].filter(([, delta]) => delta !== 0).map(([elementId, delta]) => ({ elementId, delta }));
}

export function plannedMoves(plan: readonly PlannedStep[]): readonly PlannedMove[] {
  return plan.flatMap((step) => (step.kind === 'move' ? [{ from: step.from, to: step.to }] : []));
}

/** Tokens that wait at an element and that no step takes away yet. */
export function freeTokens(counts: readonly ElementCounts[], plan: readonly PlannedStep[], elementId: string): number {
  const active = counts.find((each) => each.elementId === elementId)?.active ?? 0;
  return plan.some((step) => step.kind !== 'add' && step.from === elementId) ? 0 : active;
}

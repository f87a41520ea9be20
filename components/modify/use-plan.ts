'use client';
import { useEffect, useReducer } from 'react';
import type { PlannedStep } from './plan.ts';

type Plan = readonly PlannedStep[];
interface History {
  readonly past: readonly Plan[];
  readonly plan: Plan;
  readonly future: readonly Plan[];
}
type Change = { readonly kind: 'set'; readonly plan: Plan } | { readonly kind: 'undo' } | { readonly kind: 'redo' };

/** A draft of yesterday is no plan. */
const DRAFT_MS = 24 * 60 * 60 * 1000;
const MAX_PAST = 100;

function changed({ past, plan, future }: History, change: Change): History {
  switch (change.kind) {
    case 'set':
      return { past: [...past.slice(-MAX_PAST), plan], plan: change.plan, future: [] };
    case 'undo': {
      const before = past.at(-1);
      return before === undefined
        ? { past, plan, future }
        : { past: past.slice(0, -1), plan: before, future: [plan, ...future] };
    }
    case 'redo': {
      const [next, ...later] = future;
      return next === undefined ? { past, plan, future } : { past: [...past, plan], plan: next, future: later };
    }
  }
}

/**
 * The steps of a plan, with a way back and forth. It is kept in this browser session under `name` until it is applied
 * or discarded.
 */
export function usePlan(name: string) {
  const [history, change] = useReducer(changed, name, (key): History => ({ past: [], plan: draftOf(key), future: [] }));
  const { plan } = history;
  useEffect(() => {
    if (plan.length === 0) sessionStorage.removeItem(storeKey(name));
    else sessionStorage.setItem(storeKey(name), JSON.stringify({ at: Date.now(), plan }));
  }, [name, plan]);
  return {
    plan,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    set: (next: Plan) => change({ kind: 'set', plan: next }),
    undo: () => change({ kind: 'undo' }),
    redo: () => change({ kind: 'redo' }),
    add: (...steps: readonly PlannedStepDraft[]) => {
      const last = Math.max(0, ...plan.map((each) => each.id));
      change({
        kind: 'set',
        plan: [...plan, ...steps.map((step, n) => ({ ...step, id: last + n + 1 }) as PlannedStep)],
      });
    },
    forget: () => sessionStorage.removeItem(storeKey(name)),
  };
}
type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;
export type PlannedStepDraft = WithoutId<PlannedStep>;
export type PlanOfHand = ReturnType<typeof usePlan>;

const storeKey = (name: string): string => `wh-plan-${name}`;

function draftOf(name: string): Plan {
  const text = typeof sessionStorage === 'undefined' ? null : sessionStorage.getItem(storeKey(name));
  if (text === null) return [];
  const draft = JSON.parse(text) as { at: number; plan: Plan };
  return Date.now() - draft.at < DRAFT_MS ? draft.plan : [];
}

import { describe, expect, it } from 'vitest';
import { freeTokens, plannedMoves, type PlannedStep, plannedTokens, stepsOf } from './plan.ts';

const plan: readonly PlannedStep[] = [
  { id: 1, kind: 'move', from: 'charge', to: 'review', position: 'before', count: 2, variables: [{ id: 1, name: 'why', type: 'String', text: 'by hand' }] },
  { id: 2, kind: 'add', to: 'ship', position: 'after', variables: [] },
  { id: 3, kind: 'cancel', from: 'wait', count: 1 },
];

describe('a plan of a modification', () => {
  it('becomes ordered instructions: a move starts before it cancels, once for each token', () => {
    const start = { kind: 'startBefore', elementId: 'review', variables: [{ name: 'why', type: 'String', text: 'by hand' }] };
    expect(stepsOf(plan)).toEqual([start, start, { kind: 'cancelAll', elementId: 'charge' }, { kind: 'startAfter', elementId: 'ship' }, { kind: 'cancelAll', elementId: 'wait' }]);
  });
  it('says how many tokens each element gains or loses, and what moves', () => {
    expect(plannedTokens(plan)).toEqual([{ elementId: 'charge', delta: -2 }, { elementId: 'review', delta: 2 }, { elementId: 'ship', delta: 1 }, { elementId: 'wait', delta: -1 }]);
    expect(plannedTokens([...plan, { id: 4, kind: 'add', to: 'wait', position: 'before', variables: [] }]).some((each) => each.elementId === 'wait')).toBe(false);
    expect(plannedMoves(plan)).toEqual([{ from: 'charge', to: 'review' }]);
  });
  it('takes a token once', () => {
    const counts = [{ elementId: 'charge', active: 2, incidents: 0, completed: 0, cancelled: 0 }, { elementId: 'idle', active: 1, incidents: 0, completed: 0, cancelled: 0 }];
    expect(freeTokens(counts, plan, 'charge')).toBe(0);
    expect(freeTokens(counts, plan, 'idle')).toBe(1);
    expect(freeTokens(counts, plan, 'nowhere')).toBe(0);
  });
});

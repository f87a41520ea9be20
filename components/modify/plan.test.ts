import { describe, expect, it } from 'vitest';
import {
  changesBetween,
  freeTokens,
  lostSteps,
  manyStepsOf,
  plannedMoves,
  type PlannedStep,
  plannedTokens,
  rehearsedTokens,
  sourceAt,
  stepsOf,
  targetAt,
} from './plan.ts';

const plan: readonly PlannedStep[] = [
  {
    id: 1,
    kind: 'move',
    ...sourceAt('charge', 2),
    ...targetAt('review'),
    variables: [{ id: 1, name: 'why', type: 'String', text: 'by hand' }],
  },
  { id: 2, kind: 'add', ...targetAt('ship', 'after'), ancestorKey: '77' },
  { id: 3, kind: 'cancel', ...sourceAt('wait', 1), keys: ['5'] },
  { id: 4, kind: 'add', ...targetAt('flow1', 'flow') },
];
const counts = (elementId: string, active: number, incidents = 0) => ({
  elementId,
  active,
  incidents,
  completed: 0,
  cancelled: 0,
});
const moment = (tokens: number, incidents = 0) => ({ tokens, incidents, waits: [], incidentMessages: [] });

describe('a plan of a modification', () => {
  it('becomes ordered instructions: a move starts before it cancels, once for each token', () => {
    const start = {
      kind: 'startBefore',
      elementId: 'review',
      variables: [{ name: 'why', type: 'String', text: 'by hand' }],
    };
    expect(stepsOf(plan)).toEqual([
      start,
      start,
      { kind: 'cancelAll', elementId: 'charge' },
      { kind: 'startAfter', elementId: 'ship', ancestorKey: '77' },
      { kind: 'cancel', elementInstanceKey: '5', elementId: 'wait' },
      { kind: 'startFlow', flowId: 'flow1' },
    ]);
  });
  it('for many instances names elements only, and starts once for each of them', () => {
    expect(manyStepsOf(plan.slice(0, 1))).toEqual([
      { kind: 'startBefore', elementId: 'review', variables: [{ name: 'why', type: 'String', text: 'by hand' }] },
      { kind: 'cancelAll', elementId: 'charge' },
    ]);
  });
  it('moves a loop as one', () => {
    expect(stepsOf([{ id: 1, kind: 'move', ...sourceAt('pack', 3), isFromBody: true, ...targetAt('ship') }])).toEqual([
      { kind: 'startBefore', elementId: 'ship' },
      { kind: 'cancelAll', elementId: 'pack', isBody: true },
    ]);
  });
  it('says how many tokens each element gains or loses, and what moves', () => {
    expect(plannedTokens(plan)).toEqual([
      { elementId: 'charge', delta: -2 },
      { elementId: 'review', delta: 2 },
      { elementId: 'ship', delta: 1 },
      { elementId: 'wait', delta: -1 },
      { elementId: 'flow1', delta: 1 },
    ]);
    expect(plannedMoves(plan)).toEqual([{ from: 'charge', to: 'review' }]);
    expect(
      rehearsedTokens(
        [
          { elementId: 'charge', before: moment(1), after: moment(0) },
          { elementId: 'ship', before: moment(0), after: moment(1, 1) },
          { elementId: 'box', before: moment(0), after: moment(1) },
        ],
        new Set(['box']),
      ),
    ).toEqual([
      { elementId: 'charge', delta: -1 },
      { elementId: 'ship', delta: 1, incidents: 1 },
    ]);
  });
  it('takes a token once, and knows which steps have lost theirs', () => {
    expect(freeTokens([counts('charge', 2), counts('idle', 1), counts('wait', 3)], plan, 'charge')).toBe(0);
    expect(freeTokens([counts('idle', 1)], plan, 'idle')).toBe(1);
    expect(freeTokens([counts('wait', 3)], plan, 'wait')).toBe(2);
    expect([...lostSteps(plan, [counts('charge', 0), counts('wait', 1)], new Set(['6']))]).toEqual([1, 3]);
  });
  it('names what has changed since', () => {
    expect(changesBetween([counts('charge', 1)], [counts('charge', 0), counts('review', 1, 1)])).toEqual([
      { elementId: 'charge', before: 1, after: 0, newIncidents: 0 },
      { elementId: 'review', before: 0, after: 1, newIncidents: 1 },
    ]);
  });
});

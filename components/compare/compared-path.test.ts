import { expect, it } from 'vitest';
import type { ElementInstanceNode } from '@/lib/console/views/instance-view.ts';
import { comparedPath, isAlike } from './compared-path.ts';

const NOW = 1_000;
const node = (
  key: string,
  elementId: string,
  startedAt: number,
  endedAt: number | null,
  kind = 'workerTask',
): ElementInstanceNode => ({
  key,
  parentKey: '1',
  elementId,
  kind,
  state: endedAt === null ? 'active' : 'completed',
  index: null,
  calledInstanceKey: null,
  enteredBy: [],
  startedAt,
  endedAt,
});
const counts = (elementId: string, completed: number, active = 0, incidents = 0) => ({
  elementId,
  active,
  completed,
  cancelled: 0,
  incidents,
});

it('tells which elements and flows only one of two instances passed, how often and how long', () => {
  const a = {
    elements: [counts('start', 1), counts('pay', 2), counts('review', 0, 1, 1)],
    takenFlows: ['f1', 'f2'],
    history: [
      node('1', 'start', 0, 0),
      node('2', 'pay', 0, 30),
      node('3', 'pay', 40, 50),
      node('4', 'review', 900, null),
    ],
  };
  const b = {
    elements: [counts('start', 1), counts('pay', 1), counts('ship', 1)],
    takenFlows: ['f1', 'f3'],
    history: [node('5', 'start', 0, 0), node('6', 'pay', 0, 10), node('7', 'ship', 10, 20)],
  };
  const { elements, flows } = comparedPath(a, b, NOW);
  expect(elements.map(({ elementId, side }) => `${elementId} ${side}`)).toEqual([
    'start both',
    'pay both',
    'review onlyA',
    'ship onlyB',
  ]);
  expect(elements.find((each) => each.elementId === 'pay')).toEqual({
    elementId: 'pay',
    side: 'both',
    a: { times: 2, incidents: 0, tookMs: 40, isRunning: false },
    b: { times: 1, incidents: 0, tookMs: 10, isRunning: false },
  });
  expect(elements.find((each) => each.elementId === 'review')?.a).toEqual({
    times: 1,
    incidents: 1,
    tookMs: 100,
    isRunning: true,
  });
  expect(elements.filter(isAlike).map(({ elementId }) => elementId)).toEqual(['start']);
  expect(flows).toEqual([
    { id: 'f1', side: 'both' },
    { id: 'f2', side: 'onlyA' },
    { id: 'f3', side: 'onlyB' },
  ]);
});

it('counts what a cut history does not tell, without a time', () => {
  const cut = { elements: [counts('pay', 3_000)], takenFlows: [], history: [] };
  expect(
    comparedPath(cut, { elements: [], takenFlows: [], history: [node('1', 'pay', 0, 1, 'multiInstanceBody')] }, NOW)
      .elements,
  ).toEqual([
    { elementId: 'pay', side: 'onlyA', a: { times: 3_000, incidents: 0, tookMs: null, isRunning: false }, b: null },
  ]);
});

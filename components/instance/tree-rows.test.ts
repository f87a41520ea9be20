import { expect, it } from 'vitest';
import type { ElementInstanceNode, Transition } from '@/lib/console/views/instance-view.ts';
import { treeRows } from './tree-rows.ts';

const node = (key: string, parentKey: string, elementId: string, kind = 'serviceTask'): ElementInstanceNode => ({
  key,
  parentKey,
  elementId,
  kind,
  state: 'completed',
  index: null,
  calledInstanceKey: null,
  enteredBy: [],
  startedAt: 0,
  endedAt: 1,
});
const transition = (jobKey: string, scopeKey: string, more: Partial<Transition> = {}): Transition => ({
  jobKey,
  scopeKey,
  elementId: 'charge',
  side: 'before',
  index: null,
  hasIncident: false,
  since: 5,
  ...more,
});
const told = (rows: ReturnType<typeof treeRows>) =>
  rows.map(({ node: { elementId, state }, depth, side }) => [elementId, state, depth, side ?? '']);

it('puts what is inside under what it is in, and what stands around ad hoc activities nowhere', () => {
  const history = [
    node('2', '1', 'start'),
    node('3', '1', 'adHoc', 'adHocSubProcess'),
    node('4', '3', 'adHoc', 'adHocInnerInstance'),
    node('5', '4', 'inside'),
    node('6', '1', 'end'),
  ];
  expect(told(treeRows({ key: '1', history }))).toEqual([
    ['start', 'completed', 0, ''],
    ['adHoc', 'completed', 0, ''],
    ['inside', 'completed', 1, ''],
    ['end', 'completed', 0, ''],
  ]);
});

it('tells tokens that wait between elements behind those that have begun in their scope', () => {
  const history = [node('2', '1', 'start'), node('3', '1', 'sub', 'subProcess'), node('4', '3', 'inside')];
  const transitions = [
    transition('8', '3', { hasIncident: true }),
    transition('9', '1', { elementId: 'sub', side: 'after' }),
  ];
  expect(told(treeRows({ key: '1', history, transitions }))).toEqual([
    ['start', 'completed', 0, ''],
    ['sub', 'completed', 0, ''],
    ['inside', 'completed', 1, ''],
    ['charge', 'incident', 1, 'before'],
    ['sub', 'active', 0, 'after'],
  ]);
});

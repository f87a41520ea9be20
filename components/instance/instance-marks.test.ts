import { expect, it } from 'vitest';
import type { ElementInstanceNode, InstanceView } from '@/lib/console/views/instance-view.ts';
import { calledMarks, durationMarks, restingMarks, withEnds } from './instance-marks.ts';

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
  state: 'completed',
  index: null,
  calledInstanceKey: null,
  enteredBy: [],
  startedAt,
  endedAt,
});

it('an element is the warmer the more of the time went there, all its runs together', () => {
  const history = [
    node('1', 'start', 0, 0),
    node('2', 'pay', 0, 100),
    node('3', 'pay', 100, 210),
    node('4', 'ship', 400, null),
    node('5', 'ship', 0, 900, 'multiInstanceBody'),
  ];
  expect(
    durationMarks({ history, startedAt: 0, endedAt: null }, 1_000).map(({ id, look, text }) => [id, look, text]),
  ).toEqual([
    ['start', 'time0', '0 ms'],
    ['pay', 'time2', '210 ms'],
    ['ship', 'time3', '600 ms'],
  ]);
});

it('a call activity tells how many it called run, and that one has stopped', () => {
  const call = (
    elementId: string,
    state: 'active' | 'incident',
    endedAt: number | null,
  ): InstanceView['called'][number] => ({
    instanceKey: '9',
    state,
    businessKey: null,
    definition: { key: '2', processId: 'p', version: 1, name: null },
    elementId,
    startedAt: 0,
    endedAt,
  });
  expect(
    calledMarks({
      called: [
        call('a', 'active', null),
        call('a', 'active', 5),
        call('b', 'active', null),
        call('b', 'incident', null),
        call('c', 'active', 5),
        call('c', 'active', 6),
      ],
    }).map(({ id, look, text }) => [id, look, text]),
  ).toEqual([
    ['a', 'called', '→ 1'],
    ['b', 'calledStopped', '→ 2'],
    ['c', 'calledEnded', '→ 2'],
  ]);
});

it('what makes jobs and is held is marked once, a single job that rests where nothing is held', () => {
  const marks = restingMarks(
    [
      { elementId: 'pause', isSuspended: true },
      { elementId: 'pause', isSuspended: true },
      { elementId: 'hop', isSuspended: false },
    ],
    [
      { elementId: 'pause', state: 'suspended' },
      { elementId: 'pay', state: 'suspended' },
      { elementId: 'ship', state: 'waiting' },
    ],
  );
  expect(marks.map(({ id, look }) => [id, look])).toEqual([
    ['pause', 'resting'],
    ['pay', 'resting'],
  ]);
});

it('when the last run of an element ended is told beside its count, completed and cancelled apart', () => {
  const now = new Date(2026, 10, 28, 12).getTime();
  const [nine, ten] = [new Date(2026, 10, 28, 9, 5).getTime(), new Date(2026, 10, 28, 10, 7).getTime()];
  const history = [
    node('1', 'pay', 0, nine),
    node('2', 'pay', 0, ten),
    { ...node('3', 'pay', 0, nine), state: 'cancelled' as const },
    node('4', 'ship', 0, null),
  ];
  const count = { active: 0, incidents: 0, completed: 2, cancelled: 1 };
  expect(
    withEnds(
      {
        elements: [
          { ...count, elementId: 'pay' },
          { ...count, elementId: 'ship' },
        ],
        history,
      },
      now,
    ),
  ).toEqual([
    { ...count, elementId: 'pay', completedAt: '10:07', cancelledAt: '09:05' },
    { ...count, elementId: 'ship' },
  ]);
});

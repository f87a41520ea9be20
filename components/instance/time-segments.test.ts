import { expect, test } from 'vitest';
import type { ElementInstanceNode } from '@/lib/console/views/instance-view.ts';
import type { JobRow } from '@/lib/console/views/job-view.ts';
import type { StoryMoment } from '@/lib/console/views/story-view.ts';
import { segmentsOf, troublesOf } from './time-segments.ts';

const node = (kind: string, endedAt: number | null = 100): ElementInstanceNode => ({
  key: '5',
  parentKey: '1',
  elementId: 'pay',
  kind,
  state: endedAt === null ? 'active' : 'completed',
  index: null,
  calledInstanceKey: null,
  enteredBy: [],
  startedAt: 10,
  endedAt,
});
const job = (state: JobRow['state']): JobRow => ({
  key: '8',
  kind: 'worker',
  state,
  topic: 'pay',
  elementId: 'pay',
  elementInstanceKey: '5',
  instanceKey: '1',
  definition: { key: '2', processId: 'p', version: 1, name: null },
  retries: 2,
  priority: 0,
  dueAt: null,
  repeat: null,
  worker: null,
  lockUntil: null,
  errorMessage: null,
  attempts: 1,
  createdAt: 10,
  endedAt: null,
});
const fact = (at: number, kind: StoryMoment['facts'][number]['kind'], elementId = 'pay'): StoryMoment => ({
  at,
  facts: [{ kind, elementId, text: null }],
});

test('people, messages, times and called instances are waited for; workers work; a sub-process holds others', () => {
  expect(
    ['userTask', 'receiveTask', 'intermediateCatchEvent', 'callActivity', 'workerTask', 'subProcess'].map(
      (kind) => segmentsOf(node(kind), 200, undefined, [])[0]?.kind,
    ),
  ).toEqual(['wait', 'wait', 'wait', 'wait', 'work', 'holds']);
});

test('what an incident stopped is neither', () => {
  const troubles = troublesOf([
    fact(20, 'failed'),
    fact(30, 'incident'),
    fact(60, 'resolved'),
    fact(40, 'incident', 'other'),
  ]).get('pay');
  expect(troubles).toEqual({ stops: [{ from: 30, to: 60 }], failures: [20] });
  expect(segmentsOf(node('workerTask'), 200, troubles, [])).toEqual([
    { from: 10, to: 30, kind: 'work' },
    { from: 30, to: 60, kind: 'stopped' },
    { from: 60, to: 100, kind: 'work' },
  ]);
  expect(segmentsOf(node('workerTask', null), 50, troublesOf([fact(30, 'incident')]).get('pay'), [])).toEqual([
    { from: 10, to: 30, kind: 'work' },
    { from: 30, to: 50, kind: 'stopped' },
  ]);
});

test('a job that nobody has taken waits since it was tried the last time', () => {
  const failed = troublesOf([fact(20, 'failed')]).get('pay');
  expect(segmentsOf(node('workerTask', null), 50, undefined, [job('waiting')])).toEqual([
    { from: 10, to: 50, kind: 'wait' },
  ]);
  expect(segmentsOf(node('workerTask', null), 50, failed, [job('retrying')])).toEqual([
    { from: 10, to: 20, kind: 'work' },
    { from: 20, to: 50, kind: 'wait' },
  ]);
  expect(segmentsOf(node('workerTask', null), 50, failed, [job('leased')])).toEqual([
    { from: 10, to: 50, kind: 'work' },
  ]);
});

test('what ended while nobody had it has waited until then; what a worker had was worked on', () => {
  const ended = (state: JobRow['state'], rest: Partial<JobRow>): JobRow => ({ ...job(state), endedAt: 100, ...rest });
  const failed = troublesOf([fact(20, 'failed')]).get('pay');
  expect(segmentsOf(node('workerTask'), 200, undefined, [ended('cancelled', {})])).toEqual([
    { from: 10, to: 100, kind: 'wait' },
  ]);
  expect(segmentsOf(node('workerTask'), 200, undefined, [ended('completed', {})])).toEqual([
    { from: 10, to: 100, kind: 'wait' },
  ]);
  expect(segmentsOf(node('workerTask'), 200, failed, [ended('cancelled', { worker: 'w', lockUntil: null })])).toEqual([
    { from: 10, to: 20, kind: 'work' },
    { from: 20, to: 100, kind: 'wait' },
  ]);
  expect(segmentsOf(node('workerTask'), 200, undefined, [ended('cancelled', { worker: 'w', lockUntil: 150 })])).toEqual(
    [{ from: 10, to: 100, kind: 'work' }],
  );
  expect(segmentsOf(node('workerTask'), 200, undefined, [ended('completed', { worker: 'w', lockUntil: 50 })])).toEqual([
    { from: 10, to: 100, kind: 'work' },
  ]);
});

import { expect, it } from 'vitest';
import type { ElementInstanceNode, InstanceView } from '@/lib/console/views/instance-view.ts';
import { calledMarks, durationMarks } from './instance-marks.ts';

const node = (key: string, elementId: string, startedAt: number, endedAt: number | null, kind = 'workerTask'): ElementInstanceNode => ({ key, parentKey: '1', elementId, kind, state: 'completed', index: null, calledInstanceKey: null, enteredBy: [], startedAt, endedAt });

it('an element is the warmer the more of the time went there, all its runs together', () => {
  const history = [node('1', 'start', 0, 0), node('2', 'pay', 0, 100), node('3', 'pay', 100, 210), node('4', 'ship', 400, null), node('5', 'ship', 0, 900, 'multiInstanceBody')];
  expect(durationMarks({ history, startedAt: 0, endedAt: null }, 1_000).map(({ id, look, text }) => [id, look, text])).toEqual([['start', 'time0', '0 ms'], ['pay', 'time2', '210 ms'], ['ship', 'time3', '600 ms']]);
});

it('a call activity tells how many it called run, and that one has stopped', () => {
  const call = (elementId: string, state: 'active' | 'incident', endedAt: number | null): InstanceView['called'][number] => ({ instanceKey: '9', state, businessKey: null, definition: { key: '2', processId: 'p', version: 1, name: null }, elementId, startedAt: 0, endedAt });
  expect(calledMarks({ called: [call('a', 'active', null), call('a', 'active', 5), call('b', 'active', null), call('b', 'incident', null)] }).map(({ id, look, text }) => [id, look, text])).toEqual([['a', 'called', '→ 1'], ['b', 'calledStopped', '→ 2']]);
});

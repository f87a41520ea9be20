import { describe, expect, it } from 'vitest';
import type { ElementInstanceNode, InstanceView } from '@/lib/console/views/instance-view.ts';
import type { StoryMoment } from '@/lib/console/views/story-view.ts';
import { instanceAt, openAt } from './instance-at.ts';

const node = (
  key: string,
  elementId: string,
  startedAt: number,
  endedAt: number | null,
  enteredBy: readonly string[],
): ElementInstanceNode => ({
  key,
  parentKey: '1',
  elementId,
  kind: 'workerTask',
  state: endedAt === null ? 'active' : 'completed',
  index: null,
  calledInstanceKey: null,
  enteredBy,
  startedAt,
  endedAt,
});

/** Started at 10, the task failed at 20, was retried at 30 and is done at 40. */
const instance: InstanceView = {
  key: '1',
  state: 'completed',
  version: 5,
  businessKey: null,
  definition: { key: '2', processId: 'p', version: 1, name: null },
  dialect: 'camunda7',
  tenantId: null,
  isSuspended: false,
  startedAt: 10,
  endedAt: 40,
  endReason: null,
  incidentCount: 0,
  calledIncidentCount: 0,
  callers: [],
  called: [],
  elements: [],
  takenFlows: [],
  history: [node('3', 'start', 10, 10, []), node('4', 'charge', 10, 40, ['f1']), node('5', 'end', 40, 40, ['f2'])],
  isHistoryCut: false,
  tasks: [],
  subscriptions: [
    { key: '6', kind: 'message', name: 'paid', correlationKey: null, elementId: 'charge', createdAt: 10, closedAt: 40 },
  ],
};
const moments: readonly StoryMoment[] = [
  {
    at: 10,
    facts: [
      { kind: 'entered', elementId: 'start', text: null },
      { kind: 'entered', elementId: 'charge', text: null },
    ],
  },
  { at: 20, facts: [{ kind: 'incident', elementId: 'charge', text: 'declined' }] },
  { at: 30, facts: [{ kind: 'resolved', elementId: 'charge', text: null }] },
  {
    at: 40,
    facts: [
      { kind: 'left', elementId: 'charge', text: null },
      { kind: 'ended', elementId: null, text: null },
    ],
  },
];
const chargeAt = (index: number) =>
  instanceAt(instance, moments, index).elements.find((each) => each.elementId === 'charge');

describe('an instance as it was', () => {
  it('runs after its start, with the flow that was taken', () => {
    const view = instanceAt(instance, moments, 0);
    expect(view).toMatchObject({ state: 'active', endedAt: null, takenFlows: ['f1'], incidentCount: 0 });
    expect(view.history.map(({ elementId, state }) => [elementId, state])).toEqual([
      ['start', 'completed'],
      ['charge', 'active'],
    ]);
    expect(view.subscriptions[0]?.closedAt).toBeNull();
  });
  it('has its incident only while that was open', () => {
    expect(instanceAt(instance, moments, 1)).toMatchObject({ state: 'incident', incidentCount: 1 });
    expect(chargeAt(1)).toMatchObject({ active: 1, incidents: 1 });
    expect(instanceAt(instance, moments, 2)).toMatchObject({ state: 'active', incidentCount: 0 });
  });
  it('is what it is at its last moment', () => {
    expect(instanceAt(instance, moments, 3)).toMatchObject({
      state: 'completed',
      endedAt: 40,
      takenFlows: ['f1', 'f2'],
    });
    expect(chargeAt(3)).toMatchObject({ active: 0, completed: 1 });
  });
});

it('of all incidents those stand open that were raised by then and not resolved yet', () => {
  const incidents = [
    { key: 'first', raisedAt: 20, resolvedAt: 30 },
    { key: 'second', raisedAt: 25, resolvedAt: null },
  ];
  const keysAt = (at: number) => openAt(incidents, at).map(({ key }) => key);
  expect([keysAt(19), keysAt(20), keysAt(25), keysAt(30)]).toEqual([[], ['first'], ['first', 'second'], ['second']]);
});

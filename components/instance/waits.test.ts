import { describe, expect, it } from 'vitest';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import type { JobRow } from '@/lib/console/views/job-view.ts';
import { waitsOf } from './waits.ts';

const NOW = 1_000_000_000;
const MINUTE_MS = 60_000;
const definition = { key: '2', processId: 'order', version: 1, name: 'Order' };
const instance: InstanceView = {
  key: '1',
  state: 'active',
  version: 1,
  businessKey: null,
  definition,
  dialect: 'camunda7',
  tenantId: null,
  isSuspended: false,
  startedAt: 0,
  endedAt: null,
  endReason: null,
  incidentCount: 0,
  calledIncidentCount: 0,
  callers: [],
  called: [],
  elements: [],
  takenFlows: [],
  history: [],
  isHistoryCut: false,
  tasks: [],
  subscriptions: [],
};
const job: JobRow = {
  key: '3',
  kind: 'worker',
  state: 'waiting',
  topic: 'charge',
  elementId: 'pay',
  instanceKey: '1',
  definition,
  retries: null,
  priority: 0,
  dueAt: null,
  repeat: null,
  worker: null,
  lockUntil: null,
  errorMessage: null,
  attempts: 0,
  createdAt: NOW,
  endedAt: null,
};
const ofJob = (changes: Partial<JobRow>) => waitsOf(instance, [{ ...job, ...changes }], 'pay', NOW);

describe('what a token waits for', () => {
  it('a worker: just now, for long without anybody, held, or resting', () => {
    expect(ofJob({})).toEqual(['a worker for topic charge']);
    expect(ofJob({ createdAt: NOW - 12 * MINUTE_MS })).toEqual([
      'a worker: topic charge has not been fetched for 12 min',
    ]);
    expect(ofJob({ state: 'leased', worker: 'w1', lockUntil: NOW + MINUTE_MS })).toEqual([
      'worker w1, which holds charge for another 1 min',
    ]);
    expect(ofJob({ state: 'retrying', dueAt: NOW + 2 * MINUTE_MS })).toEqual([
      'its next attempt in 2 min (topic charge)',
    ]);
  });
  it('an operator, where nothing goes on without one', () => {
    expect(ofJob({ state: 'incident', retries: 0 })).toEqual(['a retry by an operator']);
  });
  it('a timer that is due, or late', () => {
    expect(ofJob({ kind: 'timer', topic: null, dueAt: NOW + 4 * MINUTE_MS })[0]).toMatch(
      /^the timer, due in 4 min at /,
    );
    expect(ofJob({ kind: 'timer', topic: null, dueAt: NOW - 2 * MINUTE_MS })).toEqual([
      'the timer, which has been due for 2 min',
    ]);
  });
  it('a message by its key, a person by the due date, a called instance', () => {
    expect(
      waitsOf(
        {
          ...instance,
          subscriptions: [
            {
              key: '4',
              kind: 'message',
              name: 'PaymentConfirmed',
              correlationKey: 'ORDER-9912',
              elementId: 'pay',
              createdAt: 0,
              closedAt: null,
            },
          ],
          tasks: [
            {
              key: '5',
              elementId: 'pay',
              name: 'Review',
              assignee: null,
              owner: null,
              delegation: null,
              followUpAt: null,
              priority: 50,
              candidateGroups: ['supervisors'],
              candidateUsers: [],
              dueAt: NOW - MINUTE_MS,
              createdAt: 0,
              endedAt: null,
              outcome: null,
            },
          ],
          called: [
            {
              instanceKey: '9',
              state: 'active',
              businessKey: 'SHIP-1',
              definition: { ...definition, name: 'Shipping' },
              elementId: 'pay',
              startedAt: 0,
              endedAt: null,
            },
          ],
        },
        [],
        'pay',
        NOW,
      ),
    ).toEqual([
      'one of supervisors to take the task, overdue by 1 min',
      'message PaymentConfirmed for key ORDER-9912',
      'Shipping SHIP-1 to end',
    ]);
  });
  it('a listener and what it is asked about; a task whose listeners are asked waits for nobody else', () => {
    const tasks: InstanceView['tasks'] = [
      {
        key: '5',
        elementId: 'pay',
        name: 'Review',
        assignee: 'ada',
        owner: null,
        delegation: null,
        followUpAt: null,
        priority: 50,
        candidateGroups: [],
        candidateUsers: [],
        dueAt: null,
        createdAt: 0,
        endedAt: null,
        outcome: null,
        transition: { kind: 'asked', event: 'completing', action: 'complete' },
      },
    ];
    expect(waitsOf({ ...instance, tasks }, [{ ...job, position: 'completingListener' }], 'pay', NOW)).toEqual([
      'listener charge before the completion: a worker for topic charge',
    ]);
    expect(
      waitsOf(
        {
          ...instance,
          tasks: tasks.map((task) => ({ ...task, transition: { kind: 'denied', reason: 'no receipt' } })),
        },
        [],
        'pay',
        NOW,
      ),
    ).toEqual(['ada to complete the task', 'its listener denied the last change: no receipt']);
    expect(ofJob({ position: 'startListener' })).toEqual([
      'listener charge before its work: a worker for topic charge',
    ]);
    expect(ofJob({ position: 'adHocSubProcess' })).toEqual([
      'worker of charge to say what happens next in it: a worker for topic charge',
    ]);
  });
  it('events at an activity and behind a gateway come as alternatives, conditions with what has to hold', () => {
    const elements = new Map([
      [
        'late',
        { id: 'late', name: 'Too late', kind: 'boundaryEvent', hasOwnName: true, parentId: null, isLoop: false },
      ],
      [
        'warm',
        {
          id: 'warm',
          name: 'Warm enough',
          kind: 'boundaryEvent',
          hasOwnName: true,
          parentId: null,
          isLoop: false,
          condition: '= degrees > 20',
        },
      ],
    ]);
    const node = {
      key: '7',
      parentKey: '1',
      elementId: 'pay',
      kind: 'workerTask',
      state: 'active',
      index: null,
      calledInstanceKey: null,
      enteredBy: [],
      startedAt: 0,
      endedAt: null,
    } as const;
    const subscriptions: InstanceView['subscriptions'] = [
      {
        key: '4',
        kind: 'conditional',
        name: '',
        correlationKey: null,
        elementId: 'warm',
        elementInstanceKey: '7',
        createdAt: 0,
        closedAt: null,
      },
    ];
    const timer: JobRow = {
      ...job,
      kind: 'timer',
      topic: null,
      elementId: 'late',
      elementInstanceKey: '7',
      dueAt: NOW - MINUTE_MS,
    };
    const waits = (jobs: readonly JobRow[]) =>
      waitsOf({ ...instance, history: [node], subscriptions }, jobs, 'pay', NOW, elements);
    expect(waits([job, timer])).toEqual([
      'a worker for topic charge',
      'or Too late: the timer, which has been due for 1 min',
      'or Warm enough: a condition to hold: = degrees > 20',
    ]);
    // A gateway waits for nothing itself.
    expect(waits([timer])).toEqual([
      'Too late: the timer, which has been due for 1 min',
      'or Warm enough: a condition to hold: = degrees > 20',
    ]);
  });
  it('kept messages of the name that fit nobody: one may have the wrong key', () => {
    const subscription = {
      key: '4',
      kind: 'message',
      name: 'paid',
      correlationKey: 'A',
      elementId: 'pay',
      createdAt: 0,
      closedAt: null,
    } as const;
    expect(
      waitsOf(
        { ...instance, subscriptions: [{ ...subscription, kept: { count: 2, keys: ['B', 'C'] } }] },
        [],
        'pay',
        NOW,
      ),
    ).toEqual(['message paid for key A; 2 kept messages of this name fit nobody (keys B, C)']);
  });
  it('what runs inside a scope, or that nothing does in an ad-hoc one; the rest of a join', () => {
    const node = {
      parentKey: '1',
      state: 'active',
      index: null,
      calledInstanceKey: null,
      enteredBy: [],
      startedAt: 0,
      endedAt: null,
    } as const;
    const scope = { ...node, key: '7', elementId: 'pay', kind: 'adHocSubProcess' };
    expect(waitsOf({ ...instance, history: [scope] }, [], 'pay', NOW)).toEqual([
      'one of its elements to be activated: nothing runs in it',
    ]);
    const inner = [
      { ...node, key: '8', parentKey: '7', elementId: 'pay#inner', kind: 'adHocInnerInstance' },
      { ...node, key: '9', parentKey: '8', elementId: 'ask', kind: 'userTask' },
    ];
    expect(waitsOf({ ...instance, history: [scope, ...inner] }, [], 'pay', NOW)).toEqual(['what runs inside: ask']);
    const join = { ...node, key: '7', elementId: 'pay', kind: 'parallelGateway', enteredBy: ['f1'] };
    expect(
      waitsOf(
        { ...instance, history: [join] },
        [],
        'pay',
        NOW,
        new Map([
          [
            'pay',
            {
              id: 'pay',
              name: 'pay',
              kind: 'parallelGateway',
              hasOwnName: false,
              parentId: null,
              isLoop: false,
              incoming: 3,
            },
          ],
        ]),
      ),
    ).toEqual(['the tokens of 2 more flows']);
  });
  it('somebody to resume what rests', () => {
    expect(waitsOf({ ...instance, isSuspended: true }, [job], 'pay', NOW)[0]).toBe(
      'the instance to be resumed: it is suspended',
    );
    expect(ofJob({ isSuspended: true })).toEqual(['the job to be resumed: it is suspended']);
  });
  it('nothing of other elements, and nothing that has ended', () => {
    expect(
      waitsOf(
        instance,
        [
          { ...job, elementId: 'other' },
          { ...job, endedAt: NOW },
        ],
        'pay',
        NOW,
      ),
    ).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import type { JobRow } from '@/lib/console/views/job-view.ts';
import { waitsOf } from './waits.ts';

const NOW = 1_000_000_000;
const MINUTE_MS = 60_000;
const definition = { key: '2', processId: 'order', version: 1, name: 'Order' };
const instance: InstanceView = {
  key: '1', state: 'active', version: 1, businessKey: null, definition, dialect: 'camunda7', tenantId: null, isSuspended: false, startedAt: 0, endedAt: null, endReason: null,
  incidentCount: 0, calledIncidentCount: 0, callers: [], called: [], elements: [], takenFlows: [], history: [], isHistoryCut: false, tasks: [], subscriptions: [],
};
const job: JobRow = {
  key: '3', kind: 'worker', state: 'waiting', topic: 'charge', elementId: 'pay', instanceKey: '1', definition, retries: null, priority: 0, dueAt: null, repeat: null,
  worker: null, lockUntil: null, errorMessage: null, attempts: 0, createdAt: NOW, endedAt: null,
};
const ofJob = (changes: Partial<JobRow>) => waitsOf(instance, [{ ...job, ...changes }], 'pay', NOW);

describe('what a token waits for', () => {
  it('a worker: just now, for long without anybody, held, or resting', () => {
    expect(ofJob({})).toEqual(['a worker for topic charge']);
    expect(ofJob({ createdAt: NOW - 12 * MINUTE_MS })).toEqual(['a worker: topic charge has not been fetched for 12 min']);
    expect(ofJob({ state: 'leased', worker: 'w1', lockUntil: NOW + MINUTE_MS })).toEqual(['worker w1, which holds charge for another 1 min']);
    expect(ofJob({ state: 'retrying', dueAt: NOW + 2 * MINUTE_MS })).toEqual(['its next attempt in 2 min (topic charge)']);
  });
  it('an operator, where nothing goes on without one', () => {
    expect(ofJob({ state: 'incident', retries: 0 })).toEqual(['a retry by an operator']);
  });
  it('a timer that is due, or late', () => {
    expect(ofJob({ kind: 'timer', topic: null, dueAt: NOW + 4 * MINUTE_MS })[0]).toMatch(/^the timer, due in 4 min at /);
    expect(ofJob({ kind: 'timer', topic: null, dueAt: NOW - 2 * MINUTE_MS })).toEqual(['the timer, which has been due for 2 min']);
  });
  it('a message by its key, a person by the due date, a called instance', () => {
    expect(waitsOf({
      ...instance,
      subscriptions: [{ key: '4', kind: 'message', name: 'PaymentConfirmed', correlationKey: 'ORDER-9912', elementId: 'pay', createdAt: 0, closedAt: null }],
      tasks: [{ key: '5', elementId: 'pay', name: 'Review', assignee: null, owner: null, delegation: null, followUpAt: null, priority: 50, candidateGroups: ['supervisors'], candidateUsers: [], dueAt: NOW - MINUTE_MS, createdAt: 0, endedAt: null, outcome: null }],
      called: [{ instanceKey: '9', state: 'active', businessKey: 'SHIP-1', definition: { ...definition, name: 'Shipping' }, elementId: 'pay', startedAt: 0, endedAt: null }],
    }, [], 'pay', NOW)).toEqual(['one of supervisors to take the task, overdue by 1 min', 'message PaymentConfirmed for key ORDER-9912', 'Shipping SHIP-1 to end']);
  });
  it('nothing of other elements, and nothing that has ended', () => {
    expect(waitsOf(instance, [{ ...job, elementId: 'other' }, { ...job, endedAt: NOW }], 'pay', NOW)).toEqual([]);
  });
});

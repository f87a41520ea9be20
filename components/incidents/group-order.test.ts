import { expect, test } from 'vitest';
import type { IncidentGroup } from '@/lib/console/views/incident-view.ts';
import { inOrder, nextUnowned } from './group-order.ts';

const group = (
  fingerprint: string,
  open: number,
  firstSeen: number,
  lastSeen: number,
  owner: string | null = null,
): IncidentGroup => ({
  fingerprint,
  open,
  firstSeen,
  lastSeen,
  type: 'failedJob',
  message: '',
  elementId: 'Charge',
  definition: { key: '1', processId: 'order', version: 1, name: null },
  instances: open,
  newIn: null,
  perHour: [],
  newestIncidentKey: '1',
  newestInstanceKey: '1',
  triage: {
    state: 'new',
    owner: owner === null ? null : { username: owner, name: owner },
    acknowledgedBy: null,
    snoozedUntil: null,
    ticket: null,
    comments: 0,
  },
});
const GROUPS = [group('a', 2, 30, 40), group('b', 9, 20, 60, 'lena'), group('c', 5, 10, 50)];
const order = (sort?: string) =>
  inOrder(GROUPS, sort)
    .map(({ fingerprint }) => fingerprint)
    .join('');

test('groups are sorted by how many, by the last and by the first failure, both ways', () => {
  expect([order(), order('open'), order('-last'), order('first'), order('-first')]).toEqual([
    'bca',
    'acb',
    'bca',
    'cba',
    'abc',
  ]);
  expect(order('colour')).toBe('abc');
});

test('the next one without an owner comes behind the current one, and after the last the first again', () => {
  expect(nextUnowned(GROUPS, undefined)?.fingerprint).toBe('a');
  expect(nextUnowned(GROUPS, 'a')?.fingerprint).toBe('c');
  expect(nextUnowned(GROUPS, 'c')?.fingerprint).toBe('a');
  expect(
    nextUnowned(
      GROUPS.filter(({ triage }) => triage.owner !== null),
      'b',
    ),
  ).toBeUndefined();
});

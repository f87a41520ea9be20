import { expect } from 'vitest';
import type { DeedsOf } from './deed-for-tests.ts';

export const DEEDS_OF_DEFINITIONS: DeedsOf<`definition.${string}` | `job-definition.${string}`> = {
  'definition.suspend': {
    prepare: (at) => Promise.resolve({ definitionKey: at.definition('declined'), includesInstances: false, at: null }),
    before: { isSuspended: false },
    after: { isSuspended: true, at: null },
    stands: (at, { definitionKey }) =>
      at.row('select is_suspended as "isSuspended" from definition where key = $1::bigint', definitionKey),
    as: { isSuspended: true },
  },
  'definition.resume': {
    prepare: (at) => Promise.resolve({ definitionKey: at.definition('declined'), includesInstances: false, at: null }),
    before: { isSuspended: true },
    after: { isSuspended: false, at: null },
    stands: (at, { definitionKey }) =>
      at.row('select is_suspended as "isSuspended" from definition where key = $1::bigint', definitionKey),
    as: { isSuspended: false },
  },
  'definition.star': {
    prepare: (at) => Promise.resolve({ definitionKey: at.definition('resting'), isStarred: true }),
    before: { isStarred: false },
    after: { isStarred: true },
    stands: (at, { definitionKey }) =>
      at.row(
        `select s.username from starred_definition s join definition d on d.process_id = s.process_id
          where d.key = $1::bigint`,
        definitionKey,
      ),
    as: { username: 'lena' },
  },
  'definition.edit-ttl': {
    role: 'developer',
    prepare: (at) => Promise.resolve({ definitionKey: at.definition('resting'), days: 7 }),
    before: { historyTtlDays: 1 },
    after: { historyTtlDays: 7 },
    stands: (at, { definitionKey }) =>
      at.row('select history_ttl_days as days from definition where key = $1::bigint', definitionKey),
    as: { days: 7 },
  },
  'definition.delete': {
    role: 'developer',
    prepare: async (at) => ({ definitionKey: await at.unused() }),
    before: { processId: 'unused', running: 0 },
    after: null,
    stands: (at, { definitionKey }) => at.row('select version from definition where key = $1::bigint', definitionKey),
    as: null,
  },
  'job-definition.suspend': {
    prepare: (at) =>
      Promise.resolve({
        definitionKey: at.definition('resting'),
        elementId: 'pause',
        position: 'timer',
        includesJobs: false,
        at: null,
      }),
    before: { isSuspended: false },
    after: { isSuspended: true },
    stands: (at, { definitionKey }) =>
      at.row('select is_suspended as "isSuspended" from job_setting where definition_key = $1::bigint', definitionKey),
    as: { isSuspended: true },
  },
  'job-definition.resume': {
    prepare: (at) =>
      Promise.resolve({
        definitionKey: at.definition('resting'),
        elementId: 'pause',
        position: 'timer',
        includesJobs: false,
        at: null,
      }),
    before: { isSuspended: true },
    after: { isSuspended: false },
    stands: (at, { definitionKey }) =>
      at.row('select is_suspended as "isSuspended" from job_setting where definition_key = $1::bigint', definitionKey),
    as: { isSuspended: false },
  },
  'job-definition.set-priority': {
    prepare: (at) =>
      Promise.resolve({
        definitionKey: at.definition('resting'),
        elementId: 'pause',
        position: 'timer',
        priority: 9,
        includesJobs: false,
      }),
    before: { priority: null },
    after: { priority: 9 },
    stands: (at, { definitionKey }) =>
      at.row('select priority from job_setting where definition_key = $1::bigint', definitionKey),
    as: { priority: 9n },
  },
  'job-definition.retry-failed': {
    prepare: async (at) => {
      await at.failed();
      return { definitionKey: at.definition(), elementId: 'charge', retries: 2, at: null };
    },
    before: { failed: expect.any(Number) },
    after: { retries: 2, items: expect.any(Number) },
    stands: (at) => at.row(`select kind from batch order by key desc limit 1`),
    as: { kind: 'setWorkRetries' },
  },
};

import { expect } from 'vitest';
import type { DeedsOf } from './deed-for-tests.ts';
import { DUE, HOUR_MS } from './ground-for-tests.ts';

const RESTS = 'select is_suspended as "isSuspended" from job where key = $1::bigint';
const JOB = 'select retries, due_at as "dueAt", priority, outcome, worker from job where key = $1::bigint';

export const DEEDS_OF_JOBS: DeedsOf<`job.${string}`> = {
  'job.set-retries': {
    prepare: async (at) => ({ jobKey: (await at.failed()).jobKey, retries: 4 }),
    before: { retries: 0 },
    after: { retries: 4 },
    stands: (at, { jobKey }) => at.row(JOB, jobKey),
    as: { retries: 4 },
  },
  'job.execute': {
    prepare: async (at) => ({ jobKey: await at.timer() }),
    before: { retries: 3 },
    after: { ran: true },
    stands: (at, { jobKey }) => at.row(JOB, jobKey),
    as: { outcome: 'completed' },
  },
  'job.set-due-date': {
    prepare: async (at) => ({ jobKey: await at.timer(), dueAt: DUE }),
    before: { dueAt: expect.any(String) },
    after: { dueAt: DUE },
    stands: (at, { jobKey }) => at.row(JOB, jobKey),
    as: { dueAt: new Date(DUE) },
  },
  'job.set-priority': {
    prepare: async (at) => ({ jobKey: await at.timer(), priority: 70 }),
    before: { priority: 0 },
    after: { priority: 70 },
    stands: (at, { jobKey }) => at.row(JOB, jobKey),
    as: { priority: 70n },
  },
  'job.suspend': {
    prepare: async (at) => ({ jobKey: await at.timer() }),
    before: { isSuspended: false },
    after: { isSuspended: true },
    stands: (at, { jobKey }) => at.row(RESTS, jobKey),
    as: { isSuspended: true },
  },
  'job.resume': {
    prepare: async (at) => {
      const jobKey = await at.timer();
      await at.desk.run('job.suspend', { jobKey });
      return { jobKey };
    },
    before: { isSuspended: true },
    after: { isSuspended: false },
    stands: (at, { jobKey }) => at.row(RESTS, jobKey),
    as: { isSuspended: false },
  },
  'job.unlock': {
    prepare: async (at) => {
      const jobKey = await at.work();
      await at.desk.engine.changeLease({ jobKey, worker: 'w1', until: Date.now() + HOUR_MS, mode: 'take' });
      return { jobKey };
    },
    before: { worker: 'w1' },
    after: { worker: null },
    stands: (at, { jobKey }) => at.row(JOB, jobKey),
    as: { worker: null },
  },
  'job.complete': {
    prepare: async (at) => ({ jobKey: await at.work() }),
    before: { worker: null },
    after: { outcome: 'completed' },
    stands: (at, { jobKey }) => at.row(JOB, jobKey),
    as: { outcome: 'completed' },
  },
  'job.fail': {
    prepare: async (at) => ({ jobKey: await at.work(), message: 'by hand' }),
    before: { worker: null },
    after: { retries: 0, message: 'by hand' },
    stands: (at, { jobKey }) =>
      at.row('select retries, error_message as message from job where key = $1::bigint', jobKey),
    as: { retries: 0, message: 'by hand' },
  },
  'job.throw-error': {
    prepare: async (at) => ({ jobKey: await at.work('declined'), code: 'DECLINED' }),
    before: { worker: null },
    after: { errorCode: 'DECLINED' },
    stands: (at, { jobKey }) =>
      at.row(
        `select count(*)::int as apologies from element_history e join job j on j.instance_key = e.instance_key
          where j.key = $1::bigint and e.element_id = 'apology'`,
        jobKey,
      ),
    as: { apologies: 1 },
  },
};

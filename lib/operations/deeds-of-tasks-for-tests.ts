import type { DeedsOf } from './deed-for-tests.ts';
import { DUE } from './ground-for-tests.ts';

const TASK = `select assignee, owner, delegation, outcome, due_at as "dueAt", priority, candidate_users as users from user_task
    where key = $1::bigint`;

export const DEEDS_OF_TASKS: DeedsOf<`task.${string}`> = {
  'task.claim': {
    role: 'business-user',
    prepare: async (at) => ({ taskKey: await at.task() }),
    before: { assignee: null },
    after: { assignee: 'lena' },
    stands: (at, { taskKey }) => at.row(TASK, taskKey),
    as: { assignee: 'lena' },
  },
  'task.complete': {
    role: 'business-user',
    prepare: async (at) => {
      const taskKey = await at.task();
      await at.desk.run('task.claim', { taskKey }, { role: 'business-user' });
      return { taskKey };
    },
    before: { assignee: 'lena' },
    after: { outcome: 'completed' },
    stands: (at, { taskKey }) => at.row(TASK, taskKey),
    as: { outcome: 'completed' },
  },
  'task.delegate': {
    prepare: async (at) => ({ taskKey: await at.task(), userId: 'tom' }),
    before: { assignee: null, delegation: null },
    after: { assignee: 'tom', delegation: 'pending' },
    stands: (at, { taskKey }) => at.row(TASK, taskKey),
    as: { assignee: 'tom', delegation: 'pending' },
  },
  'task.resolve': {
    prepare: async (at) => {
      const taskKey = await at.task();
      await at.desk.run('task.delegate', { taskKey, userId: 'tom' });
      return { taskKey };
    },
    before: { assignee: 'tom', delegation: 'pending' },
    after: { delegation: 'resolved' },
    stands: (at, { taskKey }) => at.row(TASK, taskKey),
    as: { delegation: 'resolved' },
  },
  'task.set-candidates': {
    prepare: async (at) => ({ taskKey: await at.task(), users: ['ann'], groups: ['clerks'] }),
    before: { users: [], groups: ['supervisors'] },
    after: { users: ['ann'], groups: ['clerks'] },
    stands: (at, { taskKey }) => at.row(TASK, taskKey),
    as: { users: ['ann'] },
  },
  'task.set-dates': {
    prepare: async (at) => ({ taskKey: await at.task(), dueAt: DUE, followUpAt: null }),
    before: { dueAt: null },
    after: { dueAt: DUE },
    stands: (at, { taskKey }) => at.row(TASK, taskKey),
    as: { dueAt: new Date(DUE) },
  },
  'task.delete': {
    prepare: async (at) => ({ taskKey: await at.standaloneTask() }),
    before: { outcome: null },
    after: { outcome: 'deleted', parts: 0 },
    stands: (at, { taskKey }) => at.row(TASK, taskKey),
    as: { outcome: 'canceled' },
  },
  'task.set-priority': {
    prepare: async (at) => ({ taskKey: await at.task(), priority: 80 }),
    before: { priority: 50 },
    after: { priority: 80 },
    stands: (at, { taskKey }) => at.row(TASK, taskKey),
    as: { priority: 80 },
  },
  'task.complete-for': {
    prepare: async (at) => ({ taskKey: await at.task() }),
    before: { assignee: null },
    after: { outcome: 'completed' },
    stands: (at, { taskKey }) => at.row(TASK, taskKey),
    as: { outcome: 'completed' },
  },
  'task.reassign': {
    prepare: async (at) => ({ taskKeys: [await at.task()], assignee: 'tom' }),
    before: { assignee: null },
    after: { assignee: 'tom' },
    stands: (at, { taskKeys }) => at.row(TASK, taskKeys[0] ?? ''),
    as: { assignee: 'tom' },
  },
  'task.assign': {
    prepare: async (at) => ({ taskKey: await at.task(), assignee: 'bea' }),
    before: { assignee: null },
    after: { assignee: 'bea' },
    stands: (at, { taskKey }) => at.row(TASK, taskKey),
    as: { assignee: 'bea' },
  },
};

import { beforeAll, beforeEach, expect, test } from 'vitest';
import { workTaskAndTimer } from '@/lib/operations/models-for-tests.ts';
import { testDesk } from '../test-desk.ts';
import { personWith } from '../test-person.ts';

const desk = testDesk();
const definitions: Record<string, string> = {};
beforeAll(async () => {
  for (const id of ['p1', 'p2'])
    definitions[id] = (await desk.deploy({ [`${id}.bpmn`]: workTaskAndTimer(id) }))[id] ?? '';
});
beforeEach(() => desk.database.$executeRaw`delete from user_task`);

interface Made {
  readonly count: number;
  readonly definition?: 'p1' | 'p2' | null;
  readonly assignee?: string;
  readonly groups?: readonly string[];
  readonly due?: string;
}
const PAST = '2001-01-01T00:00:00Z';
let last = 0;
async function make({ count, definition = 'p1', assignee, groups = [], due }: Made): Promise<void> {
  const first = last + 1;
  last += count;
  await desk.database
    .$executeRaw`insert into user_task (key, tree_key, definition_key, assignee, candidate_groups, due_at,
      created_at)
    select n, n, ${definition === null ? null : definitions[definition]}::bigint, ${assignee ?? null}::text,
      ${[...groups]}::text[], ${due ?? null}::timestamptz, now() from generate_series(${first}::int, ${last}::int) as n`;
}
const numbers = () => desk.see('task-numbers', {});

test('few are all told, in each table; what has ended is none of them', async () => {
  await make({ count: 3, groups: ['clerks', 'supervisors'] });
  await make({ count: 2, definition: 'p2', assignee: 'bea', due: PAST });
  await make({ count: 1, definition: null, assignee: 'ove', groups: ['clerks'], due: PAST });
  await desk.database.$executeRaw`insert into user_task (key, tree_key, created_at, ended_at, outcome)
    values (900000, 1, now(), now(), 'completed')`;
  expect(await numbers()).toMatchObject({
    open: 6,
    isCut: false,
    unassigned: 3,
    overdue: 3,
    isOverdueCut: false,
    lookedAt: 6,
    isNewestOnly: false,
    groups: [
      { name: 'clerks', open: 4, overdue: 1 },
      { name: 'supervisors', open: 3, overdue: 0 },
    ],
    assignees: [
      { name: null, open: 3, overdue: 0 },
      { name: 'bea', open: 2, overdue: 2 },
      { name: 'ove', open: 1, overdue: 1 },
    ],
    definitions: [
      { definition: { processId: 'p1' }, open: 3, overdue: 0 },
      { definition: { processId: 'p2' }, open: 2, overdue: 2 },
      { definition: null, open: 1, overdue: 1 },
    ],
  });
});

test('of many all are told by who has them, and of groups and processes the newest, which is said', async () => {
  await make({ count: 15_000, assignee: 'bea' });
  await make({ count: 10_000, definition: 'p2', groups: ['clerks'] });
  expect(await numbers()).toMatchObject({
    open: 25_000,
    isCut: false,
    unassigned: 10_000,
    lookedAt: 5_000,
    isNewestOnly: true,
    groups: [{ name: 'clerks', open: 5_000 }],
    assignees: [
      { name: 'bea', open: 15_000 },
      { name: null, open: 10_000 },
    ],
    definitions: [{ definition: { processId: 'p2' }, open: 5_000 }],
  });
});

test('past its bounds a figure says that there are more', async () => {
  await make({ count: 50_001, assignee: 'bea' });
  expect(await numbers()).toMatchObject({ open: 50_000, isCut: true, overdue: 0, isOverdueCut: false });
  await desk.database.$executeRaw`update user_task set due_at = '2001-01-01T00:00:00Z' where key % 10 = 0`;
  expect(await numbers()).toMatchObject({ overdue: 3_000, isOverdueCut: true });
}, 60_000);

test('whoever is kept to some processes is told of theirs, and who works on tasks of the own and the available ones', async () => {
  await make({ count: 3 });
  await make({ count: 4, definition: 'p2', assignee: 'bea', due: PAST });
  const p1 = { person: { ...personWith(), roles: [{ id: 'l2-operator' as const, definitions: ['p1'] }] } };
  expect(await desk.see('task-numbers', {}, p1)).toMatchObject({
    open: 3,
    overdue: 0,
    assignees: [{ name: null, open: 3 }],
    definitions: [{ definition: { processId: 'p1' }, open: 3 }],
  });
  const worker = { role: 'business-user' } as const;
  expect((await desk.see('task-numbers', {}, worker)).open).toBe((await desk.see('tasks', {}, worker)).rows.length);
});

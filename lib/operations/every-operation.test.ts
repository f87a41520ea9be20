import { beforeAll, describe, expect, test } from 'vitest';
import { authorize } from '@/lib/auth/authorize.ts';
import { ACTIONS } from '@/lib/auth/policy.ts';
import { ROLE_IDS, type RoleId } from '@/lib/auth/roles.ts';
import { testDesk } from '@/lib/console/test-desk.ts';
import { personWith } from '@/lib/console/test-person.ts';
import type { OperationName } from './contract.ts';
import type { Deed, Row } from './deed-for-tests.ts';
import { DEEDS } from './deeds-for-tests.ts';
import { Ground } from './ground-for-tests.ts';
import { OPERATIONS } from './registry.ts';

const NAMES = Object.keys(OPERATIONS) as OperationName[];
/** What reaches over processes needs a role for all of them. */
const OF_NO_ONE_PROCESS: readonly OperationName[] = [
  'batch.pause',
  'batch.resume',
  'batch.cancel',
  'batch.retry',
  'message.send',
  'message.publish',
  'message.replay',
  'message.watch',
  'message.mark',
  'message.rule',
  'signal.broadcast',
];
const CORRECTION = { symptom: 'It is wrong.', expectedNext: 'It goes on.', rollback: 'Undo.' };

const desk = testDesk({
  isJobExecutorOn: true,
  isGuarded: true,
  prepare: (database) =>
    database.appUser.create({ data: { id: 'u', username: 'lena', name: 'Lena Holm', passwordHash: '' } }),
});
const ground = new Ground(desk);
beforeAll(() => ground.lay());

test('every operation has its row here', () => {
  expect(Object.keys(DEEDS).sort()).toEqual([...NAMES].sort());
});

describe('done by whoever may, it has its entry with before and after, and what it says is so', () => {
  test.each(NAMES)('%s', async (name) => {
    await doDeed(name);
  });
});

async function doDeed<N extends OperationName>(name: N): Promise<void> {
  const deed: Deed<N> = DEEDS[name];
  const parameters = await deed.prepare(ground);
  const role = deed.role ?? 'l2-operator';
  const preview = await desk.run(name, parameters, { role, mode: 'check' });
  if (preview.kind !== 'preview') throw new Error(JSON.stringify(preview));
  const answer = await desk.run(name, parameters, {
    role,
    reason: { code: 'test', ticket: 'OPS-1', note: 'a test', correction: CORRECTION },
    ...(preview.confirmation !== null && { confirmation: preview.confirmation }),
  });
  expect(answer).toMatchObject({ kind: 'done', message: expect.stringMatching(/\S/) });
  const entry = await desk.lastEntry();
  expect(entry).toMatchObject({
    operation: name,
    outcome: 'done',
    actorId: 'lena',
    actorRole: role,
    channel: 'console',
    permission: ACTIONS[name].permission,
    reasonCode: 'test',
    ticket: 'OPS-1',
    note: 'a test',
  });
  // What was promised is what is written down.
  expect(preview.risk).toBe(entry.risk);
  expect(entry.before ?? null).toEqual(matcher(deed.before));
  expect(entry.after ?? null).toEqual(matcher(deed.after));
  if (deed.before !== null || deed.after !== null) expect(entry.before).not.toEqual(entry.after);
  const stands = await deed.stands(ground, parameters);
  if (deed.as === null) expect(stands).toBeNull();
  else expect(stands).toEqual(expect.objectContaining(deed.as));
}
/** At least what is expected. */
function matcher(expected: Row | null): unknown {
  return expected === null ? null : expect.objectContaining(expected);
}

describe('refused on the server for whoever may not, with an entry that says so, and nothing done', () => {
  test.each(ROLE_IDS)('%s', async (role) => {
    const person = personWith(role);
    for (const name of NAMES) {
      // The policy itself is written down by hand in the test of the permission matrix.
      const { isAllowed } = authorize(person, ACTIONS[name].permission, { risk: ACTIONS[name].risk });
      const answer = await refused(name, role);
      // Whoever may is asked for parameters, whoever may not is told which permission is missing before anything is
      // read.
      expect([name, answer.kind], `${name} by ${role}`).toEqual([name, isAllowed ? 'invalid' : 'denied']);
      if (answer.kind !== 'denied') continue;
      expect(answer.denied).toMatchObject({
        permission: ACTIONS[name].permission,
        message: expect.stringContaining(ACTIONS[name].permission),
      });
      expect(await desk.lastEntry()).toMatchObject({
        operation: name,
        outcome: 'denied',
        actorId: person.username,
        actorRole: role,
        permission: ACTIONS[name].permission,
      });
    }
  });
});
const refused = <N extends OperationName>(name: N, role: RoleId) => desk.run(name, null, { role });

describe('out of reach of whoever has the role for another process alone', () => {
  test.each(NAMES)('%s', async (name) => {
    await tryElsewhere(name);
  });
});

async function tryElsewhere<N extends OperationName>(name: N): Promise<void> {
  const deed: Deed<N> = DEEDS[name];
  const parameters = await deed.prepare(ground);
  const person = { ...personWith(), roles: [{ id: deed.role ?? 'l2-operator', definitions: ['elsewhere'] }] };
  const answer = await desk.run(name, parameters, { person });
  // What is out of reach is not told apart from what is not there. Views are the person's own.
  if (name.startsWith('view.')) expect(answer).toMatchObject({ kind: 'done' });
  else if (name === 'instance.export-list' || name === 'audit.export')
    expect(answer).toMatchObject({ kind: 'refused', message: 'Nothing matches.' });
  else
    expect(answer.kind === 'denied' ? answer.denied.permission : answer.kind).toBe(
      OF_NO_ONE_PROCESS.includes(name) ? ACTIONS[name].permission : 'notFound',
    );
}

import { beforeAll, describe, expect, test } from 'vitest';
import { ACTIONS } from '@/lib/auth/policy.ts';
import { ROLE_IDS, type RoleId } from '@/lib/auth/roles.ts';
import { testDesk } from '@/lib/console/test-desk.ts';
import { personWith } from '@/lib/console/test-person.ts';
import type { OperationName } from './contract.ts';
import { type Deed, DEEDS, Ground, type Row } from './deeds-for-tests.ts';
import { OPERATIONS } from './registry.ts';

/** Which roles may do what, as an administrator would write it down: by hand, so that a grant that slips in is noticed. */
const REPAIR: readonly RoleId[] = ['l2-operator', 'developer'];
const TRIAGE: readonly RoleId[] = ['l1-operator', ...REPAIR];
const EXPORT: readonly RoleId[] = [...REPAIR, 'admin', 'auditor'];
const MANY: readonly RoleId[] = [...REPAIR, 'admin'];
const MAY: { readonly [N in OperationName]: readonly RoleId[] } = {
  'incident.retry': REPAIR, 'incident.acknowledge': TRIAGE, 'incident.assign': TRIAGE, 'incident.snooze': TRIAGE, 'incident.comment': TRIAGE, 'incident.annotate': TRIAGE, 'incident.create': TRIAGE, 'incident.resolve': TRIAGE, 'incident.retry-group': REPAIR, 'incident.link-ticket': TRIAGE,
  'instance.retry-all': REPAIR, 'instance.cancel': REPAIR, 'instance.suspend': REPAIR, 'instance.resume': REPAIR, 'instance.modify': REPAIR, 'instance.migrate': REPAIR, 'instance.restart': REPAIR, 'instance.delete-history': ['admin'], 'instance.export-bundle': EXPORT, 'instance.export-list': EXPORT, 'instance.start': REPAIR,
  'batch.create': MANY, 'batch.pause': MANY, 'batch.resume': MANY, 'batch.cancel': MANY, 'batch.retry': MANY,
  'definition.suspend': REPAIR, 'definition.resume': REPAIR,
  'message.correlate': REPAIR, 'message.send': REPAIR, 'message.publish': REPAIR, 'message.replay': REPAIR, 'message.watch': REPAIR, 'message.mark': REPAIR, 'message.rule': REPAIR, 'signal.broadcast': REPAIR,
  'variable.set': REPAIR, 'variable.add': REPAIR, 'variable.remove': REPAIR,
  'job.set-retries': REPAIR, 'job.execute': REPAIR, 'job.set-due-date': REPAIR, 'job.set-priority': REPAIR, 'job.unlock': REPAIR, 'job.complete': REPAIR, 'job.fail': REPAIR, 'job.throw-error': REPAIR,
  'job-definition.suspend': REPAIR, 'job-definition.resume': REPAIR, 'job-definition.set-priority': REPAIR, 'job-definition.retry-failed': REPAIR,
  'task.claim': ['business-user'], 'task.complete': ['business-user'], 'task.delegate': REPAIR, 'task.resolve': REPAIR, 'task.set-candidates': REPAIR, 'task.set-dates': REPAIR, 'task.set-priority': REPAIR, 'task.complete-for': REPAIR, 'task.reassign': REPAIR, 'task.assign': REPAIR,
  'view.save': ROLE_IDS, 'view.share': EXPORT, 'view.delete': ROLE_IDS, 'view.set-default': ROLE_IDS,
};
const NAMES = Object.keys(OPERATIONS) as OperationName[];
/** What reaches over processes needs a role for all of them. */
const OF_NO_ONE_PROCESS: readonly OperationName[] = ['batch.create', 'batch.pause', 'batch.resume', 'batch.cancel', 'batch.retry', 'message.send', 'message.publish', 'message.replay', 'message.watch', 'message.mark', 'message.rule', 'signal.broadcast'];
const CORRECTION = { symptom: 'It is wrong.', expectedNext: 'It goes on.', rollback: 'Undo.' };

const desk = testDesk({
  isJobExecutorOn: true, isGuarded: true,
  prepare: (database) => database.appUser.create({ data: { id: 'u', username: 'lena', name: 'Lena Holm', passwordHash: '' } }),
});
const ground = new Ground(desk);
beforeAll(() => ground.lay());

test('every operation has its rows here', () => {
  expect(Object.keys(DEEDS).sort()).toEqual([...NAMES].sort());
  expect(Object.keys(MAY).sort()).toEqual([...NAMES].sort());
});

describe('done by whoever may, it has its entry with before and after, and what it says is so', () => {
  test.each(NAMES)('%s', async (name) => { await doDeed(name); });
});

async function doDeed<N extends OperationName>(name: N): Promise<void> {
  const deed: Deed<N> = DEEDS[name];
  const parameters = await deed.prepare(ground);
  const role = deed.role ?? 'l2-operator';
  const preview = await desk.run(name, parameters, { role, mode: 'check' });
  if (preview.kind !== 'preview') throw new Error(JSON.stringify(preview));
  const answer = await desk.run(name, parameters, { role, reason: { code: 'test', ticket: 'OPS-1', note: 'a test', correction: CORRECTION }, ...(preview.confirmation !== null && { confirmation: preview.confirmation }) });
  expect(answer).toMatchObject({ kind: 'done', message: expect.stringMatching(/\S/) });
  const entry = await desk.lastEntry();
  expect(entry).toMatchObject({ operation: name, outcome: 'done', actorId: 'lena', actorRole: role, channel: 'console', permission: ACTIONS[name].permission, reasonCode: 'test', ticket: 'OPS-1', note: 'a test' });
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
function matcher(expected: Row | null): unknown { return expected === null ? null : expect.objectContaining(expected); }

describe('refused on the server for whoever may not, with an entry that says so, and nothing done', () => {
  test.each(ROLE_IDS)('%s', async (role) => {
    const person = personWith(role);
    for (const name of NAMES) {
      const isAllowed = MAY[name].includes(role);
      const answer = await refused(name, role);
      // Whoever may is asked for parameters, whoever may not is told which permission is missing before anything is read.
      expect([name, answer.kind], `${name} by ${role}`).toEqual([name, isAllowed ? 'invalid' : 'denied']);
      if (answer.kind !== 'denied') continue;
      expect(answer.denied).toMatchObject({ permission: ACTIONS[name].permission, message: expect.stringContaining(ACTIONS[name].permission) });
      expect(await desk.lastEntry()).toMatchObject({ operation: name, outcome: 'denied', actorId: person.username, actorRole: role, permission: ACTIONS[name].permission });
    }
  });
});
const refused = <N extends OperationName>(name: N, role: RoleId) => desk.run(name, null, { role });

describe('out of reach of whoever has the role for another process alone', () => {
  test.each(NAMES)('%s', async (name) => { await tryElsewhere(name); });
});

async function tryElsewhere<N extends OperationName>(name: N): Promise<void> {
  const deed: Deed<N> = DEEDS[name];
  const parameters = await deed.prepare(ground);
  const person = { ...personWith(), roles: [{ id: deed.role ?? 'l2-operator', definitions: ['elsewhere'] }] };
  const answer = await desk.run(name, parameters, { person });
  // What is out of reach is not told apart from what is not there. Views are the person's own.
  if (name.startsWith('view.')) expect(answer).toMatchObject({ kind: 'done' });
  else if (name === 'instance.export-list') expect(answer).toMatchObject({ kind: 'refused', message: 'Nothing matches.' });
  else expect(answer.kind === 'denied' ? answer.denied.permission : answer.kind).toBe(OF_NO_ONE_PROCESS.includes(name) ? ACTIONS[name].permission : 'notFound');
}

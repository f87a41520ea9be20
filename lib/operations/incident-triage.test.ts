import { describe, expect, test } from 'vitest';
import type { QueryParams } from '@/lib/console/contract.ts';
import { fillDatabase } from '@/lib/console/queries/test-data.ts';
import { testDesk } from '@/lib/console/test-desk.ts';
import { personWith } from '@/lib/console/test-person.ts';
import type { OperationName, OperationParameters } from './contract.ts';

/** The incident of `fillDatabase`, which is a group of its own. */
const INCIDENT = '1000000000020004';
const person = personWith('l1-operator');
const desk = testDesk({
  async prepare(database) {
    await fillDatabase(database);
    await database.appUser.create({ data: { id: 'u1', username: 'lena', name: 'Lena Holm', passwordHash: '-' } });
  },
});
const { lastEntry } = desk;

const run = <N extends OperationName>(name: N, parameters: OperationParameters<N>, who = person) =>
  desk.run(name, parameters, { person: who });

const groups = async (filter: QueryParams<'incident-groups'> = {}) =>
  (await desk.see('incident-groups', filter, { person })).groups;

describe('triage of a group of failures', () => {
  test('is new until somebody acknowledges it, which can be taken back; each is an entry with before and after', async () => {
    expect((await groups())[0]?.triage).toMatchObject({ state: 'new', owner: null, comments: 0 });
    expect(await run('incident.acknowledge', { incidentKey: INCIDENT, isAcknowledged: true })).toMatchObject({
      kind: 'done',
    });
    expect((await groups())[0]?.triage).toMatchObject({ state: 'working', acknowledgedBy: person.username });
    expect(await lastEntry()).toMatchObject({
      operation: 'incident.acknowledge',
      actorId: person.username,
      targetKey: INCIDENT,
      elementId: 'charge',
      outcome: 'done',
      before: { acknowledgedBy: null },
      after: { acknowledgedBy: person.username },
    });
    expect(await run('incident.acknowledge', { incidentKey: INCIDENT, isAcknowledged: false })).toMatchObject({
      kind: 'done',
    });
    expect(await groups({ triage: 'new' })).toHaveLength(1);
  });

  test('an owner is a person of the console, and is found by name', async () => {
    expect(await run('incident.assign', { incidentKey: INCIDENT, owner: 'nobody-here' })).toMatchObject({
      kind: 'refused',
      message: 'There is no user nobody-here.',
    });
    expect(await lastEntry()).toMatchObject({ operation: 'incident.assign', outcome: 'refused' });
    expect(await run('incident.assign', { incidentKey: INCIDENT, owner: 'lena' })).toMatchObject({ kind: 'done' });
    expect((await groups({ owner: 'lena' }))[0]?.triage.owner).toEqual({ username: 'lena', name: 'Lena Holm' });
    expect(await groups({ owner: 'none' })).toEqual([]);
  });

  test('a snooze lies ahead and ends by itself', async () => {
    const at = (ms: number) => new Date(Date.now() + ms).toISOString();
    expect(await run('incident.snooze', { incidentKey: INCIDENT, until: at(-1000) })).toMatchObject({
      kind: 'refused',
    });
    expect(await run('incident.snooze', { incidentKey: INCIDENT, until: at(3_600_000) })).toMatchObject({
      kind: 'done',
    });
    expect(await groups({ triage: 'snoozed' })).toHaveLength(1);
    await desk.database.$executeRawUnsafe(`update incident_triage set snoozed_until = now() - interval '1 second'`);
    expect((await groups())[0]?.triage.state).toBe('working');
  });

  test('comments are kept in order with who wrote them; a ticket has its form', async () => {
    expect(await run('incident.comment', { incidentKey: INCIDENT, text: '   ' })).toMatchObject({ kind: 'invalid' });
    for (const text of ['Provider is down', 'Provider is back'])
      expect(await run('incident.comment', { incidentKey: INCIDENT, text })).toMatchObject({ kind: 'done' });
    expect(
      (await desk.see('incident-comments', { incident: INCIDENT }, { person })).comments.map(({ author, text }) => [
        author,
        text,
      ]),
    ).toEqual([
      [person.name, 'Provider is back'],
      [person.name, 'Provider is down'],
    ]);
    expect(await run('incident.link-ticket', { incidentKey: INCIDENT, ticket: 'later' })).toMatchObject({
      kind: 'refused',
    });
    expect(await run('incident.link-ticket', { incidentKey: INCIDENT, ticket: 'OPS-7' })).toMatchObject({
      kind: 'done',
    });
    expect((await groups())[0]?.triage).toMatchObject({ ticket: 'OPS-7', comments: 2 });
  });

  test('what was closed is told with what came of it: nothing is proven until the work has succeeded', async () => {
    const closed = async () => (await desk.see('incident-groups-closed', { since: 'today..' }, { person })).groups;
    expect(await closed()).toEqual([]);
    await desk.database.$executeRawUnsafe(
      `update incident set resolved_at = now(), outcome = 'resolved' where key = ${INCIDENT}`,
    );
    expect(await closed()).toMatchObject([
      { elementId: 'charge', definition: { processId: 'order' }, closed: 1, failedAgain: 1, awaited: 0, succeeded: 0 },
    ]);
    const job = `(select job_key from incident where key = ${INCIDENT})`;
    await desk.database.$executeRawUnsafe(`update job set retries = 1 where key = ${job}`);
    expect(await closed()).toMatchObject([{ closed: 1, failedAgain: 0, awaited: 1 }]);
    await desk.database.$executeRawUnsafe(`update job set ended_at = now(), outcome = 'completed' where key = ${job}`);
    expect(await closed()).toMatchObject([{ closed: 1, awaited: 0, succeeded: 1 }]);
    expect(
      (await desk.see('incident-groups-closed', { since: '-1h..', definition: 'nothing' }, { person })).groups,
    ).toEqual([]);
    await desk.database.$executeRawUnsafe(
      `update job set ended_at = null, outcome = null, retries = 0 where key = ${job}`,
    );
    await desk.database.$executeRawUnsafe(
      `update incident set resolved_at = null, outcome = null where key = ${INCIDENT}`,
    );
  });

  test('who may not triage changes nothing, and that is recorded', async () => {
    expect(await run('incident.comment', { incidentKey: INCIDENT, text: 'x' }, personWith('auditor'))).toMatchObject({
      kind: 'denied',
      denied: { permission: 'incident.triage' },
    });
    expect(await lastEntry()).toMatchObject({ operation: 'incident.comment', outcome: 'denied' });
    expect(await run('incident.acknowledge', { incidentKey: '999', isAcknowledged: true })).toMatchObject({
      kind: 'notFound',
    });
  });
});

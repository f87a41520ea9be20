import { beforeAll, describe, expect, test } from 'vitest';
import { checkAuditLines } from '@/engine/store/audit-file.ts';
import { authorize } from '@/lib/auth/authorize.ts';
import { auditLines } from '@/lib/console/export/audit-lines.ts';
import { testDesk } from '@/lib/console/test-desk.ts';
import { personWith } from '@/lib/console/test-person.ts';
import type { OperationParameters } from './contract.ts';

const MODEL = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="tests"><process id="logged" isExecutable="true" camunda:historyTimeToLive="1">
  <startEvent id="start"/><sequenceFlow id="a" sourceRef="start" targetRef="charge"/><serviceTask id="charge" camunda:type="external" camunda:topic="charge"/></process></definitions>`;
const desk = testDesk();
const { run, see, lastEntry } = desk;
let definitionKey = '';
beforeAll(async () => {
  definitionKey = (await desk.deploy({ 'logged.bpmn': MODEL })).logged ?? '';
});

async function suspended(
  businessKey: string,
  ticket: string,
): Promise<{ readonly instanceKey: string; readonly n: number }> {
  const instanceKey = await desk.start(definitionKey, { businessKey });
  expect(
    await run(
      'instance.suspend',
      { instanceKey },
      { reason: { code: 'test', ticket, note: `held for ${businessKey}` } },
    ),
  ).toMatchObject({ kind: 'done' });
  return { instanceKey, n: Number((await lastEntry()).n) };
}

describe('an entry', () => {
  test('calls definition and element by their names, where they have any', async () => {
    const named = MODEL.replaceAll('logged', 'called')
      .replace('<process id="called"', '<process id="called" name="Called by name"')
      .replace('<serviceTask id="charge"', '<serviceTask id="charge" name="Charge card"');
    const key = (await desk.deploy({ 'called.bpmn': named })).called ?? '';
    const instanceKey = await desk.start(key, { businessKey: 'CALLED' });
    const [job] = (await see('jobs', { instance: instanceKey })).rows;
    await run('job.set-retries', { jobKey: job?.key ?? '', retries: 2 });
    const retried = Number((await lastEntry()).n);
    expect((await see('audit', { instance: instanceKey, limit: 1 })).rows).toMatchObject([
      { n: retried, elementId: 'charge', elementName: 'Charge card' },
    ]);
    expect(await see('audit-entry', { n: retried })).toMatchObject({ elementName: 'Charge card' });
    await run('definition.suspend', { definitionKey: key, includesInstances: false, at: null });
    expect(await see('audit-entry', { n: retried + 1 })).toMatchObject({
      targetName: 'Called by name v1',
      elementName: null,
    });
    expect((await suspended('NAMELESS', 'OPS-10')).n).toBe(retried + 2);
    expect(await see('audit-entry', { n: retried + 2 })).toMatchObject({ elementName: null, targetName: null });
  });

  test('is annotated by another one, which stands at it, at its instance, and is found by its text', async () => {
    const { instanceKey, n } = await suspended('NOTED', 'OPS-11');
    expect(await run('audit.annotate', { n, text: '  agreed with the provider  ' })).toMatchObject({ kind: 'done' });
    expect(await lastEntry()).toMatchObject({
      operation: 'audit.annotate',
      risk: 'low',
      targetKind: 'entry',
      targetKey: String(n),
      instanceKey: BigInt(instanceKey),
      businessKey: 'NOTED',
      after: { text: 'agreed with the provider' },
    });
    expect(await see('audit-entry', { n })).toMatchObject({
      notes: [{ n: n + 1, text: 'agreed with the provider' }],
      next: n + 1,
    });
    expect(await see('audit-entry', { n: n + 1 })).toMatchObject({
      text: 'agreed with the provider',
      notes: [],
      previous: n,
      undo: null,
    });
    expect((await see('audit', { note: 'with the PROVIDER' })).rows.map((row) => row.n)).toEqual([n + 1]);
    expect((await see('audit', { note: 'for NOTED' })).rows.map((row) => row.n)).toEqual([n]);
    expect(await run('audit.annotate', { n: 99_999, text: 'x' })).toMatchObject({ kind: 'notFound' });
    expect(await run('audit.annotate', { n, text: ' ' })).toMatchObject({ kind: 'invalid' });
  });

  test('tells what became of its job, and what took it back', async () => {
    const { instanceKey, n } = await suspended('STORY', 'OPS-12');
    expect(await run('instance.resume', { instanceKey }, { undoes: n })).toMatchObject({ kind: 'done' });
    expect((await see('audit-entry', { n })).story).toMatchObject([{ what: 'undone', text: String(n + 1) }]);
    const jobKey = await desk.jobAt(instanceKey, 'charge');
    await desk.engine.execute({
      type: 'failJob',
      jobKey,
      retries: 0,
      retryAfterMs: 0,
      errorMessage: 'declined',
      errorDetails: null,
    });
    expect(await run('job.set-retries', { jobKey, retries: 2 })).toMatchObject({ kind: 'done' });
    const retried = Number((await lastEntry()).n);
    expect((await see('audit-entry', { n: retried })).story).toEqual([]);
    await desk.engine.execute({
      type: 'failJob',
      jobKey,
      retries: 1,
      retryAfterMs: 0,
      errorMessage: 'declined again',
      errorDetails: null,
    });
    await desk.engine.execute({ type: 'completeJob', jobKey, variables: {} });
    expect((await see('audit-entry', { n: retried })).story).toMatchObject([
      { what: 'failed', text: 'declined again' },
      { what: 'succeeded' },
    ]);
  });
});

describe('the list', () => {
  test('is narrowed by ticket, reason, channel, element, variable, outcome and time, either way round', async () => {
    const { instanceKey, n } = await suspended('FILTERED', 'OPS-13');
    await run(
      'variable.add',
      { instanceKey, scopeKey: instanceKey, name: 'amount', type: 'Integer', text: '5' },
      {
        reason: {
          code: 'test',
          ticket: 'OPS-13',
          note: 'x',
          correction: { symptom: 'a', expectedNext: 'b', rollback: 'c' },
        },
      },
    );
    const numbers = async (filter: Parameters<typeof see<'audit'>>[1]) =>
      (await see('audit', filter)).rows.map((row) => row.n);
    expect(await numbers({ ticket: 'OPS-13' })).toEqual([n + 1, n]);
    expect(await numbers({ ticket: 'OPS-13', sort: 'at' })).toEqual([n, n + 1]);
    expect(await numbers({ variable: 'amount' })).toEqual([n + 1]);
    expect(
      await numbers({ instance: instanceKey, reason: 'test', channel: 'console', outcome: 'done', when: '-1h..now' }),
    ).toEqual([n + 1, n]);
    for (const none of [
      { channel: 'rest7' },
      { outcome: 'failed' },
      { element: 'elsewhere' },
      { when: '..-1h' },
      { when: '-2h..-1h' },
      { batch: '42' },
    ])
      expect(await numbers({ instance: instanceKey, ...none })).toEqual([]);
    const first = await see('audit', { ticket: 'OPS-13', limit: 1 });
    expect(first.rows.map((row) => row.n)).toEqual([n + 1]);
    expect(
      (await see('audit', { ticket: 'OPS-13', limit: 1, after: first.next ?? '' })).rows.map((row) => row.n),
    ).toEqual([n]);
    expect((await see('audit-totals', {})).total).toBe(n + 1);
    expect(await see('audit-totals', {}, { role: 'l1-operator' })).toEqual({ total: null, today: null });
  });

  /** More than one go looks at. */
  const MANY = 25_000;
  test('that no index leads is searched part by part, and says how far', async () => {
    const { n: newest } = await lastEntry();
    // Rows that only a search would read: they stand behind the log and are no part of its chain.
    await desk.database.$executeRawUnsafe(`insert into audit_entry (n, at, actor_kind, channel, operation, risk, outcome, note, previous_hash, hash)
      select ${newest} + g, now() + g * interval '1 millisecond', 'person', 'console', 'incident.retry', 'low', 'done', case when g = 1 then 'needle' end, '-', '-' from generate_series(1, ${MANY}) g`);
    const goes: number[] = [];
    let after = '';
    for (let found = await see('audit', { note: 'needle' }); ; found = await see('audit', { note: 'needle', after })) {
      goes.push(found.rows.length);
      if (found.next === null) break;
      expect(found.searchedTo).toEqual(expect.any(Number));
      after = found.next;
    }
    expect(goes.reduce((sum, each) => sum + each, 0)).toBe(1);
    expect(goes.length).toBe(Math.ceil((Number(newest) + MANY) / 10_000));
    await desk.database.$executeRawUnsafe('alter table audit_entry disable trigger audit_entry_final');
    await desk.database.$executeRawUnsafe(`delete from audit_entry where n > ${newest}`);
    await desk.database.$executeRawUnsafe('alter table audit_entry enable trigger audit_entry_final');
  });
});

describe('as a file', () => {
  const ida = { ...personWith('auditor'), username: 'ida' };
  async function fileOf({ filter, format }: OperationParameters<'audit.export'>, maxRows = 100): Promise<string> {
    const access = authorize(ida, 'audit.read');
    if (!access.isAllowed) throw new Error('not readable');
    let text = '';
    for await (const piece of auditLines(
      { database: desk.database, engine: desk.engine, person: ida, access },
      { filter, format, maxRows },
    ))
      text += piece;
    return text;
  }

  test('lines of JSON prove themselves, oldest first; a table is for people; who took it is recorded', async () => {
    const { n } = await suspended('TAKEN', 'OPS-14');
    await suspended('TAKEN "2"', 'OPS-14');
    const filter = { ticket: 'OPS-14' };
    const lines = (await fileOf({ filter, format: 'jsonl' })).trimEnd().split('\n');
    expect(await checkAuditLines(lines)).toMatchObject({
      entries: 2,
      first: String(n),
      last: String(n + 1),
      gaps: 0,
      problem: null,
    });
    expect(await checkAuditLines((await fileOf({ filter: {}, format: 'jsonl' })).trimEnd().split('\n'))).toMatchObject({
      first: '1',
      gaps: 0,
      problem: null,
    });
    expect((await checkAuditLines(lines.map((line) => line.replace('TAKEN', 'GIVEN')))).problem).toMatchObject({
      line: 1,
    });
    const [head, first, second, end] = (await fileOf({ filter, format: 'csv' })).split('\r\n');
    expect(head).toMatch(/^\uFEFFNumber,Time,Who,Role,/);
    expect(first).toMatch(
      new RegExp(
        `^${n},\\d{4}-.*,Suspend instance,instance\\.suspend,guarded,done,.*,TAKEN,,test,OPS-14,held for TAKEN,`,
      ),
    );
    expect(second).toContain('"TAKEN ""2"""');
    expect(end).toBe('');
    expect((await fileOf({ filter, format: 'csv' }, 1)).split('\r\n').slice(2)).toEqual([
      'Cut after 1 entries: more match.',
      '',
    ]);
    expect((await fileOf({ filter, format: 'jsonl' }, 1)).split('\n')).toHaveLength(2);
    expect(await fileOf({ filter, format: 'csv' }, 2)).not.toContain('Cut');
    expect(await run('audit.export', { filter, format: 'jsonl' }, { role: 'auditor' })).toMatchObject({
      kind: 'done',
      exportKey: expect.stringMatching(/^\d+$/),
    });
    expect(await lastEntry()).toMatchObject({
      operation: 'audit.export',
      risk: 'guarded',
      actorRole: 'auditor',
      after: { entries: 2, filter, format: 'jsonl' },
    });
  });

  test('nothing, and a filter that cannot be read, are refused', async () => {
    expect(
      await run('audit.export', { filter: { ticket: 'NONE-1' }, format: 'csv' }, { role: 'auditor' }),
    ).toMatchObject({ kind: 'refused', message: 'Nothing matches.' });
    expect(await run('audit.export', { filter: { when: 'soon' }, format: 'csv' }, { role: 'auditor' })).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('when'),
    });
    expect(await run('audit.export', { filter: {}, format: 'csv' })).toMatchObject({
      kind: 'denied',
      denied: { permission: 'audit.export', rolesWithPermission: ['Auditor'] },
    });
  });
});

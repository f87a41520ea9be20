import { describe, expect, test } from 'vitest';
import { authorize } from '@/lib/auth/authorize.ts';
import { instanceCsv } from '@/lib/console/export/instance-csv.ts';
import { fillDatabase, KEYS } from '@/lib/console/queries/test-data.ts';
import { testDesk } from '@/lib/console/test-desk.ts';
import { personWith } from '@/lib/console/test-person.ts';
import { Prisma } from '@/lib/db.ts';
import type { OperationName, OperationParameters } from './contract.ts';

const lena = { ...personWith('l2-operator'), username: 'lena' };
const tom = { ...personWith('l1-operator'), username: 'tom' };
const ada = { ...personWith('admin'), username: 'ada' };
const desk = testDesk({ prepare: fillDatabase });
const { lastEntry } = desk;

const run = <N extends OperationName>(name: N, parameters: OperationParameters<N>, who = lena) =>
  desk.run(name, parameters, { person: who });
const viewsOf = async (who: typeof lena) =>
  (await desk.see('saved-views', { screen: 'instances' }, { person: who })).views;
async function save(name: string, who = lena): Promise<string> {
  const answer = await run('view.save', { screen: 'instances', name, address: 'state=incident&columns=key' }, who);
  if (answer.kind !== 'done' || !('viewKey' in answer) || answer.viewKey === undefined)
    throw new Error(JSON.stringify(answer));
  return answer.viewKey;
}

describe('saved views', () => {
  test("are their owner's until they are shared, with an entry for each change", async () => {
    const key = await save('Failing');
    expect(await lastEntry()).toMatchObject({
      operation: 'view.save',
      actorId: 'lena',
      outcome: 'done',
      after: { name: 'Failing', address: 'state=incident&columns=key' },
    });
    expect(await viewsOf(tom)).toEqual([]);
    expect(await run('view.share', { viewKey: key, isShared: true })).toMatchObject({ kind: 'done' });
    expect(await viewsOf(tom)).toMatchObject([
      { key, name: 'Failing', isOwn: false, isShared: true, owner: { username: 'lena' } },
    ]);
    expect(
      await run('view.save', { viewKey: key, screen: 'instances', name: 'Mine now', address: '' }, tom),
    ).toMatchObject({ kind: 'refused' });
    expect(await run('view.delete', { viewKey: key }, tom)).toMatchObject({ kind: 'refused' });
    expect(await run('view.set-default', { screen: 'instances', viewKey: key }, tom)).toMatchObject({ kind: 'done' });
    expect(await viewsOf(tom)).toMatchObject([{ isDefault: true }]);
    expect(
      await run('view.save', { viewKey: key, screen: 'instances', name: 'Failing now', address: 'state=incident' }),
    ).toMatchObject({ kind: 'done', viewKey: key });
    expect(await lastEntry()).toMatchObject({
      before: { name: 'Failing', address: 'state=incident&columns=key' },
      after: { name: 'Failing now', address: 'state=incident' },
    });
    expect(await run('view.share', { viewKey: key, isShared: false })).toMatchObject({ kind: 'done' });
    expect(await viewsOf(tom)).toEqual([]);
    expect(await run('view.delete', { viewKey: key }, tom)).toMatchObject({ kind: 'notFound' });
    expect(await run('view.delete', { viewKey: key })).toMatchObject({ kind: 'done' });
    expect(await viewsOf(lena)).toEqual([]);
  });

  test('sharing needs its permission; whoever has it may take back what somebody else shares', async () => {
    const own = await save('Of Tom', tom);
    expect(await run('view.share', { viewKey: own, isShared: true }, tom)).toMatchObject({
      kind: 'denied',
      denied: { permission: 'view.share' },
    });
    const shared = await save('Of Lena');
    await run('view.share', { viewKey: shared, isShared: true });
    expect(await run('view.share', { viewKey: shared, isShared: false }, ada)).toMatchObject({ kind: 'done' });
    expect(await run('view.share', { viewKey: shared, isShared: true }, ada)).toMatchObject({ kind: 'notFound' });
  });

  test('a name is had once, and an address is a query of ours', async () => {
    await save('Twice');
    expect(await run('view.save', { screen: 'instances', name: 'Twice', address: '' })).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('already'),
    });
    for (const address of ['//evil.example', '?state=x', 'a#b', 'a b', 'a\u0000', 'x'.repeat(9_000)])
      expect(await run('view.save', { screen: 'instances', name: 'Bad', address })).toMatchObject({ kind: 'invalid' });
    expect(await run('view.save', { screen: 'elsewhere', name: 'Bad', address: '' })).toMatchObject({
      kind: 'invalid',
    });
  });
});

describe('export', () => {
  async function fileOf(request: OperationParameters<'instance.export-list'>): Promise<string> {
    const answer = await run('instance.export-list', request);
    if (answer.kind !== 'done' || !('exportKey' in answer)) throw new Error(JSON.stringify(answer));
    const [row] = await desk.database.$queryRaw<{ request: Parameters<typeof instanceCsv>[1] }[]>(
      Prisma.sql`select request from export_request where key = ${answer.exportKey}::bigint`,
    );
    const access = authorize(lena, 'instance.read');
    if (row === undefined || !access.isAllowed) throw new Error('nothing was asked for');
    let text = '';
    for await (const line of instanceCsv(
      { database: desk.database, engine: desk.engine, person: lena, access },
      row.request,
    ))
      text += line;
    return text;
  }

  test("all that match without those left out, in the list's order, with what every variable is", async () => {
    await desk.database.$executeRawUnsafe(`insert into variable (key, tree_key, instance_key, scope_key, definition_key, name, type, text, revision, created_at, updated_at) values
      (1, 1, ${KEYS.failed}, ${KEYS.failed}, 1, 'note', 'String', '=HYPERLINK("x"), "y"', 1, now(), now()), (2, 1, 1000000000010039, 1000000000010039, 1, 'note', 'Null', null, 1, now(), now()), (3, 1, 1000000000010038, 1000000000010038, 1, 'note', 'String', '', 1, now(), now()), (4, 1, 1000000000010037, 1000000000010037, 1, 'note', 'Integer', '-5', 1, now(), now())`);
    const text = await fileOf({
      selection: { filter: { state: 'running' }, except: ['1000000000010036'] },
      sort: '-started',
      columns: ['businessKey', 'definition', 'state', 'var.note'],
    });
    expect(text.split('\r\n')).toEqual([
      '\uFEFFBusiness key,Process,Version,Definition,State,note,note (type)',
      `ORDER-40,order,2,,incident,"'=HYPERLINK(""x""), ""y""",String`,
      'ORDER-39,order,1,,active,,Null',
      'ORDER-38,invoice,1,,active,"",String',
      'ORDER-37,order,2,,active,-5,Integer',
      'ORDER-35,order,1,,active,,',
      'ORDER-34,invoice,1,,active,,',
      'ORDER-33,order,2,,active,,',
      '',
    ]);
    expect(await lastEntry()).toMatchObject({
      operation: 'instance.export-list',
      outcome: 'done',
      after: { rows: 7, isCut: false, columns: ['businessKey', 'definition', 'state', 'var.note'] },
    });
  });

  test('a choice by key, and a file that ends early says so', async () => {
    const keys = ['1000000000010001', KEYS.failed, '1000000000010009'];
    expect((await fileOf({ selection: { keys }, sort: 'started', columns: ['key'] })).split('\r\n')).toEqual([
      '\uFEFFKey',
      '1000000000010001',
      '1000000000010009',
      KEYS.failed,
      '',
    ]);
    const access = authorize(lena, 'instance.read');
    if (!access.isAllowed) throw new Error('not readable');
    const lines: string[] = [];
    for await (const line of instanceCsv(
      { database: desk.database, engine: desk.engine, person: lena, access },
      { selection: { filter: {} }, sort: '-started', columns: ['key'], maxRows: 2 },
    ))
      lines.push(line);
    expect(lines.at(-1)).toBe('Cut after 2 rows: more match.\r\n');
    expect(lines).toHaveLength(4);
  });

  test('nothing, a filter that cannot be read, and who may not are refused', async () => {
    const request = { sort: '-started', columns: ['key'] };
    expect(
      await run('instance.export-list', { ...request, selection: { filter: { businessKey: 'nothing' } } }),
    ).toMatchObject({ kind: 'refused', message: 'Nothing matches.' });
    expect(await run('instance.export-list', { ...request, selection: { filter: { started: 'soon' } } })).toMatchObject(
      { kind: 'refused', message: expect.stringContaining('started') },
    );
    expect(await run('instance.export-list', { ...request, selection: { filter: {} } }, tom)).toMatchObject({
      kind: 'denied',
      denied: { permission: 'instance.export' },
    });
    expect(await run('instance.export-list', { ...request, columns: [], selection: { filter: {} } })).toMatchObject({
      kind: 'invalid',
    });
  });
});

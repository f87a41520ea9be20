import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { appendAuditEntries, type AuditEntryToWrite } from '@/engine/store/audit-entries.ts';
import { inTransaction } from '@/engine/store/connection.ts';
import { auditLog } from './audit-log.ts';
import { databaseOfSuite } from './database-of-suite.ts';

/** More than one page. */
const ENTRIES = 450;

const database = databaseOfSuite();
let folder: string;
let lines: readonly string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wheelhouse-audit-'));
  await inTransaction(database.pool, (connection) =>
    appendAuditEntries(
      connection,
      Array.from({ length: ENTRIES }, (_, n) => entry(n)),
    ),
  );
  lines = await exported('whole.jsonl');
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

function entry(n: number): AuditEntryToWrite {
  return {
    at: Date.UTC(2026, 0, 1, 0, 0, 0, n),
    outcome: n % 3 === 0 ? 'refused' : 'done',
    outcomeText: n % 3 === 0 ? 'line\nbreak \u2028' : null,
    record: {
      actorKind: 'person',
      actorId: 'u1',
      actorName: 'Zoë',
      actorRole: 'operator',
      sessionId: null,
      address: '127.0.0.1',
      channel: 'console',
      operation: 'incident.retry',
      risk: 'low',
      permission: null,
      targetKind: 'incident',
      targetKey: '17',
      instanceKey: '18',
      definitionKey: null,
      elementId: 'task',
      businessKey: null,
      reasonCode: null,
      ticket: null,
      note: `entry ${n}`,
      before: { z: 1.5, a: [-0, { y: null, __proto: 'x', b: 'x' }] },
      after: n % 2 === 0 ? null : [n],
      ...(n === 5 && { details: { cause: 'c' }, undoes: '3' }),
    },
  };
}

async function run(...args: string[]): Promise<{ isSound: boolean; out: string }> {
  const said: string[] = [];
  const isSound = await auditLog(args, { DATABASE_URL: database.url }, (line) => void said.push(line));
  return { isSound, out: said.at(-1) ?? '' };
}

async function exported(name: string, ...range: string[]): Promise<readonly string[]> {
  await run('export', join(folder, name), ...range);
  return (await readFile(join(folder, name), 'utf8')).trimEnd().split('\n');
}

async function check(kept: readonly string[]): Promise<{ isSound: boolean; out: string }> {
  const file = join(folder, 'log.jsonl');
  await writeFile(file, `${kept.join('\n')}\n`);
  return run('check', file);
}

const changed = (n: number, change: (text: string) => string): readonly string[] =>
  lines.map((line, i) => (i === n ? change(line) : line));
const swapped = (): readonly string[] => [...lines.slice(0, 9), ...lines.slice(9, 11).reverse(), ...lines.slice(11)];

test('a log that was never touched is intact, exported whole, and its file is sound', async () => {
  const {
    rows: [head],
  } = await database.pool.query<{ hash: string }>('select hash from audit_head');
  const verified = await run('verify');
  expect(verified).toMatchObject({
    isSound: true,
    out: expect.stringContaining(`Intact: ${ENTRIES} entries, last hash ${head?.hash}, checked at `),
  });
  expect(lines).toHaveLength(ENTRIES);
  expect(await check(lines)).toEqual({
    isSound: true,
    out: `Sound: ${ENTRIES} entries, 1 to ${ENTRIES}, gaps: 0, last hash ${head?.hash}`,
  });
});

test('a part of it is proved entry by entry, and its gaps are counted', async () => {
  expect(await exported('part.jsonl', '--from', '10', '--to', '12')).toEqual(lines.slice(9, 12));
  await expect(exported('part.jsonl')).rejects.toThrow('EEXIST');
  expect(await check([...lines.slice(9, 12), '', ...lines.slice(20, 22)])).toMatchObject({
    isSound: true,
    out: expect.stringContaining('Sound: 5 entries, 10 to 22, gaps: 1'),
  });
});

test.each([
  ['a changed word', () => changed(6, (line) => line.replace('entry 6', 'entry six')), 'line 7: entry 7 is changed'],
  [
    'a changed time',
    () => changed(6, (line) => line.replace('00:00:00.006Z', '00:00:00.007Z')),
    'line 7: entry 7 is changed',
  ],
  ['another order', swapped, 'line 11: entry 10 stands after entry 11'],
  ['a line twice', () => [...lines.slice(0, 4), ...lines.slice(3)], 'line 5: entry 4 stands after entry 4'],
  ['what is no entry', () => changed(2, () => '{"n":3}'), 'line 3: this is no entry of an audit log'],
  ['what is no JSON', () => changed(2, (line) => line.slice(1)), 'line 3: this is no entry of an audit log'],
])('%s in a file is found', async (_, kept, text) => {
  expect(await check(kept())).toMatchObject({ isSound: false, out: expect.stringContaining(`Not sound: ${text}`) });
});

test('an empty file proves nothing', async () => expect(await check([])).toMatchObject({ isSound: false }));

test.each([[['verify', 'x']], [['check']], [[]], [['export']], [['export', 'f', '--from', '0']]])(
  '%j is not understood',
  async (args) => {
    await expect(run(...args)).rejects.toThrow(/audit-log -- verify|--from takes/);
  },
);

test('an entry that was changed in the database, put in or cut off is named', async () => {
  await database.pool.query('alter table audit_entry disable trigger all');
  await database.pool.query(
    `insert into audit_entry select (jsonb_populate_record(e, '{"n": ${ENTRIES + 1}}')).* from audit_entry e where n = 1`,
  );
  expect(await run('verify')).toMatchObject({
    isSound: false,
    out: expect.stringContaining(`Broken at entry ${ENTRIES + 1}: it does not continue`),
  });
  await database.pool.query(`delete from audit_entry where n >= ${ENTRIES}`);
  expect(await run('verify')).toMatchObject({
    isSound: false,
    out: expect.stringContaining(`Broken at entry ${ENTRIES}: it is missing`),
  });
  await database.pool.query(`update audit_entry set note = 'other' where n = 300`);
  expect(await run('verify')).toMatchObject({
    isSound: false,
    out: expect.stringContaining('Broken at entry 300: its words'),
  });
});

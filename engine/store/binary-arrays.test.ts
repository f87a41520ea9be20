import { expect, it } from 'vitest';
import { binaryArray, binaryColumn } from './binary-arrays.ts';
import { arrayType, type ColumnType } from './tables.ts';
import { databaseOfSuite } from '@/scripts/database-of-suite.ts';

const database = databaseOfSuite();

/** What PostgreSQL reads, written by itself. */
async function asRead(type: ColumnType, sent: Buffer): Promise<readonly (string | null)[]> {
  const { sent: array, cast } = arrayType(type);
  const { rows } = await database.pool.query<{ text: string | null }>(
    `select (v${cast})::text as text from unnest($1::${array}) as v`,
    [sent],
  );
  return rows.map(({ text }) => text);
}

it.each([
  [
    'bigint',
    ['2251799813688051', '-1', 0, '9223372036854775807', '-9223372036854775808', null, 9_007_199_254_740_992],
    ['2251799813688051', '-1', '0', '9223372036854775807', '-9223372036854775808', null, '9007199254740992'],
  ],
  [
    'int',
    [0, 1, -1, 2_147_483_647, -2_147_483_648, null, undefined],
    ['0', '1', '-1', '2147483647', '-2147483648', null, null],
  ],
  ['boolean', [true, false, null], ['true', 'false', null]],
  [
    'text',
    ['', 'name', 'a "quoted" \\ {text}, null', 'Größe', '日本', '😀'.repeat(40), 'x'.repeat(200_000), null],
    ['', 'name', 'a "quoted" \\ {text}, null', 'Größe', '日本', '😀'.repeat(40), 'x'.repeat(200_000), null],
  ],
  ['jsonb', [{ a: 'ü"' }, [1, null], 'text', null], ['{"a": "ü\\""}', '[1, null]', '"text"', null]],
  ['text[]', [['f0'], [], ['a,"b"', 'c\\'], null], ['{f0}', '{}', '{"a,\\"b\\"","c\\\\"}', null]],
] as const)('%s: every value arrives as it is', async (type, values, read) => {
  expect(await asRead(type, binaryArray(type, values))).toEqual(read);
  expect(await asRead(type, binaryArray(type, []))).toEqual([]);
});

it('instants arrive to the millisecond, however far away; before the year 1 they are its first', async () => {
  const instants = [
    0,
    Date.UTC(2026, 10, 28, 21, 5, 7, 123),
    -1,
    Date.UTC(1, 0, 1),
    253_402_300_799_999,
    8_640_000_000_000_000,
  ];
  const { rows } = await database.pool.query<{ ms: string }>(
    `select trunc(extract(epoch from v) * 1000)::text as ms from unnest($1::timestamptz[]) as v`,
    [binaryArray('timestamptz', instants)],
  );
  expect(rows.map(({ ms }) => Number(ms)).filter((ms) => ms !== Date.UTC(1, 0, 1))).toEqual(
    instants.filter((at) => at !== Date.UTC(1, 0, 1)),
  );
  expect(await asRead('timestamptz', binaryArray('timestamptz', [-8_640_000_000_000_000, null]))).toEqual([
    '0001-01-01 00:00:00+00',
    null,
  ]);
});

it('a column repeats what its rows repeat, and leaves out nothing', async () => {
  const rows = ['a', 'a', 'b', null, null, 'b', 'b', undefined, 'a'].map((kind) => ({ kind }));
  expect(await asRead('text', binaryColumn('text', rows, 'kind'))).toEqual([
    'a',
    'a',
    'b',
    null,
    null,
    'b',
    'b',
    null,
    'a',
  ]);
  const many = Array.from({ length: 5_000 }, (_, n) => ({
    key: String(n >> 1),
    note: n % 3 === 0 ? `${n} `.repeat(20) : 'same',
  }));
  expect(await asRead('bigint', binaryColumn('bigint', many, 'key'))).toEqual(many.map(({ key }) => key));
  expect(await asRead('text', binaryColumn('text', many, 'note'))).toEqual(many.map(({ note }) => note));
});

it.each([
  ['int', 2_147_483_648],
  ['int', 1.5],
  ['int', Number.NaN],
  ['bigint', ''],
  ['bigint', '9223372036854775808'],
  ['bigint', 'key'],
  ['bigint', 0.5],
  ['timestamptz', Number.NaN],
] as const)('%s: %s is refused by an error of its own, not of the connection', (type, value) => {
  const failure = (() => {
    try {
      return binaryArray(type, [value]);
    } catch (error) {
      return error;
    }
  })();
  expect(failure).toBeInstanceOf(Error);
  expect(failure).not.toHaveProperty('code');
});

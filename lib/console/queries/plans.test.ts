import pg from 'pg';
import { expect, test } from 'vitest';
import { type Case, casesOf } from '@/bench/console-cases.ts';
import { fillForConsole } from '@/bench/console-data.ts';
import type { Size } from '@/bench/console-size.ts';
import { authorize } from '@/lib/auth/authorize.ts';
import { Prisma } from '@/lib/db.ts';
import { testDesk } from '../test-desk.ts';
import { personWith } from '../test-person.ts';
import { QUERIES } from './registry.ts';
import type { QueryName } from '../contract.ts';
import type { Query } from './query.ts';

/** The data on which the console is measured, a thirtieth of it: plans are asked for, not times. */
const SIZE: Size = {
  instances: 3_000,
  alive: 900,
  tasks: 600,
  auditEntries: 600,
  batchItems: 300,
  messages: 600,
  pastProcesses: 2,
  people: 10,
  notices: 200,
  elementsOfOne: 300,
};
/** Tables that grow with every instance. */
const LARGE = [
  'instance',
  'element_instance',
  'passed_elements',
  'variable',
  'former_value',
  'job',
  'job_attempt',
  'incident',
  'user_task',
  'audit_entry',
  'batch_item',
  'process_tree',
  'expired_message',
  'notification',
  'watch',
  'presence',
  'message',
  'message_correlation',
  'subscription',
  'decision_instance',
  'statistic',
];
const desk = testDesk();
/** What nearly all match needs none: its count stops at ten thousand. */
const WITHOUT_INDEX = ['instance-count no incident: instance'];
const person = personWith('l2-operator');

type Asked = Readonly<{ text: string; values: readonly unknown[] }>;

/** A database that remembers what it was asked. */
function remembering(asked: Asked[]) {
  return new Proxy(desk.database, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      if (name !== '$queryRaw') return member.bind(target);
      return (query: Prisma.Sql | TemplateStringsArray, ...values: readonly unknown[]) => {
        const { text, values: all } = 'text' in query ? query : Prisma.sql([...query], ...values);
        asked.push({ text, values: all });
        return Reflect.apply(member, target, [query, ...values]);
      };
    },
  });
}

async function asksOf({ name, parameters, role }: Case): Promise<readonly Asked[]> {
  const query: Query<typeof name> = QUERIES[name];
  const person = personWith(role ?? 'l2-operator');
  const access = authorize(person, query.permission);
  const prepared = query.prepare(parameters);
  if (!access.isAllowed || !prepared.isValid) throw new Error(`${name} cannot be asked`);
  const asked: Asked[] = [];
  expect(
    await prepared.run({ database: remembering(asked), engine: desk.engine, person, access }),
    `${name} ${JSON.stringify(parameters)}`,
  ).not.toBeNull();
  return asked;
}

test('no query of the console has to read a large table from its beginning', async () => {
  const client = new pg.Client({ connectionString: desk.url });
  await client.connect();
  try {
    await fillForConsole(client, () => undefined, SIZE);
    // Wherever an index could serve, it does: what is left has none.
    await client.query('set enable_seqscan = off');
    const found: string[] = [];
    for (const each of casesOf(SIZE)) {
      const { name, what } = each;
      for (const { text, values } of await asksOf(each)) {
        const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain ${text}`, [...values]);
        const scanned = rows
          .flatMap((row) => /Seq Scan on (\w+)/.exec(row['QUERY PLAN'])?.[1] ?? [])
          .filter((table) => LARGE.includes(table));
        if (scanned.length > 0) found.push(`${name} ${what}: ${scanned.join(', ')}`);
      }
    }
    expect(found).toEqual(WITHOUT_INDEX);
  } finally {
    await client.end();
  }
}, 120_000);

/** What of the data tells one of its instances: a business key, a key, a value. */
const TELLING = /ORDER-\d|2000000000\d{6}|declined|City \d|"order"|order\.bpmn/;

test('no query tells anything of processes that are out of reach', async () => {
  const elsewhere = { ...person, roles: [{ id: 'l2-operator' as const, definitions: ['elsewhere'] }] };
  const told: string[] = [];
  const asked = new Map<QueryName, number>();
  for (const { name, what, parameters } of casesOf(SIZE)) {
    asked.set(name, (asked.get(name) ?? 0) + 1);
    // All filters of a list are kept to what is in reach at the same place.
    if ((asked.get(name) ?? 0) > 5) continue;
    const query: Query<typeof name> = QUERIES[name];
    const access = authorize(elsewhere, query.permission);
    const prepared = query.prepare(parameters);
    if (!prepared.isValid) throw new Error(`${name} ${what} cannot be asked`);
    if (!access.isAllowed) continue;
    const view = await prepared.run({ database: desk.database, engine: desk.engine, person: elsewhere, access });
    const match = TELLING.exec(JSON.stringify(view));
    if (match !== null) told.push(`${name} ${what}: ${match[0]}`);
  }
  expect(told).toEqual([]);
}, 60_000);

import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { ChangeHub } from './change-hub.ts';
import { databaseOfSuite } from '@/scripts/database-of-suite.ts';

/** Longer than changes gather, and than a notification takes. */
const SOON_MS = 300;
/** Longer than an answer is believed. */
const LATER_MS = 60_000;

const database = databaseOfSuite();
let ear: pg.Client;
let said: string[] = [];
let now = 0;
let hubs: ChangeHub[] = [];

beforeAll(async () => {
  ear = new pg.Client({ connectionString: database.url });
  await ear.connect();
  ear.on('notification', ({ payload = '' }) => said.push(payload));
  await ear.query('listen wheelhouse_changes');
});
afterAll(async () => {
  await ear.end();
});
beforeEach(() => {
  said = [];
});
afterEach(async () => {
  await Promise.all(hubs.map((hub) => hub.close()));
  hubs = [];
});

async function listening(name: string): Promise<{ hub: ChangeHub; heard: string[][] }> {
  const hub = new ChangeHub(database.pool, database.url, name, () => now);
  hubs.push(hub);
  const heard: string[][] = [];
  hub.onRemoteChange(({ hint }) => heard.push([...hint.kinds]));
  await hub.listen();
  return { hub, heard };
}
const soon = () => new Promise((done) => setTimeout(done, SOON_MS));
const tellings = () => said.filter((payload) => !payload.includes('"says"'));

it('tells nobody of a change where there is no other node', async () => {
  const { hub } = await listening('alone');
  const local: string[][] = [];
  hub.onChange(({ kinds }) => local.push([...kinds]));
  hub.changed('message');
  await soon();
  expect(local).toEqual([['message']]);
  expect(tellings()).toEqual([]);
});

it('tells a node that comes, from its first moment on, until it has gone', async () => {
  const first = await listening('first');
  const second = await listening('second');
  await expect.poll(() => second.heard.length).toBeGreaterThan(0);
  expect(second.heard[0]).toContain('instance');
  first.hub.changed('message');
  await expect.poll(() => second.heard.length).toBeGreaterThan(1);
  expect(second.heard[1]).toEqual(['message']);
  second.hub.changed('batch');
  await expect.poll(() => first.heard.length).toBeGreaterThan(0);
  expect(first.heard).toEqual([['batch']]);

  await second.hub.close();
  now += LATER_MS;
  // Asks, and tells still.
  first.hub.changed('audit');
  await soon();
  said = [];
  first.hub.changed('message');
  await soon();
  expect(tellings()).toEqual([]);
});

it('tells those that were there before it', async () => {
  const first = await listening('before');
  const second = await listening('after');
  second.hub.changed('message');
  await expect.poll(() => first.heard.length).toBeGreaterThan(0);
  expect(first.heard).toEqual([['message']]);
});

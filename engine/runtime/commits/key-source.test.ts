import { expect, it } from 'vitest';
import { KEYS_PER_BLOCK } from '../../store/key-blocks.ts';
import { KeySource, OutOfKeys } from './key-source.ts';
import { databaseOfSuite } from '@/scripts/database-of-suite.ts';

const database = databaseOfSuite();

/** One more than the last key, as far as the numbers go on. */
const following = (keys: readonly string[]): boolean =>
  keys.every((key, i) => i === 0 || BigInt(key) === BigInt(keys[i - 1] ?? '') + 1n);

it('gives keys that were made in advance before all others, in growing order', async () => {
  const keys = new KeySource(database.pool);
  await keys.ensure();
  const given = [keys.next()];
  for (let n = 0; n < 200; n += 1) {
    if (n % 3 !== 0) keys.prepare();
    given.push(n % 2 === 0 ? keys.next() : keys.nextOfMany());
  }
  expect(following(given)).toBe(true);
});

it('gives each key of a block once, however many were made in advance, and then has none', async () => {
  const keys = new KeySource(database.pool);
  await keys.ensure();
  const given: string[] = [];
  for (let n = 0; n < KEYS_PER_BLOCK; n += 1) {
    keys.prepare();
    keys.prepare();
    given.push(keys.next());
  }
  expect(following(given)).toBe(true);
  keys.prepare();
  expect(() => keys.next()).toThrow(OutOfKeys);
});

it('prepares nothing before there are keys', () => {
  const keys = new KeySource(database.pool);
  keys.prepare();
  expect(() => keys.next()).toThrow(OutOfKeys);
});

import { expect, test } from 'vitest';
import { isLike } from './memory-list.ts';

test.each([
  ['out of stock', '%stock%', true],
  ['out of stock', 'out%', true],
  ['out of stock', '_ut of stock', true],
  ['out of stock', 'stock', false],
  ['', '%', true],
  ['', '', true],
  ['a', '', false],
  ['a.b', 'a_b', true],
  ['aab', '%ab', true],
  ['abc', '%d', false],
  ['Task_one', 'Task\\_%', true],
  ['Task one', 'Task\\_%', false],
  ['a\\b', 'a\\\\b', true],
])('%j is like %j: %j', (text, pattern, expected) => expect(isLike(text, pattern)).toBe(expected));

test('no pattern makes it slow', () => {
  const started = performance.now();
  isLike('a'.repeat(5000), `${'%a'.repeat(500)}b`);
  expect(performance.now() - started).toBeLessThan(1000);
});

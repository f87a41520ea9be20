import { expect, it } from 'vitest';
import { inJavaHashOrder } from './java-hash-order.ts';

const order = (names: readonly string[]): string =>
  inJavaHashOrder(names.map((name) => [name, 0]))
    .map(([name]) => name)
    .join(' ');

it('runs through names as a hash map of Java does', () => {
  expect(order(['v', 'stop'])).toBe('stop v');
  expect(order(['b', 'a', 'q', 'r'])).toBe('a q b r');
});

it('has room for more, which changes the order', () => {
  expect(order([...'abcdefghijklmnopq'])).toBe([...'abcdefghijklmnopq'].join(' '));
  expect(order(['q', 'a'])).toBe('q a');
});

import { expect, test } from 'vitest';
import { goneRows } from './gone-rows.ts';

const chosen = new Set(['b', 'd']);

test('a chosen row is gone when the list shows all and has it no more, or has what stood behind it', () => {
  const before = ['a', 'b', 'c', 'd'];
  expect(goneRows(chosen, before, { keys: ['a', 'b', 'c', 'd'], isWhole: true })).toEqual([]);
  expect(goneRows(chosen, before, { keys: ['a', 'c'], isWhole: true })).toEqual(['b', 'd']);
  expect(goneRows(chosen, before, { keys: ['a', 'c', 'd', 'e'], isWhole: false })).toEqual(['b']);
  expect(goneRows(chosen, [], { keys: [], isWhole: true })).toEqual(['b', 'd']);
});

test('what newer rows have pushed out of the part that is read is not gone', () => {
  expect(goneRows(chosen, ['a', 'b', 'c', 'd'], { keys: ['x', 'a', 'b', 'c'], isWhole: false })).toEqual([]);
});

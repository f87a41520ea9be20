import { expect, test } from 'vitest';
import { isShown, onlyOne, readSelected, writeSelected } from './selected-elements.ts';

test('chosen alone, together, and taken out again, as the address has it', () => {
  expect(writeSelected([], 'Charge', false)).toBe('Charge');
  expect(writeSelected(['Charge'], 'Ship', true)).toBe('Charge,Ship');
  expect(writeSelected(['Charge', 'Ship'], 'Charge', true)).toBe('Ship');
  expect(writeSelected(['Ship'], 'Ship', true)).toBeNull();
  expect(writeSelected(['Charge', 'Ship'], 'Pack', false)).toBe('Pack');
  expect(writeSelected(['Charge'], null, false)).toBeNull();
});

test('what is chosen is read from the address, each once; without it everything is shown', () => {
  expect(readSelected(undefined)).toEqual([]);
  expect(readSelected('Charge,,Ship,Charge')).toEqual(['Charge', 'Ship']);
  expect([
    isShown([], 'Pack'),
    isShown([], null),
    isShown(['Ship'], 'Ship'),
    isShown(['Ship'], 'Pack'),
    isShown(['Ship'], null),
  ]).toEqual([true, true, true, false, false]);
  expect([onlyOne([]), onlyOne(['Ship']), onlyOne(['Ship', 'Pack'])]).toEqual([null, 'Ship', null]);
});

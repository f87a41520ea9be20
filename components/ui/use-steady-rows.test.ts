import { expect, test } from 'vitest';
import { steady } from './use-steady-rows.ts';

const seen = (letters: string, known: string) => {
  const { shown, waiting } = steady([...letters], (letter) => letter, new Set(known));
  return [shown.join(''), waiting];
};

test('what comes at the head waits, what is loaded at the end is there at once', () => {
  expect(seen('abc', 'abc')).toEqual(['abc', 0]);
  expect(seen('xyabcd', 'abc')).toEqual(['abcd', 2]);
  expect(seen('xbc', 'abc')).toEqual(['bc', 1]);
});

test('of another list nothing was there: all of it is shown', () => {
  expect(seen('xyz', 'abc')).toEqual(['xyz', 0]);
  expect(seen('', 'abc')).toEqual(['', 0]);
});

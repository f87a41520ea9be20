import { expect, test } from 'vitest';
import { wholeError } from './whole-error.ts';

test('a trace without its message stands below it', () => {
  expect(wholeError('Bank answered 503', 'at pay (bank.js:12)')).toBe('Bank answered 503\nat pay (bank.js:12)');
});

test('a trace that begins with the message, or no trace at all, is one text', () => {
  expect(wholeError('no rate', 'Error: no rate\n  at price')).toBe('Error: no rate\n  at price');
  expect(wholeError('no rate', null)).toBe('no rate');
});

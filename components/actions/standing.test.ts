import { expect, test } from 'vitest';
import { standingOf } from './standing.ts';

const WRITTEN = { isComplete: true, isBeingWritten: false };
const allowed = {
  data: { checks: [{ name: 'Reach', result: 'passed' as const, evidence: '' }] },
  isPlaceholderData: false,
  isError: false,
};
const blocked = {
  ...allowed,
  data: { checks: [...allowed.data.checks, { name: 'Way back', result: 'blocked' as const, evidence: '' }] },
};
const unanswered = { data: undefined, isPlaceholderData: false, isError: false };

test('only the preview of exactly the values of the form decides', () => {
  expect(standingOf(allowed, WRITTEN)).toBe('open');
  expect(standingOf(blocked, WRITTEN)).toBe('refused');
  expect(standingOf({ ...allowed, isPlaceholderData: true }, WRITTEN)).toBe('awaited');
  expect(standingOf({ ...blocked, isPlaceholderData: true }, WRITTEN)).toBe('awaited');
  expect(standingOf(unanswered, WRITTEN)).toBe('awaited');
});

test('a form that is being written is awaited, whatever was there before; one with gaps is not', () => {
  expect(standingOf(allowed, { isComplete: false, isBeingWritten: true })).toBe('awaited');
  expect(standingOf(allowed, { isComplete: false, isBeingWritten: false })).toBe('incomplete');
});

test('a preview that cannot be had refuses; one that cannot be read again stays in force', () => {
  expect(standingOf({ ...unanswered, isError: true }, WRITTEN)).toBe('refused');
  expect(standingOf({ ...allowed, isError: true }, WRITTEN)).toBe('open');
});

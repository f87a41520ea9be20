import { expect, test } from 'vitest';
import { readMoments } from './format.ts';

test('a moment of another year names its year', () => {
  const thisYear = new Date().getFullYear();
  expect(readMoments(`Due ${thisYear}-06-15T12:00:00Z.`)).toMatch(/^Due \w{3} 15 Jun, \d\d:\d\d:\d\d\.$/);
  expect(readMoments('Due 9999-06-15T12:00:00Z.')).toContain('15 Jun 9999');
  expect(readMoments('Due 2026-99-99T12:00:00Z.')).toBe('Due 2026-99-99T12:00:00Z.');
});

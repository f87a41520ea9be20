import { describe, expect, test } from 'vitest';
import { dueOf, readClockCycle } from './clock-cycle.ts';

const NOW = Date.UTC(2026, 0, 31, 12);
const due = (text: string): string | null => {
  const cycle = readClockCycle(text);
  if ('failure' in cycle) return cycle.failure;
  const at = dueOf(cycle, NOW);
  return at === null ? null : new Date(at).toISOString().replace('.000Z', '');
};

describe('when it is due', () => {
  test.each([
    ['PT1H', '2026-01-31T13:00:00'],
    ['P1W', '2026-02-07T12:00:00'],
    ['P1M', '2026-02-28T12:00:00'],
    ['P1DT0.5S', '2026-02-01T12:00:00.500Z'],
    ['2030-01-01T00:00:00/PT1H', '2030-01-01T01:00:00'],
    ['P1D/2030-01-01T00:00:00', '2030-01-01T00:00:00'],
    ['2030-01-01T00:00:00/2030-02-01T00:00:00', '2030-02-01T00:00:00'],
    ['R3/PT1H', '2026-01-31T13:00:00'],
    ['R-1/PT1H', '2026-01-31T12:00:00'],
    ['R0/PT1H', '2026-01-31T12:00:00'],
    ['R3/2026-01-31T11:30:00/PT1H', '2026-01-31T12:30:00'],
    ['R3/2026-01-31T08:00:00/PT1H', null],
    ['R/2020-01-01T00:00:00/PT1S', '2026-01-31T12:00:01'],
    ['R/2020-01-31T00:00:00/P1M', '2026-02-28T00:00:00'],
    ['R2/PT10M/2030-01-01T00:00:00', '2029-12-31T23:40:00'],
    ['R/PT10M/2026-01-31T12:35:00', '2026-01-31T12:05:00'],
    ['R/P1M/2030-01-15T00:00:00', '2026-02-15T00:00:00'],
    ['R2/2030-01-01T00:00:00Z/2030-01-02T00:00:00Z', '2030-01-01T00:00:00'],
    ['R3/PT1H/', '2026-01-31T13:00:00'],
  ])('%s: %s', (text, at) => {
    expect(due(text)).toBe(at);
  });
});

describe('what cannot be read, as Java says it', () => {
  test.each([
    ['-PT1H', 'Invalid format: "-PT1H"'],
    ['pt1h', 'Invalid format: "pt1h"'],
    ['P1W2D', 'P1W2D'],
    ['PT1,5S', 'PT1,5S'],
    ['P-1D', 'P-1D'],
    ['PT', 'PT'],
    ['R3', 'Index 0 out of bounds for length 0'],
    ['R3 /PT1H', 'For input string: "3 "'],
    ['R99999999999/PT1H', 'For input string: "99999999999"'],
    ['R3//PT1H', 'Invalid format: ""'],
    ['2030-01-01', 'Index 1 out of bounds for length 1'],
    ['R3/a/b/c', "ENGINE-09028 Cannot parse duration 'R3/a/b/c'."],
  ])('%s: %s', (text, failure) => {
    expect(due(text)).toBe(failure);
  });
});

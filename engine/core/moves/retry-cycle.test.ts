import { expect, test } from 'vitest';
import { nextAttemptAt, parseRetryCycle } from './retry-cycle.ts';

const NOW = Date.parse('2026-01-01T00:00:00Z');
const MINUTE = 60_000;

/** Attempts, and how many minutes the job rests after each that fails; as Camunda 7.24 answers. */
function rests(text: string): readonly unknown[] {
  const cycle = parseRetryCycle(text);
  if (cycle === null) return [];
  const before = [0, 1, 2].map((failed) => cycle.attempts - failed).filter((left) => left > 0);
  return [
    cycle.attempts,
    ...before.map((retries) => {
      const at = nextAttemptAt(cycle, retries, NOW);
      return at === null ? null : (at - NOW) / MINUTE;
    }),
  ];
}

test.each([
  ['R3/PT10M', [3, 10, 10, 10]],
  ['PT1M', [2, 1, 1]],
  ['PT1M, PT2M', [3, 1, 2, 2]],
  ['R3/PT1M,PT2M', [3, 1, 2, 2]],
  ['PT1M,R5/PT3M', [3, 1, 3, 3]],
  ['R/PT1M', [2_147_483_647, 1, 1, 1]],
  ['R/PT1M,PT2M', [3, 1, 2, 2]],
  ['PT1M,', [2, 1, 1]],
  ['PT1M,never', [3, 1, null, null]],
  ['R2/2026-01-01T01:00:00Z/PT1M', [2, 60, 60]],
  ['R9/2025-12-31T23:00:00Z/PT1H', [9, 60, 60, 60]],
  ['R3/2025-12-31T00:00:00Z/PT1H', [3, null, null, null]],
  ['R3/ PT1M', []],
  ['r3/PT1M', []],
  ['never', []],
  ['', []],
])('%s', (text, expected) => {
  expect(rests(text)).toEqual(expected);
});

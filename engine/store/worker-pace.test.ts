import { expect, it } from 'vitest';
import { bucketOf, handlingMs } from './worker-pace.ts';

it('a time is kept to an eighth of itself, from a millisecond to weeks', () => {
  for (const ms of [1, 2, 3, 7, 40, 999, 1_000, 65_000, 3_600_000, 86_400_000, 604_800_000])
    expect(Math.abs(handlingMs(bucketOf(ms)) / ms - 1), `${ms} ms`).toBeLessThan(0.13);
});

it('what is too short or too long for a bucket goes to the nearest', () => {
  expect([bucketOf(-5), bucketOf(0), bucketOf(0.2), bucketOf(Number.MAX_SAFE_INTEGER)]).toEqual([0, 0, 0, 120]);
});

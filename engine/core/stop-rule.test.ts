import { expect, test } from 'vitest';
import { causeToStop, type StopRule } from './stop-rule.ts';

const both: StopRule = { failed: 50, share: { percent: 5, ofAtLeast: 100 } };

test.each([
  ['nothing has failed', both, { done: 10_000, failed: 0 }, null],
  ['a number is reached', both, { done: 9_950, failed: 50 }, 'failed'],
  ['one is missing to it', both, { done: 9_950, failed: 49 }, null],
  ['all fail, of too few for a part', both, { done: 0, failed: 49 }, null],
  ['a part is just reached', both, { done: 95, failed: 5 }, null],
  ['a part is passed', both, { done: 94, failed: 6 }, 'share'],
  ['a part is passed, of too few', both, { done: 93, failed: 6 }, null],
  ['any failure is too much', { failed: null, share: { percent: 0, ofAtLeast: 1 } }, { done: 999, failed: 1 }, 'share'],
  ['only a number holds', { failed: 2, share: null }, { done: 0, failed: 2 }, 'failed'],
  ['nothing holds', { failed: null, share: null }, { done: 0, failed: 10 }, null],
] as const)('%s', (_, rule, ended, cause) => {
  expect(causeToStop(rule, ended)).toBe(cause);
});

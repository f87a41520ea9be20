import { expect, test } from 'vitest';
import { SAMPLE_MODELS } from '../deploy/dialects/sample-models.ts';
import { WarmUp } from './warm-up.ts';

test('every sample of the warm-up is accepted and runs to its end, again and again', () => {
  const warmUp = new WarmUp();
  const commits = [[...warmUp.pass()].length, [...warmUp.pass()].length];
  expect(commits[0]).toBe(commits[1]);
  expect(commits[0]).toBeGreaterThan(SAMPLE_MODELS.length);
});

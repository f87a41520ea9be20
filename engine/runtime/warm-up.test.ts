import { expect, test } from 'vitest';
import { warmUp } from './warm-up.ts';

test('each process of the warm-up comes to its end, eight times', async () => {
  expect(await warmUp()).toBe(3 * 8);
});

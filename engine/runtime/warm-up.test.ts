import { expect, test } from 'vitest';
import { createPool } from '../store/connection.ts';
import { warmUp } from './warm-up.ts';

test('each process of the warm-up comes to its end eight times, without the database', async () => {
  const nowhere = createPool('postgres://nobody@127.0.0.1:1/nothing');
  expect(await warmUp(nowhere)).toBe(3 * 8);
  await nowhere.end();
});

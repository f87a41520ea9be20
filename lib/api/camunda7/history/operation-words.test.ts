import { expect, test } from 'vitest';
import { actionLabel } from '@/lib/auth/policy.ts';
import { OPERATION_WORDS } from './operation-words.ts';

test('whatever is in the log of the API is in words in the console’s audit log', () => {
  expect(Object.keys(OPERATION_WORDS).filter((name) => actionLabel(name) === name)).toEqual([]);
});

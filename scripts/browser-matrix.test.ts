import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DONE_IN } from '@/e2e/browser-matrix.ts';
import { OPERATIONS } from '@/lib/operations/registry.ts';

test('every operation is named in the matrix of the browser tests, with a test that there is', () => {
  expect(Object.keys(DONE_IN).sort()).toEqual(Object.keys(OPERATIONS).sort());
  const missing = Object.entries(DONE_IN).filter(([, where]) => {
    const [spec = '', ...title] = where.split(': ');
    return !readFileSync(`e2e/${spec}`, 'utf8').includes(title.join(': '));
  });
  expect(missing).toEqual([]);
});

import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { pageFile, withEnvironmentTable } from './generate-env-docs.ts';

it('docs/running.md has the table of the environment as the code reads it (else: npm run env-docs)', async () => {
  const page = await readFile(pageFile, 'utf8');
  expect(withEnvironmentTable(page)).toBe(page);
});

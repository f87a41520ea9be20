import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { pageFile, withExtensionTable } from './generate-extension-docs.ts';

it('engine/README.md has the table of extensions as the vocabularies have it (else: npm run extension-docs)', async () => {
  const page = await readFile(pageFile, 'utf8');
  expect(withExtensionTable(page)).toBe(page);
});

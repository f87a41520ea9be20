import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { pageFile, withEventTable, withExtensionTable } from './generate-extension-docs.ts';

it('engine/README.md has the tables of extensions and events as the vocabularies and readers have them (else: npm run extension-docs)', async () => {
  const page = await readFile(pageFile, 'utf8');
  expect(withEventTable(withExtensionTable(page))).toBe(page);
});

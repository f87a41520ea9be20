import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { EVERY_FLOAT } from '@/e2e/every-dialog.ts';
import { EVERY_PAGE } from '@/e2e/every-page.ts';

const PAGE = /\/page\.tsx$/;
const FLOATS = /<(?:Dialog\s+isOpen|Menu\s+trigger|FilterEditor)\b/;

test('every page of the console is looked at in both themes', () => {
  const pages = filesIn('app')
    .filter((file) => PAGE.test(file))
    .map((file) => file.replace(PAGE, ''));
  expect(Object.keys(EVERY_PAGE).sort()).toEqual(pages.sort());
});

test('every dialog, menu and editor that floats is looked at in both themes', () => {
  const files = filesIn('components').filter(
    (file) => file.endsWith('.tsx') && FLOATS.test(readFileSync(`components/${file}`, 'utf8')),
  );
  expect(Object.keys(EVERY_FLOAT).sort()).toEqual(files.sort());
});

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => file.replaceAll('\\', '/'));
}

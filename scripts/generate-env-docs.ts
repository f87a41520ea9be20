import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Setting, settings } from '../lib/env-table.ts';

const begin = '<!-- environment: written by `npm run env-docs` from lib/env-table.ts -->';
const end = '<!-- /environment -->';
export const pageFile = fileURLToPath(new URL('../docs/running.md', import.meta.url));

/** The page with its table as the code has it now. */
export function withEnvironmentTable(page: string): string {
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from < 0 || to < from) throw new Error(`docs/running.md lacks the marks ${begin} and ${end}.`);
  return `${page.slice(0, from)}${begin}\n\n${environmentTable()}\n\n${page.slice(to)}`;
}

function environmentTable(): string {
  const rows = settings.map(
    (setting: Setting) =>
      `| \`${setting.name}\` | ${valuesOf(setting)} | ${defaultOf(setting)} | ${setting.description}${setting.isSecret ? ' **Secret.**' : ''} |`,
  );
  return ['| variable | value | default | meaning |', '|---|---|---|---|', ...rows].join('\n');
}

function valuesOf(setting: Setting): string {
  return setting.type === 'choice'
    ? (setting.choices ?? []).map((choice) => `\`${choice}\``).join(' or ')
    : setting.type;
}

function defaultOf(setting: Setting): string {
  if (setting.required) return `none: required ${setting.required}`;
  return setting.default === null ? '–' : `\`${setting.default}\``;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await writeFile(pageFile, withEnvironmentTable(await readFile(pageFile, 'utf8')));

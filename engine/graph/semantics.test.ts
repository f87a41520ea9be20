import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CAMUNDA7_SEMANTICS, CAMUNDA8_SEMANTICS, type Semantics } from './semantics.ts';

const { dialect: _name, ...FLAGS } = CAMUNDA7_SEMANTICS;
const names = Object.keys(FLAGS) as (keyof typeof FLAGS)[];

/** Rows of the table: flag, Camunda 7, Camunda 8, what it decides, tests. */
const documented = new Map(
  readFileSync('docs/semantics.md', 'utf8')
    .split('## Semantics flags')[1]
    ?.split('\n')
    .flatMap((line) => {
      const cells = line.split('|').map((cell) => cell.trim());
      const [, flag] = cells;
      return flag?.startsWith('`') ? [[flag.slice(1, -1), cells] as const] : [];
    }),
);

const shown = (semantics: Semantics, flag: keyof Semantics): string => `\`${semantics[flag]}\``;

describe('docs/semantics.md says what the flags are', () => {
  test('every flag has its row, and no other', () => {
    expect([...documented.keys()]).toEqual(names);
  });

  test.each(names)('%s', (flag) => {
    expect(documented.get(flag)?.slice(2, 4)).toEqual([
      shown(CAMUNDA7_SEMANTICS, flag),
      shown(CAMUNDA8_SEMANTICS, flag),
    ]);
  });

  test.each(names)('the tests named for %s are there', (flag) => {
    const files = [...(documented.get(flag)?.[5]?.matchAll(/`([^`]+)`/g) ?? [])].flatMap(([, name]) => name ?? []);
    expect(files.length).toBeGreaterThan(0);
    for (const file of files)
      expect(existsSync(file.endsWith('.ts') ? file : `engine/scenarios/${file}.scenario.txt`), file).toBe(true);
  });
});

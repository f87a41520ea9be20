import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Fields } from './fields.ts';
import { parseJson } from './json-text.ts';
import { RestError } from './rest-error.ts';
import { readTypedValue, writeTypedValue } from './typed-values.ts';

const LINES = readFileSync(new URL('written-text-answers.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));
const CASES = LINES.flatMap((line, at) => (at % 2 === 0 ? [[line, LINES[at + 1]?.trim() ?? ''] as const] : []));

function answer(type: string, json: string): string {
  const valueInfo = type === 'File' ? { filename: 'a' } : {};
  try {
    const value = readTypedValue(new Fields({ type, value: parseJson(json), valueInfo }));
    return `= ${JSON.stringify(writeTypedValue(value, false).value)}`;
  } catch (error) {
    if (error instanceof RestError) return `fails ${error.message}`;
    throw error;
  }
}

test.each(CASES)('%s', (sent, wanted) => {
  const [, type = '', json = ''] = /^(\w+) (.*)$/.exec(sent) ?? [];
  expect(answer(type, json)).toBe(wanted);
});

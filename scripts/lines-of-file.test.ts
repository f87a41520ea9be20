import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { linesOfFile } from './lines-of-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'wheelhouse-lines-'));
const file = join(folder, 'text');
afterAll(() => rmSync(folder, { recursive: true }));

async function linesOf(text: string): Promise<readonly string[]> {
  writeFileSync(file, text);
  const lines: string[] = [];
  for await (const line of linesOfFile(file)) lines.push(line);
  return lines;
}

it.each([
  ['nothing', '', []],
  ['a last line without an end', 'a\nb', ['a', 'b']],
  ['both ends of lines', 'a\r\nb\n\nc\n', ['a', 'b', '', 'c']],
  ['separators inside of text', 'a\u2028b\u2029c\rd\n', ['a\u2028b\u2029c\rd']],
])('%s', async (_, text, lines) => {
  expect(await linesOf(text)).toEqual(lines);
});

it('finds lines that are longer than what is read at a time, and characters cut by it', async () => {
  const long = `${'ä€'.repeat(100_001)}`;
  expect(await linesOf(`${long}\n${long}`)).toEqual([long, long]);
});

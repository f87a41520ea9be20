import { expect, test } from 'vitest';
import { lineDiff } from './line-diff.ts';

const drawn = (before: string, after: string) =>
  lineDiff(before, after)
    .map(({ sign, text }) => sign + text)
    .join('|');

test('finds what stays, goes and comes', () => {
  expect(drawn('a\nb\nc', 'a\nx\nc')).toBe(' a|−b|+x| c');
  expect(drawn('a\nb', 'a\nb')).toBe(' a| b');
  expect(drawn('', 'a')).toBe('−|+a');
  expect(drawn('a\nb\nc\nd', 'b\nd\ne')).toBe('−a| b|−c| d|+e');
});

test('long texts are replaced as a whole between their equal ends', () => {
  const long = (mark: string) =>
    ['first', ...Array.from({ length: 1_500 }, (_, n) => `${mark}${n}`), 'last'].join('\n');
  const lines = lineDiff(long('a'), long('b'));
  expect(lines).toHaveLength(3_002);
  expect([lines[0], lines.at(-1)]).toEqual([
    { sign: ' ', text: 'first' },
    { sign: ' ', text: 'last' },
  ]);
});

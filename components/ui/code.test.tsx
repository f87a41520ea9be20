import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Diff, hasChangedLines } from './code.tsx';

const linesOf = (before: unknown, after: unknown): readonly string[] =>
  [...renderToStaticMarkup(<Diff before={before} after={after} label="Change" />).matchAll(/<\/i>(.*?)<\/div>/g)].map(
    ([, html = '']) => html.replaceAll(/<[^>]+>/g, ''),
  );

test('what was nothing, and stays nothing or is not spoken of, has no line', () => {
  expect(linesOf({ state: 'waiting', note: null }, { state: 'late' })).toEqual(['state: waiting', 'state: late']);
  expect(linesOf({ note: null, owner: [] }, { note: null, owner: {} })).toEqual([]);
  expect(linesOf({ note: 'x' }, { note: null })).toEqual(['note: x', 'note: null']);
});

test('a change without a line is none: no heading stands over nothing', () => {
  expect([
    hasChangedLines(null, { variables: {}, businessKey: null }),
    hasChangedLines({ note: null }, null),
    hasChangedLines({ a: 1 }, { a: 2 }),
  ]).toEqual([false, false, true]);
});

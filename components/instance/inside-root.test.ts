import { expect, test } from 'vitest';
import { readRoot, writeRoot } from './inside-root.ts';

test('what the diagram is looked into stands in the address and is read from it', () => {
  for (const [text, root] of [
    ['Packing', { instanceKey: null, elementId: 'Packing' }],
    ['2251799813685251', { instanceKey: '2251799813685251', elementId: null }],
    ['2251799813685251.Packing.Inner', { instanceKey: '2251799813685251', elementId: 'Packing.Inner' }],
  ] as const) {
    expect(readRoot(text)).toEqual(root);
    expect(writeRoot(root)).toBe(text);
  }
  expect(readRoot(undefined)).toEqual({ instanceKey: null, elementId: null });
  expect(writeRoot({ instanceKey: null, elementId: null })).toBeNull();
});

import { expect, it } from 'vitest';
import { type PathElement, PathKeys } from './path-keys.ts';

/** Of an element instance, the nth of its path. */
const step = (n: number, more: PathElement = {}): PathElement => ({
  key_offset: n,
  element_id: `e${n}`,
  kind: 'serviceTask',
  scope_offset: null,
  phase: 'active',
  entered_by: [`f${n}`],
  index: null,
  outcome: 'completed',
  ...more,
});
const path = (length: number, last: PathElement = {}): readonly PathElement[] =>
  Array.from({ length }, (_, n) => step(n, n === length - 1 ? last : {}));

it('gives one path one key, on every node and however often it was seen', () => {
  const keys = new PathKeys();
  const key = keys.keyOf('7', path(3));
  expect(keys.keyOf('7', path(3))).toBe(key);
  expect(new PathKeys().keyOf('7', path(3))).toBe(key);
});

it('tells apart paths that differ in anything, in their length or in their definition', () => {
  const keys = new PathKeys();
  const different = [
    keys.keyOf('7', path(3)),
    keys.keyOf('8', path(3)),
    keys.keyOf('7', path(2)),
    keys.keyOf('7', path(4)),
    keys.keyOf('7', path(3, { element_id: 'other' })),
    keys.keyOf('7', path(3, { key_offset: 9 })),
    keys.keyOf('7', path(3, { kind: 'userTask' })),
    keys.keyOf('7', path(3, { scope_offset: -1 })),
    keys.keyOf('7', path(3, { phase: 'done' })),
    keys.keyOf('7', path(3, { entered_by: ['f2', 'f9'] })),
    keys.keyOf('7', path(3, { entered_by: ['f9'] })),
    keys.keyOf('7', path(3, { entered_by: [] })),
    keys.keyOf('7', path(3, { index: 0 })),
    keys.keyOf('7', path(3, { outcome: 'merged' })),
  ];
  expect(new Set(different).size).toBe(different.length);
});

it('gives the same keys where more ways go on than are remembered, and after all were forgotten', () => {
  const keys = new PathKeys();
  const paths = Array.from({ length: 40 }, (_, n) => path(2_000, { element_id: `end${n}` }));
  const first = paths.map((each) => keys.keyOf('7', each));
  const others = Array.from({ length: 30 }, (_, n) => keys.keyOf(String(100 + n), path(2_000)));
  expect(new Set([...first, ...others]).size).toBe(70);
  expect(paths.map((each) => keys.keyOf('7', each))).toEqual(first);
});

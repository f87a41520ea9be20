import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LayeredMap } from './layered-map.ts';

const key = fc.nat(30);
const change = fc.oneof(
  fc.record({ kind: fc.constant('set' as const), key, value: fc.nat(9) }),
  fc.record({ kind: fc.constant('delete' as const), key }),
  fc.constant({ kind: 'next' as const }),
);

it('has the entries of a map with the same changes, in the same order, and leaves the map that it began from as it was', () => {
  fc.assert(
    fc.property(fc.uniqueArray(key), fc.array(change, { maxLength: 60 }), (keys, changes) => {
      let expected = new Map(keys.map((k) => [k, -k] as const));
      let layered: LayeredMap<number, number> = new LayeredMap(new Map(expected));
      for (const one of changes) {
        if (one.kind === 'next') {
          const before = [...layered];
          const next = new LayeredMap(layered);
          next.set(99, 99);
          next.delete(keys[0] ?? 0);
          expect([...layered]).toEqual(before);
          layered = new LayeredMap(layered);
          expected = new Map(expected);
        } else if (one.kind === 'set') {
          layered.set(one.key, one.value);
          expected.set(one.key, one.value);
        } else {
          expect(layered.delete(one.key)).toBe(expected.delete(one.key));
        }
        expect(layered.size).toBe(expected.size);
      }
      expect([...layered]).toEqual([...expected]);
      expect([...layered.keys()]).toEqual([...expected.keys()]);
      expect([...layered.values()]).toEqual([...expected.values()]);
      for (let k = 0; k <= 30; k += 1)
        expect([layered.has(k), layered.get(k)]).toEqual([expected.has(k), expected.get(k)]);
    }),
  );
});

it('goes on over what is left when entries are removed while it is walked', () => {
  const layered = new LayeredMap(new Map(Array.from({ length: 100 }, (_, i) => [i, i] as const)));
  const seen: number[] = [];
  for (const [k] of layered) {
    seen.push(k);
    layered.delete(k);
    layered.delete(k + 1);
  }
  expect(seen).toEqual(Array.from({ length: 50 }, (_, i) => 2 * i));
  expect(layered.size).toBe(0);
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LayeredSet } from './layered-set.ts';

it('has the members of a set with the same changes, in the same order, and leaves the set that it began from as it was', () => {
  const member = fc.nat(30);
  const change = fc.record({ kind: fc.constantFrom('add', 'delete', 'next'), member });
  fc.assert(
    fc.property(fc.uniqueArray(member), fc.array(change, { maxLength: 60 }), (members, changes) => {
      const expected = new Set(members);
      const began: ReadonlySet<number> = new Set(members);
      let layered = new LayeredSet(began);
      for (const { kind, member: one } of changes) {
        if (kind === 'next') {
          const before = [...layered];
          new LayeredSet(layered).add(99).delete(members[0] ?? 0);
          expect([...layered]).toEqual(before);
          layered = new LayeredSet(layered);
        } else if (kind === 'add') {
          layered.add(one);
          expected.add(one);
        } else {
          expect(layered.delete(one)).toBe(expected.delete(one));
        }
        expect(layered.size).toBe(expected.size);
      }
      const visited: number[] = [];
      layered.forEach((one) => {
        visited.push(one);
      });
      for (const seen of [[...layered], [...layered.keys()], [...layered.values()], visited])
        expect(seen).toEqual([...expected]);
      expect([...layered.entries()]).toEqual([...expected.entries()]);
      for (let k = 0; k <= 30; k += 1) expect(layered.has(k)).toBe(expected.has(k));
      expect([...began]).toEqual(members);
    }),
  );
});

import { expect, it } from 'vitest';
import type { XPathNode } from './xpath-node.ts';
import { compare, type Comparison } from './xpath-values.ts';

const nodes = (...texts: readonly string[]): readonly XPathNode[] =>
  texts.map((text, order) => ({
    kind: 'text',
    source: null,
    name: '',
    namespace: null,
    parent: null,
    children: [],
    attributes: [],
    text,
    order,
  }));

const SIGNS: readonly Comparison[] = ['=', '!=', '<', '<=', '>', '>='];
/** As the standard has it: a pair of nodes fits (XPath 1.0, 3.4). */
function anyPair(sign: Comparison, left: readonly string[], right: readonly string[]): boolean {
  return left.some((one) => right.some((other) => compare(sign, nodes(one), nodes(other))));
}

it.each([
  [[], ['1']],
  [['1'], ['1']],
  [
    ['1', '2'],
    ['2', '3'],
  ],
  [
    ['3', '9'],
    ['1', '2'],
  ],
  [
    ['a', '1'],
    ['a', 'b'],
  ],
  [
    ['x', '5'],
    ['5', 'y', '05'],
  ],
  [['a'], ['a', 'a']],
])('nodes %j against %j fit as their pairs do', (left, right) => {
  for (const sign of SIGNS)
    expect([sign, compare(sign, nodes(...left), nodes(...right))]).toEqual([sign, anyPair(sign, left, right)]);
});

it('many nodes against many take no time for each pair', () => {
  const left = nodes(...Array.from({ length: 20_000 }, (_, n) => `l${n}`));
  const right = nodes(...Array.from({ length: 20_000 }, (_, n) => `r${n}`));
  const began = process.cpuUsage();
  expect(compare('=', left, right)).toBe(false);
  expect(process.cpuUsage(began).user).toBeLessThan(1_000_000);
});

import { expect, test } from 'vitest';
import type { VariableRow } from '@/lib/console/views/variable-view.ts';
import { comparedVariables } from './compared-variables.ts';

const row = (name: string, text: string, scopeElementId: string | null = null): VariableRow => ({
  key: `${name}${text}`,
  name,
  type: 'String',
  text,
  isCut: false,
  size: text.length,
  info: null,
  scopeKey: '1',
  scopeElementId,
  revision: 1,
  writtenBy: null,
  author: null,
  createdAt: 0,
  updatedAt: 0,
  isAlive: true,
  removedAt: null,
});

test('says what is the same, differs, or is in one of them only, element by element and run by run', () => {
  const compared = comparedVariables(
    [row('amount', '1'), row('note', 'a'), row('item', 'x', 'charge'), row('item', 'y', 'charge')],
    [row('amount', '1'), row('note', 'b'), row('item', 'x', 'charge'), row('more', 'z')],
  );
  expect(compared.map(({ name, scopeElementId, result }) => [name, scopeElementId, result])).toEqual([
    ['amount', null, 'same'],
    ['more', null, 'onlyB'],
    ['note', null, 'differs'],
    ['item', 'charge', 'same'],
    ['item', 'charge', 'onlyA'],
  ]);
});

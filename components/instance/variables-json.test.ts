import { expect, test } from 'vitest';
import type { VariableRow } from '@/lib/console/views/variable-view.ts';
import { variablesAsJson } from './variables-json.ts';

const row = (name: string, type: string, text: string | null, more: Partial<VariableRow> = {}): VariableRow => ({
  key: name,
  name,
  type,
  text,
  isCut: false,
  size: 0,
  info: null,
  scopeKey: '1',
  scopeElementId: null,
  revision: 1,
  writtenBy: null,
  author: null,
  createdAt: 0,
  updatedAt: 0,
  isAlive: true,
  removedAt: null,
  ...more,
});

test('keeps digits, nests JSON and names the element of an inner scope', () => {
  const text = variablesAsJson([
    row('big', 'Long', '9007199254740993'),
    row('order', 'Json', '{"a":1}'),
    row('note', 'String', 'a "b"'),
    row('none', 'Null', null),
    row('item', 'Integer', '2', { scopeElementId: 'charge' }),
  ]);
  expect(text).toContain('"big": 9007199254740993');
  expect(JSON.parse(text)).toEqual({
    big: Number('9007199254740993'),
    order: { a: 1 },
    note: 'a "b"',
    none: null,
    'charge.item': 2,
  });
  expect(variablesAsJson([])).toBe('{}');
});

import { expect, it } from 'vitest';
import { valuesAsJson } from './values-as-json.ts';

it('writes each type as JSON has it', () => {
  expect(
    JSON.parse(
      valuesAsJson([
        { name: 'text', type: 'String', text: '5' },
        { name: 'count', type: 'Long', text: '5' },
        { name: 'price', type: 'Double', text: '1.5' },
        { name: 'isPaid', type: 'Boolean', text: 'false' },
        { name: 'lines', type: 'Json', text: '[{"sku":"A-1"}]' },
        { name: 'none', type: 'Null', text: null },
        { name: 'empty', type: 'Long', text: '' },
      ]),
    ),
  ).toEqual({ text: '5', count: 5, price: 1.5, isPaid: false, lines: [{ sku: 'A-1' }], none: null, empty: '' });
});

it('rounds nothing, and hides nothing that is not what it says', () => {
  expect(
    JSON.parse(
      valuesAsJson([
        { name: 'key', type: 'Long', text: '9007199254740993' },
        { name: 'broken', type: 'Json', text: '{' },
      ]),
    ),
  ).toEqual({ key: '9007199254740993', broken: '{' });
});

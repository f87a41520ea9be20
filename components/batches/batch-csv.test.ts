import { expect, it } from 'vitest';
import { lineOf } from './batch-csv.ts';

it('writes an item as a line: quoted where needed, and never as a formula', () => {
  const row = {
    key: '1',
    target: '2251799813685249',
    instanceKey: '2251799813685249',
    businessKey: '=ORDER "1"',
    definition: { key: '1', processId: 'order', version: 3, name: 'Order, paid' },
    elementId: 'charge',
    state: 'failed' as const,
    retries: 0,
    message: 'no, not\nnow',
    doneAt: null,
  };
  expect(lineOf(row)).toBe(
    `2251799813685249,2251799813685249,"'=ORDER ""1""","Order, paid",3,charge,failed,0,"no, not\nnow",\r\n`,
  );
  expect(
    lineOf({ ...row, businessKey: null, definition: null, elementId: null, message: null, state: 'done', doneAt: 0 }),
  ).toBe('2251799813685249,2251799813685249,,,,,done,0,,1970-01-01T00:00:00.000Z\r\n');
});

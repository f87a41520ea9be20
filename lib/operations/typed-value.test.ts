import { expect, test } from 'vitest';
import { typedValue } from './typed-value.ts';

test('a date is one of the calendar, from year 0 to 9999', () => {
  const read = (text: string) => {
    const value = typedValue('Date', text);
    return value.isValid ? value.value.text : value.problem;
  };
  const NO_DATE = 'A date as ISO 8601, 2026-11-21T09:00:00+01:00 say.';
  expect(
    [
      '2028-02-29T09:00:00+01:00',
      '0000-01-01T00:00:00Z',
      '9999-12-31T23:59:59.999Z',
      '2026-02-30T00:00:00Z',
      '2026-02-29',
      '2026-13-01',
      '-0001-01-01T00:00:00Z',
      '12026-01-01T00:00:00Z',
      'soon',
    ].map(read),
  ).toEqual([
    '2028-02-29T08:00:00.000Z',
    '0000-01-01T00:00:00.000Z',
    '9999-12-31T23:59:59.999Z',
    ...Array.from({ length: 6 }, () => NO_DATE),
  ]);
});

import { expect, it } from 'vitest';
import { fitsPattern } from './fits-pattern.ts';

it.each([
  ['ACTIVE', true],
  ['ACT*', true],
  ['*', true],
  ['**', true],
  ['*IVE', true],
  ['A?T?V?', true],
  ['?CTIVE*', true],
  ['A*T*E', true],
  ['*T*T*', false],
  ['ACTIVE?', false],
  ['', false],
  ['active', false],
  ['ACTIV', false],
  ['A.*', false],
  ['\\A*', true],
  ['ACT\\*', false],
  ['ACT\\?VE', false],
  ['ACTIVE\\', false],
])('ACTIVE and %s: %s', (pattern, fits) => {
  expect(fitsPattern('ACTIVE', pattern)).toBe(fits);
});

it('a star that is taken as it is', () => {
  expect([fitsPattern('a*b', 'a\\*b'), fitsPattern('axb', 'a\\*b'), fitsPattern('', '*'), fitsPattern('', '')]).toEqual(
    [true, false, true, true],
  );
});

it('patterns that would keep a regular expression busy for ever', () => {
  for (const pattern of [`${'*'.repeat(10_000)}x`, `${'*?'.repeat(20)}x`, `${'*T'.repeat(2_000)}x`])
    expect(fitsPattern('AD_HOC_SUB_PROCESS_INNER_INSTANCE', pattern)).toBe(false);
});

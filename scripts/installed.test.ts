import { expect, it } from 'vitest';
import { firstMissing } from './installed.mjs';

const here = { os: [process.platform], cpu: [process.arch] };
const elsewhere = { os: ['sunos'], cpu: ['sparc'] };
const wanted = {
  '': {},
  'node_modules/a': { version: '1.0.0' },
  'node_modules/for-here': { version: '2.0.0', optional: true, ...here },
  'node_modules/for-others': { version: '2.0.0', optional: true, ...elsewhere },
  'node_modules/for-another-library': { version: '2.0.0', optional: true, ...here, libc: ['musl'] },
};
const a = { 'node_modules/a': { version: '1.0.0' } };

it('packages that are not there, or in another version, are named', () => {
  expect(firstMissing(wanted, { installed: {}, isOlder: false })).toBe('a 1.0.0 is not there');
  expect(firstMissing(wanted, { installed: { 'node_modules/a': { version: '0.9.0' } }, isOlder: false })).toBe(
    'a 1.0.0 is not there',
  );
});

it('what npm left out is not asked for again', () => {
  expect(firstMissing(wanted, { installed: a, isOlder: false })).toBe(null);
});

it('an optional package for this platform that came with a newer lock file is', () => {
  expect(firstMissing(wanted, { installed: a, isOlder: true })).toBe('for-here 2.0.0 is not there');
  const all = { ...a, 'node_modules/for-here': { version: '2.0.0' } };
  expect(firstMissing(wanted, { installed: all, isOlder: true })).toBe(null);
});

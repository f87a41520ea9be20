import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { missingOptionalPackages } from './complete-lockfile.mjs';

it('package-lock.json has every optional package, or npm ci refuses it (else: node scripts/complete-lockfile.mjs)', () => {
  expect(Object.keys(missingOptionalPackages(JSON.parse(readFileSync('package-lock.json', 'utf8'))))).toEqual([]);
});

import { expect, it } from 'vitest';
import { readableAddress } from './readable-address.mjs';

it('is the address, unless nobody can decode its path', () => {
  expect(
    ['/go/%F0%9F%98%80?a=%E0%A4%A', '/go/%E0%A4%A', '/go/%', undefined].map((url) => readableAddress(url)),
  ).toEqual(['/go/%F0%9F%98%80?a=%E0%A4%A', '/unreadable-address', '/unreadable-address', '/']);
});

import { expect, it } from 'vitest';
import { requestAddress } from '@/lib/auth/request-address.ts';
import { forwardedFor } from './forwarded-for.mjs';

const addressOf = (said: string | undefined, isBehindProxy: boolean) =>
  requestAddress(
    new Headers({
      'x-forwarded-for': forwardedFor(
        { headers: { 'x-forwarded-for': said }, socket: { remoteAddress: '192.0.2.7' } },
        isBehindProxy,
      ),
    }),
  );

it('without a proxy is who is connected, whatever the client says', () => {
  expect(addressOf('203.0.113.1', false)).toBe('192.0.2.7');
  expect(addressOf(undefined, false)).toBe('192.0.2.7');
});

it('behind a proxy is whom the proxy added last', () => {
  expect(addressOf('203.0.113.1, 198.51.100.4', true)).toBe('198.51.100.4');
  expect(addressOf(undefined, true)).toBe('192.0.2.7');
});

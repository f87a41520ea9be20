import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';

/**
 * The worker APIs are for programs. A page in somebody's browser could otherwise reach them on loopback or inside a
 * company's network without its user's will, so whatever a browser sends on behalf of a page is refused:
 *
 * - `Origin` is set by browsers on every cross-origin request and on every same-origin POST, PUT and DELETE; no worker
 *   library sets it.
 * - `Sec-Fetch-Site` is set by browsers and cannot be written by scripts. `none` is an address that the user typed
 *   (reading `/health` by hand); all else comes from a page.
 * - `Cookie`: the API sets none and reads none; a cookie of the console means that a browser is at work.
 *
 * Node's own `fetch` sends `sec-fetch-mode: cors`, which is therefore not looked at.
 */
export function isFromBrowserPage(headers: IncomingHttpHeaders): boolean {
  if (headers.origin !== undefined || headers.cookie !== undefined) return true;
  const site = headers['sec-fetch-site'];
  return site !== undefined && site !== 'none';
}

export const BROWSER_REFUSAL =
  'This API serves programs, not web pages: requests with an Origin, a cookie or from a page are refused.';

/**
 * Names that no public DNS gives away: those without a dot, and below the ends that are kept for machines of one's own.
 */
const PRIVATE_NAME = /^[^.]+$|\.(localhost|internal|local|test|home\.arpa)$/i;

/**
 * A listener that asks for no credentials is reached over loopback only, by an address or a private name. A public name
 * in `Host` is that of a page whose owner has made it lead to this machine (DNS rebinding): over plain HTTP its reads
 * carry none of the headers above.
 */
export function isPublicName(host: string | undefined): boolean {
  if (host !== asked.host) asked = { host, isPublic: isPublic(host) };
  return asked.isPublic;
}

/** Clients send the same name with every request. */
let asked = { host: '' as string | undefined, isPublic: false };

function isPublic(host: string | undefined): boolean {
  const name = (host ?? '')
    .replace(/:\d+$/, '')
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '');
  return isIP(name) === 0 && name !== '' && !PRIVATE_NAME.test(name);
}

export const PUBLIC_NAME_REFUSAL =
  'This API asks for no credentials and so serves this machine alone: call it by localhost or an address.';

import type { AuthSettings } from '@/lib/auth/auth-settings.ts';

/**
 * Was this sent by a page of ours? A browser says where a request comes from (`Sec-Fetch-Site`, and `Origin` with
 * everything that is not a plain read); a page cannot forge either. What changes something must carry an Origin.
 */
export function isOwnOrigin(request: Request, settings: AuthSettings): boolean {
  const site = request.headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin' && !(site === 'none' && request.method === 'GET')) return false;
  const origin = request.headers.get('origin');
  if (origin === null) return request.method === 'GET' || request.method === 'HEAD';
  return ownOrigins(request, settings).includes(origin);
}

/** The address of the settings, and the host that the browser itself named. */
function ownOrigins(request: Request, settings: AuthSettings): readonly string[] {
  const configured = new URL(settings.consoleUrl);
  const host = request.headers.get('host') ?? new URL(request.url).host;
  return [configured.origin, `${configured.protocol}//${host}`];
}

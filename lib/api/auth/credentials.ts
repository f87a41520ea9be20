/** Longest `Authorization` header that is looked at; a token of ours has some 300 characters. */
const MAX_AUTHORIZATION_LENGTH = 8192;

export type Credentials =
  | { readonly kind: 'none' }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'basic'; readonly id: string; readonly secret: string }
  | { readonly kind: 'bearer'; readonly token: string };

const MALFORMED: Credentials = { kind: 'malformed' };
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
const BEARER_TOKEN = /^[A-Za-z0-9\-._~+/]+=*$/;
// A control character can be in no id or secret of ours, and NUL would not pass the database either.
const hasControlCharacter = (text: string) => [...text].some((character) => character < ' ' || character === '\u007f');

/**
 * Reads an `Authorization` header. Never throws. `Basic:` with a colon is understood too, because the Keycloak
 * interceptor of camunda-external-task-client-js writes it so.
 */
export function readCredentials(header: string | undefined): Credentials {
  if (header === undefined || header.trim() === '') return { kind: 'none' };
  if (header.length > MAX_AUTHORIZATION_LENGTH) return MALFORMED;
  const [scheme = '', value = '', ...rest] = header.trim().split(/ +/);
  if (rest.length > 0 || value === '') return MALFORMED;
  switch (scheme.toLowerCase().replace(/:$/, '')) {
    case 'basic':
      return readBasic(value);
    case 'bearer':
      return BEARER_TOKEN.test(value) ? { kind: 'bearer', token: value } : MALFORMED;
    default:
      return MALFORMED;
  }
}

function readBasic(value: string): Credentials {
  if (!BASE64.test(value)) return MALFORMED;
  const text = Buffer.from(value, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon <= 0 || hasControlCharacter(text)) return MALFORMED;
  return { kind: 'basic', id: text.slice(0, colon), secret: text.slice(colon + 1) };
}

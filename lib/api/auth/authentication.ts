import type { ApiClient, ApiClients } from './api-clients.ts';
import { readCredentials } from './credentials.ts';
import { FailureLimit } from './failure-limit.ts';
import { AccessTokens } from './access-tokens.ts';
import { VerifiedClients } from './verified-clients.ts';

/** `WHEELHOUSE_API_AUTH` with what it needs. `none` is for a listener on loopback only; the boot sees to that. */
export type AuthenticationOptions =
  | { readonly mode: 'none' }
  | { readonly mode: 'required'; readonly clients: ApiClients; readonly tokenSecret: string };

/** Outcome for one request: who it is, or why not. */
export type Authenticated =
  | { readonly kind: 'client'; readonly client: ApiClient | null }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'tooManyFailures'; readonly retryAfterSeconds: number };

/**
 * Says whose request it is, from `Authorization` alone: HTTP Basic with a client's id and secret, or a bearer token of
 * `/oauth/token`. Whatever is malformed is refused like whatever is wrong; nothing in here throws for a caller's input.
 */
export class Authentication {
  readonly isRequired: boolean;
  readonly tokens: AccessTokens | null;
  readonly clients: VerifiedClients | null;
  readonly failures: FailureLimit;

  constructor(options: AuthenticationOptions, now: () => number = Date.now) {
    this.isRequired = options.mode === 'required';
    this.tokens = options.mode === 'required' ? new AccessTokens(options.tokenSecret) : null;
    this.clients = options.mode === 'required' ? new VerifiedClients(options.clients, now) : null;
    this.failures = new FailureLimit(now);
  }

  async authenticate(authorization: string | undefined, address: string): Promise<Authenticated> {
    if (this.clients === null || this.tokens === null) return { kind: 'client', client: null };
    const credentials = readCredentials(authorization);
    if (credentials.kind === 'none') return { kind: 'refused', reason: 'Credentials are required.' };
    if (credentials.kind === 'malformed')
      return { kind: 'refused', reason: 'The Authorization header cannot be read.' };
    if (credentials.kind === 'basic') return this.verify(credentials.id, credentials.secret, address);
    const subject = await this.tokens.subjectOf(credentials.token);
    const client = subject === null ? null : await this.clients.find(subject);
    return client === null ? { kind: 'refused', reason: 'The token is not valid.' } : { kind: 'client', client };
  }

  /** Only secrets are guessed, so only they are counted: a token that is wrong costs no scrypt. */
  async verify(id: string, secret: string, address: string): Promise<Authenticated> {
    if (this.clients === null) return { kind: 'refused', reason: 'This server has no API clients.' };
    const known = this.clients.verified(id, secret);
    if (known !== null) return { kind: 'client', client: known };
    const waitMs = this.failures.waitMs(address, id);
    if (waitMs > 0) return { kind: 'tooManyFailures', retryAfterSeconds: Math.ceil(waitMs / 1000) };
    const client = await this.clients.verify(id, secret);
    if (client !== null) return { kind: 'client', client };
    this.failures.count(address, id);
    return { kind: 'refused', reason: 'The client id or its secret is wrong.' };
  }
}

import { jwtVerify, SignJWT } from 'jose';

/** How long an access token is good for. Clients fetch the next one by themselves. */
export const TOKEN_LIFETIME_SECONDS = 3600;
/** Clocks of two nodes may differ by this much. */
const CLOCK_TOLERANCE_SECONDS = 5;
/** A shorter secret could be guessed offline from one token. */
const MIN_TOKEN_SECRET_BYTES = 32;

const ALGORITHM = 'HS256';
const ISSUER = 'wheelhouse';
const AUDIENCE = 'wheelhouse-api';

/** Issues and checks the access tokens of `/oauth/token`: HS256 and nothing else, whatever a token's header says. */
export class AccessTokens {
  readonly #key: Uint8Array;

  constructor(secret: string) {
    this.#key = new TextEncoder().encode(secret);
    if (this.#key.byteLength < MIN_TOKEN_SECRET_BYTES)
      throw new Error(`the secret for API tokens must have at least ${MIN_TOKEN_SECRET_BYTES} bytes`);
  }

  async issue(clientId: string, scopes: readonly string[]): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT({ client_id: clientId, scope: scopes.join(' ') })
      .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT' })
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setSubject(clientId)
      .setIssuedAt(now)
      .setNotBefore(now)
      .setExpirationTime(now + TOKEN_LIFETIME_SECONDS)
      .sign(this.#key);
  }

  /** The client of a good token, or null. `kid`, `jku` and the like in the header are never followed. */
  async subjectOf(token: string): Promise<string | null> {
    try {
      const { payload } = await jwtVerify(token, this.#key, {
        algorithms: [ALGORITHM],
        issuer: ISSUER,
        audience: AUDIENCE,
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        requiredClaims: ['exp', 'iat', 'sub'],
      });
      return payload.sub ?? null;
    } catch {
      // Every way in which a token can be bad has the same answer, so that none can be told from another.
      return null;
    }
  }
}

import formbody from '@fastify/formbody';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { TOKEN_LIFETIME_SECONDS } from './access-tokens.ts';
import type { Authentication } from './authentication.ts';
import { readCredentials } from './credentials.ts';

/** Client ids and secrets are short; nothing larger is read before a caller is known. */
const MAX_TOKEN_REQUEST_BYTES = 16_384;
/** The second is Keycloak's path in a self-managed Camunda 8, which configurations of clients name. */
const TOKEN_PATHS = ['/oauth/token', '/auth/realms/camunda-platform/protocol/openid-connect/token'] as const;

/**
 * `POST /oauth/token`: OAuth 2's client credentials grant (RFC 6749, 4.4), with the client's id and secret in the form
 * or as HTTP Basic. `audience` and `scope` are accepted and change nothing: a token may do what its client may.
 */
export async function oauthRoutes(
  app: FastifyInstance,
  { authentication }: { readonly authentication: Authentication },
): Promise<void> {
  await app.register(formbody, { bodyLimit: MAX_TOKEN_REQUEST_BYTES });
  app.setErrorHandler((error: { statusCode?: number }, _request, reply) => {
    const isCallersFault = error.statusCode !== undefined && error.statusCode < 500;
    if (!isCallersFault) app.log.error(error);
    return sendError(reply, isCallersFault ? 400 : 500, isCallersFault ? 'invalid_request' : 'server_error');
  });
  for (const path of TOKEN_PATHS)
    app.post(path, { bodyLimit: MAX_TOKEN_REQUEST_BYTES }, (request, reply) =>
      issueToken(authentication, request, reply),
    );
}

async function issueToken(
  authentication: Authentication,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const form: Readonly<Record<string, unknown>> =
    typeof request.body === 'object' && request.body !== null ? { ...request.body } : {};
  const client = readClient(request.headers.authorization, form);
  if (client === null) return sendError(reply, 401, 'invalid_client');
  if (form.grant_type !== 'client_credentials')
    return sendError(reply, 400, form.grant_type === undefined ? 'invalid_request' : 'unsupported_grant_type');
  const outcome = await authentication.verify(client.id, client.secret, request.ip);
  if (outcome.kind === 'tooManyFailures')
    return sendError(reply.header('retry-after', outcome.retryAfterSeconds), 429, 'invalid_client');
  if (outcome.kind === 'refused' || outcome.client === null || authentication.tokens === null)
    return sendError(reply, 401, 'invalid_client');
  const token = await authentication.tokens.issue(outcome.client.id, outcome.client.scopes);
  return send(reply, 200, {
    access_token: token,
    token_type: 'Bearer',
    expires_in: TOKEN_LIFETIME_SECONDS,
    scope: outcome.client.scopes.join(' '),
  });
}

function readClient(
  authorization: string | undefined,
  form: Readonly<Record<string, unknown>>,
): { id: string; secret: string } | null {
  const credentials = readCredentials(authorization);
  if (credentials.kind === 'basic') return credentials;
  if (credentials.kind !== 'none') return null;
  const { client_id: id, client_secret: secret } = form;
  return typeof id === 'string' && id !== '' && typeof secret === 'string' && !id.includes('\0')
    ? { id, secret }
    : null;
}

function sendError(reply: FastifyReply, status: number, error: string): FastifyReply {
  if (status === 401) reply.header('www-authenticate', 'Basic realm="wheelhouse"');
  return send(reply, status, { error });
}

/** Tokens must not stay in a cache on the way (RFC 6749, 5.1). */
function send(reply: FastifyReply, status: number, body: unknown): FastifyReply {
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .header('content-type', 'application/json')
    .send(Buffer.from(JSON.stringify(body)));
}

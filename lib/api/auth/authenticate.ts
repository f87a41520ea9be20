import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ApiClient, ApiScope } from './api-clients.ts';
import type { Authentication } from './authentication.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by `authenticate`; null when the listener demands no credentials. */
    apiClient: ApiClient | null;
  }
}

const CHALLENGE = 'Basic realm="wheelhouse", charset="UTF-8", Bearer realm="wheelhouse"';

interface Refusal {
  readonly status: 401 | 403 | 429;
  readonly message: string;
  readonly path: string;
}

/** How each API says no: the body that its clients can read. */
const refusalBodies: Readonly<
  Record<ApiScope, { readonly contentType: string; readonly body: (refusal: Refusal) => unknown }>
> = {
  camunda7: {
    contentType: 'application/json',
    body: ({ status, message }) => ({
      type: status === 403 ? 'AuthorizationException' : 'AuthenticationException',
      message,
      code: null,
    }),
  },
  camunda8: {
    contentType: 'application/problem+json',
    body: ({ status, message, path }) => ({
      type: 'about:blank',
      title: titles[status],
      status,
      detail: message,
      instance: path,
    }),
  },
};
const titles = { 401: 'UNAUTHORIZED', 403: 'FORBIDDEN', 429: 'RESOURCE_EXHAUSTED' } as const;

/**
 * An `onRequest` hook for the routes of one API: nothing of a request is read before its caller is known. Register
 * `apiClient` with `decorateRequest('apiClient', null)` where the hook is added.
 */
export function authenticate(authentication: Authentication, scope: ApiScope) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const outcome = await authentication.authenticate(request.headers.authorization, request.ip);
    const path = request.url.split('?', 1)[0] ?? '';
    const refuse = (status: Refusal['status'], message: string) => {
      const { contentType, body } = refusalBodies[scope];
      return reply
        .code(status)
        .header('content-type', contentType)
        .send(Buffer.from(JSON.stringify(body({ status, message, path }))));
    };
    if (outcome.kind === 'tooManyFailures') {
      reply.header('retry-after', outcome.retryAfterSeconds);
      return refuse(429, 'Too many attempts with wrong credentials. Try again later.');
    }
    if (outcome.kind === 'refused') {
      reply.header('www-authenticate', CHALLENGE);
      return refuse(401, outcome.reason);
    }
    request.apiClient = outcome.client;
    if (outcome.client !== null && !outcome.client.scopes.includes(scope))
      return refuse(403, `The client '${outcome.client.id}' may not use this API: it lacks the scope '${scope}'.`);
    return undefined;
  };
}

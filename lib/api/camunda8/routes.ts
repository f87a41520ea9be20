import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Engine } from '@/engine/index.ts';
import type { ApiContext } from './api-context.ts';
import { clockRoutes } from './clock.ts';
import { deploymentRoutes } from './deployments.ts';
import { elementInstanceRoutes } from './element-instances.ts';
import { incidentRoutes } from './incidents.ts';
import { jobActivationRoutes } from './job-activation.ts';
import { jobRoutes } from './jobs.ts';
import { messageSubscriptionRoutes } from './message-subscriptions.ts';
import { messageRoutes } from './messages.ts';
import { Problem, sendProblem } from './problem.ts';
import { processDefinitionRoutes } from './process-definitions.ts';
import { processInstanceCreationRoutes } from './process-instance-creation.ts';
import { processInstanceRoutes } from './process-instances.ts';
import { resourceRoutes } from './resources.ts';
import { topologyRoutes } from './topology.ts';
import { userTaskRoutes } from './user-tasks.ts';
import { variableRoutes } from './variables.ts';

/** A request's size, its variables included. Camunda 8 has the same limit. */
export const MAX_REQUEST_BYTES = 4 * 1024 * 1024;

const resources: readonly ((app: FastifyInstance, context: ApiContext) => void)[] = [
  topologyRoutes, processDefinitionRoutes, processInstanceCreationRoutes, processInstanceRoutes, jobActivationRoutes, jobRoutes,
  messageRoutes, messageSubscriptionRoutes, incidentRoutes, elementInstanceRoutes, variableRoutes, userTaskRoutes, resourceRoutes, clockRoutes,
];

/**
 * Camunda 8's REST API. To be registered with the prefix `/v2`, in a scope of its own: it reads bodies and words errors
 * in its own way.
 */
export async function camunda8Routes(app: FastifyInstance, { engine }: { readonly engine: Engine }): Promise<void> {
  const known = new KnownPaths();
  app.addHook('onRoute', ({ method, url }) => known.add(method, url));
  app.addHook('onRequest', async (request, reply) => (isAcceptable(request) ? undefined : sendPlainError(reply, request, 406, 'Not Acceptable')));
  app.setErrorHandler((error: FastifyError | Problem, request, reply) => sendError(error, request, reply));
  app.setNotFoundHandler((request, reply) => {
    const isOtherMethod = known.has(pathOf(request));
    return sendPlainError(reply, request, isOtherMethod ? 405 : 404, isOtherMethod ? 'Method Not Allowed' : 'Not Found');
  });
  app.removeAllContentTypeParsers();
  await app.register(async (scope) => {
    // The text itself is kept: handlers parse it, and read numbers from it that JSON.parse would round.
    scope.addContentTypeParser('application/json', { parseAs: 'string', bodyLimit: MAX_REQUEST_BYTES }, (_request, body, done) => done(null, body));
    for (const resource of resources) resource(scope, { engine });
  });
  await app.register(deploymentRoutes, { engine });
}

const pathOf = (request: FastifyRequest): string => request.url.split('?', 1)[0] ?? '';

/** Every answer is JSON (a definition's model is XML, and takes any header). */
function isAcceptable(request: FastifyRequest): boolean {
  const { accept } = request.headers;
  return accept === undefined || accept === '' || /json|\*\/\*|application\/\*/.test(accept) || request.url.endsWith('/xml');
}

function sendError(error: FastifyError | Problem, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof Problem) return sendProblem(reply, pathOf(request), error);
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return sendPlainError(reply, request, 415, 'Unsupported Media Type');
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return sendProblem(reply, pathOf(request), new Problem(500, 'MALFORMED_REQUEST', 'Received an unexpected error from the broker, code: MALFORMED_REQUEST, message: Request size is above configured maxMessageSize.'));
  }
  if (error.statusCode !== undefined && error.statusCode < 500) return sendProblem(reply, pathOf(request), new Problem(error.statusCode, 'Bad Request', 'Failed to read request'));
  request.log.error(error);
  return sendProblem(reply, pathOf(request), new Problem(500, 'INTERNAL_ERROR', 'The request could not be answered because of an error in the server. The server\'s log says more.'));
}

/** Errors of the transport, which never reach a resource, are no problems of RFC 7807 in Camunda 8 either. */
function sendPlainError(reply: FastifyReply, request: FastifyRequest, status: number, error: string): FastifyReply {
  return reply.code(status).header('content-type', 'application/json').send(Buffer.from(JSON.stringify({ timestamp: new Date().toISOString(), status, error, path: pathOf(request) })));
}

/** Tells a wrong method from a wrong path. */
class KnownPaths {
  readonly #patterns = new Map<string, RegExp>();

  add(_method: string | readonly string[], url: string): void {
    const source = url.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:\w+/g, '[^/]+');
    this.#patterns.set(url, new RegExp(`^${source}/?$`));
  }

  has(path: string): boolean {
    for (const pattern of this.#patterns.values()) if (pattern.test(path)) return true;
    return false;
  }
}

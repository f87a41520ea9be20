import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Engine } from '@/engine/index.ts';
import type { Authentication } from '../auth/authentication.ts';
import { authenticate } from '../auth/authenticate.ts';
import { MAX_BODY_BYTES } from '../http/limits.ts';
import { reportUnexpected, type ReportFailure } from '../http/unexpected-failure.ts';
import type { ApiContext } from './api-context.ts';
import { clockRoutes } from './clock.ts';
import { conditionalRoutes } from './conditionals.ts';
import { decisionDefinitionRoutes } from './decision-definitions.ts';
import { decisionInstanceRoutes } from './decision-instances.ts';
import { decisionRequirementsRoutes } from './decision-requirements.ts';
import { deploymentRoutes } from './deployments.ts';
import { elementInstanceRoutes } from './element-instances.ts';
import { incidentRoutes } from './incidents.ts';
import { jobActivationRoutes } from './job-activation.ts';
import { jobRoutes } from './jobs.ts';
import { messageSubscriptionRoutes } from './message-subscriptions.ts';
import { messageRoutes } from './messages.ts';
import { Problem, sendProblem, UnknownMediaType } from './problem.ts';
import { processDefinitionRoutes } from './process-definitions.ts';
import { processInstanceCreationRoutes } from './process-instance-creation.ts';
import { processInstanceMigrationRoutes } from './process-instance-migration.ts';
import { processInstanceModificationRoutes } from './process-instance-modification.ts';
import { processInstanceRoutes } from './process-instances.ts';
import { resourceRoutes } from './resources.ts';
import { topologyRoutes } from './topology.ts';
import { userTaskRoutes } from './user-tasks.ts';
import { variableRoutes } from './variables.ts';

const resources: readonly ((app: FastifyInstance, context: ApiContext) => void)[] = [
  topologyRoutes,
  processDefinitionRoutes,
  processInstanceCreationRoutes,
  processInstanceRoutes,
  processInstanceModificationRoutes,
  processInstanceMigrationRoutes,
  jobActivationRoutes,
  jobRoutes,
  messageRoutes,
  messageSubscriptionRoutes,
  incidentRoutes,
  elementInstanceRoutes,
  variableRoutes,
  userTaskRoutes,
  resourceRoutes,
  clockRoutes,
  conditionalRoutes,
  decisionDefinitionRoutes,
  decisionRequirementsRoutes,
  decisionInstanceRoutes,
];

export interface Camunda8Options {
  readonly engine: Engine;
  readonly authentication: Authentication;
  readonly report: ReportFailure;
}

/** Camunda 8's REST API, below `/v2`. In a scope of its own: it reads bodies and words errors in its own way. */
export async function camunda8Routes(app: FastifyInstance, options: Camunda8Options): Promise<void> {
  await app.register(api, { ...options, prefix: '/v2' });
}

async function api(app: FastifyInstance, { engine, authentication, report }: Camunda8Options): Promise<void> {
  const known = new KnownPaths();
  const context: ApiContext = { engine, report };
  app.decorateRequest('apiClient', null);
  app.addHook('onRoute', ({ url }) => known.add(url));
  app.addHook('onRequest', authenticate(authentication, 'camunda8'));
  app.addHook('onRequest', async (request, reply) =>
    isAcceptable(request) ? undefined : sendPlainError(reply, request, 406, 'Not Acceptable'),
  );
  app.setErrorHandler((error: FastifyError | Problem | UnknownMediaType, request, reply) =>
    sendError(error, request, reply, report),
  );
  app.setNotFoundHandler((request, reply) => {
    const isOtherMethod = known.has(pathOf(request));
    return sendPlainError(
      reply,
      request,
      isOtherMethod ? 405 : 404,
      isOtherMethod ? 'Method Not Allowed' : 'Not Found',
    );
  });
  app.removeAllContentTypeParsers();
  // The text itself is kept: handlers parse it, and read numbers from it that JSON.parse would round.
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'string', bodyLimit: MAX_BODY_BYTES },
    (_request, body, done) => done(null, body),
  );
  for (const resource of resources) resource(app, context);
  await app.register(deploymentRoutes, context);
}

const pathOf = (request: FastifyRequest): string => request.url.split('?', 1)[0] ?? '';

/** Every answer is JSON (a definition's model is XML, and takes any header). */
function isAcceptable(request: FastifyRequest): boolean {
  const { accept } = request.headers;
  return (
    accept === undefined || accept === '' || /json|\*\/\*|application\/\*/.test(accept) || request.url.endsWith('/xml')
  );
}

function sendError(
  error: FastifyError | Problem | UnknownMediaType,
  request: FastifyRequest,
  reply: FastifyReply,
  report: ReportFailure,
): FastifyReply {
  if (error instanceof Problem) return sendProblem(reply, pathOf(request), error);
  if (error instanceof UnknownMediaType || error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return sendPlainError(reply, request, 415, 'Unsupported Media Type');
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return sendProblem(
      reply,
      pathOf(request),
      new Problem(
        500,
        'MALFORMED_REQUEST',
        'Received an unexpected error from the broker, code: MALFORMED_REQUEST, message: Request size is above configured maxMessageSize.',
      ),
    );
  }
  if (error.statusCode !== undefined && error.statusCode < 500)
    return sendProblem(reply, pathOf(request), new Problem(error.statusCode, 'Bad Request', 'Failed to read request'));
  const { message } = reportUnexpected(error, { method: request.method, path: pathOf(request) }, report);
  return sendProblem(reply, pathOf(request), new Problem(500, 'INTERNAL_ERROR', message));
}

/** Errors of the transport, which never reach a resource, are no problems of RFC 7807 in Camunda 8 either. */
function sendPlainError(reply: FastifyReply, request: FastifyRequest, status: number, error: string): FastifyReply {
  return reply
    .code(status)
    .header('content-type', 'application/json')
    .send(Buffer.from(JSON.stringify({ timestamp: new Date().toISOString(), status, error, path: pathOf(request) })));
}

/** Tells a wrong method from a wrong path. */
class KnownPaths {
  readonly #patterns = new Map<string, RegExp>();

  add(url: string): void {
    const source = url.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:\w+/g, '[^/]+');
    this.#patterns.set(url, new RegExp(`^${source}/?$`));
  }

  has(path: string): boolean {
    for (const pattern of this.#patterns.values()) if (pattern.test(path)) return true;
    return false;
  }
}

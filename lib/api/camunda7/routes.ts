import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import type { Engine } from '@/engine/index.ts';
import { authenticate } from '../auth/authenticate.ts';
import type { Authentication } from '../auth/authentication.ts';
import { MAX_DEPLOYMENT_BYTES, MAX_DEPLOYMENT_FILES } from '../http/limits.ts';
import { reportUnexpected, type ReportFailure } from '../http/unexpected-failure.ts';
import { asyncOperationRoutes } from './batch/async-operations.ts';
import { batchRoutes } from './batch/batch.ts';
import { withBatchJobs } from './batch/batch-jobs.ts';
import { Call, EmptyAnswer, type Handler, type Method, RawAnswer, type RouteTable } from './call.ts';
import { addComments } from './comments.ts';
import { decisionDefinitionRoutes } from './decision-definition.ts';
import { decisionRequirementsRoutes } from './decision-requirements-definition.ts';
import { deploymentRoutes } from './deployment.ts';
import { eventSubscriptionRoutes } from './event-subscription.ts';
import { executionRoutes } from './execution.ts';
import { externalTaskRoutes } from './external-task.ts';
import { fetchAndLockRoutes } from './fetch-and-lock.ts';
import { withCleanUpJob } from './history/clean-up.ts';
import { historyRoutes } from './history/routes.ts';
import { incidentRoutes } from './incident.ts';
import { jobDefinitionRoutes } from './job-definition.ts';
import { jobRoutes } from './job.ts';
import { parseJson, UnstorableTextError, writeJson } from './json-text.ts';
import { messageRoutes } from './message.ts';
import { metricsRoutes } from './metrics.ts';
import { migrationRoutes } from './migration.ts';
import { modificationRoutes } from './modification.ts';
import { calledDefinitionRoutes } from './called-definitions.ts';
import { processDefinitionRoutes } from './process-definition.ts';
import { processInstanceRoutes } from './process-instance.ts';
import { restartRoutes } from './restart.ts';
import {
  invalidRequest,
  methodNotAllowed,
  notAcceptable,
  pathNotFound,
  RestError,
  tooLarge,
  unsupportedMediaType,
} from './rest-error.ts';
import { serverRoutes } from './server-information.ts';
import { signalRoutes } from './signal.ts';
import { suspensionRoutes } from './suspension.ts';
import { addAttachments } from './task-attachments.ts';
import { taskErrorRoutes } from './task-errors.ts';
import { taskRoutes } from './task.ts';
import { variableInstanceRoutes } from './variable-instance.ts';

export interface Camunda7Options {
  readonly engine: Engine;
  readonly authentication: Authentication;
  readonly report: ReportFailure;
}

/** Every path also exists below the name of an engine; there is one engine, whatever it is called. */
const BASES = ['', '/engine/:engineName'] as const;
const METHODS: readonly HTTPMethods[] = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'];
const JSON_TYPE = 'application/json';
const UPLOAD_OPTIONS = {
  limits: {
    fileSize: MAX_DEPLOYMENT_BYTES,
    fieldSize: MAX_DEPLOYMENT_BYTES,
    files: MAX_DEPLOYMENT_FILES,
    parts: 2 * MAX_DEPLOYMENT_FILES,
  },
};

const resources: readonly ((routes: RouteTable) => void)[] = [
  serverRoutes,
  deploymentRoutes,
  processDefinitionRoutes,
  calledDefinitionRoutes,
  processInstanceRoutes,
  modificationRoutes,
  migrationRoutes,
  restartRoutes,
  batchRoutes,
  asyncOperationRoutes,
  executionRoutes,
  variableInstanceRoutes,
  fetchAndLockRoutes,
  externalTaskRoutes,
  withCleanUpJob(withBatchJobs(jobRoutes)),
  withBatchJobs(jobDefinitionRoutes),
  suspensionRoutes,
  incidentRoutes,
  eventSubscriptionRoutes,
  messageRoutes,
  signalRoutes,
  taskRoutes,
  addComments,
  addAttachments,
  taskErrorRoutes,
  historyRoutes,
  decisionDefinitionRoutes,
  decisionRequirementsRoutes,
  metricsRoutes,
];

/** Camunda 7's `/engine-rest`. Handlers translate between the API's words and the engine's; nothing is decided here. */
export async function camunda7Routes(
  app: FastifyInstance,
  { engine, authentication, report }: Camunda7Options,
): Promise<void> {
  app.decorateRequest('apiClient', null);
  if (authentication.isRequired) app.addHook('onRequest', authenticate(authentication, 'camunda7'));
  readBodies(app);
  app.setErrorHandler((error, request, reply) => sendError(reply, answerOf(error, request, report)));
  app.setNotFoundHandler((_request, reply) => sendError(reply, pathNotFound()));

  const methodsOf = new Map<string, Set<HTTPMethods>>();
  const uploads: { readonly path: string; readonly handler: Handler }[] = [];
  const addTo = (scope: FastifyInstance, method: Method, path: string, handler: Handler): void => {
    for (const base of BASES)
      scope.route({ method, url: base + path, handler: (request, reply) => answer(engine, handler, request, reply) });
  };
  const known = (method: Method, path: string): void => {
    methodsOf.set(path, (methodsOf.get(path) ?? new Set()).add(method));
  };
  const table: RouteTable = {
    add(method, path, handler) {
      known(method, path);
      addTo(app, method, path, handler);
    },
    addUpload(path, handler) {
      known('POST', path);
      uploads.push({ path, handler });
    },
    onClose: (listener) => app.addHook('preClose', async () => listener()),
  };
  for (const addRoutes of resources) addRoutes(table);
  // In a scope of their own: the reader of uploads listens to every request of its scope from its beginning to its end.
  await app.register(async (scope) => {
    await scope.register(multipart, UPLOAD_OPTIONS);
    for (const { path, handler } of uploads) addTo(scope, 'POST', path, handler);
  });
  for (const [path, methods] of methodsOf) {
    const missing = METHODS.filter((method) => !methods.has(method));
    for (const base of BASES) {
      app.route({
        method: missing,
        url: base + path,
        handler: (_request, reply) => sendError(reply, methodNotAllowed()),
      });
      app.route({
        method: 'OPTIONS',
        url: base + path,
        handler: (request, reply) => sendAllowed(request, reply, path, methods),
      });
    }
  }
}

/** What can be done at a path, in the form that the original describes itself in. */
function sendAllowed(
  request: FastifyRequest,
  reply: FastifyReply,
  path: string,
  methods: ReadonlySet<HTTPMethods>,
): FastifyReply {
  const allowed = [...methods, ...(methods.has('GET') ? ['HEAD'] : []), 'OPTIONS'];
  const template = path.slice(1).replace(/:(\w+)/g, '{$1}');
  const body = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<application xmlns="http://wadl.dev.java.net/2009/02"><resources base="${request.protocol}://${escapeXml(request.host)}/engine-rest/"><resource path="${template}">${[...methods].map((method) => `<method name="${method}"/>`).join('')}</resource></resources></application>`;
  return reply
    .header('allow', allowed.join(','))
    .header('content-type', 'application/vnd.sun.wadl+xml')
    .send(Buffer.from(body));
}

const escapeXml = (text: string): string => text.replace(/[<>&"]/g, (character) => `&#${character.charCodeAt(0)};`);

/** JSON. Uploads are read by the handlers that take them (`form.ts`). */
function readBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(JSON_TYPE, { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      const text = typeof body === 'string' ? body : UTF_8.decode(body);
      done(null, text === '' ? undefined : parseJson(text));
    } catch (error) {
      done(invalidRequest(error instanceof UnstorableTextError ? error.message : ''));
    }
  });
  app.addContentTypeParser('*', (_request, _payload, done) => done(unsupportedMediaType()));
}

async function answer(
  engine: Engine,
  handler: Handler,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  if (request.url.includes('%00')) throw invalidRequest('The address contains the character U+0000.');
  const { accept } = request.headers;
  const result = await handler(new Call(engine, request, reply));
  if (result === undefined) return reply.code(204).send();
  if (result instanceof EmptyAnswer) return reply.code(result.status).send();
  if (request.method === 'GET') reply.header('cache-control', 'no-cache');
  if (result instanceof RawAnswer)
    return reply
      .code(result.status)
      .headers(result.headers)
      .header('content-type', result.contentType)
      .send(Buffer.from(result.content));
  if (accept !== undefined && accept !== '' && !acceptsJson(accept)) throw notAcceptable();
  return sendJson(reply, 200, result);
}

/** Bytes that are no UTF-8 are refused. */
const UTF_8 = new TextDecoder('utf-8', { fatal: true });

const acceptsJson = (accept: string): boolean => /application\/(?:json|\*)|\*\/\*/.test(accept);

/** As bytes: for a text Fastify would add a charset, and the JavaScript client wants exactly `application/json`. */
function sendJson(reply: FastifyReply, status: number, body: unknown): FastifyReply {
  return reply
    .code(status)
    .header('content-type', JSON_TYPE)
    .send(Buffer.from(writeJson(body)));
}

const sendError = (reply: FastifyReply, error: RestError): FastifyReply => sendJson(reply, error.status, error.body());

const BODY_TOO_LARGE = new Set([
  'FST_ERR_CTP_BODY_TOO_LARGE',
  'FST_REQ_FILE_TOO_LARGE',
  'FST_FILES_LIMIT',
  'FST_PARTS_LIMIT',
  'FST_FIELDS_LIMIT',
]);

function answerOf(error: unknown, request: FastifyRequest, report: ReportFailure): RestError {
  if (error instanceof RestError) return error;
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (typeof code === 'string' && BODY_TOO_LARGE.has(code)) return tooLarge();
  const status =
    typeof error === 'object' && error !== null && 'statusCode' in error && typeof error.statusCode === 'number'
      ? error.statusCode
      : 500;
  if (status >= 400 && status < 500) return invalidRequest(error instanceof Error ? error.message : '', status);
  const { message, correlationId } = reportUnexpected(
    error,
    { method: request.method, path: request.url.split('?', 1)[0] ?? '' },
    report,
  );
  return new RestError(500, 'ProcessEngineException', message, 0, { correlationId });
}

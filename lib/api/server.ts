import Fastify, { type FastifyInstance } from 'fastify';
import type { Engine } from '@/engine/index.ts';
import { Authentication, type AuthenticationOptions } from './auth/authentication.ts';
import { oauthRoutes } from './auth/oauth-routes.ts';
import { camunda7Routes } from './camunda7/routes.ts';
import { camunda8Routes } from './camunda8/routes.ts';
import { BROWSER_REFUSAL, isFromBrowserPage, isPublicName, PUBLIC_NAME_REFUSAL } from './http/browser-guard.ts';
import { healthRoute } from './http/health-route.ts';
import { drainRefusedBodies } from './http/drain-refused-body.ts';
import {
  CLOSE_TIMEOUT_MS,
  KEEP_ALIVE_TIMEOUT_MS,
  MAX_BODY_BYTES,
  MAX_PATH_PART_LENGTH,
  REQUEST_TIMEOUT_MS,
} from './http/limits.ts';
import { reportUnexpected, type ReportFailure } from './http/unexpected-failure.ts';

export interface ApiOptions {
  readonly engine: Engine;
  readonly authentication: AuthenticationOptions;
  /** Told of failures that are the server's own; by default one JSON line on standard error. */
  readonly report?: ReportFailure;
}

const reportToStandardError: ReportFailure = (message, details) => {
  process.stderr.write(`${JSON.stringify({ level: 'error', message, ...details })}\n`);
};

/** The listener for workers: `/engine-rest` of Camunda 7, `/v2` of Camunda 8, `/oauth/token` and `/health`. */
async function buildApi({
  engine,
  authentication: options,
  report = reportToStandardError,
}: ApiOptions): Promise<FastifyInstance> {
  const app = Fastify({
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
    forceCloseConnections: 'idle',
    routerOptions: { ignoreTrailingSlash: true, ignoreDuplicateSlashes: true, maxParamLength: MAX_PATH_PART_LENGTH },
  });
  const authentication = new Authentication(options);
  app.addHook('onRequest', (request, reply, done) => {
    const refusal = isFromBrowserPage(request.headers)
      ? BROWSER_REFUSAL
      : !authentication.isRequired && isPublicName(request.headers.host)
        ? PUBLIC_NAME_REFUSAL
        : null;
    if (refusal === null) return done();
    // The connection ends with it, so that the body of a refused upload is not read.
    reply
      .code(403)
      .header('connection', 'close')
      .header('content-type', 'application/json')
      .send(Buffer.from(JSON.stringify({ message: refusal })));
  });
  drainRefusedBodies(app);
  app.setErrorHandler((error: { statusCode?: number; message: string }, request, reply) => {
    const status = error.statusCode !== undefined && error.statusCode < 500 ? error.statusCode : 500;
    const body =
      status < 500
        ? { message: error.message }
        : reportUnexpected(error, { method: request.method, path: request.url.split('?', 1)[0] ?? '' }, report);
    return reply
      .code(status)
      .header('content-type', 'application/json')
      .send(Buffer.from(JSON.stringify(body)));
  });
  await app.register(healthRoute, { engine });
  await app.register(oauthRoutes, { authentication });
  await app.register(camunda7Routes, { prefix: '/engine-rest', engine, authentication, report });
  await app.register(camunda8Routes, { engine, authentication, report });
  await app.ready();
  return app;
}

/** Starts listening. `close` answers polls that wait and lets other answers under way finish, but not for ever. */
export async function startApi({
  host,
  port,
  ...options
}: ApiOptions & { readonly host: string; readonly port: number }): Promise<{ port: number; close(): Promise<void> }> {
  const app = await buildApi(options);
  await app.listen({ host, port });
  const address = app.server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    async close() {
      const cut = setTimeout(() => app.server.closeAllConnections(), CLOSE_TIMEOUT_MS);
      await app.close();
      clearTimeout(cut);
    },
  };
}

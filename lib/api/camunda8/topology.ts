import type { FastifyInstance } from 'fastify';
import type { ApiContext } from './api-context.ts';
import { sendJson, sendNothing } from './json-answer.ts';
import { Problem } from './problem.ts';

/** The version of the API that this is, which clients look at to choose their own behaviour. */
const API_VERSION = '8.8.0';

/** `GET /topology`, `/license`, `/status`: to a client this is a cluster of one broker with one partition. */
export function topologyRoutes(app: FastifyInstance, { engine }: ApiContext): void {
  app.get('/topology', (request, reply) => {
    const broker = {
      nodeId: 0,
      host: request.hostname,
      port: request.port ?? 0,
      partitions: [{ partitionId: 1, role: 'leader', health: 'healthy' }],
      version: API_VERSION,
    };
    return sendJson(reply, {
      brokers: [broker],
      clusterSize: 1,
      partitionsCount: 1,
      replicationFactor: 1,
      gatewayVersion: API_VERSION,
      lastCompletedChangeId: '',
    });
  });

  app.get('/license', (_request, reply) =>
    sendJson(reply, { validLicense: true, licenseType: 'unknown', isCommercial: false, expiresAt: null }),
  );

  app.get('/status', async (_request, reply) => {
    const health = await engine.health();
    if (!health.ok) throw new Problem(503, 'UNAVAILABLE', health.reason);
    return sendNothing(reply);
  });
}

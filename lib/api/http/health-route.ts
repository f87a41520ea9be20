import type { FastifyInstance } from 'fastify';
import type { Engine } from '@/engine/index.ts';

/** `GET /health`: 200 once commands are served, 503 with the reason before and after. */
export async function healthRoute(app: FastifyInstance, { engine }: { readonly engine: Engine }): Promise<void> {
  app.get('/health', async (_request, reply) => {
    const health = await engine.health();
    const body = health.ok ? { status: 'up' } : { status: 'down', reason: health.reason };
    return reply
      .code(health.ok ? 200 : 503)
      .header('content-type', 'application/json')
      .header('cache-control', 'no-store')
      .send(Buffer.from(JSON.stringify(body)));
  });
}

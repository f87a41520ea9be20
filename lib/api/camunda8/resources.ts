import type { FastifyInstance } from 'fastify';
import { auditOf, type ApiContext } from './api-context.ts';
import { sendNothing } from './json-answer.ts';
import { pathKey } from './keys.ts';
import { rejected } from './problem.ts';
import { anyBody } from './request-body.ts';
import { checkOperationReference } from './request-checks.ts';

/** `POST /resources/{key}/deletion`: takes a definition away that has no running instances. */
export function resourceRoutes(app: FastifyInstance, { engine }: ApiContext): void {
  app.post('/resources/:resourceKey/deletion', async (request, reply) => {
    const resourceKey = pathKey(request, 'resourceKey');
    checkOperationReference(anyBody(request));
    const deleted = await engine.deleteDefinition(resourceKey, {
      audit: auditOf(request, { operation: 'definition.delete', risk: 'destructive', targetKind: 'definition', targetKey: resourceKey, definitionKey: resourceKey }),
    });
    if (deleted.kind === 'deleted') return sendNothing(reply);
    throw rejected('DELETE', deleted, {
      notFound: `Expected to delete resource but no resource found with key \`${resourceKey}\``,
      invalidState: `Expected to delete resource with key \`${resourceKey}\` but there are still running instances`,
    });
  });
}

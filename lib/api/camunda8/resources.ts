import type { FastifyInstance } from 'fastify';
import type { Engine, Key, Rows } from '@/engine/index.ts';
import { auditOf, type ApiContext } from './api-context.ts';
import { sendJson, sendNothing, tenantName } from './json-answer.ts';
import { pathKey } from './keys.ts';
import { notFound, rejected } from './problem.ts';
import { anyBody } from './request-body.ts';
import { operationReferenceFault, refuseFaults } from './request-checks.ts';

/** `/resources/{key}`: a deployed form, and the deletion of anything that was deployed and has no running instances. */
export function resourceRoutes(app: FastifyInstance, { engine }: ApiContext): void {
  app.get('/resources/:resourceKey', async (request, reply) => {
    const { key, formId, resourceName, version, versionTag, tenantId } = await formRow(
      engine,
      pathKey(request, 'resourceKey'),
    );
    return sendJson(reply, {
      resourceKey: key,
      resourceId: formId,
      resourceName,
      version,
      versionTag,
      tenantId: tenantName(tenantId),
    });
  });

  app.get('/resources/:resourceKey/content', async (request, reply) => {
    const row = await formRow(engine, pathKey(request, 'resourceKey'));
    const content = await engine.search.resourceContent(row.resourceKey);
    if (content === null) throw new Error(`form ${row.key} has no content`);
    return reply.header('content-type', 'application/json').send(Buffer.from(content));
  });

  app.post('/resources/:resourceKey/deletion', async (request, reply) => {
    const resourceKey = pathKey(request, 'resourceKey');
    refuseFaults([operationReferenceFault(anyBody(request))]);
    const deleted = await engine.deleteDefinition(resourceKey, {
      audit: auditOf(request, {
        operation: 'definition.delete',
        risk: 'destructive',
        targetKind: 'definition',
        targetKey: resourceKey,
        definitionKey: resourceKey,
      }),
    });
    if (deleted.kind === 'deleted') return sendNothing(reply);
    throw rejected('DELETE', deleted, {
      notFound: `Expected to delete resource but no resource found with key \`${resourceKey}\``,
      invalidState: `Expected to delete resource with key \`${resourceKey}\` but there are still running instances`,
    });
  });
}

/** Processes and decisions have reads of their own. */
async function formRow(engine: Engine, key: Key): Promise<Rows['form']> {
  const row = await engine.search.get('form', key);
  if (row === null || row.isDeleted) throw notFound(`Resource with key '${key}' not found`);
  return row;
}

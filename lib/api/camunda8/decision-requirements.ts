import type { FastifyInstance } from 'fastify';
import type { DecisionRequirementsRow, Engine, Key } from '@/engine/index.ts';
import type { ApiContext } from './api-context.ts';
import { sendJson, tenantName } from './json-answer.ts';
import { pathKey } from './keys.ts';
import { notFound } from './problem.ts';
import { anyBody } from './request-body.ts';
import { integerField, keyField, tenantField, textField } from './search/search-fields.ts';
import { searchPage } from './search/search-page.ts';
import type { SearchResource } from './search/search-request.ts';

export const decisionRequirementsSearch: SearchResource<'decisionRequirements'> = {
  concept: 'decisionRequirements',
  key: 'key',
  always: [],
  fields: {
    decisionRequirementsKey: keyField('key'),
    decisionRequirementsId: textField('requirementsId'),
    decisionRequirementsName: textField('name'),
    version: integerField('version'),
    resourceName: textField('resourceName'),
    tenantId: tenantField('tenantId'),
  },
};

/** `/decision-requirements`: files of decisions as a whole. */
export function decisionRequirementsRoutes(app: FastifyInstance, { engine }: ApiContext): void {
  app.post('/decision-requirements/search', async (request, reply) =>
    sendJson(
      reply,
      await searchPage(engine.search, decisionRequirementsSearch, anyBody(request), (rows) =>
        rows.map(presentRequirements),
      ),
    ),
  );

  app.get('/decision-requirements/:decisionRequirementsKey', async (request, reply) =>
    sendJson(reply, presentRequirements(await requirementsRow(engine, pathKey(request, 'decisionRequirementsKey')))),
  );

  app.get('/decision-requirements/:decisionRequirementsKey/xml', async (request, reply) => {
    const row = await requirementsRow(engine, pathKey(request, 'decisionRequirementsKey'));
    const xml = await engine.search.resourceContent(row.resourceKey);
    if (xml === null) throw notFound(`Resource of decision requirements with key '${row.key}' not found`);
    return reply.header('content-type', 'text/xml').send(Buffer.from(xml));
  });
}

async function requirementsRow(engine: Engine, key: Key): Promise<DecisionRequirementsRow> {
  const row = await engine.search.get('decisionRequirements', key);
  if (row === null) throw notFound(`Decision Requirements with key '${key}' not found`);
  return row;
}

function presentRequirements(row: DecisionRequirementsRow) {
  return {
    decisionRequirementsKey: row.key,
    decisionRequirementsId: row.requirementsId,
    decisionRequirementsName: row.name,
    version: row.version,
    resourceName: row.resourceName,
    tenantId: tenantName(row.tenantId),
  };
}

import type { FastifyInstance } from 'fastify';
import type { Engine, Key, Rows } from '@/engine/index.ts';
import type { ApiContext } from './api-context.ts';
import { sendJson, tenantName } from './json-answer.ts';
import { pathKey } from './keys.ts';
import { notFound } from './problem.ts';
import { anyBody } from './request-body.ts';
import { flagField, integerField, keyField, tenantField, textField } from './search/search-fields.ts';
import { searchPage } from './search/search-page.ts';
import type { SearchResource } from './search/search-request.ts';

const processDefinitionSearch: SearchResource<'definition'> = {
  concept: 'definition', key: 'key', always: [],
  fields: {
    processDefinitionKey: keyField('key'),
    processDefinitionId: textField('processId'),
    name: textField('name'),
    version: integerField('version'),
    versionTag: textField('versionTag'),
    resourceName: textField('resourceName'),
    isLatestVersion: flagField<'definition'>([{ field: 'isLatest', op: '=', value: true }], [{ field: 'isLatest', op: '=', value: false }]),
    tenantId: tenantField('tenantId'),
  },
};

/** `POST /process-definitions/search`, `GET /process-definitions/{key}` and its model. */
export function processDefinitionRoutes(app: FastifyInstance, { engine }: ApiContext): void {
  app.post('/process-definitions/search', async (request, reply) =>
    sendJson(reply, await searchPage(engine.search, processDefinitionSearch, anyBody(request), (rows) => rows.map(presentDefinition))));

  app.get('/process-definitions/:processDefinitionKey', async (request, reply) => sendJson(reply, presentDefinition(await definitionRow(engine, pathKey(request, 'processDefinitionKey')))));

  app.get('/process-definitions/:processDefinitionKey/xml', async (request, reply) => {
    const row = await definitionRow(engine, pathKey(request, 'processDefinitionKey'));
    const xml = await engine.search.resourceContent(row.resourceKey);
    if (xml === null) throw notFound(`Resource of process definition with key '${row.key}' not found`);
    return reply.header('content-type', 'text/xml').send(Buffer.from(xml));
  });
}

async function definitionRow(engine: Engine, key: Key): Promise<Rows['definition']> {
  const row = await engine.search.get('definition', key);
  if (row === null) throw notFound(`Process Definition with key '${key}' not found`);
  return row;
}

function presentDefinition(row: Rows['definition']) {
  return {
    processDefinitionKey: row.key, processDefinitionId: row.processId, name: row.name, resourceName: row.resourceName, version: row.version,
    versionTag: row.versionTag, tenantId: tenantName(row.tenantId), hasStartForm: false,
  };
}

import type { FastifyInstance } from 'fastify';
import type { Engine, Key, Rows } from '@/engine/index.ts';
import type { ApiContext } from './api-context.ts';
import { plainStartOf, presentForm } from './forms.ts';
import { sendJson, sendNothing, tenantName } from './json-answer.ts';
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

/** `POST /process-definitions/search`, `GET /process-definitions/{key}`, its model and its start form. */
export function processDefinitionRoutes(app: FastifyInstance, { engine }: ApiContext): void {
  app.post('/process-definitions/search', async (request, reply) =>
    sendJson(reply, await searchPage(engine.search, processDefinitionSearch, anyBody(request), (rows) => Promise.all(rows.map((row) => presentDefinition(engine, row))))));

  app.get('/process-definitions/:processDefinitionKey', async (request, reply) => sendJson(reply, await presentDefinition(engine, await definitionRow(engine, pathKey(request, 'processDefinitionKey')))));

  app.get('/process-definitions/:processDefinitionKey/xml', async (request, reply) => {
    const row = await definitionRow(engine, pathKey(request, 'processDefinitionKey'));
    const xml = await engine.search.resourceContent(row.resourceKey);
    if (xml === null) throw notFound(`Resource of process definition with key '${row.key}' not found`);
    return reply.header('content-type', 'text/xml').send(Buffer.from(xml));
  });

  app.get('/process-definitions/:processDefinitionKey/form', async (request, reply) => {
    const row = await definitionRow(engine, pathKey(request, 'processDefinitionKey'));
    const formId = await startFormId(engine, row.key);
    const found = formId === null ? null : await engine.form({ formId, binding: 'latest', deploymentKey: row.deploymentKey, tenantId: row.tenantId });
    const form = found && await engine.search.get('form', found.key);
    return form === null ? sendNothing(reply) : sendJson(reply, await presentForm(engine, form));
  });
}

/** The form that a start event names by its id. */
async function startFormId(engine: Engine, key: Key): Promise<string | null> {
  const definition = await engine.definition({ key });
  const start = definition && plainStartOf(definition);
  return start?.formLink?.formId.text ?? null;
}

async function definitionRow(engine: Engine, key: Key): Promise<Rows['definition']> {
  const row = await engine.search.get('definition', key);
  if (row === null) throw notFound(`Process Definition with key '${key}' not found`);
  return row;
}

async function presentDefinition(engine: Engine, row: Rows['definition']) {
  return {
    processDefinitionKey: row.key, processDefinitionId: row.processId, name: row.name, resourceName: row.resourceName, version: row.version,
    versionTag: row.versionTag, tenantId: tenantName(row.tenantId), hasStartForm: (await startFormId(engine, row.key)) !== null,
  };
}

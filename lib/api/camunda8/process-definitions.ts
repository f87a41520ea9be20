import type { FastifyInstance } from 'fastify';
import type { Condition, Engine, Key, Rows } from '@/engine/index.ts';
import type { ApiContext } from './api-context.ts';
import { plainStartOf, presentForm } from './forms.ts';
import { sendJson, sendNothing, tenantName } from './json-answer.ts';
import { pathKey } from './keys.ts';
import { invalidArgument, notFound } from './problem.ts';
import { anyBody, type RequestBody } from './request-body.ts';
import {
  flagField,
  integerField,
  keyField,
  namedValuesField,
  namesOfNothing,
  tenantField,
  textField,
} from './search/search-fields.ts';
import { searchPage } from './search/search-page.ts';
import { readSearch, type SearchResource } from './search/search-request.ts';

/** Definitions whose models are looked through for one search. */
const MAX_DEFINITIONS = 500;

export const processDefinitionSearch: SearchResource<'definition'> = {
  concept: 'definition',
  key: 'key',
  always: [],
  fields: {
    processDefinitionKey: keyField('key'),
    processDefinitionId: textField('processId'),
    name: textField('name'),
    version: integerField('version'),
    versionTag: textField('versionTag'),
    resourceName: textField('resourceName'),
    isLatestVersion: flagField<'definition'>(
      [{ field: 'isLatest', op: '=', value: true }],
      [{ field: 'isLatest', op: '=', value: false }],
    ),
    // What is deleted is not found any more.
    state: namedValuesField<'definition'>({ ACTIVE: [], ...namesOfNothing<'definition'>('DRAINING', 'DELETED') }),
    tenantId: tenantField('tenantId'),
  },
};

/** `POST /process-definitions/search`, `GET /process-definitions/{key}`, its model and its start form. */
export function processDefinitionRoutes(app: FastifyInstance, { engine }: ApiContext): void {
  app.post('/process-definitions/search', async (request, reply) => {
    const { body, conditions } = await takeFormFilter(engine, anyBody(request));
    return sendJson(
      reply,
      await searchPage(
        engine.search,
        processDefinitionSearch,
        body,
        (rows) => Promise.all(rows.map((row) => presentDefinition(engine, row))),
        conditions,
      ),
    );
  });

  app.get('/process-definitions/:processDefinitionKey', async (request, reply) =>
    sendJson(
      reply,
      await presentDefinition(engine, await definitionRow(engine, pathKey(request, 'processDefinitionKey'))),
    ),
  );

  app.get('/process-definitions/:processDefinitionKey/xml', async (request, reply) => {
    const row = await definitionRow(engine, pathKey(request, 'processDefinitionKey'));
    const xml = await engine.search.resourceContent(row.resourceKey);
    if (xml === null) throw notFound(`Resource of process definition with key '${row.key}' not found`);
    return reply.header('content-type', 'text/xml').send(Buffer.from(xml));
  });

  app.get('/process-definitions/:processDefinitionKey/form', async (request, reply) => {
    const row = await definitionRow(engine, pathKey(request, 'processDefinitionKey'));
    const formId = await startFormId(engine, row.key);
    const found =
      formId === null
        ? null
        : await engine.form({ formId, binding: 'latest', deploymentKey: row.deploymentKey, tenantId: row.tenantId });
    const form = found && (await engine.search.get('form', found.key));
    return form === null ? sendNothing(reply) : sendJson(reply, await presentForm(engine, form));
  });
}

/** Forms stand in the models, not in the rows: they are looked up there before the search. */
async function takeFormFilter(
  engine: Engine,
  body: RequestBody,
): Promise<{ body: RequestBody; conditions: readonly Condition<'definition'>[] }> {
  const filter = body.object('filter');
  const wanted = filter?.flag('hasStartForm') ?? null;
  if (filter === null || wanted === null) return { body, conditions: [] };
  const rest = body.with('filter', filter.without('hasStartForm'));
  const { where } = readSearch(processDefinitionSearch, rest);
  const definitions = await engine.search.find('definition', {
    where: [...where, { field: 'dialect', op: '=', value: 'camunda8' }],
    limit: MAX_DEFINITIONS + 1,
  });
  if (definitions.length > MAX_DEFINITIONS)
    throw invalidArgument(
      'A filter by hasStartForm needs another one beside it: there are too many definitions to look through.',
    );
  const forms = await Promise.all(
    definitions.map(async ({ key }) => ((await startFormId(engine, key)) === null ? [] : [key])),
  );
  return { body: rest, conditions: [{ field: 'key', op: wanted ? 'in' : 'notIn', value: forms.flat() }] };
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
    processDefinitionKey: row.key,
    processDefinitionId: row.processId,
    name: row.name,
    resourceName: row.resourceName,
    version: row.version,
    versionTag: row.versionTag,
    tenantId: tenantName(row.tenantId),
    hasStartForm: (await startFormId(engine, row.key)) !== null,
  };
}

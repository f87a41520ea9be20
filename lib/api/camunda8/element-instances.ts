import type { FastifyInstance } from 'fastify';
import type { Condition, Engine, Key, Rejection, Rows } from '@/engine/index.ts';
import { auditOf, type ApiContext } from './api-context.ts';
import { awaitListeners } from './await-listeners.ts';
import { definitionsOf, elementFacts } from './element-type.ts';
import { elementTypeConditions } from './element-type-filter.ts';
import { presentIncident, incidentSearch } from './incidents.ts';
import { dateText, optionalDateText, sendJson, sendNothing, tenantName } from './json-answer.ts';
import { pathKey } from './keys.ts';
import { activationsIn } from './job-result.ts';
import { commandProblem, notFound, rejected, type Problem } from './problem.ts';
import { anyBody, requiredBody, type RequestBody } from './request-body.ts';
import { operationReferenceFault, refuseFaults } from './request-checks.ts';
import { searchPage } from './search/search-page.ts';
import { elementInstanceSearch } from './element-instance-search.ts';

const states = { completed: 'COMPLETED', terminated: 'TERMINATED', merged: 'COMPLETED' } as const;

/**
 * `POST /element-instances/search`, `GET /element-instances/{key}`, its incidents, what is activated in an ad-hoc
 * sub-process, and `PUT …/{key}/variables`.
 */
export function elementInstanceRoutes(app: FastifyInstance, { engine }: ApiContext): void {
  app.post('/element-instances/search', async (request, reply) => {
    const { body, conditions } = await takeTypeFilter(engine, anyBody(request));
    return sendJson(
      reply,
      await searchPage(engine.search, elementInstanceSearch, body, (rows) => presentElements(engine, rows), conditions),
    );
  });

  app.get('/element-instances/:elementInstanceKey', async (request, reply) => {
    const key = pathKey(request, 'elementInstanceKey');
    const row = await engine.search.get('elementInstance', key);
    if (row !== null) return sendJson(reply, (await presentElements(engine, [row]))[0]);
    const instance = await engine.search.get('instance', key);
    if (instance === null) throw notFound(`Element Instance with key '${key}' not found`);
    return sendJson(reply, presentProcess(instance));
  });

  app.post('/element-instances/:elementInstanceKey/incidents/search', async (request, reply) => {
    const key = pathKey(request, 'elementInstanceKey');
    return sendJson(
      reply,
      await searchPage(engine.search, incidentSearch, anyBody(request), (rows) => rows.map(presentIncident), [
        { field: 'elementInstanceKey', op: '=', value: key },
      ]),
    );
  });

  app.post('/element-instances/ad-hoc-activities/:adHocSubProcessInstanceKey/activation', async (request, reply) => {
    const elementInstanceKey = pathKey(request, 'adHocSubProcessInstanceKey');
    const body = requiredBody(request);
    const activate = activationsIn(body, 'elements');
    refuseFaults([activate.length === 0 && 'No elements provided.']);
    const executed = await engine.execute(
      {
        type: 'activateAdHocElements',
        elementInstanceKey,
        activate,
        cancelsRemaining: body.flag('cancelRemainingInstances') ?? false,
      },
      {
        audit: auditOf(request, {
          operation: 'adHoc.activate',
          risk: 'guarded',
          targetKind: 'element',
          targetKey: elementInstanceKey,
          after: { elementIds: activate.map(({ elementId }) => elementId) },
        }),
      },
    );
    if (executed.kind === 'rejection') throw activationRefusal(elementInstanceKey, executed);
    return sendNothing(reply);
  });

  app.put('/element-instances/:elementInstanceKey/variables', async (request, reply) => {
    const scopeKey = pathKey(request, 'elementInstanceKey');
    const body = requiredBody(request);
    const variables = body.variables('variables');
    refuseFaults([Object.keys(variables).length === 0 && 'No variables provided.', operationReferenceFault(body)]);
    const executed = await engine.execute(
      { type: 'setVariables', scopeKey, variables, removals: [], local: body.flag('local') ?? false },
      {
        audit: auditOf(request, {
          operation: 'variable.set',
          risk: 'guarded',
          targetKind: 'scope',
          targetKey: scopeKey,
          after: { names: Object.keys(variables) },
        }),
      },
    );
    if (executed.kind === 'rejection') throw variableRefusal(scopeKey, executed);
    if (executed.result.taskKey !== undefined)
      await awaitListeners(engine, executed.result.taskKey, executed.result, 'UPDATE');
    return sendNothing(reply);
  });
}

function variableRefusal(scopeKey: string, rejection: Rejection): Problem {
  const { taskKey, state } = rejection.details;
  return rejected('UPDATE', rejection, {
    notFound: `Expected to update variables for element with key '${scopeKey}', but no such element was found`,
    ...(typeof state === 'string'
      ? {
          invalidState: `Expected to trigger update transition for user task with key '${taskKey}', but it is in state '${state}'`,
        }
      : {}),
  });
}

function activationRefusal(key: string, rejection: Rejection): Problem {
  const { reason, elementIds } = rejection.details;
  const expected = `Expected to activate activities for ad-hoc sub-process with key '${key}'`;
  if (reason === 'unknownElements')
    return commandProblem(
      'ACTIVATE',
      404,
      'NOT_FOUND',
      `${expected}, but the given elements [${elementIds}] do not exist.`,
    );
  return rejected('ACTIVATE', rejection, {
    notFound: `Expected to activate activities for ad-hoc sub-process but no ad-hoc sub-process instance found with key '${key}'.`,
    ...(reason === 'duplicates' ? { invalidArgument: `${expected}, but duplicate activities were given.` } : {}),
    ...(reason === 'notActive' ? { invalidState: `${expected}, but it is not active.` } : {}),
  });
}

/** Types and names stand in the models, not in the rows: they are looked up there before the search. */
async function takeTypeFilter(
  engine: Engine,
  body: RequestBody,
): Promise<{ body: RequestBody; conditions: readonly Condition<'elementInstance'>[] }> {
  const filter = body.object('filter');
  if (filter === null) return { body, conditions: [] };
  const conditions = [
    ...(await elementTypeConditions(engine, filter)),
    ...(await incidentConditions(engine, filter.key('incidentKey'))),
  ];
  return { body: body.with('filter', filter.without('type', 'elementName', 'incidentKey')), conditions };
}

/** The element that stands still for the incident, as long as it does. */
async function incidentConditions(
  engine: Engine,
  incidentKey: Key | null,
): Promise<readonly Condition<'elementInstance'>[]> {
  if (incidentKey === null) return [];
  const incident = await engine.search.get('incident', incidentKey);
  return [
    { field: 'key', op: '=', value: (incident?.resolvedAt === null ? incident.elementInstanceKey : null) ?? '0' },
  ];
}

async function presentElements(engine: Engine, rows: readonly Rows['elementInstance'][]): Promise<readonly unknown[]> {
  const definitions = await definitionsOf(engine, rows);
  const stopped = rows.filter(({ hasIncident }) => hasIncident).map(({ key }) => key);
  const incidents =
    stopped.length === 0
      ? []
      : await engine.search.find('incident', {
          where: [
            { field: 'elementInstanceKey', op: 'in', value: stopped },
            { field: 'resolvedAt', op: 'isNull' },
          ],
          limit: stopped.length,
        });
  const incidentKeys = new Map(incidents.map(({ elementInstanceKey, key }) => [elementInstanceKey, key]));
  return rows.map((row) => {
    const { id, name, type } = elementFacts(definitions.get(row.definitionKey), row);
    return {
      elementInstanceKey: row.key,
      elementId: id,
      elementName: name,
      type,
      state: row.outcome === null ? 'ACTIVE' : states[row.outcome],
      hasIncident: row.hasIncident,
      incidentKey: incidentKeys.get(row.key) ?? null,
      startDate: dateText(row.startedAt),
      endDate: optionalDateText(row.endedAt),
      processInstanceKey: row.instanceKey,
      rootProcessInstanceKey: row.treeKey,
      processDefinitionKey: row.definitionKey,
      processDefinitionId: row.processId,
      tenantId: tenantName(row.tenantId),
    };
  });
}

/** An instance is the element instance of its process. */
function presentProcess(row: Rows['instance']) {
  return {
    elementInstanceKey: row.key,
    elementId: row.processId,
    elementName: row.definitionName ?? row.processId,
    type: 'PROCESS',
    state: row.outcome === null ? 'ACTIVE' : states[row.outcome],
    hasIncident: row.incidentCount > 0,
    incidentKey: null,
    startDate: dateText(row.startedAt),
    endDate: optionalDateText(row.endedAt),
    processInstanceKey: row.key,
    rootProcessInstanceKey: row.treeKey,
    processDefinitionKey: row.definitionKey,
    processDefinitionId: row.processId,
    tenantId: tenantName(row.tenantId),
  };
}

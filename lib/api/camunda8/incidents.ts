import type { FastifyInstance } from 'fastify';
import type { Rows } from '@/engine/index.ts';
import { auditOf, type ApiContext } from './api-context.ts';
import { dateText, sendJson, sendNothing, tenantName } from './json-answer.ts';
import { pathKey } from './keys.ts';
import { commandProblem, notFound, rejected } from './problem.ts';
import { anyBody } from './request-body.ts';
import { operationReferenceFault, refuseFaults } from './request-checks.ts';
import {
  dateField,
  keyField,
  namedValuesField,
  namesOfNothing,
  tenantField,
  textField,
} from './search/search-fields.ts';
import { searchPage } from './search/search-page.ts';
import type { SearchResource } from './search/search-request.ts';

const errorTypes = [
  'IO_MAPPING_ERROR',
  'CONDITION_ERROR',
  'EXTRACT_VALUE_ERROR',
  'CALLED_ELEMENT_ERROR',
  'UNHANDLED_ERROR_EVENT',
  'EXECUTION_LISTENER_NO_RETRIES',
  'TASK_LISTENER_NO_RETRIES',
  'AD_HOC_SUB_PROCESS_NO_RETRIES',
  'MESSAGE_SIZE_EXCEEDED',
  'STEP_LIMIT_EXCEEDED',
] as const;
/** Camunda 7's jobs and external tasks without retries are the same thing under other names. */
const noRetriesTypes = ['JOB_NO_RETRIES', 'failedJob', 'failedExternalTask'];
const errorTypeOf = (type: string): string => (noRetriesTypes.includes(type) ? 'JOB_NO_RETRIES' : type);

export const incidentSearch: SearchResource<'incident'> = {
  concept: 'incident',
  key: 'key',
  always: [],
  fields: {
    incidentKey: keyField('key'),
    processInstanceKey: keyField('instanceKey'),
    processDefinitionKey: keyField('definitionKey'),
    processDefinitionId: textField('processId'),
    elementId: textField('elementId'),
    elementInstanceKey: keyField('elementInstanceKey'),
    jobKey: keyField('jobKey'),
    errorType: namedValuesField<'incident'>(
      {
        JOB_NO_RETRIES: [{ field: 'type', op: 'in', value: noRetriesTypes }],
        ...Object.fromEntries(errorTypes.map((type) => [type, [{ field: 'type', op: '=', value: type } as const]])),
        ...namesOfNothing<'incident'>(
          'UNSPECIFIED',
          'UNKNOWN',
          'CALLED_DECISION_ERROR',
          'DECISION_EVALUATION_ERROR',
          'FORM_NOT_FOUND',
          'RESOURCE_NOT_FOUND',
        ),
      },
      'type',
    ),
    errorMessage: textField('message'),
    creationTime: dateField('raisedAt'),
    state: namedValuesField<'incident'>(
      {
        ACTIVE: [{ field: 'resolvedAt', op: 'isNull' }],
        RESOLVED: [{ field: 'resolvedAt', op: 'isNotNull' }],
        ...namesOfNothing<'incident'>('MIGRATED', 'PENDING', 'UNKNOWN'),
      },
      'outcome',
      true,
    ),
    tenantId: tenantField('tenantId'),
  },
};

/** `POST /incidents/search`, `GET /incidents/{key}`, `POST /incidents/{key}/resolution`, and those of one instance. */
export function incidentRoutes(app: FastifyInstance, { engine }: ApiContext): void {
  app.post('/incidents/search', async (request, reply) =>
    sendJson(
      reply,
      await searchPage(engine.search, incidentSearch, anyBody(request), (rows) => rows.map(presentIncident)),
    ),
  );

  app.post('/process-instances/:processInstanceKey/incidents/search', async (request, reply) => {
    const instanceKey = pathKey(request, 'processInstanceKey');
    if ((await engine.search.get('instance', instanceKey)) === null)
      throw notFound(`Process Instance with key '${instanceKey}' not found`);
    return sendJson(
      reply,
      await searchPage(engine.search, incidentSearch, anyBody(request), (rows) => rows.map(presentIncident), [
        { field: 'instanceKey', op: '=', value: instanceKey },
      ]),
    );
  });

  app.get('/incidents/:incidentKey', async (request, reply) => {
    const incidentKey = pathKey(request, 'incidentKey');
    const row = await engine.search.get('incident', incidentKey);
    if (row === null) throw notFound(`Incident with key '${incidentKey}' not found`);
    return sendJson(reply, presentIncident(row));
  });

  app.post('/incidents/:incidentKey/resolution', async (request, reply) => {
    const incidentKey = pathKey(request, 'incidentKey');
    refuseFaults([operationReferenceFault(anyBody(request))]);
    const executed = await engine.execute(
      { type: 'resolveIncident', incidentKey },
      {
        audit: auditOf(request, {
          operation: 'incident.resolve',
          risk: 'low',
          targetKind: 'incident',
          targetKey: incidentKey,
        }),
      },
    );
    if (executed.kind === 'executed') return sendNothing(reply);
    const { reason, jobKey } = executed.details;
    // Camunda 8 answers this with 404, not with 409.
    if (reason === 'noRetries')
      throw commandProblem(
        'RESOLVE',
        404,
        'NOT_FOUND',
        `Expected to resolve incident with key '${incidentKey}', but job with key '${jobKey}' has no retries left. Please update the job retries and retry resolving the incident`,
      );
    throw rejected('RESOLVE', executed, {
      notFound: `Expected to resolve incident with key '${incidentKey}', but no such incident was found`,
    });
  });
}

export function presentIncident(row: Rows['incident']) {
  return {
    incidentKey: row.key,
    errorType: errorTypeOf(row.type),
    errorMessage: row.message,
    state: row.resolvedAt === null ? 'ACTIVE' : 'RESOLVED',
    creationTime: dateText(row.raisedAt),
    processInstanceKey: row.instanceKey,
    rootProcessInstanceKey: row.treeKey,
    processDefinitionKey: row.definitionKey,
    processDefinitionId: row.processId,
    elementId: row.elementId,
    elementInstanceKey: row.elementInstanceKey,
    jobKey: row.jobKey,
    tenantId: tenantName(row.tenantId),
  };
}

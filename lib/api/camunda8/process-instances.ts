import type { FastifyInstance } from 'fastify';
import type { Condition, Rows } from '@/engine/index.ts';
import { auditOf, type ApiContext } from './api-context.ts';
import { elementInstanceSearch } from './element-instance-search.ts';
import { failedWithRetriesLeft } from './job-search.ts';
import { dateText, optionalDateText, sendJson, sendNothing, tenantName } from './json-answer.ts';
import { pathKey } from './keys.ts';
import { notFound, rejected } from './problem.ts';
import { anyBody } from './request-body.ts';
import { operationReferenceFault, refuseFaults } from './request-checks.ts';
import {
  dateField,
  flagField,
  integerField,
  keyField,
  namedValuesField,
  tenantField,
  partField,
  tagsField,
  textField,
  variablesField,
} from './search/search-fields.ts';
import { searchPage } from './search/search-page.ts';
import type { SearchResource } from './search/search-request.ts';

const isAlive: Condition<'instance'> = { field: 'endedAt', op: 'isNull' };

export const processInstanceSearch: SearchResource<'instance'> = {
  concept: 'instance',
  key: 'key',
  always: [],
  fields: {
    processInstanceKey: keyField('key'),
    processDefinitionId: textField('processId'),
    processDefinitionName: textField('definitionName'),
    processDefinitionVersion: integerField('definitionVersion'),
    processDefinitionVersionTag: textField('versionTag'),
    processDefinitionKey: keyField('definitionKey'),
    parentProcessInstanceKey: keyField('parentInstanceKey'),
    parentElementInstanceKey: keyField('parentElementInstanceKey'),
    startDate: dateField('startedAt'),
    endDate: dateField('endedAt'),
    state: namedValuesField<'instance'>(
      {
        ACTIVE: [isAlive],
        COMPLETED: [{ field: 'outcome', op: '=', value: 'completed' }],
        TERMINATED: [{ field: 'outcome', op: '=', value: 'terminated' }],
      },
      'outcome',
      true,
    ),
    hasIncident: flagField<'instance'>(
      [{ field: 'incidentCount', op: '>', value: 0 }],
      [{ field: 'incidentCount', op: '=', value: 0 }],
      'incidentCount',
    ),
    variables: variablesField(),
    businessId: textField('businessKey'),
    tags: tagsField(),
    elementId: partField('elementInstance', elementInstanceSearch.fields.elementId, elementInstanceSearch.always),
    elementInstanceState: partField(
      'elementInstance',
      elementInstanceSearch.fields.state,
      elementInstanceSearch.always,
    ),
    hasElementInstanceIncident: partField(
      'elementInstance',
      elementInstanceSearch.fields.hasIncident,
      elementInstanceSearch.always,
    ),
    errorMessage: partField('incident', textField('message'), [{ field: 'resolvedAt', op: 'isNull' }]),
    hasRetriesLeft: flagField<'instance'>(
      [{ instanceHas: 'job', where: failedWithRetriesLeft }],
      [{ instanceHas: 'job', where: failedWithRetriesLeft, isAbsent: true }],
    ),
    tenantId: tenantField('tenantId'),
  },
};

const states = { completed: 'COMPLETED', terminated: 'TERMINATED' } as const;

/** `POST /process-instances/search`, `GET /process-instances/{key}`, `POST …/{key}/cancellation`. */
export function processInstanceRoutes(app: FastifyInstance, { engine }: ApiContext): void {
  app.post('/process-instances/search', async (request, reply) =>
    sendJson(
      reply,
      await searchPage(engine.search, processInstanceSearch, anyBody(request), (rows) => rows.map(presentInstance)),
    ),
  );

  app.get('/process-instances/:processInstanceKey', async (request, reply) => {
    const instanceKey = pathKey(request, 'processInstanceKey');
    const row = await engine.search.get('instance', instanceKey);
    if (row === null) throw notFound(`Process Instance with key '${instanceKey}' not found`);
    return sendJson(reply, presentInstance(row));
  });

  app.post('/process-instances/:processInstanceKey/cancellation', async (request, reply) => {
    const instanceKey = pathKey(request, 'processInstanceKey');
    refuseFaults([operationReferenceFault(anyBody(request))]);
    const executed = await engine.execute(
      { type: 'cancelInstance', instanceKey, reason: null, onlyRoot: true },
      {
        audit: auditOf(request, {
          operation: 'instance.cancel',
          risk: 'high',
          targetKind: 'instance',
          targetKey: instanceKey,
          instanceKey,
        }),
      },
    );
    if (executed.kind === 'executed') return sendNothing(reply);
    const { rootInstanceKey } = executed.details;
    throw rejected('CANCEL', executed, {
      notFound: `Expected to cancel a process instance with key '${instanceKey}', but no such process was found`,
      invalidState: `Expected to cancel a process instance with key '${instanceKey}', but it is created by a parent process instance. Cancel the root process instance '${rootInstanceKey}' instead.`,
    });
  });
}

function presentInstance(row: Rows['instance']) {
  return {
    processInstanceKey: row.key,
    processDefinitionId: row.processId,
    processDefinitionName: row.definitionName ?? row.processId,
    processDefinitionVersion: row.definitionVersion,
    processDefinitionVersionTag: row.versionTag,
    processDefinitionKey: row.definitionKey,
    parentProcessInstanceKey: row.parentInstanceKey,
    parentElementInstanceKey: row.parentElementInstanceKey,
    rootProcessInstanceKey: row.treeKey,
    state: row.outcome === null ? 'ACTIVE' : states[row.outcome],
    hasIncident: row.incidentCount > 0,
    businessId: row.businessKey,
    startDate: dateText(row.startedAt),
    endDate: optionalDateText(row.endedAt),
    tenantId: tenantName(row.tenantId),
    tags: [],
  };
}

import type { FastifyInstance } from 'fastify';
import type { Rows } from '@/engine/index.ts';
import type { ApiContext } from './api-context.ts';
import { dateText, sendJson, tenantName } from './json-answer.ts';
import { anyBody } from './request-body.ts';
import { dateField, keyField, namedValuesField, tenantField, textField } from './search/search-fields.ts';
import { searchPage } from './search/search-page.ts';
import type { SearchResource } from './search/search-request.ts';

const NOT_CORRELATED = { field: 'isCorrelated', op: '=', value: false } as const;

const messageSubscriptionSearch: SearchResource<'subscription'> = {
  concept: 'subscription', key: 'key',
  // A definition's start events wait without an instance: Camunda 8 lists what instances wait for.
  always: [{ field: 'kind', op: '=', value: 'message' }, { field: 'instanceKey', op: 'isNotNull' }],
  fields: {
    messageSubscriptionKey: keyField('key'),
    messageName: textField('name'),
    correlationKey: textField('correlationKey'),
    messageSubscriptionState: namedValuesField<'subscription'>({
      CREATED: [{ field: 'closedAt', op: 'isNull' }, NOT_CORRELATED], CORRELATED: [{ field: 'isCorrelated', op: '=', value: true }], DELETED: [{ field: 'closedAt', op: 'isNotNull' }, NOT_CORRELATED],
    }, 'closedAt'),
    processInstanceKey: keyField('instanceKey'),
    processDefinitionId: textField('processId'),
    processDefinitionKey: keyField('definitionKey'),
    elementId: textField('elementId'),
    elementInstanceKey: keyField('elementInstanceKey'),
    lastUpdatedDate: dateField('createdAt'),
    tenantId: tenantField('tenantId'),
  },
};

/** `POST /message-subscriptions/search`: the messages that instances wait for, or waited for. */
export function messageSubscriptionRoutes(app: FastifyInstance, { engine }: ApiContext): void {
  app.post('/message-subscriptions/search', async (request, reply) =>
    sendJson(reply, await searchPage(engine.search, messageSubscriptionSearch, anyBody(request), (rows) => rows.map(presentSubscription))));
}

function presentSubscription(row: Rows['subscription']) {
  return {
    messageSubscriptionKey: row.key, messageName: row.name, correlationKey: row.correlationKey ?? '',
    messageSubscriptionState: row.isCorrelated ? 'CORRELATED' : row.closedAt === null ? 'CREATED' : 'DELETED', lastUpdatedDate: dateText(row.closedAt ?? row.createdAt),
    processInstanceKey: row.instanceKey, processDefinitionId: row.processId, processDefinitionKey: row.definitionKey,
    elementId: row.elementId, elementInstanceKey: row.elementInstanceKey, tenantId: tenantName(row.tenantId),
  };
}

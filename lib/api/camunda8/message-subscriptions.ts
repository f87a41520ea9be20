import type { FastifyInstance } from 'fastify';
import type { Rows } from '@/engine/index.ts';
import type { ApiContext } from './api-context.ts';
import { dateText, sendJson, tenantName } from './json-answer.ts';
import { anyBody } from './request-body.ts';
import {
  constantField,
  dateField,
  defaultedTextField,
  keyField,
  namedValuesField,
  namesOfNothing,
  tenantField,
  textField,
} from './search/search-fields.ts';
import { searchPage } from './search/search-page.ts';
import type { SearchResource } from './search/search-request.ts';

const NOT_CORRELATED = { field: 'isCorrelated', op: '=', value: false } as const;

export const messageSubscriptionSearch: SearchResource<'subscription'> = {
  concept: 'subscription',
  key: 'key',
  // A definition's start events wait without an instance: Camunda 8 lists what instances wait for.
  always: [
    { field: 'kind', op: '=', value: 'message' },
    { field: 'instanceKey', op: 'isNotNull' },
  ],
  fields: {
    messageSubscriptionKey: keyField('key'),
    messageName: textField('name'),
    correlationKey: defaultedTextField('correlationKey', ''),
    messageSubscriptionState: namedValuesField<'subscription'>(
      {
        CREATED: [{ field: 'closedAt', op: 'isNull' }, NOT_CORRELATED],
        CORRELATED: [{ field: 'isCorrelated', op: '=', value: true }],
        DELETED: [{ field: 'closedAt', op: 'isNotNull' }, NOT_CORRELATED],
        ...namesOfNothing<'subscription'>('MIGRATED'),
      },
      'closedAt',
    ),
    processInstanceKey: keyField('instanceKey'),
    processDefinitionId: textField('processId'),
    processDefinitionKey: keyField('definitionKey'),
    elementId: textField('elementId'),
    elementInstanceKey: keyField('elementInstanceKey'),
    lastUpdatedDate: dateField('updatedAt'),
    tenantId: tenantField('tenantId'),
  },
};

/** All is in one, which `GET /topology` names. */
const THE_PARTITION = 1;

/** A message may have come by several subscriptions. */
export const correlatedSearch: SearchResource<'messageCorrelation'> = {
  concept: 'messageCorrelation',
  key: 'key',
  secondKey: 'subscriptionKey',
  always: [],
  fields: {
    messageKey: keyField('key'),
    subscriptionKey: keyField('subscriptionKey'),
    messageName: textField('name'),
    correlationKey: defaultedTextField('correlationKey', ''),
    correlationTime: dateField('correlatedAt'),
    processInstanceKey: keyField('instanceKey'),
    processDefinitionId: textField('processId'),
    processDefinitionKey: keyField('definitionKey'),
    elementId: textField('elementId'),
    elementInstanceKey: keyField('elementInstanceKey'),
    partitionId: constantField(THE_PARTITION, 'key'),
    tenantId: tenantField('tenantId'),
  },
};

/**
 * `POST /message-subscriptions/search`: the messages that instances wait for, or waited for; `POST
 * /correlated-message-subscriptions/search`: those that came.
 */
export function messageSubscriptionRoutes(app: FastifyInstance, { engine }: ApiContext): void {
  app.post('/message-subscriptions/search', async (request, reply) =>
    sendJson(
      reply,
      await searchPage(engine.search, messageSubscriptionSearch, anyBody(request), (rows) =>
        rows.map(presentSubscription),
      ),
    ),
  );

  app.post('/correlated-message-subscriptions/search', async (request, reply) =>
    sendJson(
      reply,
      await searchPage(engine.search, correlatedSearch, anyBody(request), (rows) => rows.map(presentCorrelated)),
    ),
  );
}

function presentCorrelated(row: Rows['messageCorrelation']) {
  return {
    messageKey: row.key,
    subscriptionKey: row.subscriptionKey,
    messageName: row.name,
    correlationKey: row.correlationKey ?? '',
    correlationTime: dateText(row.correlatedAt),
    partitionId: THE_PARTITION,
    processInstanceKey: row.instanceKey,
    rootProcessInstanceKey: row.treeKey,
    processDefinitionId: row.processId,
    processDefinitionKey: row.definitionKey,
    elementId: row.elementId,
    elementInstanceKey: row.elementInstanceKey,
    tenantId: tenantName(row.tenantId),
  };
}

function presentSubscription(row: Rows['subscription']) {
  return {
    messageSubscriptionKey: row.key,
    messageName: row.name,
    correlationKey: row.correlationKey ?? '',
    messageSubscriptionState: row.isCorrelated ? 'CORRELATED' : row.closedAt === null ? 'CREATED' : 'DELETED',
    lastUpdatedDate: dateText(row.updatedAt),
    processInstanceKey: row.instanceKey,
    rootProcessInstanceKey: row.treeKey,
    processDefinitionId: row.processId,
    processDefinitionKey: row.definitionKey,
    elementId: row.elementId,
    elementInstanceKey: row.elementInstanceKey,
    tenantId: tenantName(row.tenantId),
  };
}

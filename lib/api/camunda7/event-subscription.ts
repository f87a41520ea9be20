import type { SubscriptionRow } from '@/engine/index.ts';
import type { RouteTable } from './call.ts';
import { dateText } from './dates.ts';
import { MULTI_INSTANCE_SUFFIX } from './ids.ts';
import { filtersOf } from './query/filter.ts';
import { addList } from './query/list-routes.ts';

const f = filtersOf<'subscription'>();

/** `/event-subscription`: what waits for a message or a signal, start events of definitions included. */
export function eventSubscriptionRoutes(routes: RouteTable): void {
  addList(
    routes,
    { path: '/event-subscription', hasPost: false },
    {
      concept: 'subscription',
      base: [{ field: 'closedAt', op: 'isNull' }],
      filters: {
        eventSubscriptionId: f.key('key'),
        eventName: f.text('name'),
        eventType: f.text('kind'),
        executionId: f.key('elementInstanceKey'),
        processInstanceId: f.key('instanceKey'),
        activityId: f.text('elementId'),
        tenantIdIn: f.tenants('tenantId', 'includeEventSubscriptionsWithoutTenantId'),
        withoutTenantId: f.withoutTenant('tenantId'),
        includeEventSubscriptionsWithoutTenantId: f.wish,
      },
      sorts: { tenantId: 'tenantId', created: 'createdAt' },
      show: async (rows) => rows.map(eventSubscription),
    },
  );
}

/** `EventSubscriptionDto`. */
export function eventSubscription(row: SubscriptionRow): Readonly<Record<string, unknown>> {
  return {
    id: row.key,
    eventType: row.kind,
    // What can be undone and conditions have no name, and a multi-instance activity that completed is its body.
    eventName: row.kind === 'compensate' || row.kind === 'conditional' ? null : row.name,
    executionId: row.elementInstanceKey,
    processInstanceId: row.instanceKey,
    activityId: row.eventScopeKind === 'multiInstanceBody' ? row.elementId + MULTI_INSTANCE_SUFFIX : row.elementId,
    createdDate: dateText(row.createdAt),
    tenantId: row.tenantId,
  };
}

import type { Condition, ExecutionRow } from '@/engine/index.ts';
import { filtersOf, type FilterContext, type FilterTable, NOTHING, type Where } from './query/filter.ts';
import type { ListSpec } from './query/list-routes.ts';

const f = filtersOf<'execution'>();
/** Executions that a filter over another concept may bring along. */
const MAX_JOINED = 10_000;
const open: Condition<'incident'> = { field: 'resolvedAt', op: 'isNull' };

const among = (keys: readonly (string | null)[]): Where<'execution'> => {
  const distinct = [...new Set(keys.filter((key) => key !== null))];
  return distinct.length === 0 ? NOTHING : [{ field: 'key', op: 'in', value: distinct }];
};

const waitingFor =
  (kind: 'message' | 'signal') =>
  async (name: string, { engine }: FilterContext): Promise<Where<'execution'>> =>
    among(
      (
        await engine.search.find('subscription', {
          where: [
            { field: 'kind', op: '=', value: kind },
            { field: 'name', op: '=', value: name },
            { field: 'closedAt', op: 'isNull' },
          ],
          limit: MAX_JOINED,
        })
      ).map(({ elementInstanceKey }) => elementInstanceKey),
    );

const withIncident =
  (condition: (value: string) => Condition<'incident'>) =>
  async (value: string, { engine }: FilterContext): Promise<Where<'execution'>> =>
    among(
      (await engine.search.find('incident', { where: [open, condition(value)], limit: MAX_JOINED })).map(
        ({ executionKey, instanceKey }) => executionKey ?? instanceKey,
      ),
    );

const filters: FilterTable<'execution'> = {
  processDefinitionKey: f.text('processId'),
  processDefinitionId: f.definition('definitionKey'),
  processInstanceId: f.key('instanceKey'),
  businessKey: f.text('businessKey'),
  activityId: f.text('elementId'),
  active: f.flag({ field: 'isSuspended', op: '=', value: false }),
  suspended: f.flag({ field: 'isSuspended', op: '=', value: true }),
  messageEventSubscriptionName: { kind: 'text', where: waitingFor('message') },
  signalEventSubscriptionName: { kind: 'text', where: waitingFor('signal') },
  incidentId: {
    kind: 'text',
    where: withIncident((value) => ({ field: 'key', op: '=', value: /^\d{16}$/.test(value) ? value : '0' })),
  },
  incidentType: { kind: 'text', where: withIncident((value) => ({ field: 'type', op: '=', value })) },
  incidentMessage: { kind: 'text', where: withIncident((value) => ({ field: 'message', op: '=', value })) },
  incidentMessageLike: { kind: 'text', where: withIncident((value) => ({ field: 'message', op: 'like', value })) },
  variables: { kind: 'variables', where: ({ name, ...variable }) => [{ variable: name, isLocal: true, ...variable }] },
  processVariables: {
    kind: 'variables',
    comparisons: { what: 'process variable', allowed: new Set(['=', '!=']) },
    where: ({ name, ...variable }) => [{ variable: name, ...variable }],
  },
  tenantIdIn: f.tenantsOnly('tenantId'),
};

/** Where tokens stand, as the original's executions. */
export const executionList: ListSpec<'execution'> = {
  concept: 'execution',
  base: [],
  filters,
  sorts: { instanceId: 'instanceKey', definitionKey: 'processId', definitionId: 'definitionKey', tenantId: 'tenantId' },
  show: async (rows) => rows.map(execution),
};

const execution = (row: ExecutionRow): Readonly<Record<string, unknown>> => ({
  id: row.key,
  processInstanceId: row.instanceKey,
  ended: false,
  tenantId: row.tenantId,
});

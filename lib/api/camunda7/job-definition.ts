import type { Call, RouteTable } from './call.ts';
import { definitionId, definitionKeyOf } from './ids.ts';
import { findJobDefinition, type JobDefinition, jobDefinitionsOf } from './job-definition-id.ts';
import { addMemoryList, among, equals, ifSet, matching } from './query/memory-list.ts';
import type { FilterSource } from './query/read-filters.ts';
import { definitionsOf } from './definitions.ts';
import { invalidRequest } from './rest-error.ts';

/** `/job-definition`: what makes jobs, read from the models. */
export function jobDefinitionRoutes(routes: RouteTable): void {
  addMemoryList<JobDefinition>(routes, {
    path: '/job-definition', hasPost: true, read,
    sorts: {
      jobDefinitionId: ({ id }) => id, activityId: ({ activityId }) => activityId, processDefinitionId: ({ definition }) => definition.key,
      processDefinitionKey: ({ definition }) => definition.graph.processId, jobType: ({ jobType }) => jobType,
      jobConfiguration: ({ jobConfiguration }) => jobConfiguration, tenantId: ({ definition }) => definition.tenantId,
    },
    show: async (items) => items.map(jobDefinition),
  });
  routes.add('GET', '/job-definition/:id', async (call) => {
    const found = await findJobDefinition(call.engine, call.param('id'));
    if (found === null) throw invalidRequest(`Job Definition with id ${call.param('id')} does not exist`, 404);
    return jobDefinition(found);
  });
}

/** Only the definitions that the query can mean are read. */
async function read(call: Call, source: FilterSource): Promise<readonly JobDefinition[]> {
  const processId = source.has('processDefinitionKey') ? source.text('processDefinitionKey') : null;
  const id = source.has('processDefinitionId') ? source.text('processDefinitionId') : null;
  const key = id === null ? null : definitionKeyOf(id);
  if (id !== null && key === null) return [];
  const rows = await call.engine.search.find('definition', { where: [
    ...(processId === null ? [] : [{ field: 'processId', op: '=', value: processId } as const]),
    ...(key === null ? [] : [{ field: 'key', op: '=', value: key } as const]),
  ], sort: [{ field: 'key', order: 'asc' }] });
  const definitions = await definitionsOf(call.engine, rows.map((row) => ({ definitionKey: row.key })));
  const matches = matching<JobDefinition>(source, {
    jobDefinitionId: equals((item) => item.id), activityIdIn: among((item) => item.activityId), jobType: equals((item) => item.jobType),
    jobConfiguration: equals((item) => item.jobConfiguration), suspended: ifSet(() => false), withOverridingJobPriority: ifSet(() => false),
    tenantIdIn: among((item) => item.definition.tenantId), withoutTenantId: ifSet((item) => item.definition.tenantId === null),
  });
  return rows.flatMap((row) => {
    const definition = definitions.get(row.key);
    return definition === undefined ? [] : jobDefinitionsOf(definition).filter(matches);
  });
}

function jobDefinition({ id, definition, jobType, jobConfiguration, activityId }: JobDefinition): Readonly<Record<string, unknown>> {
  return {
    id,
    processDefinitionId: definitionId({ processId: definition.graph.processId, definitionVersion: definition.version, definitionKey: definition.key }),
    processDefinitionKey: definition.graph.processId,
    jobType,
    jobConfiguration,
    activityId,
    suspended: false,
    overridingJobPriority: null,
    tenantId: definition.tenantId,
    deploymentId: null,
  };
}

import { jobSourceId } from '@/engine/index.ts';
import type { Call, RouteTable } from './call.ts';
import { definitionId, definitionKeyOf } from './ids.ts';
import { findJobDefinition, type JobDefinition, jobDefinitionIdOf, jobDefinitionsOf } from './job-definition-id.ts';
import { addMemoryList, among, equals, ifSet, matching, ofTenants } from './query/memory-list.ts';
import type { FilterSource } from './query/read-filters.ts';
import { definitionsOf } from './definitions.ts';
import { invalidRequest, RestError } from './rest-error.ts';

/** With tenants: what has none is listed as well. */
const WITHOUT_TENANT = 'includeJobDefinitionsWithoutTenantId';

/** `/job-definition`: what makes jobs, read from the models. */
export function jobDefinitionRoutes(routes: RouteTable): void {
  addMemoryList<JobDefinition>(routes, {
    path: '/job-definition',
    hasPost: true,
    read,
    sorts: {
      jobDefinitionId: ({ id }) => id,
      activityId: ({ activityId }) => activityId,
      processDefinitionId: ({ definition }) => definition.key,
      processDefinitionKey: ({ definition }) => definition.graph.processId,
      jobType: ({ jobType }) => jobType,
      jobConfiguration: ({ jobConfiguration }) => jobConfiguration,
      tenantId: ({ definition }) => definition.tenantId,
    },
    show: async (items) => items.map(jobDefinition),
  });
  routes.add('GET', '/job-definition/:id', async (call) => {
    const found = await findJobDefinition(call.engine, call.param('id'));
    if (found === null) throw invalidRequest(`Job Definition with id ${call.param('id')} does not exist`, 404);
    return jobDefinition(found);
  });
  routes.add('PUT', '/job-definition/:id/retries', setRetries);
  routes.add('PUT', '/job-definition/:id/jobPriority', setPriority);
}

/** Jobs that are changed at a time. */
const RETRY_BATCH = 500;

/** Only jobs that have no retries left get new ones. */
async function setRetries(call: Call): Promise<undefined> {
  const body = call.body();
  const retries = body.int('retries');
  const isDueDateGiven = body.has('dueDate');
  const dueAt = body.date('dueDate');
  if (retries === null) throw new RestError(500, 'NullPointerException', 'retries is null');
  if (retries < 0)
    throw invalidRequest(
      `ENGINE-13054 The number of job retries must be a non-negative Integer, but '${retries}' has been provided.`,
      500,
    );
  const found = await findJobDefinition(call.engine, call.param('id'));
  if (found === null || retries === 0) return undefined;
  for (let last = '0000000000000000'; ; ) {
    const jobs = await call.engine.search.find('job', {
      where: [
        { field: 'definitionKey', op: '=', value: found.definition.key },
        { field: 'elementId', op: '=', value: found.elementId },
        { field: 'kind', op: '!=', value: 'worker' },
        { field: 'endedAt', op: 'isNull' },
        { field: 'retries', op: '=', value: 0 },
        { field: 'key', op: '>', value: last },
      ],
      sort: [{ field: 'key', order: 'asc' }],
      limit: RETRY_BATCH,
    });
    const own = jobs.filter((job) => jobDefinitionIdOf(job, found.definition) === found.id);
    await Promise.all(
      own.map((job) =>
        call.engine.execute(
          { type: 'setJobRetries', jobKey: job.key, retries },
          {
            audit: call.audit('job.setRetries', 'low', {
              targetKind: 'job',
              targetKey: job.key,
              instanceKey: job.instanceKey,
              definitionKey: job.definitionKey,
              elementId: job.elementId,
              before: { retries: 0 },
              after: { retries },
            }),
          },
        ),
      ),
    );
    if (isDueDateGiven)
      await Promise.all(own.map((job) => call.engine.execute({ type: 'setJobDueDate', jobKey: job.key, dueAt })));
    const end = jobs.at(-1);
    if (end === undefined || jobs.length < RETRY_BATCH) return undefined;
    last = end.key;
  }
}

/** Only the definitions that the query can mean are read. */
async function read(call: Call, source: FilterSource): Promise<readonly JobDefinition[]> {
  const processId = source.has('processDefinitionKey') ? source.text('processDefinitionKey') : null;
  const id = source.has('processDefinitionId') ? source.text('processDefinitionId') : null;
  const key = id === null ? null : definitionKeyOf(id);
  if (id !== null && key === null) return [];
  const rows = await call.engine.search.find('definition', {
    where: [
      ...(processId === null ? [] : [{ field: 'processId', op: '=', value: processId } as const]),
      ...(key === null ? [] : [{ field: 'key', op: '=', value: key } as const]),
    ],
    sort: [{ field: 'key', order: 'asc' }],
  });
  const definitions = await definitionsOf(
    call.engine,
    rows.map((row) => ({ definitionKey: row.key })),
  );
  const matches = matching<JobDefinition>(source, {
    jobDefinitionId: equals((item) => item.id),
    activityIdIn: among((item) => item.activityId),
    jobType: equals((item) => item.jobType),
    jobConfiguration: equals((item) => item.jobConfiguration),
    suspended: ifSet(isSuspended),
    active: ifSet((item) => !isSuspended(item)),
    withOverridingJobPriority: ifSet((item) => settingOf(item)?.priority != null),
    tenantIdIn: Object.assign(
      (item: JobDefinition, from: FilterSource, name: string) =>
        ofTenant(item, from, name) ||
        (item.definition.tenantId === null && from.has(WITHOUT_TENANT) && from.flag(WITHOUT_TENANT)),
      { reads: ofTenant.reads },
    ),
    withoutTenantId: ifSet((item) => item.definition.tenantId === null),
  });
  return rows.flatMap((row) => {
    const definition = definitions.get(row.key);
    return definition === undefined ? [] : jobDefinitionsOf(definition).filter(matches);
  });
}

const ofTenant = ofTenants<JobDefinition>(({ definition }) => definition.tenantId);
const settingOf = ({ definition, elementId, position }: JobDefinition) =>
  definition.jobSettings.get(jobSourceId({ elementId, position }));
const isSuspended = (item: JobDefinition): boolean => settingOf(item)?.isSuspended ?? item.definition.isSuspended;

/**
 * Jobs get this priority instead of the model's. The original changes those that are there too, whatever `includeJobs`
 * says; a priority that is taken away leaves them as they are.
 */
async function setPriority(call: Call): Promise<undefined> {
  const body = call.body();
  const id = call.param('id');
  const priority = body.whole('priority');
  if (priority === null && body.flag('includeJobs'))
    throw invalidRequest(`Cannot reset priority for job definition ${id} with includeJobs=true`);
  const found = await findJobDefinition(call.engine, id);
  if (found === null) throw invalidRequest(`Job definition with id '${id}' does not exist: jobDefinition is null`, 404);
  const {
    elementId,
    position,
    definition: { key: definitionKey },
  } = found;
  const audit = call.audit('jobDefinition.setPriority', 'guarded', {
    targetKind: 'jobDefinition',
    targetKey: id,
    definitionKey,
    elementId,
    before: { priority: settingOf(found)?.priority ?? null },
    after: { priority },
  });
  await call.engine.changeJobSources(
    { scope: { definitionKey, elementId, position }, priority, includesJobs: priority !== null, at: null },
    { audit },
  );
  return undefined;
}

function jobDefinition(item: JobDefinition): Readonly<Record<string, unknown>> {
  const { id, definition, jobType, jobConfiguration, activityId } = item;
  return {
    id,
    processDefinitionId: definitionId({
      processId: definition.graph.processId,
      definitionVersion: definition.version,
      definitionKey: definition.key,
    }),
    processDefinitionKey: definition.graph.processId,
    jobType,
    jobConfiguration,
    activityId,
    suspended: isSuspended(item),
    overridingJobPriority: settingOf(item)?.priority ?? null,
    tenantId: definition.tenantId,
    deploymentId: null,
  };
}

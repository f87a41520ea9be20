import { RawAnswer, type RouteTable } from '../call.ts';
import { dateText } from '../dates.ts';
import { definitionId } from '../ids.ts';
import { addMemoryList, among, atLeast, atMost, equals, matching } from '../query/memory-list.ts';
import { invalidRequest } from '../rest-error.ts';
import {
  countJobEntries,
  eventFlags,
  findJobEntry,
  inTime,
  type JobEntry,
  jobEntryTests,
  readJobEntries,
} from './job-entries.ts';
import { withRemovalTimes } from './removal-times.ts';

const WORK = { field: 'kind', op: '=', value: 'worker' } as const;
const activityInstanceOf = ({ job }: JobEntry): string => `${job.elementId}:${job.elementInstanceKey}`;

const TESTS: Parameters<typeof matching<JobEntry>>[1] = {
  ...jobEntryTests,
  topicName: equals(({ job }) => job.type),
  workerId: equals(({ worker }) => worker),
  errorMessage: equals((entry) => entry.errorMessage),
  activityInstanceIdIn: among(activityInstanceOf),
  priorityHigherThanOrEquals: atLeast(({ job }) => job.priority),
  priorityLowerThanOrEquals: atMost(({ job }) => job.priority),
};

/** `/history/external-task-log`. */
export function externalTaskLogRoutes(routes: RouteTable): void {
  addMemoryList<JobEntry>(routes, {
    path: '/history/external-task-log',
    hasPost: true,
    count: (call, source) => countJobEntries(call, source, WORK, Object.keys(TESTS)),
    async *read(call, source) {
      const isMeant = matching(source, TESTS);
      for await (const entries of readJobEntries(call, source, WORK)) yield entries.filter(isMeant);
    },
    order: inTime,
    sorts: {
      timestamp: ({ at }) => at,
      externalTaskId: ({ job }) => job.key,
      retries: ({ retries }) => retries,
      priority: ({ job }) => job.priority,
      topicName: ({ job }) => job.type,
      workerId: ({ worker }) => worker,
      activityId: ({ job }) => job.elementId,
      activityInstanceId: activityInstanceOf,
      executionId: ({ job }) => job.elementInstanceKey,
      processInstanceId: ({ job }) => job.instanceKey,
      processDefinitionId: ({ job }) => job.definitionKey,
      processDefinitionKey: ({ job }) => job.processId,
      tenantId: ({ job }) => job.tenantId,
    },
    show: (entries, call) => withRemovalTimes(call.engine, entries.map(shown)),
  });
  routes.add('GET', '/history/external-task-log/:id', async (call) => {
    const entry = await findJobEntry(call, WORK);
    if (entry === null)
      throw invalidRequest(`Historic external task log with id ${call.param('id')} does not exist`, 404);
    return (await withRemovalTimes(call.engine, [shown(entry)]))[0];
  });
  routes.add('GET', '/history/external-task-log/:id/error-details', async (call) => {
    const entry = await findJobEntry(call, WORK);
    if (entry === null)
      throw invalidRequest(
        `No historic external task log found with id ${call.param('id')}: historicExternalTaskLog is null`,
        404,
      );
    return entry.errorDetails === null ? undefined : new RawAnswer('text/plain', entry.errorDetails);
  });
}

function shown(entry: JobEntry): Readonly<Record<string, unknown>> {
  const { job } = entry;
  return {
    id: entry.id,
    timestamp: dateText(entry.at),
    removalTime: null,
    externalTaskId: job.key,
    topicName: job.type,
    workerId: entry.worker,
    priority: job.priority,
    retries: entry.retries,
    errorMessage: entry.errorMessage,
    activityId: job.elementId,
    activityInstanceId: activityInstanceOf(entry),
    executionId: job.elementInstanceKey,
    processInstanceId: job.instanceKey,
    processDefinitionId: definitionId(job),
    processDefinitionKey: job.processId,
    tenantId: job.tenantId,
    rootProcessInstanceId: job.treeKey,
    ...eventFlags(entry.event),
  };
}

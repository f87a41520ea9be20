import { hostname } from 'node:os';
import type { Definition } from '@/engine/index.ts';
import { type Call, RawAnswer, type RouteTable } from '../call.ts';
import { dateText, optionalDateText } from '../dates.ts';
import { definitionsOf } from '../definitions.ts';
import { definitionId } from '../ids.ts';
import { type JobDefinition, jobDefinitionIdOf, jobDefinitionsOf } from '../job-definition-id.ts';
import { addMemoryList, among, equals, matching } from '../query/memory-list.ts';
import { invalidRequest } from '../rest-error.ts';
import { atLeast, atMost, countJobEntries, eventFlags, findJobEntry, inTime, type JobEntry, jobEntryTests, readJobEntries } from './job-entries.ts';
import { withRemovalTimes } from './removal-times.ts';

const NOT_WORK = { field: 'kind', op: '!=', value: 'worker' } as const;
/** Of a job that nobody has counted yet. */
const DEFAULT_RETRIES = 3;

interface LogEntry extends JobEntry { readonly made: JobDefinition | null; readonly definition: Definition | null }

const failedActivityOf = ({ failedElementId }: JobEntry): string | null => failedElementId;

const TESTS: Parameters<typeof matching<LogEntry>>[1] = {
  ...jobEntryTests, jobExceptionMessage: equals((entry) => entry.errorMessage), failedActivityIdIn: among(failedActivityOf),
  jobDefinitionId: equals(({ made }) => made?.id ?? null), jobDefinitionType: equals(({ made }) => made?.jobType ?? null), jobDefinitionConfiguration: equals(({ made }) => made?.jobConfiguration ?? null),
  deploymentId: equals(({ definition }) => definition?.deploymentKey ?? null), hostname: equals(() => hostname()),
  jobPriorityHigherThanOrEquals: atLeast, jobPriorityLowerThanOrEquals: atMost,
};

/** `/history/job-log`. */
export function jobLogRoutes(routes: RouteTable): void {
  addMemoryList<LogEntry>(routes, {
    path: '/history/job-log', hasPost: true,
    count: (call, source) => countJobEntries(call, source, NOT_WORK, Object.keys(TESTS)),
    async *read(call, source) {
      const isMeant = matching<LogEntry>(source, TESTS);
      for await (const entries of readJobEntries(call, source, NOT_WORK)) yield (await withDefinitions(call, entries)).filter(isMeant);
    },
    order: inTime,
    sorts: {
      timestamp: ({ at }) => at, occurrence: ({ at }) => at, jobId: ({ job }) => job.key, jobDueDate: ({ job }) => job.dueAt, jobRetries: ({ retries }) => retries, jobPriority: ({ job }) => job.priority,
      jobDefinitionId: ({ made }) => made?.id ?? null, activityId: ({ job }) => job.elementId, executionId: ({ job }) => job.scopeKey, processInstanceId: ({ job }) => job.instanceKey,
      processDefinitionId: ({ job }) => job.definitionKey, processDefinitionKey: ({ job }) => job.processId, deploymentId: ({ definition }) => definition?.deploymentKey ?? null,
      tenantId: ({ job }) => job.tenantId, hostname: () => '',
    },
    show: (entries, call) => withRemovalTimes(call.engine, entries.map(shown)),
  });
  routes.add('GET', '/history/job-log/:id', async (call) => {
    const entry = await findJobEntry(call, NOT_WORK);
    const [full] = entry === null ? [] : await withDefinitions(call, [entry]);
    if (full === undefined) throw invalidRequest(`Historic job log with id ${call.param('id')} does not exist`, 404);
    return (await withRemovalTimes(call.engine, [shown(full)]))[0];
  });
  routes.add('GET', '/history/job-log/:id/stacktrace', async (call) => {
    const entry = await findJobEntry(call, NOT_WORK);
    if (entry === null) throw invalidRequest(`No historic job log found with id ${call.param('id')}: historicJobLog is null`, 404);
    const text = entry.errorDetails ?? entry.errorMessage;
    return text === null ? undefined : new RawAnswer('text/plain', text);
  });
}

async function withDefinitions(call: Call, entries: readonly JobEntry[]): Promise<readonly LogEntry[]> {
  const definitions = await definitionsOf(call.engine, entries.map(({ job }) => job));
  const made = new Map([...definitions.values()].flatMap((definition) => jobDefinitionsOf(definition).map((one) => [one.id, one] as const)));
  return entries.map((entry) => {
    const definition = definitions.get(entry.job.definitionKey);
    return { ...entry, definition: definition ?? null, made: made.get(jobDefinitionIdOf(entry.job, definition)) ?? null };
  });
}

function shown(entry: LogEntry): Readonly<Record<string, unknown>> {
  const { job, made } = entry;
  return {
    id: entry.id,
    timestamp: dateText(entry.at),
    removalTime: null,
    jobId: job.key,
    jobDueDate: optionalDateText(job.dueAt),
    jobRetries: entry.retries ?? DEFAULT_RETRIES,
    jobPriority: job.priority,
    jobExceptionMessage: entry.errorMessage,
    jobDefinitionId: made?.id ?? null,
    jobDefinitionType: made?.jobType ?? null,
    jobDefinitionConfiguration: made?.jobConfiguration ?? null,
    activityId: job.elementId,
    failedActivityId: failedActivityOf(entry),
    executionId: job.elementInstanceKey ?? job.scopeKey,
    processInstanceId: job.instanceKey,
    processDefinitionId: definitionId(job),
    processDefinitionKey: job.processId,
    deploymentId: entry.definition?.deploymentKey ?? null,
    tenantId: job.tenantId,
    hostname: hostname(),
    rootProcessInstanceId: job.treeKey,
    batchId: null,
    ...eventFlags(entry.event),
  };
}

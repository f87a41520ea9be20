import { hostname } from 'node:os';
import type { Definition, Instant, JobRow, Key } from '@/engine/index.ts';
import { batchDefinitionId } from '../batch/batch-ids.ts';
import { type Call, RawAnswer, type RouteTable } from '../call.ts';
import { dateText, optionalDateText } from '../dates.ts';
import { definitionsOf } from '../definitions.ts';
import { definitionId } from '../ids.ts';
import { executionOfJob } from '../job.ts';
import {
  activityOfJob,
  isSignalStart,
  type JobDefinition,
  jobDefinitionIdOf,
  jobDefinitionsOf,
} from '../job-definition-id.ts';
import { addMemoryList, among, atLeast, atMost, equals, ifSet, matching, ofTenants } from '../query/memory-list.ts';
import type { FilterSource } from '../query/read-filters.ts';
import { invalidRequest } from '../rest-error.ts';
import {
  type BatchJobEntry,
  batchJobType,
  countBatchEntries,
  findBatchEntry,
  readBatchEntries,
} from './batch-job-log.ts';
import { countJobEntries, eventFlags, findJobEntry, type JobEntry, readJobEntries } from './job-entries.ts';
import { withRemovalTimes } from './removal-times.ts';

const NOT_WORK = { field: 'kind', op: '!=', value: 'worker' } as const;
/** Of a job that nobody has counted yet. */
const DEFAULT_RETRIES = 3;

/** One line of the log, of a process's job or of a batch's. */
interface Line {
  readonly id: string;
  readonly at: Instant;
  readonly event: JobEntry['event'];
  readonly jobId: string;
  readonly dueAt: Instant | null;
  readonly retries: number;
  readonly priority: number;
  readonly errorMessage: string | null;
  readonly errorDetails: string | null;
  readonly jobDefinitionId: string | null;
  readonly jobType: string | null;
  readonly configuration: string | null;
  readonly activityId: string | null;
  readonly failedActivityId: string | null;
  readonly executionId: Key | null;
  readonly instanceKey: Key | null;
  readonly rootKey: Key | null;
  readonly definitionKey: Key;
  readonly definitionId: string | null;
  readonly processId: string | null;
  readonly deploymentKey: Key | null;
  readonly tenantId: string | null;
  readonly batchKey: Key | null;
}

const TESTS: Parameters<typeof matching<Line>>[1] = {
  logId: equals(({ id }) => id),
  jobId: equals(({ jobId }) => jobId),
  jobExceptionMessage: equals(({ errorMessage }) => errorMessage),
  jobDefinitionId: equals((line) => line.jobDefinitionId),
  jobDefinitionType: equals(({ jobType }) => jobType),
  jobDefinitionConfiguration: equals(({ configuration }) => configuration),
  activityIdIn: among(({ activityId }) => activityId),
  failedActivityIdIn: among(({ failedActivityId }) => failedActivityId),
  executionIdIn: among(({ executionId }) => executionId),
  deploymentId: equals(({ deploymentKey }) => deploymentKey),
  hostname: equals(() => hostname()),
  creationLog: ifSet(({ event }) => event === 'creation'),
  failureLog: ifSet(({ event }) => event === 'failure'),
  successLog: ifSet(({ event }) => event === 'success'),
  deletionLog: ifSet(({ event }) => event === 'deletion'),
  jobPriorityHigherThanOrEquals: atLeast(({ priority }) => priority),
  jobPriorityLowerThanOrEquals: atMost(({ priority }) => priority),
  tenantIdIn: ofTenants(({ tenantId }) => tenantId),
  withoutTenantId: ifSet(({ tenantId }) => tenantId === null),
};

/** `/history/job-log`. */
export function jobLogRoutes(routes: RouteTable): void {
  addMemoryList<Line>(routes, {
    path: '/history/job-log',
    hasPost: true,
    count,
    read,
    order: (a, b) => a.at - b.at || a.id.localeCompare(b.id),
    sorts: {
      timestamp: ({ at }) => at,
      occurrence: ({ at }) => at,
      jobId: ({ jobId }) => jobId,
      jobDueDate: ({ dueAt }) => dueAt,
      jobRetries: ({ retries }) => retries,
      jobPriority: ({ priority }) => priority,
      jobDefinitionId: (line) => line.jobDefinitionId,
      activityId: ({ activityId }) => activityId,
      executionId: ({ executionId }) => executionId,
      processInstanceId: ({ instanceKey }) => instanceKey,
      processDefinitionId: ({ definitionKey }) => definitionKey,
      processDefinitionKey: ({ processId }) => processId,
      deploymentId: ({ deploymentKey }) => deploymentKey,
      tenantId: ({ tenantId }) => tenantId,
      hostname: () => '',
    },
    show: (lines, call) => withRemovalTimes(call.engine, lines.map(shown)),
  });
  routes.add('GET', '/history/job-log/:id', async (call) => {
    const line = await find(call);
    if (line === undefined) throw invalidRequest(`Historic job log with id ${call.param('id')} does not exist`, 404);
    return (await withRemovalTimes(call.engine, [shown(line)]))[0];
  });
  routes.add('GET', '/history/job-log/:id/stacktrace', async (call) => {
    const line = await find(call);
    if (line === undefined)
      throw invalidRequest(`No historic job log found with id ${call.param('id')}: historicJobLog is null`, 404);
    const text = line.errorDetails ?? line.errorMessage;
    return text === null ? undefined : new RawAnswer('text/plain', text);
  });
}

async function* read(call: Call, source: FilterSource): AsyncGenerator<readonly Line[]> {
  const isMeant = matching<Line>(source, TESTS);
  for await (const entries of readJobEntries(call, source, NOT_WORK))
    yield (await linesOf(call, entries)).filter(isMeant);
  for await (const entries of readBatchEntries(call, source)) yield entries.map(batchLine).filter(isMeant);
}

async function count(call: Call, source: FilterSource): Promise<number | null> {
  const ofJobs = await countJobEntries(call, source, NOT_WORK, Object.keys(TESTS));
  return ofJobs === null ? null : ofJobs + (await countBatchEntries(call, source));
}

async function find(call: Call): Promise<Line | undefined> {
  const entry = await findJobEntry(call, NOT_WORK);
  if (entry !== null) return (await linesOf(call, [entry]))[0];
  const ofBatch = await findBatchEntry(call);
  return ofBatch === undefined ? undefined : batchLine(ofBatch);
}

async function linesOf(call: Call, entries: readonly JobEntry[]): Promise<readonly Line[]> {
  const definitions = await definitionsOf(
    call.engine,
    entries.map(({ job }) => job),
  );
  const made = new Map(
    [...definitions.values()].flatMap((definition) =>
      jobDefinitionsOf(definition).map((one) => [one.id, one] as const),
    ),
  );
  return entries.map((entry) => {
    const definition = definitions.get(entry.job.definitionKey);
    return jobLine(entry, definition, made.get(jobDefinitionIdOf(entry.job, definition) ?? ''));
  });
}

function jobLine(
  { id, at, event, job, retries, dueAt, errorMessage, errorDetails, failedElementId }: JobEntry,
  definition: Definition | undefined,
  made: JobDefinition | undefined,
): Line {
  return {
    id,
    at,
    event,
    jobId: job.key,
    dueAt,
    retries: retries ?? DEFAULT_RETRIES,
    priority: job.priority,
    errorMessage,
    errorDetails,
    jobDefinitionId: made?.id ?? null,
    jobType: made?.jobType ?? (job.kind === 'signal' ? 'event' : null),
    configuration: made?.jobConfiguration ?? null,
    activityId: activityOfLine(event, job, definition),
    failedActivityId: failedElementId,
    executionId: executionOfJob(job),
    instanceKey: job.instanceKey,
    rootKey: job.treeKey,
    definitionKey: job.definitionKey,
    definitionId: definitionId(job),
    processId: job.processId,
    deploymentKey: isSignalStart(job) ? null : (definition?.deploymentKey ?? null),
    tenantId: job.tenantId,
    batchKey: null,
  };
}

/** A signal's job is made for its event; afterwards only who waits for it is known. */
function activityOfLine(event: JobEntry['event'], job: JobRow, definition: Definition | undefined): string | null {
  if (event === 'creation' && job.kind === 'signal') return job.elementId;
  return isSignalStart(job) ? null : activityOfJob(job, definition);
}

/** Jobs of batches belong to no process. */
function batchLine({ id, at, event, jobId, kind, batch, retries, errorMessage }: BatchJobEntry): Line {
  return {
    id,
    at,
    event,
    jobId,
    dueAt: null,
    retries,
    priority: 0,
    errorMessage,
    errorDetails: null,
    jobDefinitionId: batchDefinitionId(batch.key, kind),
    jobType: batchJobType(batch, kind),
    configuration: batch.key,
    activityId: null,
    failedActivityId: null,
    executionId: null,
    instanceKey: null,
    rootKey: null,
    definitionKey: '',
    definitionId: null,
    processId: null,
    deploymentKey: null,
    tenantId: batch.tenantId,
    batchKey: batch.key,
  };
}

function shown(line: Line): Readonly<Record<string, unknown>> {
  return {
    id: line.id,
    timestamp: dateText(line.at),
    removalTime: null,
    jobId: line.jobId,
    jobDueDate: optionalDateText(line.dueAt),
    jobRetries: line.retries,
    jobPriority: line.priority,
    jobExceptionMessage: line.errorMessage,
    jobDefinitionId: line.jobDefinitionId,
    jobDefinitionType: line.jobType,
    jobDefinitionConfiguration: line.configuration,
    activityId: line.activityId,
    failedActivityId: line.failedActivityId,
    executionId: line.executionId,
    processInstanceId: line.instanceKey,
    processDefinitionId: line.definitionId,
    processDefinitionKey: line.processId,
    deploymentId: line.deploymentKey,
    tenantId: line.tenantId,
    hostname: hostname(),
    rootProcessInstanceId: line.rootKey,
    batchId: line.batchKey,
    ...eventFlags(line.event),
  };
}

import type { JobRow } from '@/engine/index.ts';
import { type Call, RawAnswer, type RouteTable } from './call.ts';
import { dateText, optionalDateText } from './dates.ts';
import { definitionsOf } from './definitions.ts';
import { definitionId, isKey } from './ids.ts';
import { findJobDefinition, jobDefinitionIdOf } from './job-definition-id.ts';
import { filtersOf, type FilterTable, listed, NOTHING } from './query/filter.ts';
import { addList, type ListSpec } from './query/list-routes.ts';
import { accepted } from './rejections.ts';
import { invalidRequest, processEngineException, RestError, restException } from './rest-error.ts';

const f = filtersOf<'job'>();
/** Retries of a job that nobody has counted yet. */
const DEFAULT_RETRIES = 3;

const filters: FilterTable<'job'> = {
  jobId: f.key('key'),
  jobIds: listed(f.keys('key'), { refuseEmpty: () => processEngineException('Set of job ids is empty') }),
  // What has no job definition has no activity here.
  activityId: {
    kind: 'text',
    where: (id) => [
      { field: 'elementId', op: '=', value: id },
      { field: 'kind', op: '!=', value: 'signal' },
    ],
  },
  failedActivityId: { kind: 'text', where: (id) => [{ field: 'failedElementId', op: '=', value: id }] },
  executionId: {
    kind: 'text',
    where: (id) =>
      isKey(id)
        ? [
            {
              any: [
                [{ field: 'elementInstanceKey', op: '=', value: id }],
                [
                  { field: 'key', op: '=', value: id },
                  { field: 'executionKey', op: '=', value: id },
                ],
                [
                  { field: 'scopeKey', op: '=', value: id },
                  { field: 'executionKey', op: '=', value: id },
                ],
              ],
            },
          ]
        : NOTHING,
  },
  processInstanceId: f.key('instanceKey'),
  processInstanceIds: listed(f.keys('instanceKey'), {
    refuseEmpty: () => processEngineException('Set of process instance ids is empty'),
  }),
  processDefinitionId: f.definition('definitionKey'),
  processDefinitionKey: f.text('processId'),
  withRetriesLeft: f.flag({ any: [[{ field: 'retries', op: 'isNull' }], [{ field: 'retries', op: '>', value: 0 }]] }),
  noRetriesLeft: f.flag({ field: 'retries', op: '=', value: 0 }),
  executable: {
    kind: 'flag',
    where: ({ now }) => [
      { any: [[{ field: 'retries', op: 'isNull' }], [{ field: 'retries', op: '>', value: 0 }]] },
      { any: [[{ field: 'dueAt', op: 'isNull' }], [{ field: 'dueAt', op: '<=', value: now }]] },
    ],
  },
  timers: f.flag({ field: 'kind', op: 'in', value: ['timer', 'plannedSuspension'] }),
  messages: f.flag({ field: 'kind', op: 'in', value: ['continuation', 'signal'] }),
  withException: f.flag({ field: 'errorMessage', op: 'isNotNull' }),
  exceptionMessage: f.text('errorMessage'),
  dueDates: f.dates('dueAt', 'due date'),
  createTimes: f.dates('createdAt', 'create time'),
  priorityHigherThanOrEquals: f.long('priority', '>='),
  priorityLowerThanOrEquals: f.long('priority', '<='),
  active: f.flag({ field: 'isSuspended', op: '=', value: false }),
  suspended: f.flag({ field: 'isSuspended', op: '=', value: true }),
  acquired: { kind: 'flag', where: ({ now }) => [{ field: 'lockUntil', op: '>', value: now }] },
  jobDefinitionId: {
    kind: 'text',
    async where(id, { engine }) {
      const found = await findJobDefinition(engine, id);
      if (found === null) return NOTHING;
      return [
        { field: 'definitionKey', op: '=', value: found.definition.key },
        { field: 'elementId', op: '=', value: found.elementId },
        found.position === null
          ? ({ field: 'kind', op: '=', value: 'timer' } as const)
          : ({ field: 'position', op: '=', value: found.position } as const),
      ];
    },
  },
  tenantIdIn: f.tenants('tenantId', 'includeJobsWithoutTenantId'),
  withoutTenantId: f.withoutTenant('tenantId'),
  includeJobsWithoutTenantId: f.wish,
};

export const jobList: ListSpec<'job'> = {
  concept: 'job',
  base: [
    { field: 'kind', op: '!=', value: 'worker' },
    { field: 'endedAt', op: 'isNull' },
  ],
  filters,
  sorts: {
    jobId: 'key',
    executionId: 'scopeKey',
    processInstanceId: 'instanceKey',
    processDefinitionId: 'definitionKey',
    processDefinitionKey: 'processId',
    jobRetries: 'retries',
    jobDueDate: 'dueAt',
    jobPriority: 'priority',
    tenantId: 'tenantId',
  },
  check(source) {
    if (source.has('timers') && source.has('messages'))
      throw invalidRequest('Parameter timers cannot be used together with parameter messages.');
  },
  show: (rows, call) => shownJobs(call, rows),
};

/** `/job`: timers, asynchronous continuations, and signals that were thrown asynchronously. */
export function jobRoutes(routes: RouteTable): void {
  addList(routes, { path: '/job', hasPost: true }, jobList);
  routes.add(
    'GET',
    '/job/:id',
    async (call) =>
      (await shownJobs(call, [await alive(call, (id) => invalidRequest(`Job with id ${id} does not exist`, 404))]))[0],
  );
  routes.add('GET', '/job/:id/stacktrace', stacktrace);
  routes.add('POST', '/job/:id/execute', execute);
  routes.add('PUT', '/job/:id/retries', setRetries);
  routes.add('PUT', '/job/:id/duedate', setDueDate);
  routes.add('POST', '/job/:id/duedate/recalculate', recalculate);
  routes.add('PUT', '/job/:id/priority', setPriority);
  routes.add('DELETE', '/job/:id', remove);
}

async function alive(call: Call, unknown: (id: string) => RestError): Promise<JobRow> {
  const id = call.param('id');
  const job = isKey(id) ? await call.engine.search.get('job', id) : null;
  if (job === null || job.kind === 'worker' || job.endedAt !== null) throw unknown(id);
  return job;
}

async function stacktrace(call: Call): Promise<RawAnswer | undefined> {
  const job = await alive(call, (id) => invalidRequest(`No job found with id ${id}: job is null`, 404));
  const text = job.errorDetails ?? job.errorMessage;
  return text === null ? undefined : new RawAnswer('text/plain', text);
}

/** Exceptions that are none of the original's engine: of Java, of decisions and their expressions. */
const FOREIGN_EXCEPTION = /^(?:Dmn|Feel|ClassCast|NullPointer|NumberFormat)/;

/** What goes wrong while the job runs is a 404, as in the original, unless the exception is foreign to its engine. */
async function execute(call: Call): Promise<undefined> {
  const unknown = (id: string) => invalidRequest(`ENGINE-14026 No job found with id '${id}'`, 404);
  const job = await alive(call, unknown);
  const audit = call.audit('job.execute', 'low', targetOf(job));
  const { result } = accepted(await call.engine.execute({ type: 'executeJob', jobKey: job.key }, { audit }), {
    notFound: () => unknown(job.key),
    invalidState: ({ message }) => invalidRequest(message, 404),
    failed: ({ message }) => invalidRequest(message, 404),
    lockedByOther: ({ message }) => invalidRequest(message, 404),
    invalidArgument: ({ message }) => invalidRequest(message, 404),
  });
  const { failure, failureException = '' } = result;
  if (failure === undefined) return undefined;
  throw FOREIGN_EXCEPTION.test(failureException)
    ? new RestError(500, 'RestException', failure)
    : invalidRequest(failure, 404);
}

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
  const unknown = (id: string) => invalidRequest(`ENGINE-13053 No job found with id '${id}'.'`, 500);
  const job = await alive(call, unknown);
  const audit = call.audit('job.setRetries', 'low', {
    ...targetOf(job),
    before: { retries: job.retries },
    after: { retries },
  });
  const answers = { notFound: () => unknown(job.key) };
  accepted(await call.engine.execute({ type: 'setJobRetries', jobKey: job.key, retries }, { audit }), answers);
  if (isDueDateGiven) accepted(await call.engine.execute({ type: 'setJobDueDate', jobKey: job.key, dueAt }), answers);
  return undefined;
}

async function setDueDate(call: Call): Promise<undefined> {
  const dueAt = call.body().date('duedate');
  const unknown = (id: string) => invalidRequest(`No job found with id '${id}'.`, 500);
  const job = await alive(call, unknown);
  const audit = call.audit('job.setDueDate', 'low', {
    ...targetOf(job),
    before: { dueAt: job.dueAt },
    after: { dueAt },
  });
  accepted(await call.engine.execute({ type: 'setJobDueDate', jobKey: job.key, dueAt }, { audit }), {
    notFound: () => unknown(job.key),
  });
  return undefined;
}

async function recalculate(call: Call): Promise<undefined> {
  const unknown = (id: string) => invalidRequest(`No job found with id '${id}': job is null`, 404, 0);
  const job = await alive(call, unknown);
  const isFromCreation = call.queryFlag('creationDateBased', true);
  const audit = call.audit('job.recalculateDueDate', 'low', {
    ...targetOf(job),
    before: { dueAt: job.dueAt },
    after: { isFromCreation },
  });
  const outcome = await call.engine.execute(
    { type: 'recalculateJobDueDate', jobKey: job.key, isFromCreation },
    { audit },
  );
  accepted(outcome, {
    notFound: () => unknown(job.key),
    invalidState: () =>
      invalidRequest(
        `Only timer jobs can be recalculated, but the job with id '${job.key}' is of type '${job.kind === 'signal' ? 'event' : 'async-continuation'}'.`,
        500,
      ),
  });
  return undefined;
}

async function setPriority(call: Call): Promise<undefined> {
  const id = call.param('id');
  const priority = call.body().whole('priority');
  if (priority === null) throw restException(400, `Priority for job '${id}' cannot be null.`, null);
  const unknown = () => invalidRequest(`No job found with id '${id}': job is null`, 404);
  const job = await alive(call, unknown);
  const audit = call.audit('job.setPriority', 'low', {
    ...targetOf(job),
    before: { priority: job.priority },
    after: { priority },
  });
  accepted(await call.engine.execute({ type: 'setJobPriority', jobKey: job.key, priority }, { audit }), {
    notFound: unknown,
  });
  return undefined;
}

async function remove(call: Call): Promise<undefined> {
  const unknown = (id: string) => invalidRequest(`No job found with id '${id}': job is null`, 404);
  const job = await alive(call, unknown);
  accepted(
    await call.engine.execute(
      { type: 'deleteJob', jobKey: job.key },
      { audit: call.audit('job.delete', 'destructive', targetOf(job)) },
    ),
    { notFound: () => unknown(job.key) },
  );
  return undefined;
}

const targetOf = (job: JobRow) => ({
  targetKind: 'job',
  targetKey: job.key,
  instanceKey: job.instanceKey,
  definitionKey: job.kind === 'plannedSuspension' ? null : job.definitionKey,
  elementId: job.elementId,
});

/** null: the job of a start event, which keeps what it will start in its scope. */
export const executionOfJob = ({ instanceKey, executionKey }: JobRow): string | null =>
  instanceKey === null ? null : executionKey;

/** A start timer names none. */
const failedActivityOf = ({ errorMessage, failedElementId, instanceKey, elementId }: JobRow): string | null =>
  errorMessage === null ? null : (failedElementId ?? (instanceKey === null ? null : elementId));

/** A planned suspension may mean versions that are not there yet. */
const isOfDefinition = (job: JobRow): boolean => job.kind !== 'plannedSuspension';

async function shownJobs(call: Call, rows: readonly JobRow[]): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const definitions = await definitionsOf(call.engine, rows.filter(isOfDefinition));
  return rows.map((job) => ({
    id: job.key,
    jobDefinitionId: isOfDefinition(job) ? jobDefinitionIdOf(job, definitions.get(job.definitionKey)) : null,
    processInstanceId: job.instanceKey,
    processDefinitionId: isOfDefinition(job) ? definitionId(job) : null,
    processDefinitionKey: isOfDefinition(job) ? job.processId : null,
    executionId: executionOfJob(job),
    exceptionMessage: job.errorMessage,
    failedActivityId: failedActivityOf(job),
    retries: job.retries ?? DEFAULT_RETRIES,
    dueDate: optionalDateText(job.dueAt),
    suspended: job.isSuspended,
    priority: job.priority,
    tenantId: job.tenantId,
    createTime: dateText(job.createdAt),
    batchId: null,
  }));
}

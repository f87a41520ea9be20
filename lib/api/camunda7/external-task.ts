import type { Command, JobRow, Rejection } from '@/engine/index.ts';
import { type Call, RawAnswer, type RouteTable } from './call.ts';
import { externalTaskFields } from './external-task-fields.ts';
import type { Fields } from './fields.ts';
import { isKey } from './ids.ts';
import { type Filter, filtersOf, type FilterTable, listed, NOTHING } from './query/filter.ts';
import { addList, type ListSpec, whereOfBody } from './query/list-routes.ts';
import { accepted, rejected } from './rejections.ts';
import {
  badUserRequest,
  cameToSuspended,
  invalidRequest,
  nullValue,
  processEngineException,
  RestError,
  restException,
} from './rest-error.ts';
import { ALL_COMPARISONS } from './query/variable-filter.ts';
import { processInstanceList } from './process-instance-list.ts';
import { readVariables } from './typed-values.ts';

const f = filtersOf<'job'>();
/** Tasks that one call may change. */
const MAX_TASKS_AT_ONCE = 10_000;
/** Characters of a worker's error message that the original keeps; the rest belongs into the details. */
const MAX_ERROR_MESSAGE = 666;

/** A lock that a failure has left until the back-off is over is shown as one, and found as one. */
const lockedAt = (op: '<' | '>'): Filter<'job'> => ({
  kind: 'date',
  where: (value) => [
    {
      any: [
        [{ field: 'lockUntil', op, value }],
        [
          { field: 'lockUntil', op: 'isNull' },
          { field: 'dueAt', op, value },
        ],
      ],
    },
  ],
});

const filters: FilterTable<'job'> = {
  externalTaskId: f.key('key'),
  externalTaskIdIn: f.keys('key'),
  activityId: f.text('elementId'),
  activityIdIn: listed(f.texts('elementId'), { isBlankEmpty: true, nullMessage: 'activityIdIn' }),
  lockExpirationBefore: lockedAt('<'),
  lockExpirationAfter: lockedAt('>'),
  topicName: f.text('type'),
  workerId: f.text('worker'),
  locked: { kind: 'flag', where: ({ now }) => [{ field: 'lockUntil', op: '>', value: now }] },
  notLocked: {
    kind: 'flag',
    where: ({ now }) => [
      { any: [[{ field: 'lockUntil', op: 'isNull' }], [{ field: 'lockUntil', op: '<=', value: now }]] },
    ],
  },
  executionId: f.key('elementInstanceKey'),
  processInstanceId: f.key('instanceKey'),
  processInstanceIdIn: listed(f.keys('instanceKey'), { isBlankEmpty: true, nullMessage: 'processInstanceIdIn' }),
  processDefinitionKey: f.text('processId'),
  processDefinitionKeyIn: f.texts('processId'),
  processDefinitionId: f.definition('definitionKey'),
  processDefinitionName: f.text('definitionName'),
  processDefinitionNameLike: f.like('definitionName'),
  active: f.flag({ field: 'isSuspended', op: '=', value: false }),
  suspended: f.flag({ field: 'isSuspended', op: '=', value: true }),
  withRetriesLeft: f.flag({ any: [[{ field: 'retries', op: 'isNull' }], [{ field: 'retries', op: '>', value: 0 }]] }),
  noRetriesLeft: f.flag({ field: 'retries', op: '=', value: 0 }),
  tenantIdIn: f.tenants('tenantId'),
  priorityHigherThanOrEquals: f.number('priority', '>='),
  priorityLowerThanOrEquals: f.number('priority', '<='),
  processVariables: {
    kind: 'variables',
    comparisons: { what: 'process variable', allowed: ALL_COMPARISONS },
    where: ({ name, ...variable }) => [{ variable: name, ...variable }],
  },
};

export const externalTaskList: ListSpec<'job'> = {
  concept: 'job',
  base: [
    { field: 'kind', op: '=', value: 'worker' },
    { field: 'endedAt', op: 'isNull' },
  ],
  filters,
  sorts: {
    id: 'key',
    lockExpirationTime: 'lockUntil',
    processInstanceId: 'instanceKey',
    processDefinitionId: 'definitionKey',
    processDefinitionKey: 'processId',
    tenantId: 'tenantId',
    taskPriority: 'priority',
    createTime: 'createdAt',
  },
  show: (rows, call) => shownTasks(call, rows),
};

/** `/external-task`: a worker's answers to what it has locked, and the tasks as lists. */
export function externalTaskRoutes(routes: RouteTable): void {
  addList(routes, { path: '/external-task', hasPost: true }, externalTaskList);
  routes.add('GET', '/external-task/topic-names', topicNames);
  routes.add(
    'GET',
    '/external-task/:id',
    async (call) =>
      (
        await shownTasks(call, [
          await liveTask(call, restException(404, `External task with id ${call.param('id')} does not exist`, null)),
        ])
      )[0],
  );
  routes.add('GET', '/external-task/:id/errorDetails', errorDetails);
  routes.add('POST', '/external-task/:id/complete', complete);
  routes.add('POST', '/external-task/:id/failure', fail);
  routes.add('POST', '/external-task/:id/bpmnError', throwError);
  routes.add('POST', '/external-task/:id/lock', lock);
  routes.add('POST', '/external-task/:id/extendLock', extendLock);
  routes.add('POST', '/external-task/:id/unlock', unlock);
  routes.add('PUT', '/external-task/:id/retries', setRetries);
  routes.add('PUT', '/external-task/:id/priority', setPriority);
  routes.add('PUT', '/external-task/retries', setRetriesOfMany);
}

async function complete(call: Call): Promise<undefined> {
  const body = call.body();
  const variables = readVariables(body, 'variables');
  const localVariables = readVariables(body, 'localVariables');
  await handle(
    call,
    { type: 'completeJob', jobKey: call.param('id'), worker: workerOf(body), variables, localVariables },
    'cannot be completed',
  );
  return undefined;
}

async function fail(call: Call): Promise<undefined> {
  const body = call.body();
  const variables = readVariables(body, 'variables');
  const localVariables = readVariables(body, 'localVariables');
  const worker = workerOf(body);
  const retries = body.int('retries') ?? 0;
  if (retries < 0) throw processEngineException('retries is not greater than or equal to 0');
  const retryAfterMs = body.durationMs('retryTimeout') ?? 0;
  if (retryAfterMs < 0) throw processEngineException('retryDuration is not greater than or equal to 0');
  await handle(
    call,
    {
      type: 'failJob',
      jobKey: call.param('id'),
      worker,
      retries,
      retryAfterMs,
      errorMessage: body.text('errorMessage')?.slice(0, MAX_ERROR_MESSAGE) ?? null,
      errorDetails: body.text('errorDetails'),
      variables,
      localVariables,
    },
    'failure',
  );
  return undefined;
}

async function throwError(call: Call): Promise<undefined> {
  const body = call.body();
  const variables = readVariables(body, 'variables');
  const worker = workerOf(body);
  const errorCode = body.name('errorCode');
  if (errorCode === null) throw nullValue('errorCode is null');
  if (errorCode === '') throw processEngineException('Error Code is empty');
  await handle(
    call,
    {
      type: 'throwJobError',
      jobKey: call.param('id'),
      worker,
      errorCode,
      errorMessage: body.text('errorMessage'),
      variables,
    },
    'error',
  );
  return undefined;
}

/** What a worker that does not hold the task is told, by what it tried. */
const refusals = {
  'cannot be completed': (id: string, worker: string, holder: string) =>
    `External Task ${id} cannot be completed by worker '${worker}'. It is locked by worker '${holder}'.`,
  failure: (id: string, worker: string, holder: string) =>
    `Failure of External Task ${id} cannot be reported by worker '${worker}'. It is locked by worker '${holder}'.`,
  error: (id: string, worker: string, holder: string) =>
    `Bpmn error of External Task ${id} cannot be reported by worker '${worker}'. It is locked by worker '${holder}'.`,
  'cannot be locked': (id: string, worker: string, holder: string) =>
    `External Task ${id} cannot be locked by worker '${worker}'. It is locked by worker '${holder}'.`,
  // The stray quote is the original's.
  extend: (id: string, worker: string, holder: string) =>
    `The lock of the External Task ${id} cannot be extended by worker '${worker}''. It is locked by worker '${holder}'.`,
} as const;

async function handle(
  call: Call,
  command: Extract<Command, { type: 'completeJob' | 'failJob' | 'throwJobError' }>,
  attempt: keyof typeof refusals,
): Promise<void> {
  if (!isKey(command.jobKey)) throw unknownTask(command.jobKey);
  accepted(await call.engine.execute(command), answersFor(command.jobKey, command.worker ?? '', attempt));
}

function answersFor(id: string, worker: string, attempt: keyof typeof refusals) {
  return {
    notFound: () => unknownTask(id),
    lockedByOther: ({ details }: Rejection) =>
      restException(400, refusals[attempt](id, worker, String(details.lockedBy ?? null))),
    failed: ({ details, message }: Rejection) =>
      cameToSuspended(details) ? restException(400, message) : processEngineException(message),
    invalidState: ({ details, message }: Rejection) =>
      restException(
        400,
        details.reason !== 'suspended' ? message : `ENGINE-03043 ExternalTask with id '${id}' is suspended.`,
      ),
  };
}

const unknownTask = (id: string): RestError => restException(404, `External task with id ${id} does not exist`);

function workerOf(body: Fields): string {
  const worker = body.name('workerId');
  if (worker === null) throw nullValue('workerId is null');
  return worker;
}

async function lock(call: Call): Promise<undefined> {
  const body = call.body();
  const durationMs = body.durationMs('lockDuration') ?? 0;
  const worker = workerOf(body);
  if (durationMs <= 0) throw restException(400, 'lockDuration is not greater than 0');
  return changeLease(call, worker, durationMs, 'take', 'cannot be locked');
}

async function extendLock(call: Call): Promise<undefined> {
  const body = call.body();
  const durationMs = body.durationMs('newDuration') ?? 0;
  const worker = workerOf(body);
  if (durationMs <= 0) throw restException(400, 'lockTime is not greater than 0');
  return changeLease(call, worker, durationMs, 'extend', 'extend');
}

async function changeLease(
  call: Call,
  worker: string,
  durationMs: number,
  mode: 'take' | 'extend',
  attempt: keyof typeof refusals,
): Promise<undefined> {
  const id = call.param('id');
  if (!isKey(id)) throw unknownTask(id);
  const now = call.engine.now();
  const outcome = await call.engine.changeLease({ jobKey: id, worker, until: now + durationMs, mode });
  if (outcome.kind === 'done') return undefined;
  throw rejected(outcome, {
    ...answersFor(id, worker, attempt),
    invalidState: () =>
      restException(
        400,
        `Cannot extend a lock that expired: lockExpirationTime is not greater than or equal to ${now}`,
      ),
  });
}

async function unlock(call: Call): Promise<undefined> {
  const id = call.param('id');
  if (!isKey(id)) throw unknownTask(id);
  const outcome = await call.engine.changeLease({ jobKey: id, worker: null, until: null, mode: 'release' });
  if (outcome.kind === 'rejection') throw rejected(outcome, { notFound: () => unknownTask(id) });
  // The original's back-off is the lock itself, so giving up the lock ends it.
  const job = await call.engine.search.get('job', id);
  if (job !== null && (job.dueAt ?? 0) > call.engine.now())
    accepted(await call.engine.execute({ type: 'setJobDueDate', jobKey: id, dueAt: null }), {
      notFound: () => unknownTask(id),
    });
  return undefined;
}

async function setRetries(call: Call): Promise<undefined> {
  const retries = call.body().int('retries');
  if (retries === null) throw invalidRequest('The number of retries cannot be null.');
  if (retries < 0)
    throw badUserRequest('The number of retries cannot be negative: retries is not greater than or equal to 0');
  const id = call.param('id');
  await changeRetries(call, isKey(id) ? [id] : [], retries, unknownTask(id));
  return undefined;
}

async function setPriority(call: Call): Promise<undefined> {
  const id = call.param('id');
  const priority = call.body().whole('priority');
  if (priority === null) throw new RestError(500, 'NullPointerException', 'priority is null');
  const unknown = unknownTask(id);
  const task = await liveTask(call, unknown);
  const audit = call.audit('externalTask.setPriority', 'low', {
    targetKind: 'job',
    targetKey: id,
    instanceKey: task.instanceKey,
    definitionKey: task.definitionKey,
    elementId: task.elementId,
    before: { priority: task.priority },
    after: { priority },
  });
  accepted(await call.engine.execute({ type: 'setJobPriority', jobKey: id, priority }, { audit }), {
    notFound: () => unknown,
  });
  return undefined;
}

/** One command per task: they belong to different process trees. */
async function changeRetries(call: Call, keys: readonly string[], retries: number, unknown: RestError): Promise<void> {
  const tasks =
    keys.length === 0
      ? []
      : await call.engine.search.find('job', {
          where: [...externalTaskList.base, { field: 'key', op: 'in', value: keys }],
          limit: keys.length,
        });
  if (tasks.length < keys.length || keys.length === 0) throw unknown;
  await Promise.all(
    tasks.map(async (task) => {
      const audit = call.audit('externalTask.setRetries', 'low', {
        targetKind: 'job',
        targetKey: task.key,
        instanceKey: task.instanceKey,
        definitionKey: task.definitionKey,
        elementId: task.elementId,
        before: { retries: task.retries },
        after: { retries },
      });
      accepted(await call.engine.execute({ type: 'setJobRetries', jobKey: task.key, retries }, { audit }), {
        notFound: () => unknown,
      });
    }),
  );
}

async function setRetriesOfMany(call: Call): Promise<undefined> {
  const body = call.body();
  const retries = body.int('retries');
  if (retries === null) throw invalidRequest('The number of retries cannot be null.');
  const ids = new Set(body.texts('externalTaskIds') ?? []);
  for (const key of await tasksOfQueries(call, body)) ids.add(key);
  if (ids.size === 0) throw invalidRequest('externalTaskIds is empty');
  if (retries < 0)
    throw invalidRequest('The number of retries cannot be negative: retries is not greater than or equal to 0');
  const foreign = [...ids].find((id) => !isKey(id));
  const unknown = (id: string) => invalidRequest(`Cannot find external task with id ${id}: externalTask is null`, 404);
  if (foreign !== undefined) throw unknown(foreign);
  await changeRetries(call, [...ids], retries, unknown([...ids].join(', ')));
  return undefined;
}

async function tasksOfQueries(call: Call, body: Fields): Promise<readonly string[]> {
  const keys: string[] = [];
  const taskQuery = body.object('externalTaskQuery');
  if (taskQuery !== null) {
    const where = await whereOfBody(call, externalTaskList, taskQuery);
    if (where !== NOTHING)
      keys.push(...(await call.engine.search.find('job', { where, limit: MAX_TASKS_AT_ONCE })).map(({ key }) => key));
  }
  const instances = [...(body.texts('processInstanceIds') ?? []).filter(isKey)];
  const instanceQuery = body.object('processInstanceQuery');
  if (instanceQuery !== null) {
    const where = await whereOfBody(call, processInstanceList, instanceQuery);
    if (where !== NOTHING)
      instances.push(
        ...(await call.engine.search.find('instance', { where, limit: MAX_TASKS_AT_ONCE })).map(({ key }) => key),
      );
  }
  if (instances.length > 0) {
    const tasks = await call.engine.search.find('job', {
      where: [...externalTaskList.base, { field: 'instanceKey', op: 'in', value: instances }],
      limit: MAX_TASKS_AT_ONCE,
    });
    keys.push(...tasks.map(({ key }) => key));
  }
  return keys;
}

async function liveTask(call: Call, unknown: RestError): Promise<JobRow> {
  const id = call.param('id');
  const job = isKey(id) ? await call.engine.search.get('job', id) : null;
  if (job === null || job.kind !== 'worker' || job.endedAt !== null) throw unknown;
  return job;
}

async function errorDetails(call: Call): Promise<RawAnswer | undefined> {
  const { errorDetails: details } = await liveTask(
    call,
    nullValue(`No external task found with id ${call.param('id')}: externalTask is null`),
  );
  return details === null ? undefined : new RawAnswer('text/plain', details);
}

async function topicNames(call: Call): Promise<readonly string[]> {
  const where = await whereOfTopics(call);
  const rows = await call.engine.search.find('job', { where, limit: MAX_TASKS_AT_ONCE });
  return [...new Set(rows.map(({ type }) => type).filter((type) => type !== null))].sort();
}

async function whereOfTopics(call: Call): Promise<ListSpec<'job'>['base']> {
  const now = call.engine.now();
  return [
    ...externalTaskList.base,
    ...(call.queryFlag('withLockedTasks') ? [{ field: 'lockUntil', op: '>', value: now } as const] : []),
    ...(call.queryFlag('withUnlockedTasks')
      ? [{ any: [[{ field: 'lockUntil', op: 'isNull' }], [{ field: 'lockUntil', op: '<=', value: now }]] } as const]
      : []),
    ...(call.queryFlag('withRetriesLeft')
      ? [{ any: [[{ field: 'retries', op: 'isNull' }], [{ field: 'retries', op: '>', value: 0 }]] } as const]
      : []),
  ];
}

/**
 * A worker that has reported a failure keeps its lock in the original until the back-off is over. Here the lease ends
 * at once and the job is not due before; it is shown in the original's way.
 */
async function shownTasks(call: Call, rows: readonly JobRow[]): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const isFailed = (row: JobRow) => row.lockUntil === null && (row.dueAt !== null || row.worker !== null);
  const failed = rows.filter(isFailed).map(({ key }) => key);
  const attempts =
    failed.length === 0
      ? []
      : await call.engine.search.find('jobAttempt', {
          where: [{ field: 'jobKey', op: 'in', value: failed }],
          sort: [{ field: 'key', order: 'asc' }],
        });
  const lastAttempts = new Map(attempts.map((attempt) => [attempt.jobKey, attempt]));
  return rows.map((row) => {
    const attempt = isFailed(row) ? lastAttempts.get(row.key) : undefined;
    return attempt === undefined
      ? externalTaskFields(row, row.lockUntil)
      : externalTaskFields({ ...row, worker: attempt.worker }, row.dueAt ?? attempt.failedAt);
  });
}

import type { Command, JobRow, Rejection } from '@/engine/index.ts';
import { type Call, RawAnswer, type RouteTable } from './call.ts';
import type { Fields } from './fields.ts';
import { isKey } from './ids.ts';
import { addList } from './query/list-routes.ts';
import { accepted, bareFailure, rejected } from './rejections.ts';
import {
  cameToSuspended,
  nullValue,
  processEngineException,
  propagationFailed,
  RestError,
  restException,
} from './rest-error.ts';
import { readVariables } from './typed-values.ts';
import { externalTaskList, shownTasks, whereOfTopics } from './external-task-list.ts';
import { unknownTask } from './unknown-external-task.ts';
import { MAX_TASKS_AT_ONCE, setRetries, setRetriesOfMany } from './external-task-retries.ts';

/** Characters of a worker's error message that the original keeps; the rest belongs into the details. */
const MAX_ERROR_MESSAGE = 666;

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
  accepted(await call.engine.execute(command), {
    ...answersFor(command.jobKey, command.worker ?? '', attempt),
    ...(command.type === 'throwJobError' && { failed: () => propagationFailed(command.errorCode) }),
  });
}

function answersFor(id: string, worker: string, attempt: keyof typeof refusals) {
  return {
    notFound: () => unknownTask(id),
    lockedByOther: ({ details }: Rejection) =>
      restException(400, refusals[attempt](id, worker, String(details.lockedBy ?? null))),
    failed: (rejection: Rejection) =>
      cameToSuspended(rejection.details) ? restException(400, rejection.message) : bareFailure(rejection),
    invalidState: ({ details, message }: Rejection) =>
      restException(
        400,
        details.reason !== 'suspended' ? message : `ENGINE-03043 ExternalTask with id '${id}' is suspended.`,
      ),
  };
}

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

import type { LeasedJob, LeaseRequest } from '@/engine/index.ts';
import type { Call, RouteTable } from './call.ts';
import { externalTaskFields } from './external-task-fields.ts';
import type { Fields } from './fields.ts';
import { definitionKeyOf } from './ids.ts';
import { invalidRequest, nullValue, processEngineException } from './rest-error.ts';
import { untypedValue, writeVariables } from './typed-values.ts';

/** As in the original: half an hour. */
const MAX_WAIT_MS = 1_800_000;
/** Tasks that one call may take; a worker that asks for more gets so many. */
const MAX_TASKS = 1_000;

interface Topic {
  readonly request: LeaseRequest['types'][number];
  readonly deserialize: boolean;
  readonly withProperties: boolean;
}

/** `POST /external-task/fetchAndLock`: the one call of a worker that waits. */
export function fetchAndLockRoutes(routes: RouteTable): void {
  const waiting = new Set<AbortController>();
  routes.add('POST', '/external-task/fetchAndLock', (call) => fetchAndLock(call, waiting));
  routes.onClose(() => {
    for (const poll of waiting) poll.abort();
  });
}

/** `waiting`: polls that have nothing yet; aborting one answers it with no task. */
async function fetchAndLock(call: Call, waiting: Set<AbortController>): Promise<readonly unknown[]> {
  const body = call.body();
  const waitMs = body.whole('asyncResponseTimeout') ?? 0;
  const maxTasks = body.int('maxTasks') ?? 0;
  const topics = readTopics(body);
  const sort = readSort(body);
  if (waitMs > MAX_WAIT_MS)
    throw invalidRequest(
      `The asynchronous response timeout cannot be set to a value greater than ${MAX_WAIT_MS} milliseconds`,
    );
  const worker = body.name('workerId');
  if (worker === null) throw nullValue('workerId is null');
  if (maxTasks < 0) throw processEngineException('maxResults is not greater than or equal to 0');
  if (maxTasks === 0 || topics.size === 0) return [];
  const request = {
    worker,
    types: [...topics.values()].map((topic) => topic.request),
    maxJobs: Math.min(maxTasks, MAX_TASKS),
    byPriority: body.flag('usePriority'),
    sort,
    waitMs: Math.max(0, waitMs),
  };
  const jobs = waitMs > 0 ? await poll(call, request, waiting) : await call.engine.leaseJobs(request);
  return jobs.map((job) => lockedTask(job, topics.get(job.type)));
}

/** Ends when the client goes away, so that no task is locked for a connection that is dead. */
async function poll(call: Call, request: LeaseRequest, waiting: Set<AbortController>): Promise<readonly LeasedJob[]> {
  const gone = new AbortController();
  const abort = () => gone.abort();
  call.reply.raw.once('close', abort);
  waiting.add(gone);
  try {
    return await call.engine.leaseJobs({ ...request, signal: gone.signal });
  } finally {
    waiting.delete(gone);
    call.reply.raw.off('close', abort);
  }
}

/** By name: of two entries for one topic the later one counts. */
function readTopics(body: Fields): ReadonlyMap<string, Topic> {
  const topics = new Map<string, Topic>();
  for (const fields of body.objects('topics') ?? []) {
    const type = fields.text('topicName');
    if (type === null) throw nullValue('topicName is null');
    const leaseMs = fields.durationMs('lockDuration') ?? 0;
    if (leaseMs <= 0) throw processEngineException('lockTime is not greater than 0');
    topics.delete(type);
    if (!canMatch(fields)) continue;
    topics.set(type, {
      request: topicRequest(type, leaseMs, fields),
      deserialize: fields.flag('deserializeValues'),
      withProperties: fields.flag('includeExtensionProperties'),
    });
  }
  return topics;
}

const definitionIdsOf = (fields: Fields): readonly string[] => [
  ...(fields.texts('processDefinitionIdIn') ?? []),
  ...textsOf(fields.text('processDefinitionId')),
];

/** A topic that asks for definitions of which none is ours gets nothing. */
function canMatch(fields: Fields): boolean {
  const ids = definitionIdsOf(fields);
  return ids.length === 0 || ids.some((id) => definitionKeyOf(id) !== null);
}

/** Tenants come before those without; an empty list asks for nothing. */
function tenantsOf(fields: Fields): Pick<Topic['request'], 'tenantIds'> {
  const tenants = fields.nullableTexts('tenantIdIn') ?? [];
  if (tenants.length > 0) return { tenantIds: tenants.filter((tenant) => tenant !== null) };
  return fields.flag('withoutTenantId') ? { tenantIds: [null] } : {};
}

function topicRequest(type: string, leaseMs: number, fields: Fields): Topic['request'] {
  const definitions = definitionIdsOf(fields)
    .map(definitionKeyOf)
    .filter((key) => key !== null);
  const processes = [
    ...(fields.texts('processDefinitionKeyIn') ?? []),
    ...textsOf(fields.text('processDefinitionKey')),
  ];
  const processVariables = fields.object('processVariables');
  return {
    type,
    leaseMs,
    variables: fields.texts('variables'),
    ...(fields.flag('localVariables') ? { localVariablesOnly: true } : {}),
    ...(fields.text('businessKey') === null ? {} : { businessKey: fields.text('businessKey') ?? '' }),
    ...(definitions.length === 0 ? {} : { definitionKeys: definitions }),
    ...(processes.length === 0 ? {} : { processIds: processes }),
    ...(fields.text('processDefinitionVersionTag') === null
      ? {}
      : { versionTag: fields.text('processDefinitionVersionTag') ?? '' }),
    ...tenantsOf(fields),
    ...(processVariables === null
      ? {}
      : {
          processVariables: Object.fromEntries(
            processVariables.entries().map(([name, value]) => [name, untypedValue(value)]),
          ),
        }),
  };
}

const textsOf = (text: string | null): readonly string[] => (text === null ? [] : [text]);

function readSort(body: Fields): LeaseRequest['sort'] {
  const [sorting] = body.objects('sorting') ?? [];
  if (sorting === undefined) return undefined;
  const sortBy = sorting.text('sortBy');
  if (sortBy !== 'createTime') throw invalidRequest(`Cannot set query sortBy parameter to value ${sortBy}`);
  return sorting.text('sortOrder') === 'desc' ? 'createdDesc' : 'createdAsc';
}

function lockedTask(job: LeasedJob, topic: Topic | undefined): Readonly<Record<string, unknown>> {
  return {
    ...externalTaskFields(job, job.until),
    errorDetails: job.errorDetails,
    variables: writeVariables(job.variables, topic?.deserialize ?? false),
    extensionProperties: topic?.withProperties ? job.properties : {},
  };
}

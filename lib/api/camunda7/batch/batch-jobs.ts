import type { BatchItemRow, BatchRow, Condition } from '@/engine/index.ts';
import type { Call, Handler, Method, RouteTable } from '../call.ts';
import { dateText } from '../dates.ts';
import { ofTenants } from '../query/memory-list.ts';
import { bodySource, type FilterSource, querySource } from '../query/read-filters.ts';
import { invalidRequest, RestError } from '../rest-error.ts';
import { batchDefinitionId, batchDefinitionOf, batchJobId, batchJobOf, type BatchJobKind } from './batch-ids.ts';
import { batchJobType } from '../history/batch-job-log.ts';
import { itemFailureText } from './item-failure.ts';

/** Items of one batch that a list of jobs shows. */
const MAX_SHOWN = 10_000;
const FRESH_RETRIES = 3;
/** A monitor job looks this long after the last item has been opened. */
const MONITOR_DELAY_MS = 30_000;

/** null: the call is about no batch. */
type BatchHandler = (call: Call) => Promise<{ readonly answer: unknown } | null>;

const HANDLERS: ReadonlyMap<string, BatchHandler> = new Map<string, BatchHandler>([
  ['GET /job', async (call) => listed(call, querySource(call.queries()), (jobs) => jobs)],
  ['GET /job/count', async (call) => listed(call, querySource(call.queries()), (jobs) => ({ count: jobs.length }))],
  ['POST /job', async (call) => listed(call, bodySource(call.body()), (jobs) => jobs)],
  ['POST /job/count', async (call) => listed(call, bodySource(call.body()), (jobs) => ({ count: jobs.length }))],
  [
    'GET /job/:id',
    async (call) => {
      const found = await jobOf(call);
      return found && { answer: found };
    },
  ],
  ['POST /job/:id/execute', execute],
  ['PUT /job/:id/retries', setRetries],
  ['GET /job-definition/:id', definition],
  ['PUT /job-definition/:id/retries', retryAll],
]);

/** Jobs and job definitions of Camunda 7 answer for batches, too: their ids say when one is meant. */
export const withBatchJobs =
  (addTo: (routes: RouteTable) => void) =>
  (routes: RouteTable): void =>
    addTo({
      add: (method: Method, path: string, handler: Handler) =>
        routes.add(method, path, wrapped(HANDLERS.get(`${method} ${path}`), handler)),
      addUpload: (path, handler) => routes.addUpload(path, handler),
      onClose: (listener) => routes.onClose(listener),
    });

function wrapped(ofBatch: BatchHandler | undefined, handler: Handler): Handler {
  if (ofBatch === undefined) return handler;
  return async (call) => {
    const found = await ofBatch(call);
    return found === null ? handler(call) : found.answer;
  };
}

async function listed(
  call: Call,
  source: FilterSource,
  show: (jobs: readonly ShownJob[]) => unknown,
): Promise<{ readonly answer: unknown } | null> {
  const given = (name: string): string => (source.has(name) ? (source.text(name) ?? '') : '');
  const wanted = batchDefinitionOf(given('jobDefinitionId'));
  const single = batchJobOf(given('jobId'));
  if (wanted === null && single === null) return null;
  const jobs = wanted ? await jobsOf(call, wanted.batchKey, wanted.kind) : await jobsById(call, given('jobId'));
  return { answer: show(jobs.filter((job) => matches(job, source, call.engine.now()))) };
}

const isOfTenant = ofTenants<ShownJob>(({ tenantId }) => tenantId);

function matches(job: ShownJob, source: FilterSource, now: number): boolean {
  const isSet = (name: string): boolean => source.has(name) && source.flag(name);
  if (isSet('withoutTenantId') && job.tenantId !== null) return false;
  if (source.has('tenantIdIn') && !isSet('withoutTenantId') && !isOfTenant(job, source, 'tenantIdIn')) return false;
  if ((isSet('active') && job.suspended) || (isSet('suspended') && !job.suspended)) return false;
  if ((isSet('executable') || isSet('withRetriesLeft')) && job.retries === 0) return false;
  if (isSet('executable') && job.dueDate !== null && Date.parse(job.dueDate) > now) return false;
  return !(isSet('noRetriesLeft') && job.retries > 0) && !(isSet('withException') && job.exceptionMessage === null);
}

type ShownJob = ReturnType<typeof shownJob>;

interface JobFacts {
  readonly id: string;
  readonly batchKey: string;
  readonly kind: BatchJobKind;
  readonly retries: number;
  readonly message: string | null;
  readonly isSuspended: boolean;
  readonly createdAt: number;
  readonly dueAt: number | null;
  readonly tenantId: string | null;
}

function shownJob({ id, batchKey, kind, retries, message, isSuspended, createdAt, dueAt, tenantId }: JobFacts) {
  return {
    id,
    jobDefinitionId: batchDefinitionId(batchKey, kind),
    processInstanceId: null,
    processDefinitionId: null,
    processDefinitionKey: null,
    executionId: null,
    exceptionMessage: message,
    failedActivityId: null,
    retries,
    dueDate: dueAt === null ? null : dateText(dueAt),
    suspended: isSuspended,
    priority: 0,
    tenantId,
    createTime: dateText(createdAt),
    batchId: batchKey,
  };
}

/** A batch has a seed job until all of its items are opened, and from then on one that looks whether they are done. */
function ownJob(row: BatchRow, kind: 'seed' | 'monitor'): readonly ShownJob[] {
  const isSeeding = row.opened < row.total;
  if (row.endedAt !== null || (kind === 'seed') !== isSeeding) return [];
  const dueAt = kind === 'seed' ? null : row.createdAt + MONITOR_DELAY_MS;
  return [
    shownJob({
      id: batchJobId(row.key, kind),
      batchKey: row.key,
      kind,
      retries: FRESH_RETRIES,
      message: null,
      isSuspended: row.isSuspended,
      createdAt: row.createdAt,
      dueAt,
      tenantId: row.tenantId,
    }),
  ];
}

async function itemJobs(call: Call, where: readonly Condition<'batchItem'>[]): Promise<readonly ShownJob[]> {
  const items = await call.engine.search.find('batchItem', {
    where: [...where, { field: 'state', op: 'in', value: ['open', 'failed'] }],
    sort: [{ field: 'key', order: 'asc' }],
    limit: MAX_SHOWN,
  });
  return Promise.all(items.map((item) => shownItem(call, item)));
}

async function shownItem(call: Call, item: BatchItemRow): Promise<ShownJob> {
  const { key, batchKey, retries, isSuspended, createdAt, tenantId } = item;
  return shownJob({
    id: batchJobId(key, 'execution'),
    batchKey,
    kind: 'execution',
    retries,
    message: await itemFailureText(call, item),
    isSuspended,
    createdAt,
    dueAt: null,
    tenantId,
  });
}

async function jobsOf(call: Call, batchKey: string, kind: BatchJobKind): Promise<readonly ShownJob[]> {
  const row = await call.engine.search.get('batch', batchKey);
  if (row === null || row.endedAt !== null) return [];
  return kind === 'execution' ? itemJobs(call, [{ field: 'batchKey', op: '=', value: batchKey }]) : ownJob(row, kind);
}

async function jobsById(call: Call, id: string): Promise<readonly ShownJob[]> {
  const found = batchJobOf(id);
  if (found === null) return [];
  return found.kind === 'execution'
    ? itemJobs(call, [{ field: 'key', op: '=', value: found.key }])
    : jobsOf(call, found.key, found.kind);
}

async function jobOf(call: Call): Promise<ShownJob | null> {
  const id = call.param('id');
  if (batchJobOf(id) === null) return null;
  const [job] = await jobsById(call, id);
  if (job === undefined) throw invalidRequest(`Job with id ${id} does not exist`, 404);
  return job;
}

async function execute(call: Call): Promise<{ readonly answer: undefined } | null> {
  const id = call.param('id');
  const found = batchJobOf(id);
  if (found === null) return null;
  const [job] = await jobsById(call, id);
  if (job === undefined) throw invalidRequest(`ENGINE-14026 No job found with id '${id}'`, 404);
  if (found.kind === 'seed') await call.engine.batches.openSome(found.key);
  else if (found.kind === 'monitor') await call.engine.batches.endIfDone(found.key);
  else {
    const result = await call.engine.batches.runItem(found.key);
    if (result.kind !== 'done')
      throw invalidRequest(
        result.kind === 'failed'
          ? ((await jobsById(call, id))[0]?.exceptionMessage ?? result.message)
          : `ENGINE-14026 No job found with id '${id}'`,
        404,
      );
  }
  return { answer: undefined };
}

function readRetries(call: Call): number {
  const retries = call.body().int('retries');
  if (retries === null) throw new RestError(500, 'NullPointerException', 'retries is null');
  if (retries < 0)
    throw invalidRequest(
      `ENGINE-13054 The number of job retries must be a non-negative Integer, but '${retries}' has been provided.`,
      500,
    );
  return retries;
}

/** Only the jobs of items count attempts; the others run as often as it takes. */
async function setRetries(call: Call): Promise<{ readonly answer: undefined } | null> {
  const found = batchJobOf(call.param('id'));
  if (found === null) return null;
  const retries = readRetries(call);
  if ((await jobsById(call, call.param('id'))).length === 0)
    throw invalidRequest(`ENGINE-13053 No job found with id '${call.param('id')}'.'`, 500);
  if (found.kind === 'execution') await call.engine.batches.retry({ itemKey: found.key }, retries);
  return { answer: undefined };
}

async function retryAll(call: Call): Promise<{ readonly answer: undefined } | null> {
  const found = batchDefinitionOf(call.param('id'));
  if (found === null) return null;
  const retries = readRetries(call);
  const audit = call.audit('batch.retry', 'guarded', {
    targetKind: 'batch',
    targetKey: found.batchKey,
    after: { retries },
  });
  const changed =
    found.kind === 'execution' ? await call.engine.batches.retry({ batchKey: found.batchKey }, retries, { audit }) : 0;
  // What changed nothing is in the original's log all the same.
  if (changed === 0) await call.engine.audit(audit, { outcome: 'done', text: null });
  return { answer: undefined };
}

async function definition(call: Call): Promise<{ readonly answer: unknown } | null> {
  const id = call.param('id');
  const found = batchDefinitionOf(id);
  if (found === null) return null;
  const row = await call.engine.search.get('batch', found.batchKey);
  if (row === null || row.endedAt !== null) throw invalidRequest(`Job Definition with id ${id} does not exist`, 404);
  const jobType = batchJobType(row, found.kind);
  return {
    answer: {
      id,
      processDefinitionId: null,
      processDefinitionKey: null,
      jobType,
      jobConfiguration: row.key,
      activityId: null,
      suspended: row.isSuspended,
      overridingJobPriority: null,
      tenantId: row.tenantId,
      deploymentId: row.key,
    },
  };
}

import type { Condition, Instant, JobAttemptRow, JobRow } from '@/engine/index.ts';
import type { Call } from '../call.ts';
import { definitionKeyOf, isKey } from '../ids.ts';
import { among, equals, ifSet, ofTenants } from '../query/memory-list.ts';
import type { FilterSource } from '../query/read-filters.ts';
import { notValid } from '../rest-error.ts';

/** Jobs that are read at a time, the newest first. */
const JOBS_PER_PORTION = 2_000;

/** One line of a job's life: it was created, failed, done, or removed. */
export interface JobEntry {
  readonly id: string;
  readonly job: JobRow;
  readonly event: 'creation' | 'failure' | 'success' | 'deletion';
  readonly at: Instant;
  readonly worker: string | null;
  /** At that moment: for a failure, before it. */
  readonly retries: number | null;
  /** As far as it is known of that moment: a continuation or signal is due at once until an attempt has failed. */
  readonly dueAt: Instant | null;
  readonly errorMessage: string | null;
  readonly failedElementId: string | null;
  readonly errorDetails: string | null;
}

/**
 * The log of the jobs that a query can mean, a portion at a time: pages by key, by the index of the keys or of the
 * place.
 */
export async function* readJobEntries(
  call: Call,
  source: FilterSource,
  kind: Condition<'job'>,
): AsyncGenerator<readonly JobEntry[]> {
  refuseEmptyIds(source);
  const places = placeOf(source);
  if (places === null) return;
  const where = [
    kind,
    ...places.map(({ field, value }): Condition<'job'> => ({ field: field === 'job' ? 'key' : field, op: '=', value })),
  ];
  for (let last: string | null = null; ; ) {
    const page: readonly JobRow[] = await call.engine.search.find('job', {
      where: last === null ? where : [...where, { field: 'key', op: '<', value: last }],
      sort: [{ field: 'key', order: 'desc' }],
      limit: JOBS_PER_PORTION,
    });
    yield entriesOf(call, page);
    last = page.at(-1)?.key ?? null;
    if (last === null || page.length < JOBS_PER_PORTION) return;
  }
}

/** The order of a log that nothing else orders. */
export const inTime = (a: JobEntry, b: JobEntry): number => a.at - b.at || a.id.localeCompare(b.id);

/** Lists of ids and what refusals call them. */
const ID_LISTS = [
  ['activityIdIn', 'activityIds'],
  ['failedActivityIdIn', 'activityIds'],
  ['executionIdIn', 'executionIds'],
] as const;

function refuseEmptyIds(source: FilterSource): void {
  for (const [name, ids] of ID_LISTS)
    if (source.has(name) && source.texts(name)?.includes('')) throw notValid(`${ids} contains empty string`);
}

/** Filters that `countJobEntries` can ask the database for. */
const COUNTED: ReadonlySet<string> = new Set([
  'processInstanceId',
  'jobId',
  'externalTaskId',
  'processDefinitionKey',
  'processDefinitionId',
  'creationLog',
  'failureLog',
  'successLog',
  'deletionLog',
]);

/** How many entries the log has; null: a filter needs the entries themselves. */
export async function countJobEntries(
  call: Call,
  source: FilterSource,
  kind: Condition<'job'> & Condition<'jobAttempt'>,
  filters: readonly string[],
): Promise<number | null> {
  if (filters.some((name) => source.has(name) && !COUNTED.has(name))) return null;
  const where = placeOf(source);
  if (where === null) return 0;
  const flags = ['creationLog', 'failureLog', 'successLog', 'deletionLog'].filter(
    (name) => source.has(name) && source.flag(name),
  );
  // Each flag asks for entries of its own kind alone.
  const wants = (name: string) => flags.every((flag) => flag === name);
  const jobs = [
    kind,
    ...where.map(({ field, value }): Condition<'job'> => ({ field: field === 'job' ? 'key' : field, op: '=', value })),
  ];
  const attempts = [
    kind,
    ...where.map(
      ({ field, value }): Condition<'jobAttempt'> => ({ field: field === 'job' ? 'jobKey' : field, op: '=', value }),
    ),
  ];
  const { search } = call.engine;
  const counts = await Promise.all([
    wants('creationLog') ? search.count('job', { where: jobs }) : 0,
    wants('failureLog') ? search.count('jobAttempt', { where: attempts }) : 0,
    wants('successLog')
      ? search.count('job', { where: [...jobs, { field: 'outcome', op: '=', value: 'completed' }] })
      : 0,
    wants('deletionLog')
      ? search.count('job', { where: [...jobs, { field: 'outcome', op: 'in', value: ['errorThrown', 'canceled'] }] })
      : 0,
  ]);
  return counts.reduce((sum, count) => sum + count, 0);
}

type Place = { readonly field: 'instanceKey' | 'job' | 'processId' | 'definitionKey'; readonly value: string };

/** Which jobs a query means; null: none can match. */
function placeOf(source: FilterSource): readonly Place[] | null {
  const places: Place[] = [];
  for (const [name, field] of [
    ['processInstanceId', 'instanceKey'],
    ['jobId', 'job'],
    ['externalTaskId', 'job'],
  ] as const) {
    if (!source.has(name)) continue;
    const id = source.text(name) ?? '';
    if (!isKey(id)) return null;
    places.push({ field, value: id });
  }
  if (source.has('processDefinitionKey'))
    places.push({ field: 'processId', value: source.text('processDefinitionKey') ?? '' });
  if (source.has('processDefinitionId')) {
    const key = definitionKeyOf(source.text('processDefinitionId') ?? '');
    if (key === null) return null;
    places.push({ field: 'definitionKey', value: key });
  }
  return places;
}

/** One entry by its id: the job's key and what happened. */
export async function findJobEntry(call: Call, kind: Condition<'job'>): Promise<JobEntry | null> {
  const [key = ''] = call.param('id').split('-', 1);
  const jobs = isKey(key)
    ? await call.engine.search.find('job', { where: [kind, { field: 'key', op: '=', value: key }], limit: 1 })
    : [];
  return (await entriesOf(call, jobs)).find(({ id }) => id === call.param('id')) ?? null;
}

/** The entry of an attempt that failed. */
export const failureId = ({ jobKey, key }: Pick<JobAttemptRow, 'jobKey' | 'key'>): string => `${jobKey}-${key}`;

/** A worker's job counts no attempts before the first that fails. */
const firstRetriesOf = (job: JobRow, failure: JobAttemptRow | undefined): number | null =>
  failure === undefined ? (job.kind === 'worker' ? null : job.retries) : failure.retriesBefore;

const firstDueOf = ({ kind, dueAt }: JobRow): Instant | null =>
  kind === 'continuation' || kind === 'signal' ? null : dueAt;

async function entriesOf(call: Call, jobs: readonly JobRow[]): Promise<readonly JobEntry[]> {
  if (jobs.length === 0) return [];
  const attempts = await call.engine.search.find('jobAttempt', {
    where: [{ field: 'jobKey', op: 'in', value: jobs.map(({ key }) => key) }],
    sort: [{ field: 'key', order: 'asc' }],
  });
  const byKey = new Map(jobs.map((job) => [job.key, job]));
  const nothing = { worker: null, errorMessage: null, errorDetails: null, failedElementId: null };
  const firstFailures = new Map(attempts.toReversed().map((attempt) => [attempt.jobKey, attempt]));
  const entries: JobEntry[] = jobs.map((job) => ({
    id: `${job.key}-creation`,
    job,
    event: 'creation',
    at: job.createdAt,
    retries: firstRetriesOf(job, firstFailures.get(job.key)),
    dueAt: firstDueOf(job),
    ...nothing,
  }));
  const failed = new Set<string>();
  for (const attempt of attempts) {
    const job = byKey.get(attempt.jobKey);
    if (job === undefined) continue;
    const dueAt = failed.has(job.key) ? job.dueAt : firstDueOf(job);
    failed.add(job.key);
    entries.push({
      id: failureId(attempt),
      job,
      event: 'failure',
      at: attempt.failedAt,
      worker: attempt.worker,
      retries: attempt.retriesBefore,
      dueAt,
      errorMessage: attempt.errorMessage,
      errorDetails: attempt.errorDetails,
      failedElementId: attempt.failedElementId ?? (job.instanceKey === null ? null : job.elementId),
    });
  }
  for (const job of jobs) {
    if (job.endedAt === null) continue;
    const isDone = job.outcome === 'completed';
    entries.push({
      id: `${job.key}-end`,
      job,
      event: isDone ? 'success' : 'deletion',
      at: job.endedAt,
      retries: job.retries,
      dueAt: job.dueAt,
      ...nothing,
      worker: job.worker,
      failedElementId: job.failedElementId,
    });
  }
  return entries.sort(inTime);
}

/** Filters that both logs share. */
export const jobEntryTests = {
  logId: equals<JobEntry>(({ id }) => id),
  activityIdIn: among<JobEntry>(({ job }) => job.elementId),
  executionIdIn: among<JobEntry>(({ job }) => job.elementInstanceKey ?? job.scopeKey),
  creationLog: ifSet<JobEntry>(({ event }) => event === 'creation'),
  failureLog: ifSet<JobEntry>(({ event }) => event === 'failure'),
  successLog: ifSet<JobEntry>(({ event }) => event === 'success'),
  deletionLog: ifSet<JobEntry>(({ event }) => event === 'deletion'),
  tenantIdIn: ofTenants<JobEntry>(({ job }) => job.tenantId),
  withoutTenantId: ifSet<JobEntry>(({ job }) => job.tenantId === null),
};

export const eventFlags = (event: JobEntry['event']) => ({
  creationLog: event === 'creation',
  failureLog: event === 'failure',
  successLog: event === 'success',
  deletionLog: event === 'deletion',
});

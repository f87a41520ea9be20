import type { Condition, Instant, JobRow } from '@/engine/index.ts';
import type { Call } from '../call.ts';
import { definitionKeyOf, isKey } from '../ids.ts';
import { after, among, before, equals, ifSet } from '../query/memory-list.ts';
import type { FilterSource } from '../query/read-filters.ts';

/** Jobs whose log is looked at for one answer, the newest first. */
const MAX_JOBS = 10_000;

/** One line of a job's life: it was created, failed, done, or removed. */
export interface JobEntry {
  readonly id: string;
  readonly job: JobRow;
  readonly event: 'creation' | 'failure' | 'success' | 'deletion';
  readonly at: Instant;
  readonly worker: string | null;
  /** At that moment: for a failure, before it. */
  readonly retries: number | null;
  readonly errorMessage: string | null;
  readonly failedElementId: string | null;
  readonly errorDetails: string | null;
}

/** The log of the jobs that a query can mean. */
export async function readJobEntries(call: Call, source: FilterSource, kind: Condition<'job'>): Promise<readonly JobEntry[]> {
  const where: Condition<'job'>[] = [kind];
  for (const [name, field] of [['processInstanceId', 'instanceKey'], ['jobId', 'key'], ['externalTaskId', 'key']] as const) {
    if (!source.has(name)) continue;
    const id = source.text(name) ?? '';
    if (!isKey(id)) return [];
    where.push({ field, op: '=', value: id });
  }
  if (source.has('processDefinitionKey')) where.push({ field: 'processId', op: '=', value: source.text('processDefinitionKey') });
  if (source.has('processDefinitionId')) {
    const key = definitionKeyOf(source.text('processDefinitionId') ?? '');
    if (key === null) return [];
    where.push({ field: 'definitionKey', op: '=', value: key });
  }
  return entriesOf(call, await call.engine.search.find('job', { where, sort: [{ field: 'key', order: 'desc' }], limit: MAX_JOBS }));
}

/** One entry by its id: the job's key and what happened. */
export async function findJobEntry(call: Call, kind: Condition<'job'>): Promise<JobEntry | null> {
  const [key = ''] = call.param('id').split('-', 1);
  const jobs = isKey(key) ? await call.engine.search.find('job', { where: [kind, { field: 'key', op: '=', value: key }], limit: 1 }) : [];
  return (await entriesOf(call, jobs)).find(({ id }) => id === call.param('id')) ?? null;
}

async function entriesOf(call: Call, jobs: readonly JobRow[]): Promise<readonly JobEntry[]> {
  if (jobs.length === 0) return [];
  const attempts = await call.engine.search.find('jobAttempt', { where: [{ field: 'jobKey', op: 'in', value: jobs.map(({ key }) => key) }] });
  const byKey = new Map(jobs.map((job) => [job.key, job]));
  const nothing = { worker: null, errorMessage: null, errorDetails: null, failedElementId: null };
  const entries: JobEntry[] = jobs.map((job) => ({ id: `${job.key}-creation`, job, event: 'creation', at: job.createdAt, retries: null, ...nothing }));
  for (const attempt of attempts) {
    const job = byKey.get(attempt.jobKey);
    if (job === undefined) continue;
    entries.push({ id: `${job.key}-${attempt.key}`, job, event: 'failure', at: attempt.failedAt, worker: attempt.worker, retries: attempt.retriesBefore, errorMessage: attempt.errorMessage, errorDetails: attempt.errorDetails, failedElementId: attempt.failedElementId ?? job.elementId });
  }
  for (const job of jobs) {
    if (job.endedAt === null) continue;
    const isDone = job.outcome === 'completed';
    entries.push({ id: `${job.key}-end`, job, event: isDone ? 'success' : 'deletion', at: job.endedAt, retries: job.retries, ...nothing, worker: isDone ? job.worker : null });
  }
  return entries.sort((a, b) => a.at - b.at || a.id.localeCompare(b.id));
}

/** Filters that both logs share. */
export const jobEntryTests = {
  logId: equals<JobEntry>(({ id }) => id), activityIdIn: among<JobEntry>(({ job }) => job.elementId), executionIdIn: among<JobEntry>(({ job }) => job.elementInstanceKey ?? job.scopeKey),
  creationLog: ifSet<JobEntry>(({ event }) => event === 'creation'), failureLog: ifSet<JobEntry>(({ event }) => event === 'failure'),
  successLog: ifSet<JobEntry>(({ event }) => event === 'success'), deletionLog: ifSet<JobEntry>(({ event }) => event === 'deletion'),
  tenantIdIn: among<JobEntry>(({ job }) => job.tenantId), withoutTenantId: ifSet<JobEntry>(({ job }) => job.tenantId === null),
  occurredBefore: before<JobEntry>(({ at }) => at), occurredAfter: after<JobEntry>(({ at }) => at),
};

export const atLeast = (entry: JobEntry, source: FilterSource, name: string): boolean => entry.job.priority >= (source.number(name) ?? 0);
export const atMost = (entry: JobEntry, source: FilterSource, name: string): boolean => entry.job.priority <= (source.number(name) ?? 0);

export const eventFlags = (event: JobEntry['event']) => ({ creationLog: event === 'creation', failureLog: event === 'failure', successLog: event === 'success', deletionLog: event === 'deletion' });

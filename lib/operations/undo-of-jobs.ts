import { type Database, Prisma } from '@/lib/db.ts';
import { type Entry, impossible, NOT_KEPT, numberOf, type Undo, undo } from './undo-entry.ts';

export async function undoOfJob(database: Database, { operation, before, after, targetKey }: Entry): Promise<Undo> {
  if (targetKey === null || before === null) return impossible(NOT_KEPT);
  const [job] = await database.$queryRaw<{ priority: number; dueAt: Date | null; isEnded: boolean }[]>(Prisma.sql`
    select j.priority::float8 as priority, j.due_at as "dueAt", j.ended_at is not null as "isEnded" from job j
      where j.key = ${targetKey}::bigint`);
  if (job === undefined || job.isEnded) return impossible('The job has run or was cancelled.');
  if (operation === 'job.set-priority') {
    const was = numberOf(before.priority);
    if (was === null) return impossible(NOT_KEPT);
    return job.priority === after?.priority
      ? undo('job.set-priority', { jobKey: targetKey, priority: was })
      : impossible(`Its priority was changed since, to ${job.priority}.`);
  }
  const was = before.dueAt ?? null;
  if (was !== null && typeof was !== 'string') return impossible(NOT_KEPT);
  const is = job.dueAt?.toISOString() ?? null;
  return is === (after?.dueAt ?? null)
    ? undo('job.set-due-date', { jobKey: targetKey, dueAt: was })
    : impossible(`Its due date was changed since, to ${is ?? 'none'}.`);
}

export async function undoOfJobSuspension(database: Database, { operation, targetKey: jobKey }: Entry): Promise<Undo> {
  if (jobKey === null) return impossible(NOT_KEPT);
  const [job] = await database.$queryRaw<{ isSuspended: boolean; isEnded: boolean }[]>(
    Prisma.sql`select j.is_suspended as "isSuspended", j.ended_at is not null as "isEnded" from job j
      where j.key = ${jobKey}::bigint`,
  );
  if (job === undefined || job.isEnded) return impossible('The job has run or was cancelled.');
  if (operation === 'job.suspend')
    return job.isSuspended ? undo('job.resume', { jobKey }) : impossible('It was resumed since.');
  return job.isSuspended ? impossible('It was suspended again since.') : undo('job.suspend', { jobKey });
}

/** As long as the job has made no use of the attempts it was given. */
export async function undoOfRetries(
  database: Database,
  { at, before, after, targetKey: jobKey }: Entry,
): Promise<Undo> {
  const [was, is] = [numberOf(before?.retries), numberOf(after?.retries)];
  if (jobKey === null || was === null || is === null) return impossible(NOT_KEPT);
  if (was < 1) return impossible('It had no attempts left before, and a job without attempts is an incident.');
  const [job] = await database.$queryRaw<{ retries: number | null; isEnded: boolean; isTaken: boolean }[]>(Prisma.sql`
    select j.retries, j.ended_at is not null as "isEnded", j.worker is not null or
      exists (select 1 from job_attempt a where a.job_key = j.key and a.failed_at > ${at}::timestamptz) as "isTaken"
      from job j where j.key = ${jobKey}::bigint`);
  if (job === undefined || job.isEnded) return impossible('The job has run or was cancelled.');
  if (job.isTaken) return impossible('It was tried since, or somebody tries it at this moment.');
  return job.retries === is
    ? undo('job.set-retries', { jobKey, retries: was })
    : impossible(`Its retries were changed since, to ${job.retries ?? 'none'}.`);
}

import { authorize } from '@/lib/auth/authorize.ts';
import { Prisma } from '@/lib/db.ts';
import type { AuditEntryView, AuditMoment, AuditRow } from '../views/audit-view.ts';
import { reachable } from './audit-filter.ts';
import type { QueryContext } from './query.ts';
import { and, instant, visible } from './sql.ts';

/** Moments of a job after the entry: whoever wants all of them opens its log. */
const MAX_OF_JOB = 5;

type Entry = Pick<AuditRow, 'n' | 'outcome' | 'targetKind' | 'targetKey'>;
interface MomentRow {
  what: AuditMoment['what'];
  at: Date;
  by: string | null;
  text: string | null;
}

/**
 * What became of what an entry was about, oldest first: attempts and end of the job, of the batch, and what took it
 * back.
 */
export async function auditStory(
  context: QueryContext,
  { n, outcome, targetKind, targetKey }: Entry,
): Promise<AuditEntryView['story']> {
  if (outcome !== 'done') return [];
  const parts = await Promise.all([
    targetKey !== null && (targetKind === 'job' || targetKind === 'incident') && isKey(targetKey)
      ? jobMoments(context, { n, key: targetKey, isIncident: targetKind === 'incident' })
      : [],
    targetKey !== null && targetKind === 'batch' && isKey(targetKey) ? batchMoments(context, targetKey) : [],
    undoing(context, n),
  ]);
  return parts
    .flat()
    .map((moment) => ({ ...moment, at: instant(moment.at) }))
    .sort((a, b) => a.at - b.at);
}

const isKey = (text: string): boolean => /^\d{1,18}$/.test(text);

/** Attempts that failed after the entry, and the end. */
async function jobMoments(
  context: QueryContext,
  { n, key, isIncident }: { readonly n: number; readonly key: string; readonly isIncident: boolean },
): Promise<readonly MomentRow[]> {
  if (!authorize(context.person, 'job.read').isAllowed) return [];
  const jobKey = isIncident
    ? Prisma.sql`(select i.job_key from incident i where i.key = ${key}::bigint)`
    : Prisma.sql`${key}::bigint`;
  return await context.database.$queryRaw<MomentRow[]>(Prisma.sql`
    with entry as (select e.at from audit_entry e where e.n = ${n}::bigint),
      own as (select j.key, j.ended_at, j.outcome, j.worker from job j
      where j.key = ${jobKey} ${and(visible(context, 'j.definition_key'))})
    (select 'failed' as what, a.failed_at as at, a.worker as by, a.error_message as text from own
      join job_attempt a on a.job_key = own.key, entry where a.failed_at >= entry.at order by a.key
      limit ${MAX_OF_JOB}::int)
    union all select case when own.outcome = 'canceled' then 'cancelled' else 'succeeded' end, own.ended_at, case
      when own.outcome = 'canceled' then null else own.worker end, null from own, entry
      where own.ended_at >= entry.at`);
}

async function batchMoments({ database }: QueryContext, key: string): Promise<readonly MomentRow[]> {
  return await database.$queryRaw<MomentRow[]>(Prisma.sql`
    select 'batchStarted' as what, b.started_at as at, null as by, null as text from batch b
      where b.key = ${key}::bigint and b.started_at is not null
    union all select case when b.outcome = 'canceled' then 'batchCancelled'
      else 'batchEnded' end, b.ended_at, null,
      (select count(*)::text from batch_item i where i.batch_key = b.key and i.state = 'failed') from batch b
      where b.key = ${key}::bigint and b.ended_at is not null`);
}

async function undoing(context: QueryContext, n: number): Promise<readonly MomentRow[]> {
  return await context.database.$queryRaw<MomentRow[]>(Prisma.sql`
    select 'undone' as what, a.at, a.actor_name as by, a.n::text as text from audit_entry a
      where a.undoes = ${n}::bigint and a.outcome = 'done' ${and(reachable(context))}`);
}

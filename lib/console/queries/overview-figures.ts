import { Prisma } from '@/lib/db.ts';
import type { OverviewView } from '../views/overview-view.ts';
import type { QueryContext } from './query.ts';
import { and, bigints, instantOrNull, visible } from './sql.ts';

/** Counting stops here: "more than". */
const MAX_COUNT = 1_000;
/** A pump takes due jobs within a second; later than this, something is wrong. */
const OVERDUE_AFTER = '30 seconds';
const RATE_WINDOW_MINUTES = 5;
const RATE_SAMPLE = 5_000;
const MS_PER_MINUTE = 60_000;

type Figures = Pick<OverviewView, 'jobsOverdue' | 'tasksOverdue' | 'completedPerMinute'>;
interface Row {
  jobs: number;
  oldestJob: Date | null;
  tasks: number;
  oldestTask: Date | null;
  ended: number;
  oldestEnd: Date | null;
}

/** What is late, and how fast instances come to their end: one statement, as each of them takes longer to plan than to run. */
export async function overviewFigures(
  context: QueryContext,
  definitionKeys: readonly string[] | undefined,
): Promise<Figures> {
  const [row] = await context.database.$queryRaw<Row[]>(Prisma.sql`
    select j.count as jobs, j.oldest as "oldestJob", t.count as tasks, t.oldest as "oldestTask", e.count as ended,
      e.oldest as "oldestEnd"
    from (select count(*)::int as count, min(due_at) as oldest from (
      select j.due_at from job j where j.ended_at is null and j.kind <> 'worker' and not j.is_suspended
        and coalesce(j.retries, 1) > 0 and j.due_at < now() - ${OVERDUE_AFTER}::interval
        ${ofDefinitions(context, 'j.definition_key', definitionKeys)} order by j.due_at limit ${MAX_COUNT}::int) late) j,
    (select count(*)::int as count, min(due_at) as oldest from (
      select t.due_at from user_task t where t.ended_at is null and t.due_at is not null and t.due_at < now()
        ${ofDefinitions(context, 't.definition_key', definitionKeys)} order by t.due_at limit ${MAX_COUNT}::int) late) t,
    (select count(*)::int as count, min(ended_at) as oldest from (
      select i.ended_at from instance i where i.ended_at is not null
        and i.ended_at > now() - ${RATE_WINDOW_MINUTES}::int * interval '1 minute' and i.outcome = 'completed'
        ${ofDefinitions(context, 'i.definition_key', definitionKeys)}
      order by i.ended_at desc limit ${RATE_SAMPLE}::int) newest) e`);
  return {
    jobsOverdue: { count: row?.jobs ?? 0, oldestDueAt: instantOrNull(row?.oldestJob ?? null) },
    tasksOverdue: { count: row?.tasks ?? 0, oldestDueAt: instantOrNull(row?.oldestTask ?? null) },
    completedPerMinute: perMinute(row?.ended ?? 0, row?.oldestEnd ?? null),
  };
}

/** `and …`: of these definitions, and of those in reach. */
export function ofDefinitions(
  context: QueryContext,
  column: string,
  definitionKeys: readonly string[] | undefined,
): Prisma.Sql {
  return and([
    ...(definitionKeys === undefined ? [] : [Prisma.sql`${Prisma.raw(column)} = any(${bigints(definitionKeys)})`]),
    ...visible(context, column),
  ]);
}

/** From the ends of the last minutes; of very busy ones only the newest were read, from which the rate follows as well. */
function perMinute(count: number, oldest: Date | null): number {
  if (oldest === null) return 0;
  if (count < RATE_SAMPLE) return count / RATE_WINDOW_MINUTES;
  return count / Math.max((Date.now() - oldest.getTime()) / MS_PER_MINUTE, 1 / MS_PER_MINUTE);
}

import { Prisma } from '@/lib/db.ts';
import type { TopicLag } from '../views/overview-view.ts';
import { defineTopics, shareOf } from './topics.ts';
import type { QueryContext } from './query.ts';
import { and, bigints, instantOrNull, visible } from './sql.ts';

const MAX_TOPICS = 50;
/** Open work that is looked at, of all topics. */
const MAX_ROWS = 2_000;

/** Topics with open work, the one that waits longest first. */
export async function topicLags(
  context: QueryContext,
  definitionKeys: readonly string[] | undefined,
): Promise<readonly TopicLag[]> {
  const conditions = and([
    ...(definitionKeys === undefined ? [] : [Prisma.sql`j.definition_key = any(${bigints(definitionKeys)})`]),
    ...visible(context, 'j.definition_key'),
  ]);
  const rows = await context.database.$queryRaw<
    { topic: string; waiting: number; leased: number; oldestAt: Date | null; isExact: boolean }[]
  >(Prisma.sql`
    ${defineTopics(MAX_TOPICS)}, ${shareOf(MAX_ROWS)}
    select t.type as topic, c.waiting, c.leased, c.oldest as "oldestAt", c.is_exact as "isExact"
    from topic t cross join lateral (
      select count(*) filter (where not leased)::int as waiting, count(*) filter (where leased)::int as leased,
        min(created_at) filter (where not leased) as oldest, count(*) < (select rows from share) as is_exact
      from (
        select j.created_at, coalesce(j.lock_until > now(), false) as leased from job j
        where j.ended_at is null and j.kind = 'worker' and j.type = t.type and coalesce(j.retries, 1) > 0 ${conditions}
        order by j.priority desc, j.key limit (select rows from share)
      ) open
    ) c
    where c.waiting + c.leased > 0 order by c.oldest nulls last`);
  return rows.map((row) => ({ ...row, oldestAt: instantOrNull(row.oldestAt) }));
}
